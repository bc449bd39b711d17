/** What the times of a text mean, one after the other: instants, or questions. */
import type { Certainty } from '../draft.ts';
import { EXACT } from '../draft.ts';
import { isHalfAmbiguous, LONGEST_OVER_MIDNIGHT_MS } from '../timeline/read-heading.ts';
import type { WrittenClock, WrittenTime } from '../timeline/written-time.ts';
import { readWritten, saysDoubt } from '../timeline/written-time.ts';
import { startOfDay, toLocal } from '../zones.ts';
import { DateReader } from './date-reader.ts';
import type { DayWords } from './day-words.ts';
import { dateMeant } from './day-words.ts';
import { addDays, DAY_MS, isDate, weekdayOf } from './days.ts';
import type { FoundEntry, PossibleAnswer, ReadOptions } from './model.ts';
import { NO_ENTRY } from './model.ts';
import type { Known, Questions } from './questions.ts';
import { readingOf } from './reading.ts';
import type { Stamp } from './stamps.ts';
import { ZoneReader } from './zone-reader.ts';
import { canBeZone } from './zones.ts';

export type Resolved = Pick<FoundEntry, 'atMs' | 'certainty' | 'asks'> & {
  /** It names a day and no time of day. */
  readonly isDay: boolean;
};

const secondsOf = ({ hour, minute, second }: Pick<WrittenClock, 'hour' | 'minute' | 'second'>): number =>
  (hour * 60 + minute) * 60 + second;

const EARLIER: readonly PossibleAnswer[] = [
  { value: 'next', says: 'the next day: midnight passed' },
  { value: 'same', says: 'the same day: the text is not in order' },
];
const PM: PossibleAnswer = { value: 'pm', says: 'the same day, in the afternoon' };
const FAR: readonly PossibleAnswer[] = [
  { value: 'same', says: 'the date of the line before' },
  { value: 'previous', says: 'the day before that' },
];
const SAME_DATE = { next: 1, same: 0, pm: 0, previous: -1 } as const;
const AS_WRITTEN = { value: 'as-written', says: 'these times are right, the text is not in order' };
const HALVES: readonly PossibleAnswer[] = [
  { value: '24h', says: 'as on a clock of 24 hours: 3:05 is in the night' },
  { value: 'follow', says: 'in whichever half of the day comes next after the line before' },
];
type ZoneOf = Extract<ReturnType<ZoneReader['of']>, { is: unknown }>['is'];

/** A time with what is known of its place. */
interface Timed {
  readonly written: WrittenTime;
  readonly clock: WrittenClock;
  readonly zone: ZoneOf;
  readonly date: string;
  readonly line: number;
  /** A person gave it for this line: those after it follow what the text says. */
  readonly isTold: boolean;
}

export class Resolver {
  readonly zones: ZoneReader;
  readonly dates: DateReader;
  private readonly questions: Questions;
  /** Of the entry before: its instant if it is known, and the seconds of its day. */
  private lastMs: number | null = null;
  private lastSeconds: number | null = null;
  /** What the time of the entry before waits for. */
  private lastAsks: readonly string[] = [];
  private isAfterDay = false;
  /** The last day that was given by its number in the incident. */
  private counted: { readonly nth: number; readonly date: string } | null = null;
  /** The entry before went on into another day: a time after it may be on either. */
  private isAfterNight = false;

  constructor(questions: Questions, options: ReadOptions, named: readonly string[]) {
    this.questions = questions;
    this.zones = new ZoneReader(questions, options);
    this.dates = new DateReader(questions, options, named);
  }

  /** @param isHalfUnsure whether it could be in either half of the day */
  resolve(stamp: Stamp, line: number, isHalfUnsure: boolean): Resolved {
    if (stamp.dayWords !== null) return this.otherDay(stamp.dayWords, stamp, line);
    const told = this.told(line);
    const said = told ?? readingOf(stamp, this.questions);
    if ('asks' in said) return this.wait(said.asks, stamp.readings[0]?.from.clock ?? null);
    const written = said.is;
    if (written.isUnknown && written.from.date === null) return this.unknown(line);
    const isTold = told !== null;
    const zone = isTold
      ? this.zones.ofTold(written.from, stamp.readings[0]?.from)
      : this.zones.of(written.from, written.until);
    const date = this.dateOf(written, told === null ? stamp : null, line);
    if ('is' in date && date.is === null) return this.askLine(line, stamp, 'There is no such date', []);
    const asks = [zone, date].flatMap((each) => ('asks' in each ? each.asks : []));
    const clock = this.clockOf(written.from.clock, told === null && isHalfUnsure);
    if (clock !== null && 'asks' in clock) return this.wait([...asks, ...clock.asks], written.from.clock);
    if (clock === null && 'asks' in zone && 'is' in date && date.is !== null) {
      this.beginDay(date.is);
      return { ...this.waiting(zone.asks), isDay: !written.isUnknown };
    }
    if ('asks' in zone || 'asks' in date || date.is === null) {
      const day = clock === null || written.from.date !== null ? [] : this.askDayByClock(clock.is, line);
      return this.wait([...asks, ...day], written.from.clock, asks);
    }
    const resolved =
      clock === null
        ? this.day(written, zone.is, date.is, line)
        : this.moment({ written, clock: clock.is, zone: zone.is, date: date.is, line, isTold }, stamp);
    const remark = /^\(([^()]*)\)/.exec(stamp.words)?.[1] ?? '';
    return saysDoubt(remark) ? { ...resolved, certainty: aboutThat(resolved.certainty) } : resolved;
  }

