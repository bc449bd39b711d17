/** The words and options of a command line, read by its command's description. */
import { parseArgs } from 'node:util';

import { DebriefError } from '../../app/errors.ts';

export interface Option {
  /** `flag`: there or not. `text`: takes a value. `list`: takes values separated by commas, and may be repeated. */
  readonly type: 'flag' | 'text' | 'list';
  /** The value's name in help. */
  readonly value?: string;
  readonly short?: string;
  readonly about: string;
}

export type Options = Readonly<Record<string, Option>>;

type Value<O extends Option> = O['type'] extends 'flag'
  ? boolean
  : (O['type'] extends 'list' ? readonly string[] : string) | undefined;

export type Values<O extends Options> = { readonly [Name in keyof O]: Value<O[Name]> };

interface Takes<O extends Options> {
  readonly name: string;
  readonly options: O;
  readonly words: readonly Word[];
}

/** A word after the command's name. */
export interface Word {
  readonly name: string;
  readonly needed: boolean;
  /** Takes all that follow too. */
  readonly many?: true;
  /** Comes after "--": it is another program's, and so are its options. */
  readonly afterDashes?: true;
}

/** What every command takes. */
export const JSON_OPTION = { type: 'flag', about: 'Answer with one JSON document' } as const satisfies Option;

function usage(reason: string): DebriefError {
  return new DebriefError('usage.invalid', { reason });
}

/** What precedes `--`, where options can stand. */
function optionPart(argv: readonly string[]): readonly string[] {
  const end = argv.indexOf('--');
  return end < 0 ? argv : argv.slice(0, end);
}

/** Whether errors and answers are wanted as JSON: known before the rest is understood, so that even that can fail so. */
export function wantsJson(argv: readonly string[]): boolean {
  return optionPart(argv).includes('--json');
}

/** Whether help is wanted rather than the command itself. */
export function wantsHelp(argv: readonly string[]): boolean {
  return optionPart(argv).some((word) => word === '--help' || word === '-h');
}

/** "-2m" before what is logged: a time, and no option. */
const TIME_AGO = /^-(?:\d+[hms])+(?:\s|$)/;
/** No argument can hold this character, so it marks a word that the parser would take for options. */
const WORD_MARK = '\0';

function markWord(argument: string): string {
  return TIME_AGO.test(argument) ? `${WORD_MARK}${argument}` : argument;
}

function unmarked(argument: string): string {
  return argument.startsWith(WORD_MARK) ? argument.slice(WORD_MARK.length) : argument;
}

/** @throws DebriefError usage.invalid */
export function readArguments<O extends Options>(
  takes: Takes<O>,
  argv: readonly string[],
): { readonly options: Values<O>; readonly words: readonly string[] } {
  const known: Options = takes.options;
  // Not strict: the words for what is wrong are ours.
  const { tokens } = parseArgs({
    args: argv.map(markWord),
    options: parserOptions(known),
    strict: false,
    tokens: true,
  });
  const found = new Map<string, string[]>();
  const words: string[] = [];
  for (const token of tokens) {
    if (token.kind === 'positional') words.push(unmarked(token.value));
    if (token.kind !== 'option') continue;
    const option = Object.hasOwn(known, token.name) ? known[token.name] : undefined;
    if (option === undefined)
      throw usage(`"debrief ${takes.name}" has no option ${token.rawName}${escapeFor(takes)}`);
    found.set(token.name, [...(found.get(token.name) ?? []), valueOf(option, token)]);
  }
  checkWords(takes, words);
  checkDashes(
    takes,
    words,
    tokens.some((token) => token.kind === 'option-terminator'),
  );
  return { options: valuesOf(takes.options, found), words };
}

/** What a person who meant a word and not an option can do. */
function escapeFor(takes: Takes<Options>): string {
  return takes.words.length === 0 ? '' : '; put "--" before words that begin with a dash';
}

function parserOptions(known: Options): Record<string, { type: 'boolean' | 'string'; short?: string }> {
  const entries = Object.entries(known).map(([name, { type, short }]) => [
    name,
    {
      type: type === 'flag' ? ('boolean' as const) : ('string' as const),
      ...(short === undefined ? {} : { short }),
    },
  ]);
  return Object.fromEntries(entries) as Record<string, { type: 'boolean' | 'string'; short?: string }>;
}

function valueOf(
  option: Option,
  token: {
    readonly rawName: string;
    readonly value: string | undefined;
    readonly inlineValue: boolean | undefined;
  },
): string {
  const { rawName, value, inlineValue } = token;
  if (option.type === 'flag') {
    if (value !== undefined) throw usage(`The option ${rawName} takes no value`);
    return '';
  }
  // "--title --repo x" forgot a title; a lone "-" is a value, and any other can be given as --title=-x.
  const isNextOption =
    inlineValue === false && value !== undefined && value.length > 1 && value.startsWith('-');
  if (value === undefined || isNextOption)
    throw usage(`The option ${rawName} needs a value: ${rawName} ${option.value ?? 'VALUE'}`);
  return unmarked(value);
}

/** Another program's words stand apart, so that none of its options is taken for one of ours, now or in a later version. */
function checkDashes(takes: Takes<Options>, words: readonly string[], hasDashes: boolean): void {
  const apart = takes.words.find((word) => word.afterDashes === true);
  if (apart !== undefined && words.length > 0 && !hasDashes)
    throw usage(`"debrief ${takes.name}" needs "--" before the ${apart.name.toLowerCase()}`);
}

function checkWords(takes: Takes<Options>, words: readonly string[]): void {
  const missing = takes.words.find((word, at) => word.needed && words[at] === undefined);
  if (missing !== undefined) throw usage(`"debrief ${takes.name}" needs ${missing.name}`);
  const isTooMany = words.length > takes.words.length && !takes.words.some((word) => word.many === true);
  if (!isTooMany) return;
  // The word itself is not repeated: it could be a token that somebody gave as an argument.
  const names = takes.words.map((word) => word.name).join(' and ');
  throw usage(
    `"debrief ${takes.name}" takes ${names === '' ? 'options only, and no words' : `${names} and no more words`}`,
  );
}

function valuesOf<O extends Options>(options: O, found: ReadonlyMap<string, readonly string[]>): Values<O> {
  const values = Object.entries(options).map(([name, { type }]) => {
    const given = found.get(name);
    if (type === 'flag') return [name, given !== undefined];
    return [name, type === 'text' ? given?.at(-1) : given?.flatMap((each) => each.split(','))];
  });
  return Object.fromEntries(values) as Values<O>;
}
