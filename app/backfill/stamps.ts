/** Finds the time that a line of any kind begins with: a heading, a bullet, a row, a log, a chat, a mail. */
import type { WrittenTime } from '../timeline/written-time.ts';
import { readWritten } from '../timeline/written-time.ts';
import type { DayWords } from './day-words.ts';
import { dayWordsOf, WEEKDAY_NAME, weekdayNamed } from './day-words.ts';
import { zoneAlone } from './declared.ts';
import type { Line } from './lines.ts';
import type { Answers } from './model.ts';
import type { Normalised } from './normalise.ts';
import { normalise } from './normalise.ts';
import { canBeZone } from './zones.ts';

export type Shape = 'heading' | 'item' | 'row' | 'plain';

export interface Stamp {
  /** Two where a hyphen may lead to the end of a range or to an offset. */
  readonly readings: readonly WrittenTime[];
  readonly asks: Normalised['asks'];
  readonly daysFromToday: number | null;
  /** What it says of its day where it names neither a date nor a time: then its reading says nothing. */
  readonly dayWords: DayWords | null;
  /** 0 for Sunday, as a line says it. */
  readonly weekday: number | null;
  readonly shape: Shape;
  readonly isQuoted: boolean;
  /** Columns before its first character, without quotation marks. */
  readonly indent: number;
  /** Who speaks, where the name stands before the time. */
  readonly speaker: string;
  /** What follows the time on its line, without the marks around it. */
  readonly words: string;
  /** The line is a field of a mail's head. */
  readonly isMailField: boolean;
  /** The time as the line has it, for questions. */
  readonly source: string;
}

/** A line that begins with a time. */
export interface Stamped {
  readonly line: Line;
  readonly stamp: Stamp;
}

export interface Mark extends Stamped {
  /** Index of the first line that belongs to it: a mail's head, or the name of who speaks, may stand above the time. */
  readonly first: number;
  /** Index after the last line that belongs to it. */
  readonly end: number;
}

type Found = Pick<Stamp, 'readings' | 'asks' | 'daysFromToday' | 'weekday' | 'isMailField' | 'source'> & {
  readonly rest: string;
};

