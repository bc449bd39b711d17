/** What lies between one machine and GitHub in a life: it breaks, holds still for a crash, and a person writes on meanwhile. */
import type { TestClock } from '../../../support/sync/installation.ts';
import type { Hang } from './events.ts';

type Fetch = typeof globalThis.fetch;
type Input = Parameters<Fetch>[0];
type Init = Parameters<Fetch>[1];

/** How long the core waits for an answer, in milliseconds. */
const PATIENCE_MS = 30_000;

const never = (): Promise<never> => Promise.withResolvers<never>().promise;

export class Network {
  /** Requests that find no way out. */
  offlineRequests = 0;
  /** What becomes of the next request, if it has no answer. */
  hang: Hang | null = null;
  /** What a person does while the next request is on its way; or when its answer is (`sent`). */
  meanwhile: { readonly sent: boolean; readonly act: () => Promise<void> } | null = null;
  private readonly clock: TestClock;
  private crash: { readonly sent: boolean; readonly reached: () => void } | null = null;
  private late: (() => Promise<unknown>) | null = null;

  constructor(clock: TestClock) {
    this.clock = clock;
  }

  /** Holds the next request still, sent or not. Resolves when it is reached. */
  crashAt(sent: boolean): Promise<void> {
    const { promise, resolve } = Promise.withResolvers<undefined>();
    this.crash = { sent, reached: () => resolve(undefined) };
    return promise;
  }

  /** A create that comes late into a list that lags would be seen by nobody in time. */
  get mayBeLate(): boolean {
    return this.hang === 'done late' || this.late !== null;
  }

  /** All is well again: nothing hangs, nobody crashes. */
  recover(): void {
    this.offlineRequests = 0;
    this.hang = null;
    this.crash = null;
  }

  through(next: Fetch): Fetch {
    return async (input, init) => {
      const { late } = this;
      this.late = null;
      await late?.().catch(() => undefined);
      if (this.offlineRequests > 0) {
        this.offlineRequests -= 1;
        const cause = Object.assign(new Error('offline'), { code: 'ENETUNREACH' });
        throw new TypeError('fetch failed', { cause });
      }
      const { meanwhile } = this;
      this.meanwhile = null;
      if (meanwhile?.sent === false) await meanwhile.act();
      const answering = this.answer(next, input, init);
      if (meanwhile?.sent !== true) return answering;
      const answer = await answering;
      await meanwhile.act();
      return answer;
    };
  }

  private async answer(next: Fetch, input: Input, init: Init): Promise<Response> {
    const { crash, hang } = this;
    if (crash !== null) {
      this.crash = null;
      if (crash.sent) await next(input, init).catch(() => undefined);
      crash.reached();
      return never();
    }
    if (hang === null) return next(input, init);
    this.hang = null;
    const { signal: _signal, ...sent } = init ?? {};
    // An update that arrives late would overwrite what was written after it: GitHub has no way to tell it not to.
    if (hang === 'done late' && init?.method === 'POST') this.late = () => next(input, sent);
    else if (hang !== 'not done') await next(input, sent).catch(() => undefined);
    this.clock.nowMs += PATIENCE_MS;
    // As an AbortSignal.timeout ends a request.
    throw new DOMException('The operation was aborted due to timeout', 'TimeoutError');
  }
}
