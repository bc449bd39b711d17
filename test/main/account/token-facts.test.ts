import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import type { CoreClient } from '../../../app/contract.ts';
import type { Core } from '../../../main/core.ts';
import { openCore } from '../../../main/core.ts';
import { memoryKeychain, temporaryFolder } from '../../support/core.ts';
import { startGithub, type StandIn } from '../../support/github/stand-in.ts';

const NOW_MS = Date.UTC(2026, 2, 1, 12);
const DAY_MS = 86_400_000;

let github: StandIn;
let folder: ReturnType<typeof temporaryFolder>;
let core: Core;
let client: CoreClient;
let nowMs: number;

beforeEach(async () => {
  nowMs = NOW_MS;
  github = await startGithub({ now: () => nowMs });
  github.addAccount({ login: 'kim' });
  github.addRepository({ repo: 'acme/secret', isPrivate: true, push: ['kim'] });
  folder = temporaryFolder();
  core = openCore({
    folder: folder.path,
    environment: { DEBRIEF_API_URL: github.url },
    keychain: memoryKeychain(),
    nowMs: () => nowMs,
  });
  client = core.client;
});

afterEach(async () => {
  await core.close();
  folder[Symbol.dispose]();
  expect(github.violations).toEqual([]);
  await github.close();
});

/** Signs in with a token that may do so much, and gives the codes of what is said of it. */
async function notes(
  may: Parameters<StandIn['addToken']>[2],
  token = 'ghp_aTokenOfTheTest',
): Promise<readonly string[]> {
  github.addToken('kim', token, may);
  return (await client.account.signIn({ token })).notes.map((each) => each.code);
}

describe('of a classic token is said', () => {
  it.each([
    [['repo'], []],
    [['repo', 'gist'], []],
    [['public_repo'], ['token.publicOnly']],
    [['gist', 'read:org'], ['token.noScope']],
    [[], ['token.noScope']],
  ])('with the scopes %j: %j', async (scopes, expected) => {
    expect(await notes({ scopes })).toEqual(expected);
  });

  it('which scopes it has, where none of them is enough', async () => {
    github.addToken('kim', 'ghp_aTokenOfTheTest', { scopes: ['gist', 'read:org'] });
    const { notes: said } = await client.account.signIn({ token: 'ghp_aTokenOfTheTest' });
    expect(said[0]?.message).toContain('gist, read:org');
  });
});

describe('of a fine-grained token, whose permissions GitHub does not tell,', () => {
  const fineGrained = { permissions: { issues: 'write' }, repositories: ['acme/secret'] } as const;
  const token = 'github_pat_11AAAAAAA0test';

  it('nothing is tried without a repository, and that is said', async () => {
    expect(await notes(fineGrained, token)).toEqual(['token.unverified']);
    expect(github.requests.filter((each) => each.path.startsWith('/repos'))).toEqual([]);
  });

  it('reading the repository of the newest draft is tried', async () => {
    await client.drafts.create({ title: 'x', repo: 'acme/secret' });
    expect(await notes(fineGrained, token)).toEqual(['token.unverified']);
    const [account] = await client.account.list({});
    expect(account?.notes[0]?.message).toContain('acme/secret');
    expect(await notes({ permissions: {}, repositories: [] }, token)).toEqual(['token.noRepo']);
  });

  it('nothing is said that was not seen, where the repository gave no answer', async () => {
    await client.settings.set({ repo: 'acme/secret' });
    github.fail({ kind: 'server-error' }, { path: '/repos/acme/secret/issues' });
    expect(await notes(fineGrained, token)).toEqual(['token.unverified']);
    const [account] = await client.account.list({});
    expect(account?.notes[0]?.message).not.toContain('acme/secret');
  });
});

describe('the end of a token', () => {
  it.each([
    [30 * DAY_MS, []],
    [14 * DAY_MS + 1000, []],
    [13 * DAY_MS, ['token.expires']],
    [1000, ['token.expires']],
    [-1000, ['token.expired']],
  ])('%i ms from now gives %j', async (inMs, expected) => {
    expect(await notes({ expiresAtMs: nowMs + inMs })).toEqual(expected);
  });

  it('is said when it comes near, long after the sign-in and without asking again', async () => {
    expect(await notes({ expiresAtMs: nowMs + 90 * DAY_MS })).toEqual([]);
    nowMs += 85 * DAY_MS;
    github.forgetRequests();
    const [account] = await client.account.list({});
    expect(account?.notes[0]).toMatchObject({
      code: 'token.expires',
      message: 'The token expires on 2026-05-30, in 5 days.',
    });
    expect(github.requests).toEqual([]);
  });
});
