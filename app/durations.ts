/** Durations as people say them. */

const pad = (n: number): string => String(n).padStart(2, '0');

/** `12 s`, `4 min`, `1 h 04 min`, `3 d 2 h`: as exact as a person needs it. @param durationMs not negative */
export function roughDuration(durationMs: number): string {
  const seconds = Math.round(durationMs / 1000);
  if (seconds < 60) return `${seconds} s`;
  const minutes = Math.round(seconds / 60);
  if (minutes < 60) return `${minutes} min`;
  const hours = Math.floor(minutes / 60);
  if (hours < 48) return minutes % 60 === 0 ? `${hours} h` : `${hours} h ${pad(minutes % 60)} min`;
  return hours % 24 === 0 ? `${hours / 24} d` : `${Math.floor(hours / 24)} d ${hours % 24} h`;
}

/** `00:41:07`, as the clock of an incident shows it. Never negative. */
export function clockTime(durationMs: number): string {
  const seconds = Math.max(0, Math.floor(durationMs / 1000));
  return [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60].map(pad).join(':');
}

/** A duration as well as it is known, in milliseconds. */
export interface KnownDuration {
  readonly fromMs: number;
  /** Null: nothing says. */
  readonly untilMs: number | null;
  /** Where "about" is all that makes it inexact; else null. */
  readonly aboutMs: number | null;
}

/** `4 min`, `about 4 min`, `4 to 9 min`, `at least 4 min`. A negative one loses its sign. */
export function durationWords({ fromMs, untilMs, aboutMs }: KnownDuration): string {
  if (aboutMs !== null) return `about ${roughDuration(Math.abs(aboutMs))}`;
  if (untilMs === null) return `at least ${roughDuration(Math.abs(fromMs))}`;
  const [shorter, longer] = [Math.abs(fromMs), Math.abs(untilMs)].sort((a, b) => a - b);
  const [from, until] = [roughDuration(shorter ?? 0), roughDuration(longer ?? 0)];
  if (from === until) return until;
  const [, number, unit] = /^(\d+) (\w+)$/.exec(from) ?? [];
  return unit !== undefined && new RegExp(`^\\d+ ${unit}$`).test(until)
    ? `${number} to ${until}`
    : `${from} to ${until}`;
}
