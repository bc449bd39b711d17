/**
 * Writes time headings, as people write them: "09:32", "about 18:30", "08:20 - 08:24", "time unknown".
 *
 * A heading is only ever written in a form that reads back to the same value in its place. So the writer tries the
 * shortest form first and reads it, with the reader that everybody else reads it with.
 */
import type { Certainty, Entry } from '../draft.ts';
import type { LocalTime } from '../zones.ts';
import { formatOffset, toLocal } from '../zones.ts';
import type { HeadingContext, TimeReading } from './read-heading.ts';
import { readTimeHeading } from './read-heading.ts';

type Time = Pick<Entry, 'atMs' | 'certainty'>;

/** The instant a heading shows for another: its whole minute on the clocks of the zone. UTC milliseconds. */
export function shownMs(atMs: number, zone: string): number {
  return atMs - toLocal(atMs, zone).second * 1000 - (((atMs % 1000) + 1000) % 1000);
}

/** What a heading shows of a time: whole minutes, and seconds only where a range begins and ends in one minute. */
export function shownTime({ atMs, certainty }: Time, zone: string): Time {
  const shown = shownMs(atMs, zone);
  if (certainty.is !== 'range') return { atMs: shown, certainty };
  const untilMs = shownMs(certainty.untilMs, zone);
  if (untilMs > shown) return { atMs: shown, certainty: { ...certainty, untilMs } };
  const second = (ms: number): number => Math.floor(ms / 1000) * 1000;
  return { atMs: second(atMs), certainty: { ...certainty, untilMs: second(certainty.untilMs) } };
}

function isSame(one: Time, other: Time): boolean {
  if (one.certainty.is !== other.certainty.is || one.atMs !== other.atMs) return false;
  if (one.certainty.is !== 'range' || other.certainty.is !== 'range') return true;
  return one.certainty.untilMs === other.certainty.untilMs && one.certainty.about === other.certainty.about;
}

/** Does a heading that was read so say this time, as exactly as headings do? An unknown time may have the right date. */
export function saysTime(reading: TimeReading, time: Time, zone: string): boolean {
  if (time.certainty.is === 'unknown')
    return (
      reading.certainty.is === 'unknown' && (!reading.hasDate || dateIn(reading, time.atMs) === reading.date)
    );
  return isSame(reading, time) || isSame(reading, shownTime(time, zone));
}

function dateIn({ zone }: TimeReading, atMs: number): string {
  return toLocal(atMs, zone.zone).date;
}

/** A heading to be written. */
export interface HeadingToWrite extends Time {
  /** The zone of its clock. */
  readonly zone: string;
  /** What follows the time (`TimeReading.tail`). */
  readonly tail: string;
  /** A date alone would be an entry here, and not only the date of the heading that follows. */
  readonly standsAlone: boolean;
}

/**
 * The shortest heading text that says an entry's time in its place: with the date where the local date changes (or the
 * order is not that of time), with the offset where the clocks show the time twice. Null if none does, which is only so
 * where the tail makes another reading of it.
 */
export function writeTimeHeading(
  heading: HeadingToWrite,
  context: HeadingContext,
): { readonly text: string; readonly reading: TimeReading } | null {
  for (const form of formsOf(heading, context)) {
    const text = form + heading.tail;
    const reading = readTimeHeading(text, context);
    const isRight =
      reading !== null && reading.tail === heading.tail && saysTime(reading, heading, heading.zone);
    if (isRight && !(reading.isDateOnly && !heading.standsAlone)) return { text, reading };
  }
  return null;
}

/** Ways to write a time, the shortest first; not all of them mean it. */
function* formsOf(heading: HeadingToWrite, { previous }: HeadingContext): Iterable<string> {
  const { zone } = heading;
  const { atMs, certainty } = shownTime(heading, zone);
  const isSameDate = previous?.date === toLocal(atMs, zone).date;
  const begins = pointsOf(atMs, zone).filter(({ isDated }) => isDated || isSameDate);
  if (certainty.is === 'unknown') {
    if (previous !== null) yield UNKNOWN;
    for (const { date, offset } of begins) yield [date, UNKNOWN, offset].filter(Boolean).join(' ');
  } else if (certainty.is === 'range') yield* rangesOf(begins, certainty, zone);
  else
    for (const { date, clock, offset } of begins) yield joined(date, certainty.is === 'about', clock, offset);
}

const UNKNOWN = 'time unknown';

const joined = (date: string, about: boolean, clock: string, offset: string): string =>
  [date, about ? 'about' : '', clock, offset].filter(Boolean).join(' ');

function* rangesOf(
  begins: readonly Point[],
  { untilMs, about }: Certainty & { readonly is: 'range' },
  zone: string,
): Iterable<string> {
  const ends = pointsOf(untilMs, zone);
  const wholeDay = begins.find(({ isDated, offset }) => isDated && offset === '');
  if (wholeDay !== undefined && ends[0]?.clock === '00:00') yield joined('', about, wholeDay.date, '');
  for (const { date, clock, offset } of begins) {
    for (const end of ends)
      yield `${joined(date, about, clock, offset)} - ${joined(end.date, false, end.clock, end.offset)}`;
  }
}

/** One way to write an instant. */
interface Point {
  readonly isDated: boolean;
  readonly date: string;
  readonly clock: string;
  readonly offset: string;
}

/** Ways to write an instant, the shortest first. The last one means the same wherever it stands. */
function pointsOf(atMs: number, zone: string): readonly Point[] {
  const local = toLocal(atMs, zone);
  const { date, offsetMinutes } = local;
  const [clock, offset] = [clockOf(local), formatOffset(offsetMinutes)];
  const utc = toLocal(atMs, 'UTC');
  return [
    { isDated: false, date: '', clock, offset: '' },
    { isDated: true, date, clock, offset: '' },
    { isDated: false, date: '', clock, offset },
    { isDated: true, date, clock, offset },
    { isDated: true, date: utc.date, clock: clockOf(utc), offset: 'UTC' },
  ];
}

function clockOf({ hour, minute, second }: LocalTime): string {
  const pad = (n: number): string => String(n).padStart(2, '0');
  return [hour, minute, ...(second === 0 ? [] : [second])].map(pad).join(':');
}
