/**
 * The link to the core: a MessagePort in Electron, a WebSocket from the web host. It comes back by itself when it was
 * lost, and says so; a call that was under way then fails with `LinkLost`, since nobody can know whether it was heard.
 */
import { createORPCClient, ORPCError } from '@orpc/client';
import type { ClientLink, ClientOptions } from '@orpc/client';
import { RPCLink as PortLink } from '@orpc/client/message-port';
import { RPCLink as SocketLink } from '@orpc/client/websocket';

import type { CoreClient } from '../app/contract.ts';

/** `refused`: the core is there, but this page may not talk to it (any more). */
export type LinkState = 'connecting' | 'open' | 'lost' | 'refused';

/** The core did not answer, or the answer was lost. */
export class LinkLost extends Error {
  override readonly name = 'LinkLost';
}

/** What a page needs of a link. */
export interface Link {
  readonly client: CoreClient;
  /** Calls back with the state now and whenever it changes. Gives a function that ends this. */
  watch(listener: (state: LinkState) => void): () => void;
}

type NoContext = Record<never, never>;

/** One connection. `closed` settles when it ends. */
export interface Connection {
  readonly link: ClientLink<NoContext>;
  readonly closed: Promise<void>;
}

/** Makes a connection. Rejects with `Refused` where asking again is of no use. */
export type Dial = () => Promise<Connection>;

export class Refused extends Error {
  override readonly name = 'Refused';
}

/** Milliseconds between attempts: at once at first, since a reload is the usual reason; it is the same machine, so never long. */
const PAUSES_MS = [100, 250, 500, 1000, 2000];

/** How long a call waits for the link before it gives up, in milliseconds. */
const PATIENCE_MS = 3000;

/** Dials again whenever the connection ends, and sends calls over whichever there is. */
export class ReconnectingLink implements ClientLink<NoContext> {
  readonly #dial: Dial;
  readonly #listeners = new Set<(state: LinkState) => void>();
  #state: LinkState = 'connecting';
  #connection: ClientLink<NoContext> | null = null;
  #waiting: ((link: ClientLink<NoContext>) => void)[] = [];

  constructor(dial: Dial) {
    this.#dial = dial;
    void this.#keepOpen();
  }

  watch(listener: (state: LinkState) => void): () => void {
    this.#listeners.add(listener);
    listener(this.#state);
    return () => this.#listeners.delete(listener);
  }

  async call(path: readonly string[], input: unknown, options: ClientOptions<NoContext>): Promise<unknown> {
    const link = this.#connection ?? (await this.#opened());
    try {
      return await link.call(path, input, options);
    } catch (error) {
      if (error instanceof ORPCError || this.#connection === link) throw error;
      throw new LinkLost('the link closed before the answer came', { cause: error });
    }
  }

  #opened(): Promise<ClientLink<NoContext>> {
    return new Promise((resolve, reject) => {
      const giveUp = setTimeout(() => {
        this.#waiting = this.#waiting.filter((each) => each !== proceed);
        reject(new LinkLost('the core can not be reached'));
      }, PATIENCE_MS);
      const proceed = (link: ClientLink<NoContext>): void => {
        clearTimeout(giveUp);
        resolve(link);
      };
      this.#waiting.push(proceed);
    });
  }

  async #keepOpen(): Promise<void> {
    for (let attempt = 0; ; attempt += 1) {
      try {
        const { link, closed } = await this.#dial();
        attempt = 0;
        this.#connection = link;
        this.#tell('open');
        for (const proceed of this.#waiting.splice(0)) proceed(link);
        await closed;
        this.#connection = null;
        this.#tell('lost');
      } catch (error) {
        if (error instanceof Refused) this.#tell('refused');
        // A host that is still starting is no loss to speak of.
        else if (this.#state !== 'connecting' || attempt >= 2) this.#tell('lost');
      }
      const pauseMs = PAUSES_MS[Math.min(attempt, PAUSES_MS.length - 1)];
      await new Promise((resolve) => setTimeout(resolve, pauseMs));
    }
  }

  #tell(state: LinkState): void {
    if (state === this.#state) return;
    this.#state = state;
    for (const listener of this.#listeners) listener(state);
  }
}

/** Dials a WebSocket. `isRefused` is asked, after a failure, whether asking again is of no use. */
export function dialSocket(address: string, isRefused: () => Promise<boolean>): Dial {
  return async () => {
    const socket = new WebSocket(address);
    const closed = new Promise<void>((resolve) =>
      socket.addEventListener('close', () => resolve(), { once: true }),
    );
    const link = new SocketLink<NoContext>({ websocket: socket });
    const opened = new Promise<boolean>((resolve) => {
      socket.addEventListener('open', () => resolve(true), { once: true });
      void closed.then(() => resolve(false));
    });
    if (await opened) return { link, closed };
    if (await isRefused()) throw new Refused('this page has no session');
    throw new LinkLost('the core can not be reached');
  };
}

/** What Electron's preload script gives the page: a way to ask for a port, which then comes as a message. */
interface Bridge {
  readonly port?: () => void;
}

declare global {
  interface Window {
    readonly debrief?: Bridge;
  }
}

/** Dials through Electron's preload script: a message `debrief:port` of this very page brings the port. */
export function dialPort(page: Window): Dial {
  const arrived: MessagePort[] = [];
  let waiting: ((port: MessagePort) => void) | null = null;
  page.addEventListener('message', ({ data, ports: [port], source, origin }: MessageEvent<unknown>) => {
    if (data !== 'debrief:port' || source !== page || origin !== page.location.origin || port === undefined)
      return;
    if (waiting === null) arrived.push(port);
    else waiting(port);
  });
  return async () => {
    const port =
      arrived.shift() ??
      (await new Promise<MessagePort>((resolve) => {
        waiting = resolve;
        page.debrief?.port?.();
      }));
    waiting = null;
    const closed = new Promise<void>((resolve) =>
      port.addEventListener('close', () => resolve(), { once: true }),
    );
    const link = new PortLink<NoContext>({ port });
    port.start();
    return { link, closed };
  };
}

/** The one-time key that the web host printed with the address is exchanged for a cookie, and leaves the address bar. */
async function openSession(page: Window): Promise<void> {
  const key = /^#key=([\w.~-]+)$/.exec(page.location.hash)?.[1];
  if (key === undefined) return;
  page.history.replaceState(null, '', page.location.pathname);
  await page.fetch('/session', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ key }),
  });
}

/** The web host answers 403 to a page without a session, and 426 (a WebSocket is wanted) to one with. */
async function lacksSession(page: Window): Promise<boolean> {
  try {
    return (await page.fetch('/rpc')).status === 403;
  } catch {
    return false;
  }
}

function linkOver(dial: Dial): Link {
  const link = new ReconnectingLink(dial);
  return { client: createORPCClient<CoreClient>(link), watch: (listener) => link.watch(listener) };
}

/** The link that this page has: it begins to connect at once. */
export function connect(page: Window): Link {
  if (page.debrief !== undefined) return linkOver(dialPort(page));
  const { protocol, host } = page.location;
  const dial = dialSocket(`${protocol === 'https:' ? 'wss' : 'ws'}://${host}/rpc`, () => lacksSession(page));
  let session: Promise<void> | null = null;
  return linkOver(async () => {
    session ??= openSession(page);
    await session;
    return dial();
  });
}
