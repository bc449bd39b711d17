import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';

import type { Finding } from '../../../app/diagnosis-view.ts';
import type { Core, CoreOptions } from '../../../main/core.ts';
import { furnish, noKeychain, openTestCore, REPO, temporaryFolder, TOKEN } from '../../support/core.ts';
import { startGithub, type StandIn } from '../../support/github/stand-in.ts';

let github: StandIn;
beforeAll(async () => {
  github = furnish(await startGithub());
});
afterAll(() => github.close());
beforeEach(() => github.recover());

const SECRET_WORDS = 'The payroll database was wide open';

/** What a core finds, by what it is about. */
async function examined(core: Core): Promise<Readonly<Record<string, Finding>>> {
  const { findings } = await core.client.diagnosis.examine({ thorough: true });
  return Object.fromEntries(findings.map((each) => [each.about, each]));
}

async function look(
  options: Partial<CoreOptions> = {},
  apiUrl = github.url,
): Promise<Record<string, Finding>> {
  using folder = temporaryFolder();
  const core = openTestCore(folder.path, apiUrl, options);
  try {
    return await examined(core);
  } finally {
    await core.close();
  }
}

describe('a diagnosis', () => {
  test('finds all well where all is', async () => {
    const found = await look();
    expect(Object.values(found).filter(({ standing }) => standing !== 'well')).toEqual([]);
    expect(Object.keys(found)).toEqual([
      'Program',
      'Data folder',
      'Database',
      'Journal',
      'Keychain',
      'Network',
      'Clock',
      'Account',
    ]);
    expect(found['Account']?.found).toBe(`Signed in as kim on ${new URL(github.url).host}.`);
  });

  test('sees a clock that is an hour off, either way', async () => {
    github.fail({ kind: 'clock', aheadMs: -3_600_000 });
    expect((await look())['Clock']?.found).toMatch(/ (1 h|60 min) ahead of the server's\.$/);
    github.recover();
    github.fail({ kind: 'clock', aheadMs: 3_600_000 });
    expect((await look())['Clock']?.found).toMatch(/ (1 h|60 min) behind the server's\.$/);
  });

  test('sees that nothing answers, and does not blame the token for it', async () => {
    const found = await look({}, 'http://127.0.0.1:2');
    expect(found['Network']).toMatchObject({ standing: 'notice' });
    expect(found['Network']?.found).toContain('the connection was refused');
    expect(found['Account']).toMatchObject({ standing: 'well' });
    expect(found['Clock']?.found).toContain('Not compared');
  });

  test('sees a page that asks to sign in to the network', async () => {
    github.fail({ kind: 'portal' });
    expect((await look())['Network']?.found).toContain('does this network ask to sign in?');
  });

  test('sees a token that GitHub refuses', async () => {
    const environment = { GH_TOKEN: 'ghp_revokedRevokedRevokedRevokedRevoke', DEBRIEF_API_URL: github.url };
    expect((await look({ environment }))['Account']).toMatchObject({ standing: 'trouble' });
  });

  test('sees that nobody is signed in, which is no trouble', async () => {
    const found = await look({ environment: { DEBRIEF_API_URL: github.url } });
    expect(found['Account']).toMatchObject({ standing: 'notice', found: 'Nobody is signed in.' });
  });

  test('sees that there is no keychain', async () => {
    expect((await look({ keychain: noKeychain() }))['Keychain']).toMatchObject({ standing: 'notice' });
  });

  test('counts the drafts that are there', async () => {
    using folder = temporaryFolder();
    const core = openTestCore(folder.path, github.url);
    await core.client.drafts.create({ title: 'One' });
    const { id } = await core.client.drafts.create({ title: 'Two' });
    await core.client.drafts.remove({ id });
    expect((await examined(core))['Database']?.found).toMatch(/^1 draft, .* sound,/);
    await core.close();
  });
});

describe('the diagnostic log of a core', () => {
  test('tells what failed and what was filed, and holds no token and none of a person’s words', async () => {
    using folder = temporaryFolder();
    const core = openTestCore(folder.path, github.url);
    const { client } = core;
    const { id } = await client.drafts.create({ title: SECRET_WORDS, repo: REPO });
    await client.timeline.log({ draft: id, text: SECRET_WORDS });
    await client.sync.run({ ids: [id], waitMs: 0 });
    await client.drafts.get({ id: SECRET_WORDS }).catch(() => undefined);
    await client.account.signIn({ token: `${TOKEN}\n${SECRET_WORDS}` }).catch(() => undefined);
    const { text } = await client.diagnosis.examine({ thorough: false });
    await core.close();

    const log = readFileSync(join(folder.path, 'logs/debrief.jsonl'), 'utf8');
    const happened = log
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as Record<string, unknown>);
    expect(happened).toMatchObject([
      { happening: 'sync.step', draft: id, action: 'create', outcome: 'created' },
      { happening: 'call.failed', call: 'drafts.get', code: 'draft.unknown' },
      { happening: 'call.failed', call: 'account.signIn', code: 'token.invalid' },
    ]);
    for (const told of [log, text]) {
      expect(told).not.toContain(TOKEN);
      expect(told).not.toContain('payroll');
    }
    expect(text).toContain('"call":"drafts.get"');
  });

  test('has the beginning and the end of a host, and one that broke', async () => {
    using folder = temporaryFolder();
    const core = openTestCore(folder.path, github.url, { automatic: true, host: 'web host' });
    const listeners = process.listeners('uncaughtExceptionMonitor');
    listeners.at(-1)?.(new RangeError(SECRET_WORDS), 'uncaughtException');
    await core.close();
    const log = readFileSync(join(folder.path, 'logs/debrief.jsonl'), 'utf8');
    expect(log).not.toContain('payroll');
    expect(
      log
        .trimEnd()
        .split('\n')
        .map((line) => JSON.parse(line) as unknown),
    ).toMatchObject([
      { happening: 'host.opened', host: 'web-host', runtime: `Node-${process.versions.node}` },
      { happening: 'process.broke', error: 'RangeError' },
      { happening: 'host.closed' },
    ]);
    expect(process.listeners('uncaughtExceptionMonitor')).toHaveLength(listeners.length - 1);
  });

  test('is not there for a command with which all went well', async () => {
    using folder = temporaryFolder();
    const core = openTestCore(folder.path, github.url);
    await core.client.drafts.create({ title: 'Hub down' });
    await core.close();
    expect(readdirSync(folder.path)).not.toContain('logs');
  });
});
