import { loadDescription } from './description.ts';
import { Exchange, type Outcome } from './exchange.ts';
import { Faults, type Fault, type SetFault, type When } from './faults.ts';
import { fetchInProcess } from './in-process.ts';
import { Journal, type Counts, type RecordedRequest, type Violation } from './journal.ts';
import { Limits, type ContentLimits } from './limits.ts';
import type { Request } from './request.ts';
import type { Surroundings } from './respond.ts';
import { listen, type Answering } from './server.ts';
import { State } from './state.ts';
import { World } from './world.ts';

/** What a stand-in can be told when it starts. */
export interface Options {
  /** GitHub's clock, in milliseconds since 1970 (`Date.now`). */
  readonly now?: () => number;
  /** Port on 127.0.0.1 (0: any that is free). */
  readonly port?: number;
  /** False: no socket at all, only {@link StandIn.fetch}. */
  readonly listens?: boolean;
  /** Whether requests and answers are held against GitHub's OpenAPI description (true). */
  readonly isStrict?: boolean;
  /** Requests an hour for an account (5,000). */
  readonly requestsPerHour?: number;
  /** GitHub's limits on content; null, the default, for none. {@link GITHUB_CONTENT_LIMITS} are the real ones. */
  readonly contentLimits?: ContentLimits | null;
  /** Base of `html_url` and the like (`https://github.com`). */
  readonly webUrl?: string;
}

const NOWHERE = 'http://127.0.0.1:1';

/**
 * A GitHub on loopback: holds accounts, repositories and issues, answers as GitHub does, and fails when told to. See
 * {@link World} for what it can be made to hold.
 */
export class StandIn extends World implements AsyncDisposable {
  /** `fetch` without a socket; behaves as over one. */
  readonly fetch: typeof fetch;
  readonly #faults: Faults;
  readonly #journal: Journal;
  readonly #skew: { ms: number };
  readonly #exchange: Exchange;
  #url = NOWHERE;
  #stop: () => Promise<void> = () => Promise.resolve();

  /** Starts nothing: {@link startGithub} does. */
  constructor(options: Options) {
    const clock = options.now ?? Date.now;
    const skew = { ms: 0 };
    const state = new State(() => clock() + skew.ms);
    super(state);
    this.#skew = skew;
    this.#faults = new Faults();
    this.#journal = new Journal();
    const surroundings: Surroundings = {
      state,
      limits: new Limits(options.requestsPerHour ?? 5000, options.contentLimits ?? null),
      places: () => ({ apiUrl: this.#url, webUrl: options.webUrl ?? 'https://github.com' }),
      isStrict: options.isStrict ?? true,
      violated: (violation) => this.#journal.violated(violation),
    };
    this.#exchange = new Exchange(surroundings, this.#faults, this.#journal, clock);
    this.fetch = fetchInProcess(
      (request) => this.handle(request),
      () => this.#url,
    );
  }

  /** Takes a request to its outcome: what both transports do. */
  handle(request: Request): Promise<Outcome> {
    return this.#exchange.handle(request);
  }

  /** Begins to listen. `answering` stands before the stand-in and sees every request first. */
  async start(port: number, answering: Answering): Promise<void> {
    const listening = await listen(answering, port);
    this.#url = listening.url;
    this.#stop = () => listening.close();
  }

  /** Base of the API, without a slash at its end. */
  get url(): string {
    return this.#url;
  }

  /** Every request that came in, oldest first. */
  get requests(): readonly RecordedRequest[] {
    return this.#journal.requests;
  }

  get counts(): Counts {
    return this.#journal.counts;
  }

  /** What contradicted GitHub's description, or put a token where none may be. A test asserts that there is none. */
  get violations(): readonly Violation[] {
    return this.#journal.violations;
  }

  /** Forgets the requests so far, and so the counts. */
  forgetRequests(): void {
    this.#journal.forget();
  }

  /** Fails as `fault` says for the requests that `when` names: by default the next one, then all is normal again. */
  fail(fault: Fault, when: When = {}): SetFault {
    return this.#faults.set(fault, when);
  }

  /** Takes every fault away, lets hanging requests go on, and ends the lag of lists and the skew of the clock. */
  recover(): void {
    this.#faults.clear();
    this.catchUpLists();
    this.#skew.ms = 0;
  }

  /** Puts GitHub's clock so far ahead (behind, where negative) of the one it was given: in headers, quotas and issues. */
  skewClock(aheadMs: number): void {
    this.#skew.ms = aheadMs;
  }

  /** Breaks what hangs and stops listening. */
  async close(): Promise<void> {
    this.#faults.close();
    await this.#stop();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.close();
  }
}

/** Starts a stand-in. It holds nothing yet: see {@link World.addAccount} and {@link World.addRepository}. */
export async function startGithub(options: Options = {}): Promise<StandIn> {
  // Here and not at the first request, which a client may be timing.
  if (options.isStrict ?? true) loadDescription();
  const standIn = new StandIn(options);
  if (options.listens ?? true) await standIn.start(options.port ?? 0, (request) => standIn.handle(request));
  return standIn;
}
