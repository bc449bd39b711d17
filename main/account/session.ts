/**
 * Who is signed in, on each server. The tokens are read here, live in this object's memory, and go to the GitHub client:
 * nowhere else, and each to its own server only. In order: the environment (as `gh` does), this run's memory, the
 * keychain.
 */
import { DebriefError } from '../../app/errors.ts';
import type { AccountView } from '../../app/views.ts';
import type { Answer } from '../github/answer.ts';
import { errorOf } from '../github/answer.ts';
import type { Keychain, KeychainTrouble } from './keychain.ts';
import { KeychainUnavailable } from './keychain.ts';
import type { Server } from './server.ts';
import {
  checkToken,
  hasSite,
  isLoopback,
  serverFor,
  serverFromEnvironment,
  tokenFromEnvironment,
} from './server.ts';
import type { TokenFacts } from './token-facts.ts';
import { notesOn } from './token-facts.ts';

type Environment = Readonly<Record<string, string | undefined>>;

/** What of an account is kept in the database: never the token. One a host. */
export interface KnownAccount extends Server {
  readonly login: string;
  readonly facts: TokenFacts;
  /** Tells a process that holds the token in memory that another has signed in anew. */
  readonly signedInAtMs: number;
}

/** What GitHub says of a token when it is asked whose it is. */
export interface Identity extends Pick<TokenFacts, 'scopes' | 'expiresAtMs'> {
  readonly login: string;
}

export interface SessionOptions {
  readonly environment: Environment;
  readonly keychain: Keychain;
  /** The default one first. */
  readonly loadAccounts: () => readonly KnownAccount[];
  readonly saveAccounts: (accounts: readonly KnownAccount[]) => void;
  readonly nowMs: () => number;
  /** Asks the server whose token it is. */
  readonly whoIs: (server: Server, token: string) => Promise<Answer<Identity>>;
  /** A repository on that server that something was or is to be filed in; null for none. */
  readonly repoToTry: (server: Server) => string | null;
  /** Asks for its issues. */
  readonly readIssues: (server: Server, token: string, repo: string) => Promise<Answer<unknown>>;
}

/** A token with its server, for the client only. */
export interface Credentials {
  readonly server: Server;
  readonly token: string;
  readonly kept: AccountView['kept'];
}

/** Somebody who may be signed in: whether the token can be read is not known yet. */
type Candidate = { readonly server: Server } & (
  | { readonly from: 'environment'; readonly token: string }
  | { readonly from: 'database'; readonly known: KnownAccount }
);

interface Held extends Credentials {
  readonly signedInAtMs: number;
}

export class Session {
  private readonly options: SessionOptions;
  /** Tokens by host. */
  private readonly memory = new Map<string, Held>();
  /** Whose the environment's token is, once it was asked. */
  private identity: (Identity & { readonly token: string }) | null = null;
  private trouble: KeychainTrouble | null = null;

  constructor(options: SessionOptions) {
    this.options = options;
  }

  /** Why the keychain could not be reached when it was last needed; null where it could. */
  get keychainTrouble(): KeychainTrouble | null {
    return this.trouble;
  }

  /**
   * The token of an account and its server; null if nobody is signed in there.
   * @param site host of the web addresses of what is asked for; null for the default account
   * @throws DebriefError token.invalid, url.insecure
   */
  async credentials(site: string | null = null): Promise<Credentials | null> {
    const candidate = this.candidate(site);
    return candidate === null ? null : this.open(candidate);
  }

  /** The host of the account that `credentials` would give for the site; null for none. Reads no token. */
  hostFor(site: string | null): string | null {
    return this.candidate(site)?.server.host ?? null;
  }

  /** The default account without asking anybody; the login is empty while it is not known yet. */
  async account(): Promise<AccountView | null> {
    const candidate = this.candidate(null);
    return candidate === null ? null : this.view(candidate);
  }

  /** Every account that is signed in, the default one first. Nobody is asked. */
  async accounts(): Promise<AccountView[]> {
    const views: AccountView[] = [];
    for (const candidate of this.candidates()) {
      const view = await this.view(candidate);
      if (view !== null) views.push(view);
    }
    return views;
  }

