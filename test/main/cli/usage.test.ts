import { readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Writable } from 'node:stream';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { z } from 'zod';

import { SETTING_KEYS } from '../../../app/settings.ts';
import { commands } from '../../../main/cli/commands.ts';
import { localTime } from '../../../app/local-time.ts';
import { run } from '../../../main/cli/run.ts';
import { SignalHolders } from '../../../main/cli/signals.ts';
import type { Terminal } from '../../../main/cli/terminal.ts';
import { Interrupted, writeTo } from '../../../main/cli/terminal.ts';
import { CommandLine } from './driver.ts';
import * as schemas from './schemas.ts';

let cli: CommandLine;
beforeEach(() => {
  cli = new CommandLine();
});
afterEach(() => cli[Symbol.dispose]());

describe('help', () => {
  test('lists every command with one line', async () => {
    const out = await cli.ok('help');
    for (const { name, about } of commands)
      expect(out).toMatch(new RegExp(`^  ${name} +${about.replace(/[().?*]/g, '\\$&')}$`, 'm'));
    expect(await cli.ok()).toBe(out);
    expect(await cli.ok('--help')).toBe(out);
  });

  test.each(commands.map(({ name }) => name))('explains %s, in both ways, without a core', async (name) => {
    const openCore = (): never => {
      throw new Error('help must not open the core');
    };
    const asked = await cli.run(['help', name], { openCore });
    expect(asked).toMatchObject({ code: 0, err: '' });
    expect(asked.out).toMatch(new RegExp(`^Usage: debrief ${name}`));
    if (name !== 'help') expect(await cli.run([name, '--help'], { openCore })).toEqual(asked);
  });

  test('--version is one line', async () => {
    expect(await cli.ok('--version')).toMatch(/^debrief \d+\.\d+\.\d+$/);
  });
});

describe('config', () => {
  test('shows all, one, and changes one', async () => {
    const all = await cli.json(z.record(z.string(), z.unknown()), 'config');
    expect(Object.keys(all).sort()).toEqual([...SETTING_KEYS].sort());
    expect(await cli.ok('config', 'zone', 'europe/paris')).toBe('Europe/Paris');
    expect(await cli.ok('config', 'zone')).toBe('Europe/Paris');
    expect(await cli.json(schemas.draft, 'new')).toMatchObject({ zone: 'Europe/Paris' });
    expect(await cli.ok('config', 'sync.lookAgain', '1,2')).toBe('1,2');
    expect(await cli.json(z.unknown(), 'config', 'sync.automatic', 'false')).toEqual({
      'sync.automatic': false,
    });
    expect(await cli.ok('config')).toMatch(/^zone +Europe\/Paris$/m);
    expect((await cli.run(['config', 'zone', ''])).out).toBe('');
    expect(await cli.json(schemas.draft, 'new')).toMatchObject({ zone: 'Europe/London' });
  });

  test.each([
    [['config', 'colour'], 'setting.unknown'],
    [['config', 'theme', 'pink'], 'setting.invalid'],
    [['config', 'sync.lookAgain', 'often'], 'setting.invalid'],
    [['config', 'zone', 'Mars/Olympus'], 'zone.unknown'],
    [['config', 'repo', 'ops'], 'repo.invalid'],
  ])('%j is refused', async (argv, code) => {
    const ran = await cli.run([...argv, '--json']);
    expect(ran).toMatchObject({ code: 2, out: '' });
    expect(schemas.failure.parse(JSON.parse(ran.err)).error.code).toBe(code);
  });
});

