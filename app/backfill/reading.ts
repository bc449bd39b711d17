/** Which of its possible readings a time has: a person says it where more than one would do. */
import type { WrittenTime } from '../timeline/written-time.ts';
import type { PossibleAnswer } from './model.ts';
import type { Known, Questions } from './questions.ts';
import type { Stamp } from './stamps.ts';

const DASH: readonly PossibleAnswer[] = [
  { value: 'range', says: 'from the one time until the other' },
  { value: 'offset', says: 'one time, at an offset from UTC' },
];

const ORDERS: readonly PossibleAnswer[] = [
  { value: 'dmy', says: 'the day comes first' },
  { value: 'mdy', says: 'the month comes first' },
];

/** What a time says, or the question that has to be answered first. */
export function readingOf(stamp: Stamp, questions: Questions): Known<WrittenTime> {
  if (stamp.asks === 'order') return { asks: [askOrderOfDate(stamp, questions)] };
  if (stamp.asks === 'epoch') return { asks: [askEpoch(stamp, questions)] };
  const [first, second] = stamp.readings;
  if (first === undefined) return { asks: [] };
  if (second === undefined) return { is: first };
  const chosen = questions.option('dash', DASH);
  if (chosen !== null) return { is: chosen === 'range' ? first : second };
  const asks = `Is "${stamp.source}" a range, or a time with an offset?`;
  return { asks: [questions.ask({ key: 'dash', asks, options: DASH, takes: null })] };
}

function askOrderOfDate({ source }: Stamp, questions: Questions): string {
  const asks = `In which order are dates such as "${source}" written?`;
  return questions.ask({ key: 'order-of-date', asks, options: ORDERS, takes: null });
}

function askEpoch({ source, readings: [first] }: Stamp, questions: Questions): string {
  const { year, monthDay } = first?.from.date ?? {};
  const options = [
    { value: 'yes', says: `times: this one is on ${year}-${monthDay}` },
    { value: 'no', says: 'only numbers' },
  ];
  const asks = `Are numbers such as "${source}" times, counted from 1970?`;
  return questions.ask({ key: 'epoch', asks, options, takes: null });
}
