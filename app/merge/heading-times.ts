/**
 * Which headings are entries of a timeline, and what time each one writes. The grammar is that of all time headings
 * (../timeline/written-time.ts), the policy a liberal one: a merge only needs to know which headings are moments and in
 * which order they come, so words after the time do not matter, nor does the zone's name.
 */
import type { WrittenClock, WrittenDate, WrittenPoint, WrittenTime } from '../timeline/written-time.ts';
import { readWritten, withYear } from '../timeline/written-time.ts';

/** Is this the heading of a timeline? */
export function isTimelineName(name: string): boolean {
  return /\btime ?line\b/i.test(name);
}

/** A time as its heading writes it: it may leave out its date, its year and its offset. */
export interface HeadingTime {
  readonly date: WrittenDate | null;
  /** Seconds since midnight, on the clock that the heading speaks of; null where the time of day is not known. */
  readonly secondsOfDay: number | null;
  /** Minutes east of Greenwich, where the heading says so. */
  readonly offsetMinutes: number | null;
  /** All it says but when the moment began: about then, until when, at an unknown time. Equal where it says the same. */
  readonly certainty: string;
  /** It names a date and no time of day. */
  readonly isDateOnly: boolean;
  /** It is a range that may end on another day: a bare time after it could be of either. */
  readonly mayEndLater: boolean;
  /** What follows the time. */
  readonly rest: string;
}