  /** The login, asked of the server where it is not known yet. `site` as for `credentials`. */
  async knowLogin(site: string | null = null): Promise<Answer<{ readonly login: string }>> {
    const candidate = this.candidate(site);
    if (candidate === null) return { is: 'signIn', error: notSignedIn(site) };
    if (candidate.from === 'database') return { is: 'told', value: { login: candidate.known.login } };
    const { server, token } = candidate;
    if (this.identity?.token === token) return { is: 'told', value: { login: this.identity.login } };
    const answer = await this.options.whoIs(server, token);
    if (answer.is === 'told') this.identity = { ...answer.value, token };
    return answer;
  }

  /** Asks the server anew whose the token is: it may have been revoked since. Null where there is none to ask with. */
  async askAgain(site: string | null): Promise<Answer<{ readonly login: string }> | null> {
    const credentials = await this.credentials(site);
    return credentials === null ? null : this.options.whoIs(credentials.server, credentials.token);
  }

  /**
   * The server that a sign-in is to. One that was signed in to before is found again by its host alone, at the address
   * where it was then; github.com is where it always is.
   * @throws DebriefError url.insecure
   */
  serverToSignIn(host: string | undefined, apiUrl: string | undefined): Server {
    const { GH_HOST, DEBRIEF_API_URL } = this.options.environment;
    // Who names a host means that host, and not the address of the environment's.
    if (host === undefined || host === '') return serverFor(GH_HOST, apiUrl ?? DEBRIEF_API_URL);
    const server = serverFor(host, apiUrl);
    if (server.host === 'github.com' || (apiUrl !== undefined && apiUrl !== '')) return server;
    const known = this.options.loadAccounts().find((each) => each.host === server.host);
    return known === undefined ? server : serverOf(known);
  }

  /**
   * Signs in: the server is asked first, so that only a token that works is kept. The account becomes the default one, and
   * takes the place of any other on the same host.
   * @throws DebriefError token.invalid, token.refused, url.insecure, github.*
   */
  async signIn(token: string, server: Server): Promise<AccountView> {
    const { whoIs, loadAccounts, saveAccounts, nowMs } = this.options;
    const checked = checkToken(token);
    const answer = await whoIs(server, checked);
    if (answer.is === 'signIn') throw new DebriefError('token.refused', { host: server.host });
    if (answer.is !== 'told') throw errorOf(answer);
    const { login, scopes, expiresAtMs } = answer.value;
    const tried = scopes === null ? await this.tryToken(server, checked) : null;
    const kept = await this.keep(server.host, checked);
    const { host, apiUrl } = server;
    const known: KnownAccount = {
      login,
      host,
      apiUrl,
      facts: { scopes, expiresAtMs, tried },
      signedInAtMs: nowMs(),
    };
    saveAccounts([known, ...loadAccounts().filter((each) => each.host !== host)]);
    this.memory.set(host, {
      server: { host, apiUrl },
      token: checked,
      kept,
      signedInAtMs: known.signedInAtMs,
    });
    return { login, host, kept, notes: notesOn(known.facts, nowMs()) };
  }

  /** Makes an account the default one: new drafts go there. @throws DebriefError account.unknown */
  choose(host: string): void {
    const accounts = this.options.loadAccounts();
    const chosen = this.known(host);
    this.options.saveAccounts([chosen, ...accounts.filter((each) => each.host !== chosen.host)]);
  }

  /**
   * Signs out, and removes the token from the keychain.
   * @param host which account; without it the default one
   * @throws DebriefError account.unknown
   */
  async signOut(host?: string): Promise<void> {
    const { loadAccounts, saveAccounts, keychain } = this.options;
    const accounts = loadAccounts();
    const gone = host === undefined ? (accounts[0] ?? null) : this.known(host);
    this.identity = null;
    if (gone === null) return;
    this.memory.delete(gone.host);
    saveAccounts(accounts.filter((each) => each.host !== gone.host));
    try {
      await keychain.remove(gone.host);
    } catch (error) {
      this.noteUnavailable(error);
    }
  }

