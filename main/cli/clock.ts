/** Times as a terminal shows and takes them. */
import { DebriefError } from '../../app/errors.ts';

/** ISO 8601 in UTC with milliseconds, for documents. */
export function isoTime(atMs: number): string {
  return new Date(atMs).toISOString();
}

/**
 * `2026-03-01` and `09:14:03` on the clocks of a zone. With Intl rather than Temporal, whose polyfill costs a twentieth
 * of a second that `debrief log` does not have.
 */
export function localTime(atMs: number, zone: string): { readonly date: string; readonly clock: string } {
  const format = new Intl.DateTimeFormat('en-GB', {
    timeZone: zone,
    calendar: 'iso8601',
    numberingSystem: 'latn',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
    hourCycle: 'h23',
  });
  const parts = Object.fromEntries(format.formatToParts(atMs).map(({ type, value }) => [type, value]));
  const { year = '', month = '', day = '', hour = '', minute = '', second = '' } = parts;
  return { date: `${year}-${month}-${day}`, clock: `${hour}:${minute}:${second}` };
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
