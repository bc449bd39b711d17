import { afterEach, beforeEach, describe, expect, it } from 'vitest';

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

describe('a draft whose server was named', () => {
  it('goes there, whichever account is the default one by then, and so do its action items', async () => {
    await signIn(0);
    await signIn(1);
    const { id, repo, host } = await client.drafts.create({ title: 'at acme', repo: `${SITES[0]}/${REPO}` });
    expect([repo, host]).toEqual([REPO, SITES[0]]);
    const action = await client.actions.add({ draft: id, text: 'Do better', kind: 'process', repo: REPO });
    await client.actions.file({ draft: id, action: action.id });
    await client.sync.run({ waitMs: 0 });
    expect(titles(servers[0])).toEqual(['Debrief - at acme', 'Do better']);
    expect(titles(servers[1])).toEqual([]);
  });

  it('waits for a sign-in there, with how to do that, while the others go on', async () => {
    await signIn(1);
    const { id } = await client.drafts.create({ title: 'at acme', repo: `https://${SITES[0]}/${REPO}` });
    const { id: other } = await client.drafts.create({ title: 'at the other', repo: REPO });
    expect(await client.sync.run({ ids: [id, other], waitMs: 0 })).toMatchObject([
      { error: { code: 'account.noneAt', help: `Run "debrief login --host ${SITES[0]}"; then sync again.` } },
      { error: null, action: 'create' },
    ]);
    await signIn(0);
    expect(await client.sync.run({ ids: [id], waitMs: 0 })).toMatchObject([
      { error: null, action: 'create' },
    ]);
    expect([titles(servers[0]), titles(servers[1])]).toEqual([
      ['Debrief - at acme'],
      ['Debrief - at the other'],
    ]);
  });

  it('goes to the default account’s again once its repository is written without one', async () => {
    await signIn(0);
    await signIn(1);
    const { id } = await client.drafts.create({ title: 'moved', repo: `${SITES[0]}/${REPO}` });
    expect(await client.drafts.update({ id, title: 'Debrief - moved on' })).toMatchObject({ host: SITES[0] });
    expect(await client.drafts.update({ id, repo: REPO })).toMatchObject({ repo: REPO, host: null });
    await client.sync.run({ ids: [id], waitMs: 0 });
    expect([titles(servers[0]), titles(servers[1])]).toEqual([[], ['Debrief - moved on']]);
  });

  it('keeps it over a JSON export and import, and has it from the settings', async () => {
    const { id } = await client.drafts.create({ title: 'kept', repo: `${SITES[0]}/${REPO}` });
    const { text } = await client.drafts.export({ id, format: 'json' });
    expect(await client.drafts.import({ text, fileName: 'a.json' })).toMatchObject({
      repo: REPO,
      host: SITES[0],
    });
    const older = JSON.stringify({ ...(JSON.parse(text) as object), host: undefined });
    expect(await client.drafts.import({ text: older, fileName: 'a.json' })).toMatchObject({
      repo: REPO,
      host: null,
    });
    expect(await client.settings.set({ repo: `https://${SITES[1]}/${REPO}.git` })).toMatchObject({
      repo: `${SITES[1]}/${REPO}`,
    });
    expect(await client.drafts.create({})).toMatchObject({ repo: REPO, host: SITES[1] });
    expect(await client.drafts.create({ repo: null })).toMatchObject({ repo: null, host: null });
  });

  it('refuses another server for the issue of an action item', async () => {
    await signIn(0);
    const { id } = await client.drafts.create({ repo: `${SITES[0]}/${REPO}` });
    const item = { draft: id, text: 'Do better', kind: 'process' } as const;
    await expect(client.actions.add({ ...item, repo: `${SITES[1]}/${REPO}` })).rejects.toMatchObject({
      data: { code: 'action.otherHost' },
    });
    const added = await client.actions.add({ ...item, repo: `${SITES[0]}/${REPO}` });
    expect(added.repo).toBe(REPO);
    const edited = { draft: id, action: added.id, repo: `${SITES[1]}/${REPO}` };
    await expect(client.actions.edit(edited)).rejects.toMatchObject({ data: { code: 'action.otherHost' } });
  });
});

describe('what is asked of a server by name', () => {
  it('an issue is imported with the account of its server, and one’s default account stays out of it', async () => {
    await signIn(0);
    await signIn(1);
    servers[0].addIssue(REPO, { title: 'of acme' });
    servers[1].forgetRequests();
    const draft = await client.drafts.import({ issue: { repo: `${SITES[0]}/${REPO}`, number: 1 } });
    expect(draft).toMatchObject({ title: 'of acme', issue: { url: `https://${SITES[0]}/${REPO}/issues/1` } });
    expect(servers[1].requests).toEqual([]);
    await client.account.signOut({ host: SITES[0] });
    await expect(
      client.drafts.import({ issue: { repo: `${SITES[0]}/${REPO}`, number: 1 } }),
    ).rejects.toMatchObject({ data: { code: 'account.noneAt' } });
  });

  it('templates are those of its repository, each server’s kept apart', async () => {
    await signIn(0);
    await signIn(1);
    servers.forEach((server, index) =>
      server.addFile(REPO, '.github/ISSUE_TEMPLATE/a.md', `---\nname: Of ${index}\nabout: x\n---\n\n# A\n`),
    );
    const names = async (repo: string): Promise<readonly string[]> =>
      (await client.templates.list({ repo })).map(({ name }) => name).slice(1);
    expect(await names(REPO)).toEqual(['Of 1']);
    expect(await names(`${SITES[0]}/${REPO}`)).toEqual(['Of 0']);
    for (const server of servers) server.fail({ kind: 'portal' }, { count: Infinity });
    expect(await names(`${SITES[0]}/${REPO}`)).toEqual(['Of 0']);
    expect(await names(REPO)).toEqual(['Of 1']);
  });

  it('a page links references to the server of the draft', async () => {
    await signIn(0);
    const linked = await file('See #7');
    await signIn(1);
    const { id: named } = await client.drafts.create({ repo: `${SITES[0]}/${REPO}` });
    const { id: usual } = await client.drafts.create({ repo: REPO });
    for (const [id, site] of [
      [linked, SITES[0]],
      [named, SITES[0]],
      [usual, SITES[1]],
    ] as const) {
      const [section] = (await client.drafts.get({ id })).sections;
      await client.drafts.saveSection({ id, section: section!.id, text: 'See #7.' });
      expect((await client.drafts.export({ id, format: 'html' })).text).toContain(
        `https://${site}/${REPO}/issues/7`,
      );
    }
  });

  it('a server that is down does not make the default one look offline', async () => {
    await signIn(0);
    const first = await file('at acme');
    await signIn(1);
    const second = await file('at the other');
    servers[0].fail({ kind: 'portal' }, { count: Infinity });
    await retitle(second, 'first the one that is up');
    await client.sync.run({ ids: [second], waitMs: 0 });
    await retitle(first, 'then the one that is down');
    await client.sync.run({ ids: [first], waitMs: 0 });
    expect((await client.sync.status({})).online).toBe(true);
    await client.account.choose({ host: SITES[0] });
    expect((await client.sync.status({})).online).toBe(false);
  });
});
