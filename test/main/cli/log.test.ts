import { afterEach, beforeEach, expect, test } from 'vitest';

import { CommandLine, START_MS } from './driver.ts';
import * as schemas from './schemas.ts';

let cli: CommandLine;
beforeEach(() => {
  cli = new CommandLine();
});
afterEach(() => cli[Symbol.dispose]());

test('words are one text, and the moment is when the command was started', async () => {
  const id = await cli.ok('new');
  const entry = await cli.json(schemas.entry, 'log', 'Rolled', 'back', 'to 1.4.2');
  expect(entry).toMatchObject({
    draft: id,
    text: 'Rolled back to 1.4.2',
    phase: null,
    at: new Date(START_MS + 2000).toISOString(),
  });
  const ran = await cli.run(['log', 'again'], { startedAtMs: START_MS });
  expect(ran).toEqual({ code: 0, out: 'Logged 09:14:03.\n', err: '' });
});

test('a moment of the past has its time and phase', async () => {
  await cli.ok('new');
  const entry = await cli.json(
    schemas.entry,
    'log',
    '--at',
    '2026-02-27T23:30:00.5-05:00',
    '--phase',
    'Detected',
    'Alert',
  );
  expect(entry).toMatchObject({ at: '2026-02-28T04:30:00.500Z', phase: 'detected' });
  expect(await cli.ok('log', '--at', '2026-02-28T00:00:00Z', 'x')).toBe('Logged 2026-02-28 00:00:00.');
});

test('it goes into the running incident, else the newest draft, else the one that is named', async () => {
  const running = await cli.ok('start', '--title', 'Running');
  const newest = await cli.ok('new', '--title', 'Newest');
  expect((await cli.json(schemas.entry, 'log', 'x')).draft).toBe(running);
  expect((await cli.json(schemas.entry, 'log', '--draft', newest, 'x')).draft).toBe(newest);
});

test('with --whole, all of standard input is one text', async () => {
  await cli.ok('new');
  const ran = await cli.run(['log', '--whole', '-', '--json'], { stdin: '- a list\n- of two\n' });
  expect(schemas.entry.parse(JSON.parse(ran.out)).text).toBe('- a list\n- of two');
});

test('what begins with a dash is text after two dashes', async () => {
  await cli.ok('new');
  expect((await cli.json(schemas.entry, 'log', 'x')).text).toBe('x');
  const ran = await cli.run(['log', '--json', '--', '--force', 'was the mistake']);
  expect(schemas.entry.parse(JSON.parse(ran.out)).text).toBe('--force was the mistake');
});

test('an empty text is a moment to be described later', async () => {
  await cli.ok('new');
  expect((await cli.json(schemas.entry, 'log', '')).text).toBe('');
});

test.each([
  [['-2m', 'Rolled', 'back'], { text: 'Rolled back', phase: null, at: '2026-03-01T09:12:05.250Z' }],
  [['09:10', 'Rolled', 'back'], { text: 'Rolled back', phase: null, at: '2026-03-01T09:10:00.000Z' }],
  [['!detected', '-30s', 'Alert'], { text: 'Alert', phase: 'detected', at: '2026-03-01T09:13:35.250Z' }],
  [['yesterday 23:50 x'], { text: 'x', at: '2026-02-28T23:50:00.000Z' }],
  [['--literal', '-2m', '!detected'], { text: '-2m !detected', phase: null, at: '2026-03-01T09:14:05.250Z' }],
  [['--at', '2026-03-01T09:00:00Z', '-2m', 'x'], { text: '-2m x', at: '2026-03-01T09:00:00.000Z' }],
  [['--phase', 'mitigated', '-2m', 'x'], { text: 'x', phase: 'mitigated' }],
])('the text may say when it was, and its phase: %j', async (words, meant) => {
  await cli.ok('new');
  expect(await cli.json(schemas.entry, 'log', ...words)).toMatchObject(meant);
});

test('a phase is logged by its name, with words or without', async () => {
  await cli.ok('new');
  const { text, phase } = await cli.json(schemas.entry, 'phase', 'Mitigated');
  expect({ text, phase }).toEqual({ text: '', phase: 'mitigated' });
  const earlier = await cli.json(schemas.entry, 'phase', 'resolved', '-2m', 'All', 'is', 'well');
  expect(earlier).toMatchObject({ text: 'All is well', phase: 'resolved', at: '2026-03-01T09:12:06.250Z' });
});

test('a note is kept word for word', async () => {
  await cli.ok('new');
  const entry = await cli.json(schemas.entry, 'note', '-2m', '!detected', 'x');
  expect(entry).toMatchObject({ text: '-2m !detected x', phase: null, at: '2026-03-01T09:14:05.250Z' });
  expect((await cli.json(schemas.entry, 'note', '-')).text).toBe('-');
});

test('entries are in the order of time, whichever was logged first', async () => {
  const id = await cli.ok('new');
  await cli.ok('log', '--at', '2026-03-01T10:00:00Z', 'second');
  await cli.ok('log', '--at', '2026-03-01T09:00:00Z', 'first');
  const { entries } = await cli.json(schemas.wholeDraft, 'show', id);
  expect(entries.map((entry) => entry.text)).toEqual(['first', 'second']);
});

test('start begins the clock of a draft when the command was typed, and prints its id', async () => {
  const id = await cli.ok('new');
  expect(await cli.ok('start', id)).toBe(id);
  const fresh = await cli.json(schemas.draft, 'start', '--title', 'Hub down', '--repo', 'acme/ops');
  expect(fresh).toMatchObject({ title: 'Debrief - Hub down', repo: 'acme/ops' });
});

test.each([
  ['both a draft and a title', ['start', 'ID', '--title', 'x'], 'usage.invalid'],
  ['no words', ['log'], 'usage.invalid'],
  ['no draft at all', ['log', 'x'], 'draft.none'],
  ['a time without an offset', ['log', '--at', '2026-03-01T09:14:00', 'x'], 'time.invalid'],
  ['a phase that is none', ['log', '--phase', 'over', 'x'], 'phase.unknown'],
  ['a draft that is not there', ['log', '--draft', 'ffff', 'x'], 'draft.unknown'],
  ['standard input that is no text', ['log', '--whole', '-'], 'file.notText'],
  ['a time for every line', ['log', '--at', '2026-03-01T09:14:00Z', '-'], 'usage.invalid'],
  ['a phase for every line', ['log', '--phase', 'detected', '-'], 'usage.invalid'],
  ['lines without a draft', ['log', '-'], 'draft.none'],
  ['lines into a draft that is not there', ['log', '--draft', 'ffff', '-'], 'draft.unknown'],
  ['--whole with words', ['log', '--whole', 'x'], 'usage.invalid'],
  ['a time without an offset, of a phase', ['phase', '--at', 'now', 'detected'], 'time.invalid'],
  ['a phase of another name', ['phase', 'over'], 'phase.unknown'],
  ['a note without words', ['note'], 'usage.invalid'],
])('%s is refused', async (_, argv, code) => {
  const ran = await cli.run([...argv, '--json'], { stdin: Buffer.from([0xff, 0xfe]) });
  expect(ran).toMatchObject({ code: 2, out: '' });
  expect(schemas.failure.parse(JSON.parse(ran.err)).error.code).toBe(code);
});
