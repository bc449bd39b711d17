/**
 * Times at the beginning of a line in forms that the grammar of times (../timeline/written-time.ts) does not have, put
 * into one that it has. What follows the time stays as it is.
 */

/** `dmy`: the day comes first. */
export type DateOrder = 'dmy' | 'mdy';

export interface Normalised {
  readonly text: string;
  /**
   * What has to be asked before this means anything: in which order a date is written, or whether a number is a time at
   * all. The text is then that of the answer `mdy`, or `yes`.
   */
  readonly asks: 'order' | 'epoch' | null;
  /** -1 for "yesterday", 0 for "today". */
  readonly daysFromToday: number | null;
}

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
type Groups = Readonly<Record<string, string | undefined>>;
type Rewritten = Pick<Normalised, 'text' | 'asks'> | null;
interface Form {
  readonly pattern: RegExp;
  readonly rewrite: (groups: Groups, rest: string, order: DateOrder | null) => Rewritten;
}

const told = (text: string): Rewritten => ({ text, asks: null });

function written(day: string, month: string, year: string | undefined): string | null {
  const name = MONTHS[Number(month) - 1];
  if (name === undefined || Number(day) < 1 || Number(day) > 31) return null;
  if (year === undefined) return `${name} ${Number(day)}`;
  return `${year.length === 2 ? `20${year}` : year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
}

/** 03/04/2024 is in March or in April; 26/03/2024 has one meaning. */
function numeric(
  { a = '', b = '', year, joint = '' }: Groups,
  rest: string,
  order: DateOrder | null,
): Rewritten {
  const [asDmy, asMdy] = [written(a, b, year), written(b, a, year)];
  const isOpen = asDmy !== null && asMdy !== null && asDmy !== asMdy;
  const date = isOpen && order === 'dmy' ? asDmy : (asMdy ?? asDmy);
  if (date === null) return null;
  return {
    text: `${date}${joint === '' ? '' : ' '}${rest}`,
    asks: isOpen && order === null ? 'order' : null,
  };
}

/** From 2001 to 2100: other numbers of ten digits are hardly times. */
const EPOCH_SECONDS = { from: 978_307_200, to: 4_102_444_800 };

function epoch({ digits = '' }: Groups, rest: string): Rewritten {
  const seconds = Number(digits.slice(0, 10));
  if (seconds < EPOCH_SECONDS.from || seconds >= EPOCH_SECONDS.to) return null;
  return { text: `${new Date(seconds * 1000).toISOString().slice(0, 19)}Z${rest}`, asks: 'epoch' };
}

const FORMS: readonly Form[] = [
  { pattern: /^(?<digits>\d{10}(?:\d{3})?)(?:[.,]\d{1,9})?(?=$|[\s\])|,;])/, rewrite: epoch },
  // ISO 8601's basic form.
  {
    pattern: /^(?<y>\d{4})(?<m>\d\d)(?<d>\d\d)T(?<h>\d\d)(?<min>\d\d)(?<s>\d\d)?(?=\D|$)/,
    rewrite: ({ y, m, d, h, min, s }, rest) =>
      told(`${y}-${m}-${d}T${h}:${min}${s === undefined ? '' : `:${s}`}${rest}`),
  },
  {
    pattern: /^(?<y>\d{4})[/.](?<m>\d{1,2})[/.](?<d>\d{1,2})(?!\d)/,
    rewrite: ({ y, m, d }, rest) => told(`${y}-${m}-${d}${rest}`),
  },
  // The logs of web servers: 01/Mar/2026:09:14:02 +0000
  {
    pattern: /^(?<d>\d{1,2})\/(?<name>[A-Z][a-z]{2})\/(?<y>\d{4}):(?=\d)/,
    rewrite: ({ d, name, y }, rest) => told(`${d} ${name} ${y} ${rest}`),
  },
  { pattern: /^(?<a>\d{1,2})\/(?<b>\d{1,2})\/(?<year>\d{4}|\d{2})(?![\d/])/, rewrite: numeric },
  // With full stops the day comes first everywhere.
  {
    pattern:
      /^(?<a>\d{1,2})\.(?<b>\d{1,2})\.(?:(?<year>\d{4})(?![\d.])|(?<short>\d{2})?(?=,?\s+\d{1,2}:\d{2}))/,
    rewrite: (groups, rest) => numeric({ ...groups, year: groups['year'] ?? groups['short'] }, rest, 'dmy'),
  },
  {
    pattern: /^(?<a>\d{1,2})[/-](?<b>\d{1,2})(?<joint>,?\s+)(?=\d{1,2}:\d{2})/,
    rewrite: numeric,
  },
  // C's ctime, and `date`: Mar 1 09:14:02 UTC 2026
  {
    pattern:
      /^(?<name>[A-Z][a-z]{2})\s+(?<d>\d{1,2})\s+(?<clock>\d\d:\d\d:\d\d)(?<zone>\s[A-Z]{1,5})?\s(?<y>\d{4})(?!\d|-)/,
    rewrite: ({ name, d, clock, zone = '', y }, rest) => told(`${name} ${d} ${y} ${clock}${zone}${rest}`),
  },
  {
    pattern: /^(?<about>~\s*)?(?<h>\d{1,2})\s?(?<half>[ap])\.?m\b\.?/i,
    rewrite: ({ about = '', h, half }, rest) => told(`${about}${h}:00 ${half}m${rest}`),
  },
  { pattern: /^(?<h>\d{1,2})h(?<m>\d{2})(?!\w)/, rewrite: ({ h, m }, rest) => told(`${h}:${m}${rest}`) },
  {
    pattern: /^(?<h>[01]\d|2[0-3])(?<m>[0-5]\d)(?=Z\b|\s?(?:UTC|GMT|hrs|hours)\b)(?:\s?(?:hrs|hours)\b)?/,
    rewrite: ({ h, m }, rest) => told(`${h}:${m}${rest}`),
  },
  // A table with a column for the date and one for the time.
  {
    pattern: /^(?<date>\d{4}-\d\d-\d\d)\s*\|\s*(?=~?\d{1,2}:\d\d)/,
    rewrite: ({ date }, rest) => told(`${date} ${rest}`),
  },
];

const DATED_HOUR =
  /^(?<date>(?:\d{4}-\d{1,2}-\d{1,2}|[A-Z][a-z]{2,8}\.? \d{1,2}(?:st|nd|rd|th)?(?:,? \d{4})?|\d{1,2}(?:st|nd|rd|th)? [A-Z][a-z]{2,8}(?:,? \d{4})?),?\s+(?:at\s+)?~?)(?<h>\d{1,2})\s?(?<half>[ap])\.?m\b\.?/;

/** "March 10 6pm": with minutes, as the grammar has it. */
function fullHours(text: string): string {
  return text.replace(DATED_HOUR, '$<date>$<h>:00 $<half>m');
}

const RELATIVE = /^(?<day>today|yesterday),?\s+(?:at\s+)?(?=\d)/i;

/** A text that may begin with a time. @param order in which dates such as 03/04/2024 are written, if that was said */
export function normalise(text: string, order: DateOrder | null): Normalised {
  const relative = RELATIVE.exec(text);
  const daysFromToday =
    relative === null ? null : relative.groups?.['day']?.toLowerCase() === 'today' ? 0 : -1;
  const begin = text.slice(relative?.[0].length ?? 0);
  for (const { pattern, rewrite } of FORMS) {
    const match = pattern.exec(begin);
    const found = match === null ? null : rewrite(match.groups ?? {}, begin.slice(match[0].length), order);
    if (found !== null) return { ...found, text: fullHours(found.text), daysFromToday };
  }
  return { text: fullHours(begin), asks: null, daysFromToday };
}