  /** A heading begins the day that it names; of any other line it is asked. */
  private otherDay(words: DayWords, stamp: Stamp, line: number): Resolved {
    const before = this.dates.ofBare();
    if ('asks' in before) return this.wait(before.asks, null);
    const meant = dateMeant(words, before.is, this.counted);
    const answer = this.questions.answers[`line:${line}`]?.trim() ?? '';
    const isSure =
      stamp.shape === 'heading' && (words.is !== 'nth' || words.nth === 1 || this.counted !== null);
    const date = isDate(answer) ? answer : isSure ? meant : null;
    if (date === null) {
      const asks = `"${stamp.source}" in line ${line} seems to begin another day. Which date is it?`;
      const options = [
        { value: meant, says: 'what the words mean after the lines before' },
        { value: NO_ENTRY, says: 'no other day: a part of the text' },
      ];
      return this.wait([this.questions.ask({ key: `line:${line}`, asks, options, takes: 'date' })], null);
    }
    if (words.is === 'nth') this.counted = { nth: words.nth, date };
    this.beginDay(date);
    return { ...this.waiting([]), isDay: true };
  }

  /** The time that a person gave for a line. */
  private told(line: number): { readonly is: WrittenTime } | null {
    const [first] = readWritten(this.questions.answers[`line:${line}`]?.trim() ?? '', 0, canBeZone);
    return first?.rest === '' && first.from.clock !== null ? { is: first } : null;
  }

  private dateOf({ from }: WrittenTime, stamp: Stamp | null, line: number): Known<string | null> {
    const days = stamp?.daysFromToday ?? null;
    const date =
      days !== null && from.date === null
        ? this.dates.ofRelative(days)
        : from.date === null
          ? this.dates.ofBare()
          : this.dates.ofWritten(from.date);
    const weekday = stamp?.weekday ?? null;
    if (stamp === null || weekday === null || 'asks' in date || date.is === null) return date;
    if (weekdayOf(date.is) === weekday) return date;
    const asks = `"${stamp.source}" is another day of the week than ${date.is}. When was it?`;
    return { asks: [this.questions.ask({ key: `line:${line}`, asks, options: [], takes: 'time' })] };
  }

  private clockOf(
    clock: WrittenClock | null,
    isHalfUnsure: boolean,
  ): { readonly is: WrittenClock } | { readonly asks: readonly string[] } | null {
    if (clock === null || !isHalfUnsure) return clock === null ? null : { is: clock };
    const chosen = this.questions.option('half', HALVES);
    if (chosen === null) {
      const asks = 'These times stand beside others with am and pm, and say neither. Which are they?';
      return { asks: [this.questions.ask({ key: 'half', asks, options: HALVES, takes: null })] };
    }
    const isEarlier = this.lastSeconds !== null && secondsOf(clock) < this.lastSeconds;
    const mayBeLater = chosen === 'follow' && isEarlier && clock.hour < 12;
    return { is: mayBeLater ? { ...clock, hour: clock.hour + 12 } : clock };
  }

  private unknown(line: number): Resolved {
    if (this.lastMs !== null)
      return { atMs: this.lastMs, certainty: { is: 'unknown' }, asks: [], isDay: false };
    if (this.lastAsks.length > 0) return { ...this.waiting(this.lastAsks), certainty: { is: 'unknown' } };
    const asks = `The time of line ${line} is not known, and no entry is before it. When was it at the earliest?`;
    return this.waiting([this.questions.ask({ key: `line:${line}`, asks, options: [], takes: 'time' })]);
  }

