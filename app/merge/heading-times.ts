/**
 * Which headings are entries of a timeline, and what time each one writes. Liberal: a merge only needs to know which
 * headings are moments and in which order they come, so words after the time do not matter, nor does the zone's name.
 */

/** Is this the heading of a timeline? */
export function isTimelineName(name: string): boolean {
  return /\btime ?line\b/i.test(name);
}

/** A time as it is written, which may leave out its date and its offset. */
export interface WrittenTime {
  /** YYYY-MM-DD, or null where the heading leaves it to the one before. */
  readonly date: string | null;
  /** Seconds since midnight, on the clock that the heading speaks of. */
  readonly secondsOfDay: number;
  /** Minutes east of Greenwich, where the heading says so. */
  readonly offsetMinutes: number | null;
}

const MONTHS = 'jan feb mar apr may jun jul aug sep oct nov dec'.split(' ');
const ISO_DATE = /^(?<year>\d{4})-(?<month>\d{1,2})-(?<day>\d{1,2})(?:T|,?\s+)/;
const MONTH_FIRST = /^(?<name>[a-z]{3,9})\.?\s+(?<day>\d{1,2})(?:st|nd|rd|th)?,?\s+(?<year>\d{4}),?\s+/i;
const DAY_FIRST = /^(?<day>\d{1,2})(?:st|nd|rd|th)?\.?\s+(?<name>[a-z]{3,9})\.?,?\s+(?<year>\d{4}),?\s+/i;
const CLOCK =
  /^(?<hour>\d{1,2}):(?<minute>\d{2})(?::(?<second>\d{2})(?:\.\d+)?)?(?!\d)\s*(?:(?<half>[ap])\.?m\b\.?)?/i;
const OFFSET =
  /^\s*\(?(?:(?<zulu>Z|UTC|GMT)(?![a-z\d+-])|(?:UTC|GMT)?(?<sign>[+-])(?<hours>\d{2}):?(?<minutes>\d{2})\b)/i;
/** What may stand before a time without being part of it. */
const LEAD = /^(?:[\s#>*_~[(|-]|\b(?:about|around|approx(?:imately)?|circa|ca)\b\.?)*/i;

type Groups = Readonly<Record<string, string | undefined>>;

function groupsOf(pattern: RegExp, text: string): { readonly groups: Groups; readonly rest: string } | null {
  const match = pattern.exec(text);
  return match === null ? null : { groups: match.groups ?? {}, rest: text.slice(match[0].length) };
}

function readDate(text: string): { readonly date: string; readonly rest: string } | null {
  const found = groupsOf(ISO_DATE, text) ?? groupsOf(MONTH_FIRST, text) ?? groupsOf(DAY_FIRST, text);
  if (found === null) return null;
  const { year = '', month, day = '', name = '' } = found.groups;
  const number = month === undefined ? MONTHS.indexOf(name.slice(0, 3).toLowerCase()) + 1 : Number(month);
  if (number < 1 || number > 12 || Number(day) < 1 || Number(day) > 31) return null;
  return { date: `${year}-${String(number).padStart(2, '0')}-${day.padStart(2, '0')}`, rest: found.rest };
}

function readClock(groups: Groups): number | null {
  const { hour = '', minute = '', second = '0', half } = groups;
  const shift = half?.toLowerCase() === 'p' && Number(hour) < 12 ? 12 : 0;
  const hours = half?.toLowerCase() === 'a' && hour === '12' ? 0 : Number(hour) + shift;
  if (hours > 23 || Number(minute) > 59 || Number(second) > 60) return null;
  return hours * 3600 + Number(minute) * 60 + Number(second);
}

function readOffset(text: string): number | null {
  const { zulu, sign, hours, minutes } = groupsOf(OFFSET, text)?.groups ?? {};
  if (zulu !== undefined) return 0;
  if (sign === undefined) return null;
  return (sign === '-' ? -1 : 1) * (Number(hours) * 60 + Number(minutes));
}

/** The time at the beginning of a heading's (or list item's) text, or null if there is none. */
export function readWrittenTime(text: string): WrittenTime | null {
  const start = text.slice(LEAD.exec(text)?.[0].length ?? 0);
  const dated = readDate(start);
  const clock = groupsOf(CLOCK, dated?.rest ?? start);
  const secondsOfDay = clock === null ? null : readClock(clock.groups);
  if (clock === null || secondsOfDay === null) return null;
  return { date: dated?.date ?? null, secondsOfDay, offsetMinutes: readOffset(clock.rest) };
}

/** A heading line without a date, with this date (YYYY-MM-DD) written before its time. */
export function writeDate(headingLine: string, date: string): string {
  return headingLine.replace(/\d{1,2}:\d{2}/, (clock) => `${date} ${clock}`);
}

/** A time with the date that it has from its place, if any. */
export interface PlacedTime extends WrittenTime {
  /** Whether the heading itself writes the date. */
  readonly isDated: boolean;
  /** Seconds since the epoch as the clock on the wall shows them, if it had never been anything but UTC. */
  readonly wallSeconds: number;
}

/** Days before all that a calendar can write: a moment without any date comes before those that have one. */
const NO_DATE_DAY = -100_000_000;

/** The midnight that a date (YYYY-MM-DD) begins with, in seconds since the epoch. */
function midnightOf(date: string): number {
  const [year = 0, month = 1, day = 1] = date.split('-').map(Number);
  return Date.UTC(year, month - 1, day) / 1000;
}

/** A time with the date it writes, or else the date of the moment before it. */
export function placeTime(time: WrittenTime, before: PlacedTime | null): PlacedTime {
  const isDated = time.date !== null;
  const inherited = before === null ? NO_DATE_DAY * 86_400 : before.wallSeconds - before.secondsOfDay;
  const midnight = time.date === null ? inherited : midnightOf(time.date);
  const date = time.date ?? before?.date ?? null;
  return { ...time, date, isDated, wallSeconds: midnight + time.secondsOfDay };
}

/** Negative if the first moment is the earlier one. Offsets count where both are written. */
export function compareTimes(a: PlacedTime, b: PlacedTime): number {
  const onWall = a.wallSeconds - b.wallSeconds;
  if (a.offsetMinutes === null || b.offsetMinutes === null) return onWall;
  return onWall + (b.offsetMinutes - a.offsetMinutes) * 60;
}

/** Do two headings name one instant? */
export function isSameInstant(a: PlacedTime, b: PlacedTime): boolean {
  return (a.offsetMinutes === null) === (b.offsetMinutes === null) && compareTimes(a, b) === 0;
}

/**
 * UTC seconds of the moments of a timeline, in its order. A time without an offset has that of the one before it: an
 * offset is only written where the clocks show an hour twice.
 */
export function orderSeconds(times: readonly PlacedTime[]): readonly number[] {
  let offset = times.find((time) => time.offsetMinutes !== null)?.offsetMinutes ?? 0;
  return times.map((time) => {
    offset = time.offsetMinutes ?? offset;
    return time.wallSeconds - offset * 60;
  });
}
