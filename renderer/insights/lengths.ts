/** Round lengths of time for an axis: people count in 1, 5 and 30 minutes, not in tens. */

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const ROUND_MS = [
  1000,
  10_000,
  MINUTE,
  5 * MINUTE,
  15 * MINUTE,
  HOUR,
  4 * HOUR,
  DAY,
  7 * DAY,
  30 * DAY,
  365 * DAY,
] as const;

/** The round lengths from just below the least to just above the most, in milliseconds. */
export function roundLengths(leastMs: number, mostMs: number): readonly number[] {
  const from = ROUND_MS.findLastIndex((each) => each <= leastMs);
  const to = ROUND_MS.findIndex((each) => each >= mostMs);
  return ROUND_MS.slice(Math.max(0, from), to < 0 ? undefined : to + 1);
}