const WEEKDAY = new RegExp(`^${WEEKDAY_NAME}\\b\\.?,?\\s+`, 'i');
const MAIL_FIELD = /^(?:Date|Sent):\s+/;
const WORD_BEFORE =
  /^(?:at|on|day \d{1,2}(?:\s*[-–—:,]|(?=\s*\())|--- (?:day changed|log opened|log closed))\s+(?=\S)/i;
/** What can't follow a time: then it is a part of a word, a version or a path. */
const GLUED = /^(?:[\p{L}\p{N}_/%]|[.:]\d|-\p{L})/u;

/** The zones that a person said are words. */
function zoneTest(answers: Answers): (name: string) => boolean {
  return (name) => canBeZone(name) && answers[`zone:${name}`] !== 'word';
}

/** The time at the very beginning of a text; null if there is none. */
function readAt(text: string, answers: Answers): Found | null {
  const isMailField = MAIL_FIELD.test(text);
  const begin = isMailField ? text.replace(MAIL_FIELD, '') : text.replace(WORD_BEFORE, '');
  const day = WEEKDAY.exec(begin);
  const weekday = day === null ? null : weekdayNamed(day.groups?.['day'] ?? '');
  const order = answers['order-of-date'];
  const dated = begin.slice(day?.[0].length ?? 0);
  const normal = normalise(dated, order === 'dmy' || order === 'mdy' ? order : null);
  if (normal.asks === 'epoch' && answers['epoch'] === 'no') return null;
  const asks = normal.asks === 'epoch' && answers['epoch'] === 'yes' ? null : normal.asks;
  const readings = readWritten(normal.text, 0, zoneTest(answers))
    .filter(({ rest }) => !GLUED.test(rest))
    .map(withDateAfter);
  const rest = readings[0]?.rest;
  if (rest === undefined) return null;
  const source = text.slice(0, text.length - rest.length).trim();
  return { readings, asks, daysFromToday: normal.daysFromToday, weekday, isMailField, source, rest };
}

const DATE_AFTER = /^,?\s+on\s+(?:(?:sun|mon|tue|wed|thu|fri|sat)[a-z]*\.?,?\s+)?/i;

/** "At 9:30 on March 10, 2026, ...": the date may follow the time. */
function withDateAfter(written: WrittenTime): WrittenTime {
  const { from, until, rest } = written;
  const joint = from.date === null && from.clock !== null && until === null ? DATE_AFTER.exec(rest) : null;
  const [after] = joint === null ? [] : readWritten(rest.slice(joint[0].length));
  if (after?.from.clock !== null || after.from.date === null) return written;
  return { ...written, from: { ...from, date: after.from.date }, rest: after.rest };
}

/** Most lines of a log or a report have no time near their beginning, and are told quickly. */
const COULD_BE = /\d|unknown|unclear|not known|[x?]:/i;
const LONGEST_LEAD = 250;

const QUOTE = /^\s*(?:>\s?)+/;
const LEAD: readonly (readonly [RegExp, Shape])[] = [
  [/^\s{0,3}#{1,6}\s+/, 'heading'],
  [/^\s*[-*+•]\s+(?:\[[ xX]\]\s+)?/, 'item'],
  [/^\s*\|\s*/, 'row'],
];
const NUMBERED = /^\s*\d{1,3}[.)]\s+/;
const WRAP = /^(?:\*\*|__|[*_`])?[[(<]?(?:\*\*|__|[*_`])?/;
/** The first fields of a line in the log of a web server. */
const HOST_FIELDS = /^\S{1,60} \S{1,60} \S{1,60} (?=\[\d{1,2}\/[A-Z][a-z]{2}\/\d{4}:)/;

/** The marks that close what was opened before the time, and one sign between the time and its words. */
const CLOSING = /^\s*(?:[:,]?(?:\*\*|__|[*_`]))?[\])>]?(?:\*\*|__|[*_`])?/;
const SEPARATOR = /^\s*(?:(?:[-–—:|,;]+|->|=>)(?=\s|$)|[–—:,;|])?\s*/;
/** `<kim> Rolled back`: in Markdown the name would be a tag. */
const IRC_NAME = /^<[@+~&% ]?([^<>\s]{1,40})>\s+/;

function wordsAfter(rest: string, opened: string, shape: Shape): string {
  const closed = opened === '' ? rest : rest.replace(CLOSING, '');
  const words = closed.replace(SEPARATOR, '');
  const said = words.replace(IRC_NAME, '$1: ');
  return shape === 'row' ? cellsOf(said) : said.trimEnd();
}

/** The cells of a row, side by side. */
export function cellsOf(row: string): string {
  return row
    .split(/(?<!\\)\|/)
    .map((cell) => cell.trim())
    .filter(Boolean)
    .join(' | ');
}

/** Does it look like a date alone that a sentence begins with ("March 3 was a bad day")? */
function isProse(found: Found, shape: Shape): boolean {
  const [first] = found.readings;
  const isDate = first?.from.clock === null && !first.isUnknown;
  if (!isDate || shape !== 'plain' || zoneAlone(found.rest) !== null) return false;
  return !/^\s*(?:$|[-–—:|,*_\])])/.test(found.rest);
}

/**
 * The time that a line begins with, or after the name of who speaks; null if it has none there.
 * @param answers those that change how lines are read: `order-of-date`, `epoch`, `zone:…`
 */
export function stampOf(line: string, answers: Answers): Stamp | null {
  const dayWords = dayWordsOf(line);
  if (dayWords === null && !COULD_BE.test(line.slice(0, LONGEST_LEAD))) return null;
  const quote = QUOTE.exec(line)?.[0] ?? '';
  const unquoted = line.slice(quote.length);
  const [lead, shape] = leadOf(unquoted);
  const base = {
    shape,
    isQuoted: quote !== '',
    indent: /^\s*/.exec(unquoted)?.[0].length ?? 0,
    speaker: '',
    dayWords,
  };
  if (dayWords !== null) return { ...base, ...SAYS_NOTHING, source: line.trim() };
  for (const { from, opened } of beginnings(unquoted, lead)) {
    const found = readAt(unquoted.slice(from), answers);
    if (found !== null && !isProse(found, shape) && found.readings.some(hasTime))
      return { ...base, ...found, words: wordsAfter(found.rest, opened, shape) };
  }
  return shape === 'plain' || shape === 'item' ? spokenAt(unquoted.slice(lead.length), base, answers) : null;
}

const SAYS_NOTHING: Omit<Stamp, 'shape' | 'isQuoted' | 'indent' | 'speaker' | 'dayWords' | 'source'> = {
  readings: [
    {
      from: { date: null, clock: null, zone: null },
      until: null,
      isAbout: false,
      isUnknown: false,
      rest: '',
    },
  ],
  asks: null,
  daysFromToday: null,
  weekday: null,
  words: '',
  isMailField: false,
};

const hasTime = ({ from, isUnknown }: WrittenTime): boolean =>
  from.clock !== null || from.date !== null || isUnknown;

function leadOf(text: string): readonly [lead: string, shape: Shape] {
  for (const [pattern, shape] of LEAD) {
    const lead = pattern.exec(text)?.[0];
    if (lead !== undefined) return [lead, shape];
  }
  return ['', 'plain'];
}

/** Where on a line a time may begin: after its bullet, number, marks of emphasis, an opening bracket. */
function beginnings(
  text: string,
  lead: string,
): readonly { readonly from: number; readonly opened: string }[] {
  const start = lead.length + (/^\s*/.exec(text.slice(lead.length))?.[0].length ?? 0);
  const places = [{ from: start, opened: '' }];
  const add = (from: number): void => {
    const opened = WRAP.exec(text.slice(from))?.[0] ?? '';
    if (from > start) places.push({ from, opened: '' });
    if (opened !== '') places.push({ from: from + opened.length, opened });
  };
  add(start);
  const number = NUMBERED.exec(text.slice(start))?.[0];
  if (number !== undefined) add(start + number.length);
  const host = HOST_FIELDS.exec(text.slice(start, start + 200))?.[0];
  if (host !== undefined) add(start + host.length);
  return places;
}

const SPOKEN =
  /^(?<name>\S.{0,59}?)(?<gap>\s{2,}|\s+[—–|]\s+|\s*(?=[[(])|\s)(?<open>[[(]?)(?<time>(?:(?:[Tt]oday|[Yy]esterday)\s+(?:at\s+)?|\d{1,4}[/-]\d{1,2}[/-]\d{1,4},?\s+|[A-Z][a-z]{2,8} \d{1,2}(?:, \d{4})?,?\s+(?:at\s+)?)?\d{1,2}:\d{2}(?::\d{2})?(?:\s?[AaPp]\.?[Mm]\.?)?)[\])]?:?$/;
const NAME = /^[\p{L}\p{N}@._'’()-]+(?: [\p{L}\p{N}@._'’()-]+){0,3}$/u;
const NO_NAME =
  /(?:^|\s)(?:at|by|until|till|from|since|around|about|before|after|to|and|or|in|on|was|is|the)$/i;

/** "Kim  9:14 AM", "Kim [9:14 AM]", "Kim — Today at 9:14": a name, and the line ends with the time. */
function spokenAt(
  text: string,
  base: Pick<Stamp, 'shape' | 'isQuoted' | 'indent' | 'speaker' | 'dayWords'>,
  answers: Answers,
): Stamp | null {
  const line = text.trim();
  const groups = line.length > 120 ? undefined : SPOKEN.exec(line)?.groups;
  const { name = '', gap = '', open = '', time = '' } = groups ?? {};
  if (!NAME.test(name) || NO_NAME.test(name)) return null;
  // A space alone is between any two words.
  const isClear = open !== '' || gap.length > 1 || gap === '\t';
  if (!isClear && !(/m\.?$/i.test(time) && name.split(' ').length <= 2)) return null;
  const found = readAt(time, answers);
  return found === null ? null : { ...base, ...found, speaker: name, words: '' };
}

/** Is the time all that the line says? */
export function isAlone({ speaker, words }: Stamp): boolean {
  return speaker === '' && words === '';
}
