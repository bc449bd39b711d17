/** Times as a person types them when correcting an entry. Loaded when it is needed: it brings the world's clocks along. */
import { toInstants, toLocal } from '../../app/zones.ts';

const TYPED = /^(?:(\d{4})-(\d{1,2})-(\d{1,2})[T ]+)?(\d{1,2}):(\d{2})(?::(\d{2}))?$/;

/**
 * The instant (UTC milliseconds) of `09:14`, `09:14:30` or `2026-03-01 09:14` in a zone. Without a date it is that of
 * the instant before; without seconds, and in the same minute, nothing changes. Where the clocks show a time twice, the
 * instant nearest to the one before is meant.
 */
export function readTypedTime(
  typed: string,
  beforeMs: number,
  zone: string,
): number | 'not-a-time' | 'no-such-time' {
  const match = TYPED.exec(typed.trim());
  if (match === null) return 'not-a-time';
  const [, year, month = '', day = '', hour = '', minute = '', second] = match;
  const before = toLocal(beforeMs, zone);
  const date = year === undefined ? before.date : `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
  const local = { date, hour: Number(hour), minute: Number(minute), second: Number(second ?? 0) };
  if (local.hour > 23 || local.minute > 59 || local.second > 59) return 'not-a-time';
  const isSameMinute =
    local.date === before.date && local.hour === before.hour && local.minute === before.minute;
  if (isSameMinute && (second === undefined || local.second === before.second)) return beforeMs;
  const [nearest] = toInstants(local, zone).toSorted(
    (a, b) => Math.abs(a - beforeMs) - Math.abs(b - beforeMs),
  );
  return nearest ?? 'no-such-time';
}
