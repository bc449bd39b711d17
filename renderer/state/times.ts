/** How instants (UTC milliseconds) and durations are written on the page. The 24-hour clock, as in the report itself. */

import { clockTime as stopwatchTime } from '../../app/durations.ts';
import type { EntryView } from '../../app/views.ts';
import { timeline as words } from '../words.ts';

const formats = new Map<string, Intl.DateTimeFormat>();

const CLOCK = { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' } as const;
const SHAPES = {
  clock: CLOCK,
  precise: { ...CLOCK, second: '2-digit' },
  date: { weekday: 'short', day: 'numeric', month: 'short', year: 'numeric' },
  day: { day: 'numeric', month: 'short' },
  month: { month: 'short', year: 'numeric' },
} as const satisfies Record<string, Intl.DateTimeFormatOptions>;

/** `Intl` takes a while to make a format, and a timeline or a list asks for thousands of times. */
function formatFor(zone: string | undefined, shape: keyof typeof SHAPES): Intl.DateTimeFormat {
  const key = `${shape} ${zone}`;
  const known = formats.get(key);
  if (known !== undefined) return known;
  const format = makeFormat(SHAPES[shape], zone);
  formats.set(key, format);
  return format;
}

function makeFormat(options: Intl.DateTimeFormatOptions, zone: string | undefined): Intl.DateTimeFormat {
  try {
    return new Intl.DateTimeFormat('en-GB', zone === undefined ? options : { ...options, timeZone: zone });
  } catch {
    // A zone that this browser's database lacks: better UTC than nothing.
    return new Intl.DateTimeFormat('en-GB', { ...options, timeZone: 'UTC' });
  }
}

/** `09:14`. Without a zone: that of this machine. */
export function clockTime(atMs: number, zone?: string): string {
  return formatFor(zone, 'clock').format(atMs);
}

/** `09:14:32`. Without a zone: that of this machine. */
export function preciseTime(atMs: number, zone?: string): string {
  return formatFor(zone, 'precise').format(atMs);
}

/**
 * The time of an entry, as well as it is known: `09:14`, `about 18:30`, `08:20–08:24`, `23:50–00:10 (+1)` for an end on the
 * next day, `all day`, `time unknown`.
 */
export function entryTime({ atMs, certainty }: Pick<EntryView, 'atMs' | 'certainty'>, zone: string): string {
  if (certainty.is === 'unknown') return words.unknownTime;
  const from = clockTime(atMs, zone);
  if (certainty.is !== 'range') return certainty.is === 'about' ? words.about(from) : from;
  const until = clockTime(certainty.untilMs, zone);
  const days = Math.round((dayOf(certainty.untilMs, zone) - dayOf(atMs, zone)) / DAY_MS);
  const isAllDay = days === 1 && from === '00:00' && until === '00:00';
  const range = isAllDay ? words.allDay : `${from}–${until}${days === 0 ? '' : ` (+${days})`}`;
  return certainty.about ? words.about(range) : range;
}

const DAY_MS = 86_400_000;

/** Midnight UTC of the date that an instant has in a zone. */
function dayOf(atMs: number, zone: string): number {
  return Date.parse(`${calendarDate(atMs, zone)} UTC`);
}

/** `Sun, 1 Mar 2026` */
export function calendarDate(atMs: number, zone?: string): string {
  return formatFor(zone, 'date').format(atMs);
}

const pad = (n: number): string => String(n).padStart(2, '0');

export { stopwatchTime };

/** `14:32` until something ends, rounded up so that 0:00 is the end. Never negative. */
export function countdownTime(durationMs: number): string {
  const seconds = Math.max(0, Math.ceil(durationMs / 1000));
  return `${Math.floor(seconds / 60)}:${pad(seconds % 60)}`;
}

/** `+00:04:10` or `+01:04:10` after the start, `−00:00:30` before it: as the stopwatch shows it. */
export function elapsedTime(durationMs: number): string {
  return `${durationMs < 0 ? '−' : '+'}${stopwatchTime(Math.abs(durationMs))}`;
}

/** Today's instants by the clock, this year's by day and month, older ones by month and year: for a list of drafts. */
export function listTime(atMs: number, nowMs: number): string {
  const at = new Date(atMs);
  const now = new Date(nowMs);
  if (at.toDateString() === now.toDateString()) return clockTime(atMs);
  const sameYear = at.getFullYear() === now.getFullYear();
  return formatFor(undefined, sameYear ? 'day' : 'month').format(atMs);
}
