/** The instant that a clock time before a logged line names. Loaded when it is needed: it brings the world's clocks along. */
import { toInstants, toLocal } from './zones.ts';

/** A time as clocks show it. */
export interface ClockTime {
  readonly is: 'clock';
  /** YYYY-MM-DD; null where the line names no day. */
  readonly day: 'yesterday' | (string & {}) | null;
  readonly hour: number;
  readonly minute: number;
  readonly second: number;
  /** UTC where the line says so, else null. */
  readonly zone: 'UTC' | null;
}

/** How far ahead a clock time may lie, in milliseconds: the clock on the wall need not agree with that of the machine. */
const AHEAD_MS = 5 * 60_000;
const DAY_MS = 86_400_000;

/** The date (YYYY-MM-DD) so many days before another. */
function daysBefore(date: string, days: number): string {
  return new Date(Date.parse(`${date}T00:00:00Z`) - days * DAY_MS).toISOString().slice(0, -14);
}

/**
 * The last instant (UTC milliseconds) at which the clocks showed a time: what is logged has happened, so `23:50` typed
 * at 00:10 is that of the day before. With a day, that day's. Null: they did not show it.
 * @param nowMs UTC milliseconds
 * @param zone IANA name, for a time that names no zone
 */
export function instantOf({ day, ...time }: ClockTime, nowMs: number, zone: string): number | null {
  const clocks = time.zone ?? zone;
  const today = toLocal(nowMs, clocks).date;
  const latestMs = nowMs + AHEAD_MS;
  const on = (date: string): readonly number[] => toInstants({ ...time, date }, clocks);
  const lastOf = (instants: readonly number[]): number | null =>
    instants.findLast((atMs) => atMs <= latestMs) ?? null;
  if (day === 'yesterday') return lastOf(on(daysBefore(today, 1)));
  if (day !== null) return on(day).at(-1) ?? null;
  const near = [daysBefore(today, 1), today, daysBefore(today, -1)];
  return lastOf(near.flatMap(on));
}
