import type { Db } from './connection.ts';
import { saysDamaged } from './failures.ts';
import { keyValues } from './key-values.ts';

const DAY_MS = 24 * 60 * 60_000;
const CHECKED_AT = 'checkedAtMs';

/** Is an instant a day away? Either way: it may have been noted before the clock was set back. */
export function isDayAway(atMs: number, nowMs: number): boolean {
  return Math.abs(nowMs - atMs) >= DAY_MS;
}

/** Is every page of the database what it should be? Takes about a second for each hundred megabytes. */
export function isSound(db: Db): boolean {
  try {
    return db.pragma('quick_check(1)', { simple: true }) === 'ok';
  } catch (error) {
    if (saysDamaged(error)) return false;
    throw error;
  }
}

/** When the database was last found sound, in UTC milliseconds; null if never, or if there was reason for doubt since. */
export function lastCheckMs(db: Db): number | null {
  const atMs = keyValues(db, 'meta').get(CHECKED_AT);
  return typeof atMs === 'number' ? atMs : null;
}

export function noteCheck(db: Db, nowMs: number): void {
  keyValues(db, 'meta').set(CHECKED_AT, nowMs);
}

/** Has the next start check the database again. */
export function noteDoubt(db: Db): void {
  keyValues(db, 'meta').remove(CHECKED_AT);
}
