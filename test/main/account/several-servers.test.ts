import { afterEach, beforeEach, expect, it } from 'vitest';

import type { CoreClient } from '../../../app/contract.ts';
import type { Core } from '../../../main/core.ts';
import { GITHUB_PACE } from '../../../app/pace.ts';
import { openCore } from '../../../main/core.ts';
import { memoryKeychain, REPO, temporaryFolder } from '../../support/core.ts';
import { startGithub, type StandIn } from '../../support/github/stand-in.ts';

const SITES = ['git.acme.example', 'git.other.example'] as const;
const TOKENS = ['ghp_theTokenForAcme', 'ghp_theTokenForTheOther'] as const;

/** Two servers with a repository of the same name, each with issues on a site of its own. */
let servers: [StandIn, StandIn];
let folder: ReturnType<typeof temporaryFolder>;
let core: Core;
let client: CoreClient;
let nowMs: number;

async function serve(index: 0 | 1): Promise<StandIn> {
  const server = await startGithub({ webUrl: `https://${SITES[index]}` });
  server.addAccount({ login: 'kim', token: TOKENS[index] });
  server.addRepository({ repo: REPO, push: ['kim'] });
  return server;
}

async function signIn(index: 0 | 1): Promise<void> {
  await client.account.signIn({ token: TOKENS[index], host: SITES[index], apiUrl: servers[index].url });
}

beforeEach(async () => {
  nowMs = Date.now();
  servers = [await serve(0), await serve(1)];
  folder = temporaryFolder();
  const pace = { ...GITHUB_PACE, gapMs: 0 };
  core = openCore({
    folder: folder.path,
    environment: {},
    keychain: memoryKeychain(),
    pace,
    nowMs: () => nowMs,
  });
  client = core.client;
});

afterEach(async () => {
  await core.close();
  folder[Symbol.dispose]();
  for (const server of servers) {
    // A token at the wrong server would be a 401.
    expect(server.violations).toEqual([]);
    expect(server.requests.filter((each) => each.status === 401)).toEqual([]);
    await server.close();
  }
});

/** A draft, filed with whichever account is the default one. */
async function file(title: string): Promise<string> {
  const { id } = await client.drafts.create({ title, repo: REPO });
  expect(await client.sync.run({ ids: [id], waitMs: 0 })).toMatchObject([{ action: 'create', error: null }]);
  return id;
}

async function retitle(id: string, title: string): Promise<void> {
  await client.drafts.update({ id, title });
}

const titles = (server: StandIn): readonly string[] => server.issues(REPO).map((each) => each.title);

it('a new draft goes to the default account, a filed one to the account of its own server', async () => {
  await signIn(0);
  const first = await file('at acme');
  await signIn(1);
  const second = await file('at the other');
  expect([titles(servers[0]), titles(servers[1])]).toEqual([
    ['Debrief - at acme'],
    ['Debrief - at the other'],
  ]);
  await retitle(first, 'at acme still');
  await retitle(second, 'at the other still');
  const reports = await client.sync.run({ ids: [first, second], waitMs: 0 });
  expect(reports.map((each) => each.action)).toEqual(['update', 'update']);
  expect([titles(servers[0]), titles(servers[1])]).toEqual([['at acme still'], ['at the other still']]);
});

it('what changed in repositories of one name is asked of each server, and not mixed up', async () => {
  await signIn(0);
  const first = await file('at acme');
  await signIn(1);
  const second = await file('at the other');
  servers[0].editIssue(REPO, 1, { title: 'changed at acme' });
  servers[1].editIssue(REPO, 1, { title: 'changed at the other' });
  await client.sync.run({ ids: [first, second], waitMs: 0 });
  expect((await client.drafts.get({ id: first })).title).toBe('changed at acme');
  expect((await client.drafts.get({ id: second })).title).toBe('changed at the other');
});

it('a server that one has left is asked nothing, and the drafts of the others go on', async () => {
  await signIn(0);
  const first = await file('at acme');
  await signIn(1);
  const second = await file('at the other');
  await client.account.signOut({ host: SITES[0] });
  await retitle(first, 'owed to acme');
  await retitle(second, 'sent to the other');
  servers[0].forgetRequests();
  const reports = await client.sync.run({ ids: [first, second], waitMs: 0 });
  expect(reports).toMatchObject([
    { error: { code: 'account.noneAt', help: `Run "debrief login --host ${SITES[0]}"; then sync again.` } },
    { error: null, action: 'update' },
  ]);
  expect(servers[0].requests).toEqual([]);
  expect(titles(servers[1])).toEqual(['sent to the other']);
  await signIn(0);
  expect(await client.sync.run({ ids: [first], waitMs: 0 })).toMatchObject([
    { error: null, action: 'update' },
  ]);
  expect(titles(servers[0])).toEqual(['owed to acme']);
});

it('a server that can’t be reached holds up only its own drafts', async () => {
  await signIn(0);
  const first = await file('at acme');
  await signIn(1);
  const second = await file('at the other');
  await retitle(first, 'owed to acme');
  await retitle(second, 'sent to the other');
  servers[0].fail({ kind: 'portal' }, { count: Infinity });
  const reports = await client.sync.run({ ids: [first, second], waitMs: 0 });
  expect(reports).toMatchObject([{ error: { code: 'github.offline' } }, { error: null, action: 'update' }]);
  expect(titles(servers[1])).toEqual(['sent to the other']);
});

it('a draft whose create was not answered is looked for where it was sent, whichever account is the default by then', async () => {
  await signIn(0);
  const { id } = await client.drafts.create({ title: 'at acme', repo: REPO });
  servers[0].fail({ kind: 'lose-answer' }, { method: 'POST' });
  await client.sync.run({ ids: [id], waitMs: 0 });
  await signIn(1);
  nowMs += 3_600_000;
  expect(await client.sync.run({ ids: [id], waitMs: 0 })).toMatchObject([{ action: 'look', error: null }]);
  expect([titles(servers[0]), titles(servers[1])]).toEqual([['Debrief - at acme'], []]);
});

it('the small issue of an action item goes to the server of its draft', async () => {
  await signIn(0);
  const id = await file('at acme');
  await signIn(1);
  const action = await client.actions.add({ draft: id, text: 'Do better', kind: 'process' });
  await client.actions.file({ draft: id, action: action.id });
  await client.sync.run({ waitMs: 0 });
  expect(titles(servers[0])).toContain('Do better');
  expect(titles(servers[1])).toEqual([]);
});
