import { expect, test } from 'vitest';

import { readArguments, wantsHelp, wantsJson } from '../../../main/cli/arguments.ts';
import type { Options } from '../../../main/cli/arguments.ts';

const options = {
  title: { type: 'text', value: 'T', about: '' },
  labels: { type: 'list', value: 'a,b', about: '' },
  output: { type: 'text', short: 'o', value: 'FILE', about: '' },
  json: { type: 'flag', about: '' },
} as const satisfies Options;
const oneWord = { name: 'show', options, words: [{ name: 'ID', needed: true }] };
const manyWords = { name: 'log', options, words: [{ name: 'TEXT', needed: true, many: true as const }] };

test('options are read in every form, before and after words', () => {
  const read = readArguments(oneWord, ['--title', 'a b', '01', '-o', 'out.md', '--json']);
  expect(read).toEqual({
    options: { title: 'a b', labels: undefined, output: 'out.md', json: true },
    words: ['01'],
  });
  expect(readArguments(oneWord, ['01', '--title=--x', '-oout.md']).options).toMatchObject({
    title: '--x',
    output: 'out.md',
  });
});

test('a list is separated by commas and may be given again', () => {
  expect(readArguments(oneWord, ['1', '--labels', 'a,b', '--labels', 'c']).options.labels).toEqual([
    'a',
    'b',
    'c',
  ]);
});

test('a lone dash is a value and a word, and what follows two dashes are words', () => {
  expect(readArguments(oneWord, ['-', '--title', '-'])).toMatchObject({
    words: ['-'],
    options: { title: '-' },
  });
  expect(readArguments(manyWords, ['--', '--json', '-5', 'degrees']).words).toEqual([
    '--json',
    '-5',
    'degrees',
  ]);
});

test('an empty word is a word', () => {
  expect(readArguments(manyWords, ['']).words).toEqual(['']);
});

test.each([
  ['an unknown option', oneWord, ['1', '--nope'], 'has no option --nope'],
  ['an unknown short option', oneWord, ['1', '-x'], 'has no option -x'],
  ['a name that every object has', oneWord, ['1', '--constructor'], 'has no option --constructor'],
  ['a negative number among words', manyWords, ['-5'], 'put "--" before words that begin with a dash'],
  ['an option without its value', oneWord, ['1', '--title'], '--title needs a value: --title T'],
  ['an option in place of a value', oneWord, ['1', '--title', '--json'], '--title needs a value'],
  ['a flag with a value', oneWord, ['1', '--json=yes'], '--json takes no value'],
  ['a missing word', oneWord, [], '"debrief show" needs ID'],
  ['a word too many', oneWord, ['1', '2'], 'takes ID and no more words'],
  ['a word where there is none', { ...oneWord, words: [] }, ['1'], 'takes options only'],
])('%s is refused in one sentence', (_, takes, argv, sentence) => {
  expect(() => readArguments(takes, argv)).toThrow(
    expect.objectContaining({
      code: 'usage.invalid',
      message: expect.stringContaining(sentence) as string,
    }) as Error,
  );
});

test('a refused word is not repeated, since it could be a token', () => {
  expect(() => readArguments({ ...oneWord, words: [] }, ['ghp_secret'])).not.toThrow('ghp_secret');
  expect(() => readArguments({ ...oneWord, words: [] }, ['--token=ghp_secret'])).not.toThrow('ghp_secret');
});

test('help and JSON are seen wherever they stand, but not among words after two dashes', () => {
  expect(wantsJson(['list', '--json'])).toBe(true);
  expect(wantsJson(['log', '--', '--json'])).toBe(false);
  expect(wantsHelp(['01', '-h'])).toBe(true);
  expect(wantsHelp(['--', '--help'])).toBe(false);
});