  private day(written: WrittenTime, zone: ZoneOf, date: string, line: number): Resolved {
    const atMs = startOfDay(date, zone.meaning.zone);
    const untilMs = startOfDay(addDays(date, 1), zone.meaning.zone);
    const midnight = this.zones.instants({ date, hour: 0, minute: 0, second: 0 }, zone);
    this.beginDay(date);
    if ('asks' in midnight) return { ...this.waiting(midnight.asks), isDay: true };
    if (atMs === null || untilMs === null || untilMs <= atMs)
      return this.waiting([this.questions.ask(whenWas(line, `${date} is not a date there`))]);
    const certainty: Certainty = written.isUnknown
      ? { is: 'unknown' }
      : { is: 'range', untilMs, about: written.isAbout };
    return { atMs, certainty, asks: [], isDay: !written.isUnknown };
  }

  /** What follows is on this day, in whatever zone. */
  private beginDay(date: string): void {
    this.dates.set({ is: date });
    this.isAfterDay = true;
  }

  private moment(timed: Timed, stamp: Stamp): Resolved {
    const { written, line } = timed;
    const isBare = written.from.date === null && stamp.daysFromToday === null && !this.isAfterDay;
    this.isAfterDay = false;
    const placed = isBare ? this.place(timed) : { is: timed };
    if ('asks' in placed) return this.wait(placed.asks, timed.clock);
    const { date, clock, zone } = placed.is;
    this.dates.set({ is: date });
    const instant = this.instantOf(date, clock, zone, line, stamp);
    if ('asks' in instant) return this.hold(instant.asks, clock);
    const atMs = instant.is;
    const isOutOfOrder = !isBare && this.lastMs !== null && atMs < this.lastMs;
    const shown = timed.isTold ? toLocal(atMs, (this.zones.ofNext ?? zone).meaning.zone) : { ...clock, date };
    this.dates.set({ is: shown.date });
    this.lastMs = atMs;
    this.lastSeconds = secondsOf(shown);
    this.lastAsks = [];
    const certainty = this.certaintyOf(placed.is, atMs, stamp);
    if ('asks' in certainty) return this.waiting(certainty.asks);
    if (isOutOfOrder && this.questions.answers['order'] !== AS_WRITTEN.value)
      return { ...this.waiting([this.askOrder()]), certainty: certainty.is };
    return { atMs, certainty: certainty.is, asks: [], isDay: false };
  }

  private askOrder(): string {
    const asks =
      'These lines name a date and are earlier than the line before. Is the text out of order, or was a day not advanced?';
    return this.questions.ask({ key: 'order', asks, options: [AS_WRITTEN], takes: null });
  }

  /** The day of a time that names none: that of the entry before, unless the clock went back or far on since. */
  private place(timed: Timed): Known<Timed> {
    const { clock, zone, date, line } = timed;
    const found = this.zones.instants({ ...clock, date }, zone);
    const instants = 'asks' in found ? [] : found.is;
    const atMs = instants[0] ?? null;
    const wentBack =
      atMs !== null && this.lastMs !== null
        ? (instants.at(-1) ?? atMs) < this.lastMs
        : this.lastSeconds !== null && secondsOf(clock) < this.lastSeconds;
    const isEarlier = wentBack || this.isAfterNight;
    this.isAfterNight = false;
    const isFar = atMs !== null && this.lastMs !== null && atMs - this.lastMs >= DAY_MS;
    if (!isEarlier && !isFar) return { is: timed };
    const options = isFar ? FAR : this.earlierOptions(clock);
    const chosen = this.dayChosen(options, clock, line);
    if ('asks' in chosen) return chosen;
    const isAfternoon = chosen.is === 'pm';
    return {
      is: {
        ...timed,
        date: addDays(date, SAME_DATE[chosen.is]),
        clock: isAfternoon ? { ...clock, hour: clock.hour + 12 } : clock,
      },
    };
  }

  private earlierOptions(clock: WrittenClock): readonly PossibleAnswer[] {
    const canBeAfternoon = clock.half === null && clock.hour >= 1 && clock.hour < 12;
    return canBeAfternoon ? [...EARLIER, PM] : EARLIER;
  }

  private dayChosen(
    options: readonly PossibleAnswer[],
    { hour, minute }: WrittenClock,
    line: number,
  ): Known<keyof typeof SAME_DATE> {
    const key = `day:${line}`;
    const chosen = this.questions.option(key, options);
    if (chosen !== null && isDayWord(chosen)) return { is: chosen };
    const shown = `${String(hour).padStart(2, '0')}:${String(minute).padStart(2, '0')}`;
    const asks =
      options === FAR
        ? `${shown} in line ${line} is a day after the line before, in another zone. On which day was it?`
        : `${shown} in line ${line} is not clearly on the day of the line before. On which day was it?`;
    return { asks: [this.questions.ask({ key, asks, options, takes: null })] };
  }

