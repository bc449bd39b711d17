/**
 * How people write times, in one grammar: a date (ISO or English), a clock (24 hours or am and pm), a zone, "about", a
 * range, "time unknown". It says what is written and not what that means: the reader of headings (read-heading.ts) takes
 * only what names one instant, the merge (../merge/heading-times.ts) only wants to know what comes in which order.
 */

/** A date on a calendar; one without a year belongs to the year of the entry before it. */
export interface WrittenDate {
  /** YYYY (or as ISO 8601 has it beyond the year 9999), or null. */
  readonly year: string | null;
  /** MM-DD */
  readonly monthDay: string;
}

/** A time of day, as the clock of its zone shows it. */
export interface WrittenClock {
  /** Of 24. */
  readonly hour: number;
  readonly minute: number;
  readonly second: number;
  /** The half of the day where it is said: on a clock of 12 hours. */
  readonly half: 'am' | 'pm' | null;
}

/** One end of what is written. */
export interface WrittenPoint {
  readonly date: WrittenDate | null;
  readonly clock: WrittenClock | null;
  /** As it is written, or null. */
  readonly zone: string | null;
}

export interface WrittenTime {
  readonly from: WrittenPoint;
  /** The end of a range, or null. */
  readonly until: WrittenPoint | null;
  readonly isAbout: boolean;
  /** It says that the time of day is not known. */
  readonly isUnknown: boolean;
  /** What follows, from the end of the time on. */
  readonly rest: string;
}

const MONTHS = 'january february march april may june july august september october november december'.split(
  ' ',
);
const ISO_DATE = /(?<year>\d{4}|[+-]\d{6})-(?<month>\d{1,2})-(?<day>\d{1,2})(?!\d)/y;
const MONTH_FIRST =
  /(?<name>[a-z]{3,9})\.?\s+(?<day>\d{1,2})(?:st|nd|rd|th)?(?![\d:])(?:,?\s+(?<year>\d{4})(?![\d:]))?/iy;
const DAY_FIRST =
  /(?<day>\d{1,2})(?:st|nd|rd|th)?\.?\s+(?<name>[a-z]{3,9})(?![a-z])\.?(?:,?\s+(?<year>\d{4})(?![\d:]))?/iy;
/** Between a date and its clock. */
const JOINT = /T(?=\d)|,?\s+(?:at\s+)?|,/iy;
const CLOCK =
  /(?<hour>\d{1,2}):(?<minute>\d{2})(?::(?<second>\d{2})(?:[.,]\d+)?)?(?!:?\d)(?:\s*(?<half>[ap])\.?m\b\.?)?/iy;
const ABOUT = /(?:~+|≈|(?:about|around|approx(?:imately)?|circa|ca|roughly)(?![a-z])\.?)\s*/iy;
const UNKNOWN =
  /(?:(?:exact\s+)?time\s+(?:is\s+)?(?:unknown|not\s+known|unclear)|unknown\s+time)(?![a-z])|(?=[\d:]*[x?])[\dx?]{1,2}:[\dx?]{2}(?![\w:?])/iy;
