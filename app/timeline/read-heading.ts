/**
 * Reads time headings.
 *
 * A heading with more than one reading is not read at all, so each heading that is read means one thing. Nothing is
 * guessed: what is missing comes from the heading's place, or the heading stays prose.
 */
import type { Certainty } from '../draft.ts';
import type { ZoneMeaning } from '../zones.ts';
import { readZone, startOfDay, toInstants, toLocal } from '../zones.ts';
import type { WrittenClock, WrittenPoint, WrittenTime } from './written-time.ts';
import { readWritten, saysDoubt, withYear } from './written-time.ts';

/** What a heading inherits from its place: the timeline's zone, and the heading before it. */
export interface HeadingContext {
  readonly zone: ZoneMeaning | null;
  readonly previous: TimeReading | null;
}

/** What a time heading says. */
export interface TimeReading {
  /**
   * UTC milliseconds, of the whole minute (or second) that the heading shows. Where the time is unknown: the beginning of
   * the date that it names, or the instant of the heading before it.
   */
  readonly atMs: number;
  /** The end of a range is of a whole minute (or second) too. */
  readonly certainty: Certainty;
  /**
   * YYYY-MM-DD, as the heading's own zone has it; the next heading may leave it out. Null after a range that ends on
   * another day: then the next one must name its date.
   */
  readonly date: string | null;
  /** It names its date itself. */
  readonly hasDate: boolean;
  readonly zone: ZoneMeaning;
  /** It names a date and no time of day: a day's length, or no more than the date of the headings that follow. */
  readonly isDateOnly: boolean;
  /** The words after the time, empty as a rule: they are the beginning of the entry's text. */
  readonly title: string;
  /** The same with what stands between it and the time. */
  readonly tail: string;
}

type Timed = Omit<TimeReading, 'title' | 'tail'>;

/**
 * What a heading's text says in its place, or null if it is no time or has more than one reading: no date and none
 * before it, no zone, a local time that the clocks show twice or never, or a bare time earlier than the entry before
 * (midnight passed, or an entry out of order: only a person knows).
 */
export function readTimeHeading(text: string, context: HeadingContext): TimeReading | null {
  const [one, other] = readWritten(text.trim());
  if (one === undefined) return null;
  const meaning = meaningOf(one, context);
  const otherMeaning = other === undefined || isForeign(other, context) ? null : meaningOf(other, context);
  if (meaning !== null && otherMeaning !== null) return null;
  return meaning ?? otherMeaning;
}

/** The title in a heading's text, wherever the heading stands; empty if there is none, or the text is no time. */
export function titleOf(text: string): Pick<TimeReading, 'title' | 'tail'> {
  const [written] = readWritten(text.trim());
  return (written === undefined ? null : readTail(written.rest)) ?? NO_TAIL;
}

/** An offset in a timeline whose zone has another one then: it is the end of a range. */
function isForeign(asOffset: WrittenTime, context: HeadingContext): boolean {
  const meaning = context.zone === null ? null : meaningOf(asOffset, context);
  if (meaning === null || context.zone === null) return false;
  const inZone = toLocal(meaning.atMs, context.zone.zone).offsetMinutes;
  return inZone !== toLocal(meaning.atMs, meaning.zone.zone).offsetMinutes;
}

const NO_TAIL = { title: '', tail: '' };
const TITLE = /^(?:\s+[-–—]+\s+|\s*[–—]\s*|\s*:\s+)(?<title>\S.*)$/s;
const REMARK = /^\s*(?<title>\((?<inside>[^()]*)\))$/;
/** Titles that may be what we don't read: an hour ("- 5pm"), a zone ("- IST"). */
const COULD_BE_TIME = /^~?\d{1,2}\s*(?:[ap]\.?m\b|h\b|uhr\b)|^\(?[A-Z]{1,4}T\)?$/i;

/** What follows a time: nothing, a title, or a remark that doubts it. Null: words that may belong to the time. */
function readTail(rest: string): Pick<TimeReading, 'title' | 'tail'> | null {
  if (rest === '') return NO_TAIL;
  const remark = REMARK.exec(rest)?.groups;
  if (remark !== undefined)
    return saysDoubt(remark['inside'] ?? '') ? { title: remark['title'] ?? '', tail: rest } : null;
  const title = TITLE.exec(rest)?.groups?.['title'];
  if (title === undefined || COULD_BE_TIME.test(title) || readZone(title) !== null) return null;
  return readWritten(title).length > 0 ? null : { title, tail: rest };
}

function meaningOf(written: WrittenTime, context: HeadingContext): TimeReading | null {
  const tail = readTail(written.rest);
  if (tail === null) return null;
  const timed = timedBy(written, context);
  if (timed === null) return null;
  const doubted = REMARK.test(written.rest) ? { ...timed, certainty: aboutThat(timed.certainty) } : timed;
  return { ...doubted, ...tail };
}

