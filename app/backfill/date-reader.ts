/** Which day a time is on, as far as its own line and those before it say. */
import type { WrittenDate } from '../timeline/written-time.ts';
import { addDays, isDate, nearestYear } from './days.ts';
import type { PossibleAnswer, ReadOptions } from './model.ts';
import type { Known, Questions } from './questions.ts';

export class DateReader {
  private readonly questions: Questions;
  private readonly options: ReadOptions;
  private readonly named: readonly string[];
  private current: Known<string> | null = null;

  /** @param named dates that the text names before its first entry */
  constructor(questions: Questions, options: ReadOptions, named: readonly string[]) {
    this.questions = questions;
    this.options = options;
    const { suggest } = options;
    this.named = [...new Set([...(suggest?.date === undefined ? [] : [suggest.date]), ...named])];
  }

  /** The day of the entry before, for those that name none. */
  set(date: Known<string>): void {
    this.current = date;
  }

  /** The date that a line names; of one without a year the nearest to the day before it, else that of the first. */
  ofWritten({ year, monthDay }: WrittenDate): Known<string | null> {
    if (year !== null) return { is: isDate(`${year}-${monthDay}`) ? `${year}-${monthDay}` : null };
    const base = this.current ?? (this.options.date === undefined ? null : { is: this.options.date });
    if (base !== null) return 'is' in base ? { is: nearestYear(monthDay, base.is) } : base;
    const answer = this.questions.answers['year']?.trim() ?? '';
    if (/^\d{4}$/.test(answer))
      return { is: isDate(`${answer}-${monthDay}`) ? `${answer}-${monthDay}` : null };
    const years = [...new Set(this.named.map((date) => date.slice(0, 4)))];
    const options = years.map((value) => ({ value, says: 'the text or the draft names it' }));
    const asks = 'These dates name no year. Which year was the first of them in?';
    return { asks: [this.questions.ask({ key: 'year', asks, options, takes: 'year' })] };
  }

  /** The date of "yesterday" (-1) or "today" (0), which is when the text was copied. */
  ofRelative(days: number): Known<string> {
    const asks = 'These times say "today" or "yesterday". Which date was today?';
    const today = this.answered('today', asks);
    return 'is' in today ? { is: addDays(today.is, days) } : today;
  }

  /** The date of a time that names none. */
  ofBare(): Known<string> {
    if (this.current !== null) return this.current;
    if (this.options.date !== undefined) return { is: this.options.date };
    return this.answered('date', 'No date is named for these times. On which date was the first of them?');
  }

  private answered(key: 'date' | 'today', asks: string): Known<string> {
    const answer = this.questions.answers[key]?.trim() ?? '';
    if (isDate(answer)) return { is: answer };
    const options: readonly PossibleAnswer[] = this.named.map((value) => ({
      value,
      says: value === this.options.suggest?.date ? 'the date of the draft' : 'the text names it',
    }));
    return { asks: [this.questions.ask({ key, asks, options, takes: 'date' })] };
  }
}
