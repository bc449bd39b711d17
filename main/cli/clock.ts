/** Times as a terminal shows and takes them. */
import { DebriefError } from '../../app/errors.ts';
import { localTime } from '../../app/local-time.ts';

export { localTime };

/** `2026-03-01` and `09:14:03` */
export type LocalTime = ReturnType<typeof localTime>;

const padded = (value: number, length = 2): string => String(value).padStart(length, '0');

/**
 * What the clocks of this machine show: localTime in the machine's zone, without Intl, whose first use in a process takes
 * longer than all else that "debrief log" does.
 */
export function machineTime(atMs: number): LocalTime {
  const at = new Date(atMs);
  return {
    date: `${padded(at.getFullYear(), 4)}-${padded(at.getMonth() + 1)}-${padded(at.getDate())}`,
    clock: `${padded(at.getHours())}:${padded(at.getMinutes())}:${padded(at.getSeconds())}`,
  };
}

/** ISO 8601 in UTC with milliseconds, for documents. */
export function isoTime(atMs: number): string {
  return new Date(atMs).toISOString();
}

/** `2026-03-01 09:14` */
export function toMinute({ date, clock }: LocalTime): string {
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