/** What may stand before a time without being part of it. */
const LEAD = /^[\s#>*_[(|-]*/;

/** The time at the beginning of a heading's text, or null if there is none. */
export function readHeadingTime(text: string): HeadingTime | null {
  const [written] = readWritten(text, LEAD.exec(text)?.[0].length);
  return written === undefined ? null : timeOf(written);
}

/** The clock time at the beginning of a list item's text or a table's row, or null if there is none. */
export function readItemTime(text: string): HeadingTime | null {
  const time = readHeadingTime(text);
  const isWhole = time !== null && !time.isDateOnly && time.secondsOfDay !== null && time.date?.year !== null;
  return isWhole ? time : null;
}

function timeOf(written: WrittenTime): HeadingTime {
  const { from, until } = written;
  const secondsOfDay = written.isUnknown ? null : from.clock === null ? 0 : secondsIn(from.clock);
  return {
    date: from.date,
    secondsOfDay,
    offsetMinutes: offsetOf(from) ?? (until && offsetOf(until)),
    certainty: certaintyOf(written),
    isDateOnly: from.clock === null && !written.isUnknown,
    mayEndLater:
      until !== null &&
      (until.date !== null || (until.clock !== null && secondsIn(until.clock) < (secondsOfDay ?? 0))),
    rest: written.rest,
  };
}

const secondsIn = ({ hour, minute, second }: WrittenClock): number => hour * 3600 + minute * 60 + second;

function certaintyOf({ isAbout, isUnknown, from, until }: WrittenTime): string {
  if (isUnknown) return 'unknown';
  const about = isAbout ? 'about' : '';
  if (until?.clock) {
    const { date, clock } = until;
    return `${about} until ${date?.year ?? ''} ${date?.monthDay ?? ''} ${secondsIn(clock)} ${offsetOf(until) ?? ''}`;
  }
  return from.clock === null ? `${about} all day` : about;
}

const UTC = /^\(?(?:Z|UTC|GMT)\)?$/i;
const OFFSET = /^\(?(?:UTC|GMT)?\s?(?<sign>[+\-−])(?<hours>\d{1,2}):?(?<minutes>\d{2})?\b/i;

function offsetOf({ zone }: WrittenPoint): number | null {
  if (zone === null) return null;
  if (UTC.test(zone)) return 0;
  const { sign, hours, minutes = '0' } = OFFSET.exec(zone)?.groups ?? {};
  if (sign === undefined) return null;
  return (sign === '+' ? 1 : -1) * (Number(hours) * 60 + Number(minutes));
}

/** Whether a heading would lose no word if it were written in another way. */
export function saysOnlyTheTime(heading: string): boolean {
  const text = heading.trim();
  const [written] = readWritten(text, LEAD.exec(text)?.[0].length);
  const zones = [written?.from.zone, written?.until?.zone].filter((zone) => typeof zone === 'string');
  const words = [written?.rest ?? text, ...zones].join(' ').replace(/\b(?:UTC|GMT|Z)\b/gi, '');
  return !/\p{L}{2}/u.test(words);
}

const MONTH = '(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\\.?';
const DAY = '\\d{1,2}(?:st|nd|rd|th)?\\.?';
const MONTH_AND_DAY = new RegExp(`${MONTH}\\s+${DAY}|${DAY}\\s+${MONTH}`, 'i');

/**
 * A heading line without a date, or without a year, with this date (YYYY-MM-DD) written before its time; every word of
 * it stays.
 */
export function writeDate(headingLine: string, date: string): string {
  const start = LEAD.exec(headingLine)?.[0].length ?? 0;
  const [lead, text] = [headingLine.slice(0, start), headingLine.slice(start)];
  const hasNoYear = readWritten(text)[0]?.from.date?.year === null;
  return lead + (hasNoYear ? text.replace(MONTH_AND_DAY, date) : `${date} ${text}`);
}

/** A time in its place: with the date that it has from there, if any. */
export interface PlacedTime extends Omit<HeadingTime, 'date' | 'secondsOfDay'> {
  /** YYYY-MM-DD, or null where nothing says it. */
  readonly date: string | null;
  /** Of an unknown time: that of the moment before it. */
  readonly secondsOfDay: number;
  readonly written: HeadingTime;
  /** Whether the heading itself writes the whole date. */
  readonly isDated: boolean;
  /** Seconds since the epoch as the clock on the wall shows them, if it had never been anything but UTC. */
  readonly wallSeconds: number;
}

/** Days before all that a calendar can write: a moment without any date comes before those that have one. */
const NO_DATE_DAY = -100_000_000;

/** The midnight that a date (YYYY-MM-DD) begins with, in seconds since the epoch. */
function midnightOf(date: string): number {
  return Date.parse(`${date}T00:00:00Z`) / 1000;
}

/** A time with the date it writes, or else the date of the moment before it. */
export function placeTime(written: HeadingTime, before: PlacedTime | null): PlacedTime {
  const own = written.date === null ? null : withYear(written.date, before?.date ?? null);
  const inherited = before === null ? NO_DATE_DAY * 86_400 : before.wallSeconds - before.secondsOfDay;
  const midnight = own === null ? inherited : midnightOf(own);
  const secondsOfDay = written.secondsOfDay ?? (own === null ? (before?.secondsOfDay ?? 0) : 0);
  return {
    ...written,
    written,
    secondsOfDay,
    date: own ?? before?.date ?? null,
    isDated: own !== null && written.date?.year !== null,
    wallSeconds: midnight + secondsOfDay,
  };
}

/** The time of an entry's heading, which may begin with the heading of its date; null if it has none. */
export function placeHeading(lines: readonly string[], before: PlacedTime | null): PlacedTime | null {
  let time: PlacedTime | null = null;
  for (const line of lines) {
    const written = readHeadingTime(line);
    if (written === null) continue;
    time = time === null ? placeTime(written, before) : placeUnderDate(written, time);
  }
  return time;
}

/** A time under the heading of its date. */
export function placeUnderDate(written: HeadingTime, date: PlacedTime): PlacedTime {
  const time = placeTime(written, date);
  return { ...time, isDated: time.isDated || date.isDated };
}

/** Must a heading get its date (or year) in its place? Without it would be read as of another date, or not at all. */
export function needsDate(time: PlacedTime, before: readonly PlacedTime[]): boolean {
  if (time.isDated || time.date === null) return false;
  if (before.length === 0) return true;
  const isBare = time.written.date === null;
  return before.some(
    (each) =>
      placeTime(time.written, each).date !== time.date ||
      (isBare && (each.mayEndLater || (time.certainty !== UNKNOWN && compareTimes(time, each) < 0))),
  );
}

const UNKNOWN = 'unknown';

/** Negative if the first moment is the earlier one. Offsets count where both are written. */
export function compareTimes(a: PlacedTime, b: PlacedTime): number {
  const onWall = a.wallSeconds - b.wallSeconds;
  if (a.offsetMinutes === null || b.offsetMinutes === null) return onWall;
  return onWall + (b.offsetMinutes - a.offsetMinutes) * 60;
}

/** Do two headings say the same of when it was? Unknown is unknown, wherever the two stand. */
export function isSameInstant(a: PlacedTime, b: PlacedTime): boolean {
  if (a.certainty !== b.certainty) return false;
  if (a.certainty === UNKNOWN && a.written.date === null && b.written.date === null) return true;
  return (a.offsetMinutes === null) === (b.offsetMinutes === null) && compareTimes(a, b) === 0;
}

/** Equal for times of which `isSameInstant` holds. */
export function timeKey({ date, secondsOfDay, offsetMinutes, certainty, written }: PlacedTime): string {
  if (certainty === UNKNOWN && written.date === null) return UNKNOWN;
  return `${date} ${secondsOfDay} ${offsetMinutes} ${certainty}`;
}

/**
 * UTC seconds of the moments of a timeline, in its order. A time without an offset has that of the one before it: an
 * offset is only written where the clocks show an hour twice. An unknown time comes right after the one before it.
 */
export function orderSeconds(times: readonly PlacedTime[]): readonly number[] {
  let offset = times.find((time) => time.offsetMinutes !== null)?.offsetMinutes ?? 0;
  let before = -Infinity;
  return times.map((time) => {
    offset = time.offsetMinutes ?? offset;
    const isKnown = time.certainty !== UNKNOWN || time.written.date !== null;
    before = isKnown ? time.wallSeconds - offset * 60 : before;
    return before;
  });
}
