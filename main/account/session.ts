/**
 * Who is signed in. The token is read here, lives in this object's memory, and goes to the GitHub client: nowhere else.
 * In order: the environment (as `gh` does), this run's memory, the keychain.
 */
import type { AccountView } from '../../app/views.ts';
import type { Answer } from '../github/answer.ts';
import { errorOf } from '../github/answer.ts';
import type { Keychain } from './keychain.ts';
import { KeychainUnavailable } from './keychain.ts';
import type { Server } from './server.ts';
import { checkToken, serverFor, serverFromEnvironment, tokenFromEnvironment } from './server.ts';

type Environment = Readonly<Record<string, string | undefined>>;

/** What of an account is kept in the database: never the token. */
export interface KnownAccount {
  readonly login: string;
  readonly host: string;
  readonly apiUrl: string;
}

export interface SessionOptions {
  readonly environment: Environment;
  readonly keychain: Keychain;
  readonly loadAccount: () => KnownAccount | null;
  readonly saveAccount: (account: KnownAccount | null) => void;
  /** Asks the server whose token it is. */
  readonly whoIs: (server: Server, token: string) => Promise<Answer<{ readonly login: string }>>;
}

/** A token with its server, for the client only. */
export interface Credentials {
  readonly server: Server;
  readonly token: string;
  readonly kept: AccountView['kept'];
}

export class Session {
  private readonly options: SessionOptions;
  private memory: Credentials | null = null;
  private login: string | null = null;
  private unavailable = false;

  constructor(options: SessionOptions) {
    this.options = options;
  }

  /** The keychain could not be reached when it was last needed. */
  get keychainUnavailable(): boolean {
    return this.unavailable;
  }

  /** The token and its server; null if nobody is signed in. */
  async credentials(): Promise<Credentials | null> {
    if (this.memory !== null) return this.memory;
    const { environment } = this.options;
    const known = this.options.loadAccount();
    const named = serverFromEnvironment(environment);
    const given = tokenFromEnvironment(environment);
    if (given !== null) {
      this.memory = { server: named ?? serverFor(undefined, undefined), token: checkToken(given), kept: 'environment' };
      return this.memory;
    }
    if (known === null) return null;
    // A token goes only to the server it was signed in to, whatever the environment says.
    if (named !== null && named.apiUrl !== known.apiUrl) return null;
    const token = await this.readKeychain(known.host);
    if (token === null) return null;
    this.login = known.login;
    this.memory = { server: { host: known.host, apiUrl: known.apiUrl }, token, kept: 'keychain' };
    return this.memory;
  }

  /** The account without asking anybody; the login is empty while it is not known yet. */
  async account(): Promise<AccountView | null> {
    const credentials = await this.credentials();
    if (credentials === null) return null;
    return { login: this.login ?? '', host: credentials.server.host, kept: credentials.kept };
  }

  /** The login, asked of the server where it is not known yet. */
  async knowLogin(): Promise<Answer<{ readonly login: string }>> {
    const credentials = await this.credentials();
    if (credentials === null) return { is: 'signIn', error: { code: 'account.none', params: {} } };
    if (this.login !== null) return { is: 'told', value: { login: this.login } };
    const answer = await this.options.whoIs(credentials.server, credentials.token);
    if (answer.is === 'told') this.login = answer.value.login;
    return answer;
  }

  /**
   * Signs in: the server is asked first, so that only a token that works is kept.
   * @throws DebriefError token.invalid, url.insecure, github.*
   */
  async signIn(token: string, host: string | undefined, apiUrl: string | undefined): Promise<AccountView> {
    const checked = checkToken(token);
    const { GH_HOST, DEBRIEF_API_URL } = this.options.environment;
    const server = serverFor(host ?? GH_HOST, apiUrl ?? DEBRIEF_API_URL);
    const answer = await this.options.whoIs(server, checked);
    if (answer.is !== 'told') throw errorOf(answer);
    const { login } = answer.value;
    const kept = await this.keep(server.host, checked);
    this.options.saveAccount({ login, ...server });
    this.memory = { server, token: checked, kept };
    this.login = login;
    return { login, host: server.host, kept };
  }

  /** Signs out, and removes the token from the keychain. */
  async signOut(): Promise<void> {
    const known = this.options.loadAccount();
    this.memory = null;
    this.login = null;
    this.options.saveAccount(null);
    if (known === null) return;
    try {
      await this.options.keychain.remove(known.host);
    } catch (error) {
      this.noteUnavailable(error);
    }
  }

  /** Forgets the token of this run, so that the next use reads the keychain again: another process may have signed in. */
  forget(): void {
    if (this.memory?.kept === 'keychain') this.memory = null;
  }

  private async keep(account: string, token: string): Promise<AccountView['kept']> {
    try {
      await this.options.keychain.write(account, token);
      this.unavailable = false;
      return 'keychain';
    } catch (error) {
      this.noteUnavailable(error);
      return 'memory';
    }
  }

  private async readKeychain(account: string): Promise<string | null> {
    try {
      return await this.options.keychain.read(account);
    } catch (error) {
      this.noteUnavailable(error);
      return null;
    }
  }

  private noteUnavailable(error: unknown): void {
    if (!(error instanceof KeychainUnavailable)) throw error;
    this.unavailable = true;
  }
}
