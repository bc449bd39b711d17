import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';

import { startGithub, type StandIn } from '../../support/github/stand-in.ts';
import { CommandLine, keychainInMemory, typedAt } from './driver.ts';
import * as schemas from './schemas.ts';

const TOKEN = 'ghp_thisIsTheTokenOfTheTest0123456789abcd';

let github: StandIn;
let kept: Map<string, string>;
let cli: CommandLine;
beforeAll(async () => {
  github = await startGithub();
  github.addAccount({ login: 'mona', token: TOKEN });
});
afterAll(() => github.close());
beforeEach(() => {
  kept = new Map();
  cli = new CommandLine({ DEBRIEF_API_URL: github.url }, keychainInMemory(kept));
});
afterEach(() => cli[Symbol.dispose]());

const host = (): string => new URL(github.url).host;

/** Everything in the data folder, as bytes. */
function allOnDisk(folder: string): string {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => readFileSync(join(entry.parentPath, entry.name), 'latin1'))
    .join('\n');
}

describe('login', () => {
  test('takes the token from standard input, and keeps it in the keychain and nowhere else', async () => {
    const ran = await cli.run(['login', '--with-token'], { stdin: `${TOKEN}\r\n` });
    expect(ran).toEqual({
      code: 0,
      out: `Signed in as mona (${host()}), the token is in the keychain.\n`,
      err: '',
    });
    expect(kept.get(host())).toBe(TOKEN);
    expect(allOnDisk(cli.folder)).not.toContain(TOKEN);
    const mona = { login: 'mona', host: host(), kept: 'keychain', notes: [] };
    expect(await cli.json(schemas.accounts, 'whoami')).toEqual({ ...mona, accounts: [mona] });
    expect(await cli.ok('whoami')).toBe(`mona (${host()}), the token is in the keychain`);
  });

  test('asks for it on a terminal, where it does not appear', async () => {
    const ran = await cli.run(['login'], { stdin: typedAt(`${TOKEN}\r`), isTTY: true });
    expect(ran).toMatchObject({ code: 0, err: 'GitHub token (not shown): \n' });
    expect(ran.out + ran.err).not.toContain(TOKEN);
    expect(kept.get(host())).toBe(TOKEN);
  });

  test('stops at Ctrl-C with nothing kept', async () => {
    const ran = await cli.run(['login'], { stdin: typedAt('ghp_x\u0003'), isTTY: true });
    expect(ran).toMatchObject({ code: 130, out: '' });
    expect(kept.size).toBe(0);
  });

  test('without a keychain lasts for this run only: it says so, and fails', async () => {
    using bare = new CommandLine({ DEBRIEF_API_URL: github.url });
    const ran = await bare.run(['login', '--with-token', '--json'], { stdin: TOKEN });
    expect(ran.code).toBe(1);
    expect(schemas.account.parse(JSON.parse(ran.out))).toMatchObject({ login: 'mona', kept: 'memory' });
    expect(schemas.failure.parse(JSON.parse(ran.err)).error.code).toBe('keychain.unavailable');
    expect(allOnDisk(bare.folder)).not.toContain(TOKEN);
  });

  test.each([
    ['a line break in the token', ['--with-token'], 'ghp_a\nghp_b', 'token.invalid'],
    ['nothing', ['--with-token'], '\n', 'token.invalid'],
    ['a space in it', ['--with-token'], 'ghp_a b', 'token.invalid'],
    ['far too much', ['--with-token'], 'x'.repeat(5000), 'token.invalid'],
    ['no terminal to ask at', [], TOKEN, 'usage.invalid'],
    ['the token as an argument', ['--with-token', TOKEN], TOKEN, 'usage.invalid'],
    [
      'an address that is not private',
      ['--with-token', '--api-url', 'http://git.example.com/api/v3'],
      TOKEN,
      'url.insecure',
    ],
  ])('%s is refused, without repeating it', async (_, options, stdin, code) => {
    const ran = await cli.run(['login', ...options, '--json'], { stdin });
    expect(ran).toMatchObject({ code: 2, out: '' });
    expect(schemas.failure.parse(JSON.parse(ran.err)).error.code).toBe(code);
    expect(ran.err).not.toContain('ghp_');
    expect(kept.size).toBe(0);
  });

  test('a token that GitHub does not know is not kept', async () => {
    const ran = await cli.run(['login', '--with-token', '--json'], { stdin: 'ghp_unknown' });
    expect(ran).toMatchObject({ code: 1, out: '' });
    expect(schemas.failure.parse(JSON.parse(ran.err)).error.code).toBe('token.refused');
    expect(kept.size).toBe(0);
  });
});

test('logout forgets the token', async () => {
  await cli.run(['login', '--with-token'], { stdin: TOKEN });
  expect(await cli.ok('logout')).toBe('Signed out.');
  expect(kept.size).toBe(0);
  expect(await cli.run(['whoami'])).toMatchObject({
    code: 1,
    out: '',
    err: expect.stringMatching(/^debrief: You are not signed in/) as string,
  });
});

test('GH_TOKEN serves without signing in, and logout says that it stays', async () => {
  const env = { GH_TOKEN: TOKEN };
  const ran = await cli.run(['whoami', '--json'], { env });
  const mona = { login: 'mona', host: host(), kept: 'environment', notes: [] };
  expect(schemas.accounts.parse(JSON.parse(ran.out))).toEqual({ ...mona, accounts: [mona] });
  expect((await cli.run(['logout'], { env })).err).toBe(
    'GH_TOKEN is still set, and is used as long as it is.\n',
  );
});

test('status has exactly what scripts read, signed in and not', async () => {
  expect(await cli.json(schemas.status, 'status')).toEqual({
    online: true,
    account: null,
    queued: 0,
    needsYou: 0,
  });
  await cli.run(['login', '--with-token'], { stdin: TOKEN });
  expect(await cli.json(schemas.status, 'status')).toEqual({
    online: true,
    account: { login: 'mona', host: host() },
    queued: 0,
    needsYou: 0,
  });
  expect(await cli.ok('status')).toBe(
    `GitHub     online\nAccount    mona (${host()})\nWaiting    0\nNeeds you  0`,
  );
});

test('status works where nothing can be reached', async () => {
  using offline = new CommandLine();
  expect(await offline.json(schemas.status, 'status')).toEqual({
    online: false,
    account: null,
    queued: 0,
    needsYou: 0,
  });
});