function aboutThat(certainty: Certainty): Certainty {
  if (certainty.is === 'range') return { ...certainty, about: true };
  return certainty.is === 'exact' ? { is: 'about' } : certainty;
}

function timedBy(written: WrittenTime, context: HeadingContext): Timed | null {
  const { previous } = context;
  const { from, until, isAbout } = written;
  const ownZone = zoneOf(from, until);
  if (ownZone === 'unclear') return null;
  if (written.isUnknown && from.date === null)
    return previous && { ...previous, certainty: { is: 'unknown' }, hasDate: false, isDateOnly: false };
  const zone = ownZone ?? context.zone ?? previous?.zone ?? null;
  const date = from.date === null ? (previous?.date ?? null) : withYear(from.date, previous?.date ?? null);
  if (zone === null || date === null) return null;
  if (from.clock === null) {
    const day = dayOf(date, zone, isAbout);
    return written.isUnknown && day !== null
      ? { ...day, certainty: { is: 'unknown' }, isDateOnly: false }
      : day;
  }
  const atMs = instantOf(date, from.clock, zone);
  if (atMs === null) return null;
  if (from.date === null && previous !== null && atMs < previous.atMs) return null;
  const certainty: Certainty = { is: isAbout ? 'about' : 'exact' };
  const begin = { atMs, certainty, date, hasDate: from.date !== null, zone, isDateOnly: false };
  return until === null ? begin : rangeOf(begin, from.clock, until, isAbout);
}

/** The zone that a heading names, for both ends unless each has its own; null if it names none. */
function zoneOf(from: WrittenPoint, until: WrittenPoint | null): ZoneMeaning | null | 'unclear' {
  const written = from.zone ?? until?.zone ?? null;
  if (written === null) return null;
  return readZone(unwrapped(written)) ?? 'unclear';
}

const unwrapped = (zone: string): string => zone.replace(/^\((.*)\)$/, '$1');

function dayOf(date: string, zone: ZoneMeaning, about: boolean): Timed | null {
  const [atMs, untilMs] = [startOfDay(date, zone.zone), startOfDay(dayAfter(date), zone.zone)];
  if (atMs === null || untilMs === null || !isIn(zone, atMs) || !isIn(zone, untilMs)) return null;
  return { atMs, certainty: { is: 'range', untilMs, about }, date, hasDate: true, zone, isDateOnly: true };
}

function dayAfter(date: string): string {
  const next = new Date(Date.parse(date) + 86_400_000);
  return Number.isNaN(next.getTime()) ? date : next.toISOString().slice(0, -14);
}

const isIn = (zone: ZoneMeaning, atMs: number): boolean =>
  zone.offsetMinutes === null || toLocal(atMs, zone.zone).offsetMinutes === zone.offsetMinutes;

function instantOf(date: string, clock: WrittenClock, zone: ZoneMeaning): number | null {
  const instants = toInstants({ ...clock, date }, zone.zone).filter((atMs) => isIn(zone, atMs));
  const [only] = instants;
  return instants.length === 1 && only !== undefined ? only : null;
}

/** A range over midnight may leave out the date of its end. One of more than half a day might be a slip instead. */
export const LONGEST_OVER_MIDNIGHT_MS = 12 * 3_600_000;

function rangeOf(
  begin: Timed & { readonly date: string },
  clock: WrittenClock,
  end: WrittenPoint,
  about: boolean,
): Timed | null {
  const zone = end.zone === null ? begin.zone : readZone(unwrapped(end.zone));
  if (zone === null || end.clock === null || isHalfAmbiguous(clock, end.clock)) return null;
  const ownDate = end.date === null ? null : withYear(end.date, begin.date);
  if (end.date !== null && ownDate === null) return null;
  let date = ownDate ?? begin.date;
  let untilMs = instantOf(date, end.clock, zone);
  if (ownDate === null && untilMs !== null && untilMs < begin.atMs) {
    date = dayAfter(date);
    untilMs = instantOf(date, end.clock, zone);
    if (untilMs !== null && untilMs - begin.atMs > LONGEST_OVER_MIDNIGHT_MS) return null;
  }
  if (untilMs === null || untilMs <= begin.atMs) return null;
  return {
    ...begin,
    certainty: { is: 'range', untilMs, about },
    date: date === begin.date ? date : null,
  };
}

/** "2:54 - 3:10 PM": the first of the two might be in the night. */
export function isHalfAmbiguous(one: WrittenClock, other: WrittenClock): boolean {
  return (one.half === null) !== (other.half === null) && (one.half === null ? one : other).hour <= 12;
}
