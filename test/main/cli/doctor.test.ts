import Database from 'better-sqlite3';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { z } from 'zod';

import { findingView } from '../../../app/diagnosis-view.ts';
import { startGithub, type StandIn } from '../../support/github/stand-in.ts';
import { CommandLine, keychainInMemory, START_MS } from './driver.ts';

const TOKEN = 'ghp_thisIsTheTokenOfTheTest0123456789abcd';

let github: StandIn;
let cli: CommandLine;
let nowMs = (): number => START_MS;
beforeAll(async () => {
  github = await startGithub({ now: () => nowMs() });
  github.addAccount({ login: 'mona', token: TOKEN });
});
afterAll(() => github.close());
beforeEach(() => {
  cli = new CommandLine({ DEBRIEF_API_URL: github.url, GH_TOKEN: TOKEN }, keychainInMemory());
  nowMs = () => cli.nowMs;
});
afterEach(() => cli[Symbol.dispose]());

const findings = z.array(z.strictObject(findingView.shape));

describe('doctor', () => {
  test('has a line for each thing it looked at, and ends well where all is', async () => {
    const { code, out, err } = await cli.run(['doctor']);
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(
      out
        .trimEnd()
        .split('\n')
        .map((line) => line.slice(0, 17).trimEnd()),
    ).toEqual([
      'ok  Program',
      'ok  Data folder',
      'ok  Database',
      'ok  Journal',
      'ok  Keychain',
      'ok  Network',
      'ok  Clock',
      'ok  Account',
    ]);
  });

  test('says below what is wrong what to do', async () => {
    using offline = new CommandLine();
    const { code, out } = await offline.run(['doctor']);
    expect(code).toBe(0);
    expect(out).toMatch(/^notice {2}Network .*\n {4}What to do: Check the address of the server/m);
  });

  test('gives the findings to scripts', async () => {
    expect(await cli.json(findings, 'doctor')).toHaveLength(8);
  });

  test('looks at what it can where the database is of a newer version, leaves it, and exits with 1', async () => {
    await cli.ok('new', '--title', 'Hub down');
    const file = join(cli.folder, 'debrief.db');
    const database = new Database(file);
    database.pragma('user_version = 999');
    database.close();
    const { code, out } = await cli.run(['doctor', '--json']);
    const found = findings.parse(JSON.parse(out));
    expect(code).toBe(1);
    expect(found.find(({ about }) => about === 'Database')).toMatchObject({ standing: 'trouble' });
    expect(found.find(({ about }) => about === 'Network')).toMatchObject({ standing: 'well' });
  });

  test('gives a report to hand on, with what failed before, and without the token', async () => {
    await cli.run(['show', 'ffff']);
    const { out } = await cli.run(['doctor', '--report']);
    expect(out).toMatch(/^# Diagnosis of Debrief\n/);
    expect(out).toContain('"happening":"call.failed"');
    expect(out).toContain('"code":"draft.unknown"');
    expect(out).not.toContain(TOKEN);
  });
});
