import { EventEmitter } from 'node:events';
import { PassThrough } from 'node:stream';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';

import { CommandLine, START_MS } from './driver.ts';
import { PATIENCE_MS, start } from './processes.ts';
import * as schemas from './schemas.ts';

let cli: CommandLine;
let id: string;
beforeEach(async () => {
  cli = new CommandLine();
  id = await cli.ok('new');
});
afterEach(() => cli[Symbol.dispose]());

async function logged(): Promise<readonly { readonly at: string; readonly text: string }[]> {
  return (await cli.json(schemas.wholeDraft, 'show', id)).entries;
}

async function texts(): Promise<readonly string[]> {
  return (await logged()).map((entry) => entry.text);
}

/** A store that nobody else can write to. */
function locked(): Disposable {
  const db = new Database(join(cli.folder, 'debrief.db'));
  db.exec('BEGIN IMMEDIATE');
  return { [Symbol.dispose]: () => void db.close() };
}

test('each line is an entry, without its end, and empty ones are none', async () => {
  const ran = await cli.run(['log', '-'], { stdin: 'one\r\ntwo\n\n \t\nthree, without an end' });
  expect(ran).toEqual({
    code: 0,
    out: '09:14:05  one\n09:14:05  two\n09:14:05  three, without an end\n',
    err: '',
  });
  expect(await texts()).toEqual(['one', 'two', 'three, without an end']);
});

test('each line has the instant at which it arrived, and is acknowledged by a document of one line', async () => {
  const stdin = new PassThrough();
  const running = cli.run(['log', '-', '--json'], { stdin });
  cli.nowMs = START_MS + 60_000;
  stdin.write('one\ntw');
  await vi.waitFor(() => expect(stdin.readableLength).toBe(0));
  await vi.waitFor(async () => expect(await fromDisk()).toEqual(['one']));
  cli.nowMs = START_MS + 120_000;
  stdin.end('o\nthree\n');
  const { code, out } = await running;
  expect(code).toBe(0);
  const documents = out
    .trimEnd()
    .split('\n')
    .map((line) => schemas.entry.parse(JSON.parse(line)));
  expect(documents.map(({ at, text }) => [text, Date.parse(at) - START_MS])).toEqual([
    ['one', 60_000],
    ['two', 60_000],
    ['three', 120_000],
  ]);
});

/** The texts on disk, read beside a command that runs. */
async function fromDisk(): Promise<readonly string[]> {
  const core = await cli.openCore();
  const { sections } = await core.client.drafts.get({ id });
  await core.close();
  return sections.flatMap((section) => section.entries.map((entry) => entry.text));
}

test('all lines go into the draft that was current at the first', async () => {
  const stdin = new PassThrough();
  const running = cli.run(['log', '-'], { stdin });
  stdin.write('one\n');
  await vi.waitFor(async () => expect(await fromDisk()).toEqual(['one']));
  await cli.ok('start', '--title', 'Another');
  stdin.end('two\n');
  await running;
  expect(await texts()).toEqual(['one', 'two']);
});

test('a pipe is taken as it is, and what is typed at a terminal is read', async () => {
  await cli.run(['log', '-'], { stdin: '-2m !detected x\n' });
  expect(await logged()).toMatchObject([{ text: '-2m !detected x', phase: null }]);
  const stdin = Object.assign(new PassThrough(), { isTTY: true });
  stdin.end('-2m !detected x\n');
  await cli.run(['log', '-'], { stdin });
  const [first] = await logged();
  expect(first).toMatchObject({ text: 'x', phase: 'detected', at: '2026-03-01T09:12:07.250Z' });
});

test('colours and other control characters of a pipe are left out, and bytes that are no text replaced', async () => {
  const stdin = Buffer.concat([Buffer.from('\u001b[31mred\u001b[0m\u0007 '), Buffer.from([0xff, 0x0a])]);
  await cli.run(['log', '-'], { stdin });
  expect(await texts()).toEqual(['red \ufffd']);
});

test('a line that is longer than an entry may be goes on in the next', async () => {
  await cli.run(['log', '-'], { stdin: `${'x'.repeat(25_000)}\nshort\n` });
  expect((await texts()).map((text) => text.length)).toEqual([10_000, 10_000, 5000, 5]);
});

test('a thousand lines at once are kept, each once and in order', async () => {
  const lines = Array.from({ length: 1000 }, (_, at) => `line ${at}`);
  await cli.run(['log', '-'], { stdin: lines.join('\n') });
  expect(await texts()).toEqual(lines);
}, 60_000);

test('after Ctrl-C, what has arrived is kept, also without its end', async () => {
  const stdin = new PassThrough();
  const signals = new EventEmitter();
  const running = cli.run(['log', '-'], { stdin, signals });
  await vi.waitFor(() => expect(signals.listenerCount('SIGINT')).toBe(1));
  stdin.write('one\ntwo, begun');
  signals.emit('SIGINT', 'SIGINT');
  stdin.write(' and ended');
  expect(await running).toMatchObject({ code: 130, err: '' });
  expect(await texts()).toEqual(['one', 'two, begun and ended']);
});

test(
  'a process that gets Ctrl-C ends with 130 once all is on disk',
  async () => {
    const child = start(cli, ['log', '-']);
    child.stdin.write('one\n');
    await child.saw('one');
    child.stdin.write('two');
    child.kill('SIGINT');
    expect(await child.end()).toMatchObject({ code: 130, signal: null });
    expect(await texts()).toEqual(['one', 'two']);
  },
  PATIENCE_MS,
);

test(
  'lines wait in the journal while another program holds the database, and come into the draft in order when it is free',
  async () => {
    const child = start(cli, ['log', '-']);
    child.stdin.write('one\n');
    await child.saw('one');
    const holder = locked();
    child.stdin.write('two\nthree\n');
    await child.told('debrief.journal');
    holder[Symbol.dispose]();
    child.stdin.end('four\n');
    expect(await child.end()).toMatchObject({ code: 0 });
    expect(await texts()).toEqual(['one', 'two', 'three', 'four']);
  },
  PATIENCE_MS,
);

test(
  'lines that still wait at the end are counted, and the exit code is 3',
  async () => {
    using holder = locked();
    const child = start(cli, ['log', '-']);
    child.stdin.end('one\ntwo\n');
    const { code, out, err } = await child.end();
    expect([code, out]).toEqual([3, '']);
    expect(err).toMatch(/^debrief: 2 lines are not in the timeline yet: Another program holds the database/m);
    holder[Symbol.dispose]();
    const { err: notice } = await cli.run(['list']);
    expect(notice).toBe('debrief: 2 entries that waited in the journal are in the timeline now.\n');
    expect(await texts()).toEqual(['one', 'two']);
  },
  PATIENCE_MS,
);

test(
  'lines that could not be kept are given back with their times, and nobody waits after a second Ctrl-C',
  async () => {
    const child = start(cli, ['log', '-']);
    child.stdin.write('one\n');
    await child.saw('one');
    using holder = locked();
    // Nobody can append to a folder.
    mkdirSync(join(cli.folder, 'debrief.journal'));
    child.stdin.write('two\nthree\n');
    child.kill('SIGINT');
    child.kill('SIGTERM');
    const { code, err } = await child.end();
    expect(code).toBe(1);
    holder[Symbol.dispose]();
    expect(err).toMatch(/^Not logged: \d{4}-\d\d-\d\dT\S+Z two\nNot logged: \d{4}-\d\d-\d\dT\S+Z three$/m);
    expect(err).toContain('2 lines were not logged: Another program holds the database.');
  },
  PATIENCE_MS,
);