  private known(host: string): KnownAccount {
    const accounts = this.options.loadAccounts();
    const wanted = host.trim().toLowerCase();
    const found = accounts.find((each) => each.host === wanted);
    if (found !== undefined) return found;
    throw new DebriefError('account.unknown', {
      host: wanted,
      hosts: accounts.map((each) => each.host).join(', '),
    });
  }

  /** Who may be signed in, in order of preference: one a host. */
  private candidates(): readonly Candidate[] {
    const { environment, loadAccounts } = this.options;
    const named = serverFromEnvironment(environment);
    const server = named ?? serverFor(undefined, undefined);
    const token = tokenFromEnvironment(environment, server);
    const known = loadAccounts().map((each): Candidate => ({
      from: 'database',
      known: each,
      server: serverOf(each),
    }));
    if (token !== null) {
      const others = known.filter((each) => each.server.host !== server.host);
      return [{ from: 'environment', server, token: checkToken(token) }, ...others];
    }
    if (named === null) return known;
    // The environment says which server is meant; a token goes only to the one it was signed in to.
    return [...known].sort(
      (one, other) =>
        Number(other.server.apiUrl === named.apiUrl) - Number(one.server.apiUrl === named.apiUrl),
    );
  }

  private candidate(site: string | null): Candidate | null {
    const candidates = this.candidates();
    if (site !== null) {
      const having = candidates.filter((each) => hasSite(each.server, site));
      return having.find((each) => !isLoopback(each.server)) ?? having[0] ?? null;
    }
    const first = candidates[0] ?? null;
    const named = serverFromEnvironment(this.options.environment);
    return first !== null && named !== null && first.server.apiUrl !== named.apiUrl ? null : first;
  }

  private async open(candidate: Candidate): Promise<Credentials | null> {
    const { server } = candidate;
    if (candidate.from === 'environment') return { server, token: candidate.token, kept: 'environment' };
    const { signedInAtMs } = candidate.known;
    const held = this.memory.get(server.host);
    if (held?.signedInAtMs === signedInAtMs) return held;
    const token = await this.readKeychain(server.host);
    if (token === null) return null;
    const read: Held = { server, token, kept: 'keychain', signedInAtMs };
    this.memory.set(server.host, read);
    return read;
  }

  private async view(candidate: Candidate): Promise<AccountView | null> {
    const { host } = candidate.server;
    if (candidate.from === 'environment') {
      const identity = this.identity?.token === candidate.token ? this.identity : null;
      const notes = identity === null ? [] : notesOn({ ...identity, tried: null }, this.options.nowMs());
      return { login: identity?.login ?? '', host, kept: 'environment', notes };
    }
    const opened = await this.open(candidate);
    if (opened === null) return null;
    const { login, facts } = candidate.known;
    return { login, host, kept: opened.kept, notes: notesOn(facts, this.options.nowMs()) };
  }

  /** What GitHub does not tell of a token is tried, as far as reading goes. */
  private async tryToken(server: Server, token: string): Promise<TokenFacts['tried']> {
    const { repoToTry, readIssues } = this.options;
    const repo = repoToTry(server);
    if (repo === null) return null;
    const answer = await readIssues(server, token, repo);
    return { repo, reads: answer.is === 'told' ? true : answer.is === 'refused' ? false : null };
  }

  private async keep(host: string, token: string): Promise<AccountView['kept']> {
    try {
      await this.options.keychain.write(host, token);
      this.trouble = null;
      return 'keychain';
    } catch (error) {
      this.noteUnavailable(error);
      return 'memory';
    }
  }

  private async readKeychain(host: string): Promise<string | null> {
    try {
      return await this.options.keychain.read(host);
    } catch (error) {
      this.noteUnavailable(error);
      return null;
    }
  }

  private noteUnavailable(error: unknown): void {
    if (!(error instanceof KeychainUnavailable)) throw error;
    this.trouble = error.trouble;
  }
}

function serverOf({ host, apiUrl }: KnownAccount): Server {
  return { host, apiUrl };
}

/** Why there is no token for what is asked of a site, or of the default account. */
export function notSignedIn(site: string | null): {
  readonly code: 'account.none' | 'account.noneAt';
  readonly params: Record<string, string>;
} {
  return site === null
    ? { code: 'account.none', params: {} }
    : { code: 'account.noneAt', params: { host: site } };
}
