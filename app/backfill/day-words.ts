/** Lines that begin another day and don't name its date: "Wednesday", "Day 2", "The next morning". */
import { addDays, weekdayOf } from './days.ts';

export type DayWords =
  /** 0 for Sunday. */
  | { readonly is: 'weekday'; readonly weekday: number }
  /** The days of the incident, counted from 1. */
  | { readonly is: 'nth'; readonly nth: number }
  | { readonly is: 'next' };

const LONGEST = 60;
const MARKS = /^[\s>#*_[(<+•-]+|[\s*_\])>:.–—-]+$/g;
/** The source of a pattern for the name of a weekday, in full or in short; its group `day` is what `weekdayNamed` takes. */
export const WEEKDAY_NAME = '(?<day>sun|mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?)(?:day)?';
const WEEKDAY = new RegExp(`^${WEEKDAY_NAME}$`, 'i');
const NTH = /^day (?<nth>\d{1,2})$/i;
const NEXT = /^(?:on )?(?:the )?(?:next|following) (?:day|morning|afternoon|evening)$/i;
const WEEKDAYS = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'];

/** 0 for Sunday; of a name as people write it, from three letters on. */
export function weekdayNamed(name: string): number {
  return WEEKDAYS.indexOf(name.slice(0, 3).toLowerCase());
}

/** What a line says of the day of those after it, if it says nothing else. */
export function dayWordsOf(line: string): DayWords | null {
  if (line.length > LONGEST) return null;
  const words = line.replaceAll(MARKS, '');
  const day = WEEKDAY.exec(words)?.groups?.['day'];
  if (day !== undefined) return { is: 'weekday', weekday: weekdayNamed(day) };
  const nth = NTH.exec(words)?.groups?.['nth'];
  if (nth !== undefined) return { is: 'nth', nth: Number(nth) };
  return NEXT.test(words) ? { is: 'next' } : null;
}

/**
 * The date (YYYY-MM-DD) that such words most likely mean.
 * @param before the date of the lines before
 * @param counted the date of a day with a number, where one is known
 */
export function dateMeant(
  words: DayWords,
  before: string,
  counted: { readonly nth: number; readonly date: string } | null,
): string {
  switch (words.is) {
    case 'weekday':
      return addDays(before, (words.weekday - weekdayOf(before) + 7) % 7);
    case 'nth':
      if (counted !== null) return addDays(counted.date, words.nth - counted.nth);
      return words.nth === 1 ? before : addDays(before, 1);
    case 'next':
      return addDays(before, 1);
  }
}
