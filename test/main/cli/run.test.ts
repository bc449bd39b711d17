import { join } from 'node:path';
import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import Database from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';

import { CommandLine } from './driver.ts';
import { PATIENCE_MS, run, start } from './processes.ts';
import * as schemas from './schemas.ts';

let cli: CommandLine;
let id: string;
beforeEach(async () => {
  cli = new CommandLine();
  id = await cli.ok('new');
});
afterEach(() => cli[Symbol.dispose]());

async function entries(): Promise<readonly { readonly text: string; readonly phase: string | null }[]> {
  return (await cli.json(schemas.wholeDraft, 'show', id)).entries;
}

/** The text of the only entry, with the duration as N. */
async function only(): Promise<string | undefined> {
  const [entry, ...more] = await entries();
  expect(more).toEqual([]);
  return entry?.text.replace(/, \d+ (?:ms|s)\)/, ', N)');
}

describe('a command that is run', { timeout: PATIENCE_MS }, () => {
  test('has standard input and output as they are, and its status is the status', async () => {
    const script = 'cat; echo out; echo err >&2; exit 3';
    const ran = await run(cli, ['run', '--phase', 'mitigated', '--', 'sh', '-c', script], 'given\n');
    expect(ran).toEqual({ code: 3, signal: null, out: 'given\nout\n', err: 'err\n' });
    expect(await only()).toBe(`\`sh -c '${script}'\` (exit 3, N)`);
    expect((await entries())[0]?.phase).toBe('mitigated');
  });

  test('keeps its own options, and its own two dashes', async () => {
    const ran = await run(cli, ['run', '--', 'printf', '%s ', '--json', '--help', '--', '-2m']);
    expect(ran).toMatchObject({ code: 0, out: '--json --help -- -2m ' });
    expect(await only()).toBe("`printf '%s ' --json --help -- -2m` (exit 0, N)");
  });

  test('is logged with its last lines where that is wanted, and still writes where it wrote', async () => {
    const script = String.raw`printf 'one\ntwo\n\033[31m10%%\r100%%\033[0m\n'; echo '${'`'.repeat(3)}'; echo err >&2`;
    const ran = await run(cli, ['run', '--output', '--lines', '3', '--', 'sh', '-c', script]);
    expect(ran.out).toBe('one\ntwo\n\u001b[31m10%\r100%\u001b[0m\n```\n');
    expect(ran.err).toBe('err\n');
    const [, fence = '', ...lines] = (await only())?.split('\n').slice(1) ?? [];
    expect(fence).toBe('````');
    expect(lines.pop()).toBe('````');
    expect(lines.toSorted()).toEqual(['100%', '```', 'err'].toSorted());
  });

  test('that could not be found or started has the status of a shell', async () => {
    const file = join(cli.folder, 'not-executable');
    writeFileSync(file, '#!/bin/sh\n');
    chmodSync(file, 0o600);
    const missing = await run(cli, ['run', '--', 'no-such-command', "it's"]);
    expect(missing).toMatchObject({ code: 127, err: 'debrief: no-such-command: command not found\n' });
    expect((await run(cli, ['run', '--', file])).code).toBe(126);
    const [first, second] = await entries();
    expect(first?.text).toMatch(/^`no-such-command 'it'\\''s'` \(exit 127: command not found, /);
    expect(second?.text).toContain('(exit 126: permission denied, ');
  });

  test('that dies of a signal is logged, and this process dies of the same', async () => {
    const ran = await run(cli, ['run', '--', 'sh', '-c', 'kill -TERM $$']);
    expect(ran).toMatchObject({ code: null, signal: 'SIGTERM' });
    expect(await only()).toBe("`sh -c 'kill -TERM $$'` (SIGTERM, N)");
    expect((await run(cli, ['run', '--', 'sh', '-c', 'kill -KILL $$'])).code).toBe(137);
  });

  test('gets the signals that this process gets, and may go on after them', async () => {
    const script = 'trap "echo caught; exit 7" INT; echo ready; while :; do sleep 0.05; done';
    const child = start(cli, ['run', '--', 'sh', '-c', script]);
    await child.saw('ready');
    child.kill('SIGINT');
    expect(await child.end()).toMatchObject({ code: 7, out: 'ready\ncaught\n' });
    expect(await only()).toContain('(exit 7, N)');
  });

  test('goes into the draft that was current when it was started', async () => {
    const child = start(cli, ['run', '--', 'sh', '-c', 'echo ready; read answer']);
    await child.saw('ready');
    await cli.ok('start', '--title', 'Another');
    child.stdin.end('go\n');
    expect((await child.end()).code).toBe(0);
    expect(await entries()).toHaveLength(1);
  });

  test.each([
    ['waits in the journal', null, /^debrief: Another program holds the database\..* debrief\.journal /],
    [
      'is printed',
      // Nobody can append to a folder.
      'debrief.journal',
      /^Not logged:\n\d{4}-\S+Z `sh -c 'echo ready; read answer; exit 4'` \(exit 4, /m,
    ],
  ])('keeps its status where it could not be logged, and the text %s', async (_what, blocked, told) => {
    const child = start(cli, ['run', '--', 'sh', '-c', 'echo ready; read answer; exit 4']);
    await child.saw('ready');
    const holder = new Database(join(cli.folder, 'debrief.db'));
    holder.exec('BEGIN IMMEDIATE');
    if (blocked !== null) mkdirSync(join(cli.folder, blocked));
    child.stdin.end('go\n');
    const { code, err } = await child.end();
    holder.close();
    expect(code).toBe(4);
    expect(err).toMatch(/^debrief: Another program holds the database\./);
    expect(err).toMatch(told);
    // Its notice says what came out of the journal.
    await cli.run(['list']);
    expect(await entries()).toHaveLength(blocked === null ? 1 : 0);
  });

  test('runs where the database can not be opened at all', async () => {
    writeFileSync(join(cli.folder, 'debrief.db'), 'this is a letter. '.repeat(500));
    const ran = await run(cli, ['run', '--', 'sh', '-c', 'exit 5']);
    expect(ran.code).toBe(5);
    expect(ran.err).toContain("`sh -c 'exit 5'` (exit 5, ");
  });

  test('whose reader has gone ends by itself', async () => {
    const child = start(cli, ['run', '--output', '--', 'yes']);
    await child.saw('y');
    child.leave();
    await child.end();
    expect(await only()).toMatch(/^`yes` \((?:exit 1|SIGPIPE), N\)\n\n```\ny\n/);
  });

  test('that leaves something running in the background is not waited for', async () => {
    const script = 'sleep 30 & echo $!; exit 0';
    const ran = await run(cli, ['run', '--output', '--', 'sh', '-c', script]);
    process.kill(Number(ran.out));
    expect(ran.code).toBe(0);
  });
});

test.each([
  ['no command', ['run', '--output'], 'needs COMMAND'],
  ['a command without dashes before it', ['run', 'ls'], 'needs "--" before the command'],
  ['lines without output', ['run', '--lines', '3', '--', 'ls'], '--lines needs --output'],
  ['no number of lines', ['run', '--output', '--lines', 'x', '--', 'ls'], '"x" is not a number of lines'],
  ['a draft that is not there', ['run', '--draft', 'ffff', '--', 'ls'], 'There is no draft "ffff"'],
  ['a phase that is none', ['run', '--phase', 'over', '--', 'ls'], '"over" is not a phase'],
])('%s is refused, and nothing is run', async (_, argv, message) => {
  const ran = await cli.run(argv);
  expect(ran).toMatchObject({ code: 2, out: '' });
  expect(ran.err).toContain(message);
  expect(await entries()).toEqual([]);
});
