const HOUR_MS = 3_600_000;
const MINUTE_MS = 60_000;

/** GitHub's quota for one account: so many requests an hour. */
export interface Quota {
  readonly limit: number;
  readonly used: number;
  readonly remaining: number;
  readonly resetAtMs: number;
}

/** How much content may be created in a minute and in an hour, over all of GitHub, by one account. */
export interface ContentLimits {
  readonly perMinute: number;
  readonly perHour: number;
}

/** https://docs.github.com/rest/using-the-rest-api/rate-limits-for-the-rest-api#about-secondary-rate-limits */
export const GITHUB_CONTENT_LIMITS: ContentLimits = { perMinute: 80, perHour: 500 };

interface Window {
  used: number;
  resetAtMs: number;
}

/** Counts what each account has spent, by the clock that it is given (milliseconds since 1970). */
export class Limits {
  readonly #perHour: number;
  readonly #content: ContentLimits | null;
  readonly #windows = new Map<string, Window>();
  readonly #created = new Map<string, number[]>();

  /** `perHour` requests for an account; 60 for nobody. `content` null: content is not limited. */
  constructor(perHour: number, content: ContentLimits | null) {
    this.#perHour = perHour;
    this.#content = content;
  }

  /** What `login` (null for nobody) has left. */
  quota(login: string | null, nowMs: number): Quota {
    const limit = login === null ? Math.min(60, this.#perHour) : this.#perHour;
    const { used, resetAtMs } = this.#window(login, nowMs);
    return { limit, used, remaining: Math.max(limit - used, 0), resetAtMs };
  }

  /** Takes one request off what `login` has left. */
  spend(login: string | null, nowMs: number): void {
    this.#window(login, nowMs).used += 1;
  }

  /** Counts content created now; or gives the seconds to wait where that would be too much. */
  create(login: string, nowMs: number): number | null {
    if (this.#content === null) return null;
    const recent = (this.#created.get(login) ?? []).filter((atMs) => atMs > nowMs - HOUR_MS);
    const wait = waitFor(recent, nowMs, MINUTE_MS, this.#content.perMinute);
    const longer = waitFor(recent, nowMs, HOUR_MS, this.#content.perHour);
    if (wait > 0 || longer > 0) return Math.ceil(Math.max(wait, longer) / 1000);
    this.#created.set(login, [...recent, nowMs]);
    return null;
  }

  #window(login: string | null, nowMs: number): Window {
    const key = login ?? '';
    const known = this.#windows.get(key);
    if (known !== undefined && nowMs < known.resetAtMs) return known;
    const fresh = { used: 0, resetAtMs: nowMs + HOUR_MS };
    this.#windows.set(key, fresh);
    return fresh;
  }
}

/** Milliseconds until one more fits into the window, 0 where it does. */
function waitFor(atMs: readonly number[], nowMs: number, windowMs: number, most: number): number {
  const inWindow = atMs.filter((at) => at > nowMs - windowMs);
  const oldestInTheWay = inWindow[inWindow.length - most];
  return oldestInTheWay === undefined ? 0 : oldestInTheWay + windowMs - nowMs;
}
