/**
 * When the next write may go out: GitHub's rules for content creation as a pure function of the writes so far.
 * Source: GitHub's docs, "Rate limits for the REST API" (at most 80 content-generating requests a minute and 500 an
 * hour) and "Best practices for using the REST API" (at least one second between mutating requests).
 */

export interface PaceRules {
  /** Least milliseconds between two writes. */
  readonly gapMs: number;
  readonly perMinute: number;
  readonly perHour: number;
}

export const GITHUB_PACE: PaceRules = { gapMs: 1_000, perMinute: 80, perHour: 500 };

const MINUTE_MS = 60_000;
const HOUR_MS = 3_600_000;

/** The writes that still count: those of the last hour. `writes`: UTC milliseconds, oldest first. */
export function recentWrites(writes: readonly number[], nowMs: number): readonly number[] {
  // A write stamped in the future was made before the clock was set back: it counts as made now.
  return writes.filter((atMs) => atMs > nowMs - HOUR_MS).map((atMs) => Math.min(atMs, nowMs));
}

/** The earliest instant (UTC milliseconds, not before now) at which the next write may go out. */
export function nextWriteMs(
  writes: readonly number[],
  nowMs: number,
  rules: PaceRules = GITHUB_PACE,
): number {
  const recent = recentWrites(writes, nowMs);
  const window = (count: number, lengthMs: number): number => {
    const oldest = recent.length >= count ? recent[recent.length - count] : undefined;
    return oldest === undefined ? nowMs : oldest + lengthMs;
  };
  const last = recent.at(-1);
  return Math.max(
    nowMs,
    last === undefined ? nowMs : last + rules.gapMs,
    window(rules.perMinute, MINUTE_MS),
    window(rules.perHour, HOUR_MS),
  );
}