/** Every kind of bad input, each with its exit code and its code: the words are those of the error table. */
describe('bad input', () => {
  const cases: readonly (readonly [string, readonly string[], number, string])[] = [
    ['an unknown command', ['frobnicate'], 2, 'usage.invalid'],
    ['a command that every object has', ['constructor'], 2, 'usage.invalid'],
    ['help of an unknown command', ['help', 'frobnicate'], 2, 'usage.invalid'],
    ['an unknown option', ['list', '--frob'], 2, 'usage.invalid'],
    ['a missing value', ['new', '--title'], 2, 'usage.invalid'],
    ['an unknown draft', ['show', 'ffffffff'], 2, 'draft.unknown'],
    ['an empty id', ['show', ''], 2, 'draft.unknown'],
    ['an id that is far too long', ['show', 'f'.repeat(5000)], 2, 'draft.unknown'],
    ['a beginning that several ids have', ['show', '0'], 2, 'draft.ambiguous'],
    ['an unknown zone', ['new', '--tz', 'Mars/Olympus'], 2, 'zone.unknown'],
    ['a very long zone', ['new', '--tz', 'x'.repeat(5000)], 2, 'zone.unknown'],
    [
      'a repository of the wrong form',
      ['new', '--repo', 'https://github.com/acme/ops/issues'],
      2,
      'repo.invalid',
    ],
    ['a label of two lines', ['new', '--labels', 'a\nb'], 2, 'labels.invalid'],
    ['a title over 256 characters', ['new', '--title', 'x'.repeat(257)], 2, 'title.tooLong'],
    ['a title far over 256 characters', ['new', '--title', 'x'.repeat(50_000)], 2, 'title.tooLong'],
    ['a title that is too long in its pattern', ['new', '--title', 'x'.repeat(250)], 2, 'title.tooLong'],
    ['a bad date', ['log', '--at', '2026-02-30T10:00:00Z', 'x'], 2, 'time.invalid'],
    ['an unknown phase', ['log', '--phase', 'panic', 'x'], 2, 'phase.unknown'],
    ['an action item without a kind', ['action', '0', 'x'], 2, 'usage.invalid'],
    ['an unknown kind', ['action', '0', 'x', '--kind', 'magic'], 2, 'kind.unknown'],
    ['an unknown template', ['new', '--template', 'none.md'], 2, 'template.unknown'],
    ['a template that is no text', ['new', '--template', 'FOLDER/latin1.md'], 2, 'file.notText'],
    ['a template with bad YAML', ['new', '--template', 'FOLDER/bad.yml'], 2, 'template.invalid'],
    ['an unknown file', ['import', 'none.md'], 2, 'file.missing'],
    ['a folder', ['import', 'FOLDER'], 1, 'file.unreadable'],
    ['a file that is no text', ['import', 'FOLDER/latin1.md'], 2, 'file.notText'],
    ['JSON that is no export', ['import', 'FOLDER/other.json'], 2, 'file.notDebrief'],
    ['an unknown format', ['export', '0', '--format', 'pdf'], 2, 'usage.invalid'],
    ['a port that is none', ['serve', '--port', '70000'], 2, 'usage.invalid'],
    ['a port in words', ['serve', '--port', 'http'], 2, 'usage.invalid'],
    ['an issue without a sign-in', ['import', 'acme/ops#1'], 1, 'account.none'],
  ];

  beforeEach(async () => {
    writeFileSync(join(cli.folder, 'latin1.md'), Buffer.from([0x63, 0x61, 0x66, 0xe9]));
    writeFileSync(join(cli.folder, 'other.json'), '{"a": 1}');
    writeFileSync(join(cli.folder, 'bad.yml'), 'name: x\nbody: [\n');
    await cli.ok('new', '--title', 'one');
    await cli.ok('new', '--title', 'two');
  });

  test.each(cases)('%s', async (_, argv, exit, code) => {
    const typed = argv.map((word) => word.replace('FOLDER', cli.folder));
    const before = await cli.ok('list', '--json');
    const words = await cli.run(typed);
    expect(words).toMatchObject({ code: exit, out: '' });
    expect(words.err).toMatch(/^debrief: [^\n]+\.\n$/);
    expect(words.err).not.toMatch(/\bat .+:\d+:\d+|undefined|\[object/);
    const document = await cli.run([...typed, '--json']);
    if (typed[0] !== 'serve') {
      expect(document).toMatchObject({ code: exit, out: '' });
      expect(schemas.failure.parse(JSON.parse(document.err)).error.code).toBe(code);
    }
    expect(await cli.ok('list', '--json')).toBe(before);
  });

  test('a body over 1,500,000 characters is kept here and said of at sync', async () => {
    const ran = await cli.run(['import', '-', '--repo', 'acme/ops'], {
      stdin: `# Big\n\n${'x'.repeat(1_500_000)}\n`,
    });
    expect(ran.code).toBe(0);
    const sync = await cli.run(['sync', ran.out.trim(), '--json', '--wait', '0'], {
      env: { GH_TOKEN: 'ghp_x' },
    });
    expect(sync.code).toBe(4);
    expect(schemas.sync.parse(JSON.parse(sync.out))).toMatchObject([{ error: { code: 'body.tooLong' } }]);
    expect((await cli.run(['export', ran.out.trim()])).out).toHaveLength(1_500_008);
  });

  test('a token with a line break in the environment', async () => {
    const ran = await cli.run(['whoami', '--json'], { env: { GH_TOKEN: 'ghp_a\nb' } });
    expect(ran).toMatchObject({ code: 2, out: '' });
    expect(schemas.failure.parse(JSON.parse(ran.err)).error.code).toBe('token.invalid');
    expect(ran.err).not.toContain('ghp_a');
  });
});

describe('a database that is not one', () => {
  test('is left as it is, and a command says so in one line after the text that it could not log', async () => {
    using broken = new CommandLine();
    writeFileSync(
      join(broken.folder, 'debrief.db'),
      'This is a shopping list, and has been for years.\n'.repeat(200),
    );
    const ran = await broken.run(['log', 'x', '--json']);
    expect(ran).toMatchObject({ code: 1, out: '' });
    const [text = '', failure = ''] = ran.err.split('\n');
    expect(JSON.parse(text)).toMatchObject({ notKept: { text: 'x' } });
    expect(schemas.failure.parse(JSON.parse(failure)).error.code).toBe('store.notDatabase');
    expect(readdirSync(broken.folder).toSorted()).toEqual(['debrief.db', 'debrief.lock']);
  });

  test('is told from a bug, which is one line too, and a stack trace for whoever asks', async () => {
    const openCore = (): Promise<never> => Promise.reject(new Error('surprise\nwith lines'));
    const ran = await cli.run(['list'], { openCore });
    expect(ran).toEqual({
      code: 1,
      out: '',
      err: expect.stringMatching(
        /^debrief: Something went wrong inside Debrief \(surprise with lines\)\.[^\n]*\n$/,
      ) as string,
    });
    const traced = await cli.run(['list'], { openCore, env: { DEBRIEF_DEBUG: '1' } });
    expect(traced.err).toMatch(/\n {4}at /);
  });
});

describe('a run', () => {
  test('closes the core whatever happened, and tells of a failure to close', async () => {
    let closed = 0;
    const openCore = async () => {
      const core = await cli.openCore();
      return { ...core, close: () => core.close().finally(() => (closed += 1)) };
    };
    expect((await cli.run(['list'], { openCore })).code).toBe(0);
    expect((await cli.run(['show', 'ffff'], { openCore })).code).toBe(2);
    expect(closed).toBe(2);
    const failing = async () => {
      const core = await cli.openCore();
      return { ...core, close: () => core.close().then(() => Promise.reject(new Error('disk gone'))) };
    };
    const ran = await cli.run(['list'], { openCore: failing });
    expect(ran).toMatchObject({ code: 1, err: expect.stringContaining('disk gone') as string });
  });

  test('that is interrupted closes the core and exits as the signal asks', async () => {
    const interruption = new AbortController();
    let closed = false;
    const openCore = async () => {
      const core = await cli.openCore();
      interruption.abort(new Interrupted(143));
      return { ...core, close: () => core.close().finally(() => (closed = true)) };
    };
    const ran = await cli.run(['list'], { openCore, interrupted: interruption.signal });
    expect(ran).toMatchObject({ code: 143, err: '' });
    expect(closed).toBe(true);
  });

  test('tells what a person has to know of this start, once, beside the answer', async () => {
    const notices = [{ code: 'store.restored', text: 'A backup was restored.' }];
    const openCore = async () => ({ ...(await cli.openCore()), notices });
    expect((await cli.run(['list'], { openCore })).err).toBe('debrief: A backup was restored.\n');
    const ran = await cli.run(['status', '--json'], { openCore });
    expect(JSON.parse(ran.err)).toEqual({ notice: notices[0] });
    schemas.status.parse(JSON.parse(ran.out));
  });

  test('does not mind a reader that has gone, and minds a full disk', async () => {
    const failing = (code: string): Writable =>
      new Writable({
        write: (_chunk, _encoding, done) => done(Object.assign(new Error(`${code}: no space`), { code })),
      }).on('error', () => undefined);
    await expect(writeTo(failing('EPIPE'), 'x')).resolves.toBeUndefined();
    await expect(writeTo(failing('ENOSPC'), 'x')).rejects.toThrow('ENOSPC');
    const stderr = failing('EPIPE');
    const stdout = failing('EPIPE');
    const terminal = {
      env: {},
      stdin: process.stdin,
      stdout,
      stderr,
      startedAtMs: cli.nowMs,
      zone: 'UTC',
      localTime: (atMs) => localTime(atMs, 'UTC'),
      nowMs: () => cli.nowMs,
      interrupted: new AbortController().signal,
      signals: new SignalHolders(process),
      endBy: () => undefined,
      openCore: () => cli.openCore(),
      openLogging: () => cli.openLogging({}),
      logUnopened: (_moment, failure) => Promise.resolve(failure),
      examineUnopened: () => Promise.resolve({ findings: [], text: '' }),
    } satisfies Terminal;
    expect(await run(['list', '--json'], terminal)).toBe(0);
    expect(await run(['show', 'ffff'], terminal)).toBe(2);
  });
});