  /** The same as far as it can be told while the date is not known. */
  private askDayByClock(clock: WrittenClock, line: number): readonly string[] {
    if (this.isAfterDay || this.lastSeconds === null || secondsOf(clock) >= this.lastSeconds) return [];
    const chosen = this.dayChosen(this.earlierOptions(clock), clock, line);
    return 'asks' in chosen ? chosen.asks : [];
  }

  private instantOf(
    date: string,
    clock: WrittenClock,
    zone: ZoneOf,
    line: number,
    stamp: Stamp,
  ): Known<number> {
    const instants = this.zones.instants({ ...clock, date }, zone);
    if ('asks' in instants) return instants;
    const [first, second] = instants.is;
    if (first !== undefined && second === undefined) return { is: first };
    const what =
      first === undefined
        ? `Clocks in ${zone.meaning.zone} never showed "${stamp.source}" on ${date}`
        : `Clocks in ${zone.meaning.zone} showed "${stamp.source}" twice on ${date}`;
    const options = instants.is.map((atMs) => ({
      value: `${new Date(atMs).toISOString().slice(0, 19).replace('T', ' ')} UTC`,
      says: atMs === first ? 'before the clocks went back' : 'after they went back',
    }));
    return { asks: [this.questions.ask({ ...whenWas(line, what), options })] };
  }

  private certaintyOf(
    { written, clock, zone, date, line }: Timed,
    atMs: number,
    stamp: Stamp,
  ): Known<Certainty> {
    const { until, isAbout } = written;
    if (until === null) return { is: isAbout ? { is: 'about' } : EXACT };
    const doubt = (what: string): Known<Certainty> => ({
      asks: [this.questions.ask(whenWas(line, what))],
    });
    if (until.clock === null) return doubt(`The end of "${stamp.source}" is not clear`);
    if (isHalfAmbiguous(clock, until.clock)) return doubt(`"${stamp.source}" says am or pm only once`);
    const own = until.zone === null ? { is: zone } : this.zones.named(until.zone);
    if ('asks' in own) return own;
    const ownDate = until.date === null ? null : this.dates.ofWritten(until.date);
    if (ownDate !== null && 'asks' in ownDate) return ownDate;
    const first = this.instantOf(ownDate?.is ?? date, until.clock, own.is, line, stamp);
    if ('asks' in first) return first;
    const isOver = first.is < atMs && ownDate === null;
    const end = isOver ? this.instantOf(addDays(date, 1), until.clock, own.is, line, stamp) : first;
    if ('asks' in end) return end;
    if (end.is < atMs || (isOver && end.is - atMs > LONGEST_OVER_MIDNIGHT_MS))
      return doubt(`"${stamp.source}" ends before it begins`);
    this.isAfterNight = toLocal(end.is, own.is.meaning.zone).date !== date;
    return { is: end.is === atMs ? EXACT : { is: 'range', untilMs: end.is, about: isAbout } };
  }

  private askLine(line: number, stamp: Stamp, what: string, options: readonly PossibleAnswer[]): Resolved {
    const asks = `${what}: "${stamp.source}"`;
    const key = this.questions.ask({ ...whenWas(line, asks), options });
    const clock = stamp.readings[0]?.from.clock ?? null;
    return clock === null ? this.wait([key], null) : this.hold([key], clock);
  }

  /** Its time waits for an answer, but the day that those after it are on does not. */
  private hold(asks: readonly string[], clock: WrittenClock | null): Resolved {
    this.lastMs = null;
    this.lastSeconds = clock === null ? null : secondsOf(clock);
    this.lastAsks = asks;
    return this.waiting(asks);
  }

  /** Its time waits for an answer, and so does the day that those after it are on. */
  private wait(asks: readonly string[], clock: WrittenClock | null, dateAsks = asks): Resolved {
    if (clock === null) {
      this.isAfterDay = true;
      this.lastSeconds = null;
    } else this.isAfterDay = false;
    this.dates.set({ asks: [...new Set([...asks, ...dateAsks])] });
    this.lastMs = null;
    if (clock !== null) this.lastSeconds = secondsOf(clock);
    this.lastAsks = asks;
    return { ...this.waiting(asks), isDay: clock === null };
  }

  private waiting(asks: readonly string[]): Resolved {
    return { atMs: null, certainty: EXACT, asks: [...new Set(asks)], isDay: false };
  }
}

const isDayWord = (value: string): value is keyof typeof SAME_DATE => Object.hasOwn(SAME_DATE, value);

function whenWas(
  line: number,
  what: string,
): { key: string; asks: string; options: readonly PossibleAnswer[]; takes: 'time' } {
  return { key: `line:${line}`, asks: `${what}. When was it?`, options: [], takes: 'time' };
}

function aboutThat(certainty: Certainty): Certainty {
  if (certainty.is === 'range') return { ...certainty, about: true };
  return certainty.is === 'exact' ? { is: 'about' } : certainty;
}
