/** Sign-ins with a code that are under way: begun by one call, awaited by another. The device code never gets here. */
import { DebriefError } from '../../app/errors.ts';
import type { NewId } from '../../app/ids.ts';
import type { AccountView, DeviceSignInView } from '../../app/views.ts';
import type { DeviceCode } from '../github/device.ts';
import type { Server } from './server.ts';

export interface DeviceSignInOptions {
  readonly newId: NewId;
  /** The client id of the OAuth app that this build or its configuration names; empty for none. */
  readonly clientId: () => string;
  /** Asks for a code, and gives the token once it was entered. */
  readonly ask: (
    server: Server,
    clientId: string,
    signal: AbortSignal,
    onCode: (code: DeviceCode) => void,
  ) => Promise<string>;
  readonly signIn: (token: string, server: Server) => Promise<AccountView>;
}

interface UnderWay {
  readonly stopping: AbortController;
  readonly account: Promise<AccountView>;
}

export class DeviceSignIns {
  private readonly options: DeviceSignInOptions;
  private readonly underWay = new Map<string, UnderWay>();

  constructor(options: DeviceSignInOptions) {
    this.options = options;
  }

  /** Is there a client id to ask with? */
  get available(): boolean {
    return this.options.clientId() !== '';
  }

  /**
   * Asks for a code, and goes on in the background until it was entered. One at a time: an earlier one is stopped.
   * @throws DebriefError device.*, github.*
   */
  async start(server: Server): Promise<DeviceSignInView> {
    const { clientId, newId, ask, signIn } = this.options;
    if (!this.available) throw new DebriefError('device.noClient');
    this.stop();
    const id = newId();
    const stopping = new AbortController();
    const code = Promise.withResolvers<DeviceCode>();
    const account = ask(server, clientId(), stopping.signal, code.resolve).then((token) => {
      if (stopping.signal.aborted) throw new DebriefError('device.cancelled');
      return signIn(token, server);
    });
    // Fails for whoever waits for it; nobody may.
    account.catch(code.reject);
    this.underWay.set(id, { stopping, account });
    try {
      return { id, host: server.host, ...(await code.promise) };
    } catch (error) {
      this.underWay.delete(id);
      throw error;
    }
  }

  /** Resolves when the code was entered and the account is signed in. @throws DebriefError device.*, github.* */
  async finish(id: string): Promise<AccountView> {
    const found = this.underWay.get(id);
    if (found === undefined) throw new DebriefError('device.unknown');
    try {
      return await found.account;
    } finally {
      this.underWay.delete(id);
    }
  }

  /** Stops one, or all. */
  stop(id?: string): void {
    for (const [each, { stopping }] of this.underWay) {
      if (id === undefined || each === id) stopping.abort();
    }
  }
}
