import { afterEach, beforeEach, describe, expect, test } from 'vitest';

import { startGithub, type StandIn } from '../../support/github/stand-in.ts';
import { CommandLine, keychainInMemory, typedAt } from './driver.ts';
import * as schemas from './schemas.ts';

const CLIENT_ID = 'Ov23liTestOfDebrief';

let github: StandIn;
let kept: Map<string, string>;
let cli: CommandLine;

beforeEach(async () => {
  github = await startGithub();
  github.addAccount({ login: 'mona', token: 'ghp_thisIsTheTokenOfMona' });
  kept = new Map();
  cli = new CommandLine({ DEBRIEF_API_URL: github.url }, keychainInMemory(kept));
});

afterEach(async () => {
  cli[Symbol.dispose]();
  expect(github.violations).toEqual([]);
  await github.close();
});

const host = (): string => new URL(github.url).host;

describe('login with a code', () => {
  const env = { DEBRIEF_CLIENT_ID: CLIENT_ID };

  /** Enters the code as soon as GitHub was asked for it. */
  function enterAs(login: string | null): void {
    // No interval: the clock of a command stands still.
    github.addApp({ clientId: CLIENT_ID, intervalS: 0 });
    const given = github.fail({ kind: 'hang' }, { path: '/login/oauth/access_token' });
    void given.met.then(() => {
      github.enterCode('ABCD-0001', login);
      given.release();
    });
  }

  test.each([
    ['--with-code', ['login', '--with-code'], ''],
    ['Enter in place of a token', ['login'], '\r'],
  ])('is what %s gives: it says the code and where to enter it, and waits', async (_, argv, keys) => {
    enterAs('mona');
    const ran = await cli.run(argv, { env, stdin: typedAt(keys), isTTY: true });
    expect(ran).toMatchObject({
      code: 0,
      out: `Signed in as mona (${host()}), the token is in the keychain.\n`,
    });
    expect(ran.err).toContain(`Open ${github.url}/login/device and enter the code ABCD-0001 before`);
    expect(kept.get(host())).toMatch(/^gho_/);
  });

  test('that is refused on GitHub fails, with what to do', async () => {
    enterAs(null);
    const ran = await cli.run(['login', '--with-code', '--json'], { env });
    expect(ran).toMatchObject({ code: 1, out: '' });
    expect(ran.err).toContain('"code":"device.denied"');
    expect(kept.size).toBe(0);
  });

  test('stops at Ctrl-C with nothing kept', async () => {
    github.addApp({ clientId: CLIENT_ID, intervalS: 0 });
    const given = github.fail({ kind: 'hang' }, { path: '/login/oauth/access_token' });
    const interruption = new AbortController();
    void given.met.then(() => interruption.abort());
    const ran = await cli.run(['login', '--with-code'], { env, interrupted: interruption.signal });
    expect(ran).toMatchObject({ code: 130, out: '' });
    expect(kept.size).toBe(0);
  });

  test('without a client id says that this build has none, and to use a token', async () => {
    const ran = await cli.run(['login', '--with-code']);
    expect(ran).toMatchObject({ code: 2, out: '' });
    expect(ran.err).toMatch(/no client id.*with a token/);
    expect((await cli.run(['login', '--with-code', '--with-token'])).code).toBe(2);
  });
});

describe('several accounts', () => {
  let acme: StandIn;
  beforeEach(async () => {
    acme = await startGithub();
    acme.addAccount({ login: 'kim', token: 'ghp_thisIsTheTokenOfKim' });
    await cli.run(['login', '--with-token'], { stdin: 'ghp_thisIsTheTokenOfMona' });
    const at = ['--host', 'git.acme.example', '--api-url', acme.url];
    await cli.run(['login', '--with-token', ...at], { stdin: 'ghp_thisIsTheTokenOfKim' });
  });
  afterEach(() => acme.close());

  test('are listed, one can be chosen, and one can be left', async () => {
    const env = { DEBRIEF_API_URL: '' };
    const mona = `mona (${host()}), the token is in the keychain`;
    const kim = 'kim (git.acme.example), the token is in the keychain';
    expect((await cli.run(['whoami'], { env })).out).toBe(`${kim}\n${mona}\n`);
    expect((await cli.run(['whoami', '--use', host()], { env })).out).toBe(`${mona}\n${kim}\n`);
    expect((await cli.run(['logout', '--host', 'git.acme.example'], { env })).out).toBe(
      'Signed out of git.acme.example.\n',
    );
    expect([...kept.keys()]).toEqual([host()]);
    const ran = await cli.run(['logout', '--host', 'git.acme.example', '--json'], { env });
    expect(schemas.failure.parse(JSON.parse(ran.err)).error.code).toBe('account.unknown');
  });

  test('never give their token to the server of another', () => {
    expect(acme.violations).toEqual([]);
    expect(acme.requests.filter((each) => each.status === 401)).toEqual([]);
    expect(github.requests.filter((each) => each.status === 401)).toEqual([]);
  });
});

test('what a token lacks is said at sign-in and by whoami, and is in their documents', async () => {
  github.addToken('mona', 'ghp_withoutAnyScope', { scopes: ['gist'] });
  const ran = await cli.run(['login', '--with-token'], { stdin: 'ghp_withoutAnyScope' });
  expect(ran.code).toBe(0);
  expect(ran.err).toMatch(/^debrief: The token may not write issues \(its scopes: gist\)\. /);
  const whoami = await cli.run(['whoami', '--json']);
  expect(schemas.accounts.parse(JSON.parse(whoami.out)).notes[0]?.code).toBe('token.noScope');
});
