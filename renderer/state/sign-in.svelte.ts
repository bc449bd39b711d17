/**
 * A sign-in: to which server, and how. One with a code goes on while the person writes elsewhere in the app. A token only
 * passes through: it is in no field of this object.
 */
import type { CoreClient } from '../../app/contract.ts';
import type { AccountView, DeviceSignInView } from '../../app/views.ts';
import { signIn as words } from '../account-words.ts';
import { LinkLost } from '../link.ts';
import type { Problem } from './problem.ts';
import { problemFrom } from './problem.ts';
import { hostIn } from './token-pages.ts';

export type Way = 'code' | 'token';

/** How far a sign-in with a code has come. */
export type Stage =
  | { readonly is: 'ready' }
  | { readonly is: 'asking' }
  | { readonly is: 'waiting'; readonly code: DeviceSignInView }
  | { readonly is: 'ended'; readonly problem: Problem };

export interface Surroundings {
  readonly client: CoreClient;
  /** The wall clock, in UTC milliseconds. */
  readonly nowMs: () => number;
  /** Tells what changed to who can't see it. */
  readonly say: (text: string) => void;
  readonly signedIn: (account: AccountView) => void;
}

export class SignIn {
  readonly #around: Surroundings;
  #isOpen = $state(false);
  #renewedHost = $state<string | null>(null);
  #ownHost = $state('github.com');
  #canUseCode = $state(false);
  #way = $state<Way>('code');
  #isElsewhere = $state(false);
  #isSending = $state(false);
  #stage = $state.raw<Stage>({ is: 'ready' });
  #problem = $state.raw<Problem | null>(null);
  #lastRun = 0;
  /** As typed: the server, where it is another than the usual one. */
  host = $state('');
  apiUrl = $state('');

  constructor(around: Surroundings) {
    this.#around = around;
  }

  /** Somebody who is signed in wants to sign in to another server, or anew. */
  get isOpen(): boolean {
    return this.#isOpen;
  }

  /** Where somebody signs in anew; null where it may be anywhere. */
  get renewedHost(): string | null {
    return this.#renewedHost;
  }

  /** The server of a sign-in that names none. */
  get ownHost(): string {
    return this.#ownHost;
  }

  get isElsewhere(): boolean {
    return this.#isElsewhere;
  }

  /** The host that the token or the code is for; empty while none is typed. */
  get wantedHost(): string {
    if (!this.#isElsewhere) return this.#ownHost;
    return this.host.trim() === '' ? hostIn(this.apiUrl).replace(/\/.*/, '') : hostIn(this.host);
  }

  /** A code takes the client id of an OAuth app. */
  get canUseCode(): boolean {
    return this.#canUseCode;
  }

  get way(): Way {
    return this.#canUseCode ? this.#way : 'token';
  }

  get stage(): Stage {
    return this.#stage;
  }

  /** A token is being tried. */
  get isSending(): boolean {
    return this.#isSending;
  }

  /** What became of a token that did not work. */
  get problem(): Problem | null {
    return this.#problem;
  }

  /** Asks the core what can be done here. */
  async refresh(): Promise<void> {
    const { client } = this.#around;
    const [{ available }, { host }] = await Promise.all([
      client.account.canUseDevice({}),
      client.account.server({}),
    ]);
    this.#canUseCode = available;
    this.#ownHost = host;
  }

  /** Begins a sign-in, unless one is under way. @param host to sign in to anew; null for any */
  open(host: string | null): void {
    this.#isOpen = true;
    if (this.#stage.is === 'asking' || this.#stage.is === 'waiting') return;
    this.#aimAt(host);
  }

  close(): void {
    this.#isOpen = false;
    this.#renewedHost = null;
  }

  choose(way: Way): void {
    this.#way = way;
    this.#problem = null;
    if (this.#stage.is === 'ended') this.#stage = { is: 'ready' };
  }

  /** To another server than the usual one, or back to that. */
  goElsewhere(isElsewhere: boolean): void {
    this.#isElsewhere = isElsewhere;
    this.#problem = null;
    if (this.#stage.is === 'ended') this.#stage = { is: 'ready' };
  }

  /** Tries a token, and keeps nothing of it. */
  async useToken(token: string): Promise<void> {
    if (this.#isSending) return;
    this.#isSending = true;
    this.#problem = null;
    try {
      this.#done(await this.#around.client.account.signIn({ token, ...this.#server() }));
    } catch (error) {
      this.#problem = this.#told(error);
    } finally {
      this.#isSending = false;
    }
  }

  /** Asks for a code, and resolves when that came to an end, whichever. An earlier code is not waited for any more. */
  async useCode(): Promise<void> {
    if (this.#stage.is === 'asking') return;
    this.#lastRun += 1;
    const run = this.#lastRun;
    const isCurrent = (): boolean => run === this.#lastRun;
    this.#stage = { is: 'asking' };
    try {
      const code = await this.#around.client.account.startDevice(this.#server());
      if (!isCurrent()) return;
      this.#stage = { is: 'waiting', code };
      this.#around.say(words.codeIs(code.userCode, placeOf(code)));
      const account = await this.#entered(code, isCurrent);
      if (isCurrent()) this.#done(account);
    } catch (error) {
      if (isCurrent()) this.#stage = { is: 'ended', problem: this.#told(error) };
    }
  }

  /** Ends the wait: `useCode` then ends with device.cancelled. */
  async cancel(): Promise<void> {
    if (this.#stage.is === 'waiting')
      await this.#around.client.account.cancelDevice({ id: this.#stage.code.id });
  }

  /** The core goes on while the page is away from it, so that it is asked again. */
  async #entered(code: DeviceSignInView, isCurrent: () => boolean): Promise<AccountView> {
    const { client, nowMs } = this.#around;
    for (;;) {
      try {
        return await client.account.awaitDevice({ id: code.id });
      } catch (error) {
        if (!(error instanceof LinkLost) || !isCurrent() || nowMs() >= code.expiresAtMs) throw error;
      }
    }
  }

  #aimAt(host: string | null): void {
    this.#renewedHost = host;
    this.goElsewhere(host !== null && host !== this.#ownHost);
    this.host = this.#isElsewhere && host !== null ? host : '';
    this.apiUrl = '';
  }

  #server(): { host?: string; apiUrl?: string } {
    if (!this.#isElsewhere) return {};
    const apiUrl = this.apiUrl.trim();
    return { host: hostIn(this.host), ...(apiUrl === '' ? {} : { apiUrl }) };
  }

  #done(account: AccountView): void {
    this.#stage = { is: 'ready' };
    this.#isOpen = false;
    this.#aimAt(null);
    this.#around.signedIn(account);
  }

  #told(error: unknown): Problem {
    const problem = problemFrom(error);
    const told: Problem = { ...problem, step: null, help: words.helpFor[problem.code] ?? problem.help };
    this.#around.say(`${told.message} ${told.help}`);
    return told;
  }
}

/** Where a code is entered, as a person reads an address: `github.com/login/device`. */
export function placeOf({ verificationUri }: DeviceSignInView): string {
  return verificationUri.replace(/^https?:\/\//, '').replace(/\/$/, '');
}