const TO = /(?<before>\s*)(?<sign>[-–—]|(?:to|until|till)(?![a-z]))(?<after>\s*)/iy;
const ZONE_OFFSET = /(?<sign>[+\-−])(?<hours>\d{2}):?(?<minutes>\d{2})(?![\d:])/y;
const ZONE_NAME =
  /Z(?![\w/])|(?:UTC|GMT)(?:\s?[+\-−]\d{1,2}(?::?\d{2})?)?(?![\w/:])|[a-z]+(?:\/[\w+-]+)+|[a-z]{2,5}(?![\w/'’])/iy;
const BRACKETED = /\s*\((?<inside>[^()]*)\)/y;
const SPACE = /\s*/y;

/** Words in brackets that doubt the time, rather than say its zone. */
const DOUBT =
  /\?|\b(?:not sure|unsure|maybe|perhaps|probably|possibly|approx\w*|roughly|about|around|estimated?|guess\w*)\b/i;

/** Do these words doubt a time ("maybe earlier?")? */
export function saysDoubt(words: string): boolean {
  return DOUBT.test(words);
}

/** The offsets that clocks have: whole quarters of an hour, from 12 hours west of Greenwich to 14 east. */
function isOffset({ sign, hours, minutes }: Groups): boolean {
  const total = (sign === '+' ? 1 : -1) * (Number(hours) * 60 + Number(minutes));
  return Number(minutes) % 15 === 0 && Number(minutes) < 60 && total >= -12 * 60 && total <= 14 * 60;
}

type Groups = Readonly<Record<string, string | undefined>>;

/** The month that a word names, in full or by at least its first three letters; null if it is none. */
function monthOf(name: string): number | null {
  const word = name.toLowerCase() === 'sept' ? 'sep' : name.toLowerCase();
  const index = MONTHS.findIndex((month) => month.startsWith(word));
  return index < 0 ? null : index + 1;
}

const pad = (n: number | string): string => String(n).padStart(2, '0');

/** The hour in 24 h of what was written; "17:14pm" has one meaning, "17:14am" has none. */
function hourOf(hour: number, half: 'am' | 'pm' | null): number | null {
  if (hour > 23) return null;
  if (half === null) return hour;
  if (hour > 12) return half === 'pm' ? hour : null;
  if (hour === 0) return half === 'pm' ? null : 0;
  return (hour % 12) + (half === 'pm' ? 12 : 0);
}

/** What a hyphen means that could be either: `07:00-08:00` is an hour, or seven o'clock at an offset. */
type Hyphen = 'range' | 'offset';

/** Whether a word after a time is taken for its zone. */
export type IsZone = (name: string) => boolean;

class Scanner {
  private readonly text: string;
  private readonly isZone: IsZone;
  private hyphen: Hyphen;
  private at: number;

  constructor(text: string, from: number, hyphen: Hyphen, isZone: IsZone) {
    this.text = text;
    this.at = from;
    this.hyphen = hyphen;
    this.isZone = isZone;
  }

  read(): WrittenTime | null {
    const begin = this.point(true);
    if (begin === null) return null;
    if (begin.clock === null) {
      const zone = begin.isUnknown ? this.zone() : null;
      return this.written({ ...begin, zone }, null, begin.isAbout, begin.isUnknown);
    }
    const early = this.hyphen === 'range' ? this.end() : null;
    const zone = early === null ? this.zone() : null;
    const end = early ?? this.end();
    const until = end === null ? null : { date: end.date, clock: end.clock, zone: this.zone() };
    return this.written({ ...begin, zone }, until, begin.isAbout || end?.isAbout === true, false);
  }

  private written(
    { date, clock, zone }: WrittenPoint,
    until: WrittenPoint | null,
    isAbout: boolean,
    isUnknown: boolean,
  ): WrittenTime {
    return { from: { date, clock, zone }, until, isAbout, isUnknown, rest: this.text.slice(this.at) };
  }

  /** A date, a clock, or both; null, and nothing taken, if there is neither. */
  private point(mayLackClock: boolean): (WrittenPoint & Pick<WrittenTime, 'isAbout' | 'isUnknown'>) | null {
    const start = this.at;
    const isAbout = this.take(ABOUT) !== null;
    const date = this.date();
    const afterDate = this.at;
    const isJoined = date === null || this.take(JOINT) !== null;
    if (this.text[this.at - 1] === 'T') this.hyphen = 'offset';
    const isAboutClock = isJoined && this.take(ABOUT) !== null;
    const clock = isJoined ? this.clock() : null;
    const isUnknown = isJoined && clock === null && mayLackClock && this.take(UNKNOWN) !== null;
    if (clock !== null || isUnknown)
      return { date, clock, zone: null, isAbout: isAbout || isAboutClock, isUnknown };
    this.at = date !== null && mayLackClock ? afterDate : start;
    return date !== null && mayLackClock ? { date, clock, zone: null, isAbout, isUnknown } : null;
  }

  private date(): WrittenDate | null {
    const start = this.at;
    const groups = this.take(ISO_DATE) ?? this.take(MONTH_FIRST) ?? this.take(DAY_FIRST);
    if (groups === null) return null;
    const { year, month, day = '', name } = groups;
    const number = name === undefined ? Number(month) : monthOf(name);
    if (number !== null && number >= 1 && number <= 12 && Number(day) >= 1 && Number(day) <= 31)
      return { year: year ?? null, monthDay: `${pad(number)}-${pad(day)}` };
    this.at = start;
    return null;
  }

  private clock(): WrittenClock | null {
    const start = this.at;
    const groups = this.take(CLOCK);
    if (groups === null) return null;
    const half = groups['half'] === undefined ? null : groups['half'].toLowerCase() === 'p' ? 'pm' : 'am';
    const hour = hourOf(Number(groups['hour']), half);
    const [minute, second] = [Number(groups['minute']), Number(groups['second'] ?? 0)];
    if (hour !== null && minute < 60 && second < 60) return { hour, minute, second, half };
    this.at = start;
    return null;
  }

  /** The end of a range. */
  private end(): ReturnType<Scanner['point']> {
    const start = this.at;
    const to = this.take(TO);
    const isMinus = to?.['sign'] === '-' && to['before'] !== '' && to['after'] === '';
    const end = to === null || (isMinus && this.isOffsetAt(this.at - 1)) ? null : this.point(false);
    if (end === null) this.at = start;
    return end;
  }

  private isOffsetAt(at: number): boolean {
    ZONE_OFFSET.lastIndex = at;
    const groups = ZONE_OFFSET.exec(this.text)?.groups;
    return groups !== undefined && isOffset(groups);
  }

  private zone(): string | null {
    const start = this.at;
    this.take(SPACE);
    const from = this.at;
    if (this.isOffsetAt(from)) this.take(ZONE_OFFSET);
    else this.take(ZONE_NAME);
    const hasName = this.at > from;
    const named = this.at;
    const inside = this.take(BRACKETED)?.['inside'];
    if (inside !== undefined && (saysDoubt(inside) || !this.isZone(inside))) this.at = named;
    const zone = this.text.slice(from, this.at).trim();
    const isZone = zone !== '' && (!hasName || this.isZone(this.text.slice(from, named)));
    if (!isZone || (!hasName && inside === undefined)) this.at = start;
    return isZone ? zone : null;
  }

  /** The groups of a pattern that the text goes on with, which is taken; null if it does not. */
  private take(pattern: RegExp): Groups | null {
    pattern.lastIndex = this.at;
    const match = pattern.exec(this.text);
    if (match === null) return null;
    this.at += match[0].length;
    return match.groups ?? {};
  }
}

const COULD_BE_OFFSET = /\d\s*-\d\d:?\d\d/;

/**
 * Every way to read the time at the beginning of a text: none, one, or two where a hyphen may lead to the end of a range
 * or to an offset; the range first.
 * @param from where to begin in the text
 * @param isZone which words, also in brackets, can be a zone: in a heading whichever stands there
 */
export function readWritten(text: string, from = 0, isZone: IsZone = () => true): readonly WrittenTime[] {
  const asRange = new Scanner(text, from, 'range', isZone).read();
  if (asRange === null) return [];
  const isRangeOnly =
    asRange.until === null || asRange.from.clock?.half !== null || !COULD_BE_OFFSET.test(text);
  const asOffset = isRangeOnly ? null : new Scanner(text, from, 'offset', isZone).read();
  return asOffset?.until === null ? [asRange, asOffset] : [asRange];
}

/** Is a text a date, with or without a time, and nothing else? */
export function isWholeDate(text: string): boolean {
  const [written] = readWritten(text);
  return written !== undefined && written.from.date !== null && written.rest === '';
}

const HALF_YEAR_DAYS = 183;
const DAY_MS = 86_400_000;

/**
 * YYYY-MM-DD of a date. One without a year is the first such day from the date before it on, within half a year.
 * @returns null where nothing before it has a date, or none so near
 */
export function withYear(date: WrittenDate, before: string | null): string | null {
  if (date.year !== null) return `${date.year}-${date.monthDay}`;
  if (before === null) return null;
  const beforeMs = Date.parse(before);
  const year = Number(before.slice(0, -6));
  const near = [year, year + 1].map((each) => `${String(each).padStart(4, '0')}-${date.monthDay}`);
  return (
    near.find((each) => {
      const days = (Date.parse(each) - beforeMs) / DAY_MS;
      return days >= 0 && days <= HALF_YEAR_DAYS;
    }) ?? null
  );
}
