/** Times as a terminal shows and takes them. */
import { DebriefError } from '../../app/errors.ts';
import { localTime } from '../../app/local-time.ts';

export { localTime };

/** ISO 8601 in UTC with milliseconds, for documents. */
export function isoTime(atMs: number): string {
  return new Date(atMs).toISOString();
}

/** `2026-03-01 09:14` */
export function localMinute(atMs: number, zone: string): string {
  const { date, clock } = localTime(atMs, zone);
  return `${date} ${clock.slice(0, 5)}`;
}

/**
 * The instant (UTC milliseconds) that a person names in ISO 8601, with an offset or Z: without one it would be another
 * instant on another machine.
 * @throws DebriefError time.invalid
 */
export async function readInstant(text: string): Promise<number> {
  const { Temporal } = await import('temporal-polyfill');
  try {
    return Temporal.Instant.from(text.trim()).epochMilliseconds;
  } catch {
    throw new DebriefError('time.invalid', { text });
  }
}
