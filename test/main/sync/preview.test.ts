import Database from 'better-sqlite3';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import type { SyncPreview } from '../../../app/views.ts';
import type { Core } from '../../../main/core.ts';
import { furnish, openTestCore, REPO, temporaryFolder } from '../../support/core.ts';
import type { StandIn } from '../../support/github/stand-in.ts';
import { startGithub } from '../../support/github/stand-in.ts';

let folder: ReturnType<typeof temporaryFolder>;
let github: StandIn;
let core: Core;

beforeEach(async () => {
  folder = temporaryFolder();
  github = furnish(await startGithub());
  core = openTestCore(folder.path, github.url);
});

afterEach(async () => {
  await core.close();
  await github.close();
  folder[Symbol.dispose]();
  expect(github.violations).toEqual([]);
});

/** Every row of every table, as another process reads them. */
function rows(): string {
  const file = readdirSync(folder.path).find((name) => name.endsWith('.db'));
  const db = new Database(join(folder.path, file ?? ''), { readonly: true });
  const tables = db
    .prepare("SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'search%'")
    .all();
  const all = (tables as { name: string }[]).map(({ name }) => [
    name,
    db.prepare(`SELECT * FROM ${name}`).all(),
  ]);
  db.close();
  return JSON.stringify(all);
}

/** A preview, which changes nothing on either side. */
async function preview(ids?: string[]): Promise<SyncPreview[]> {
  const before = rows();
  github.forgetRequests();
  const previews = await core.client.sync.preview(ids === undefined ? {} : { ids });
  expect(github.counts.writes).toBe(0);
  expect(rows()).toBe(before);
  return previews;
}

const create = async (title = 'Hub down'): Promise<string> =>
  (await core.client.drafts.create({ title, repo: REPO })).id;
const sync = async (): Promise<readonly string[]> =>
  (await core.client.sync.run({ waitMs: 0 })).map(({ action }) => action);

async function write(id: string, text: string): Promise<void> {
  const { sections } = await core.client.drafts.get({ id });
  const section = sections.find(({ name }) => name === 'Summary')!.id;
  await core.client.drafts.saveSection({ id, section, text });
}

/** Filed; found in the list of changes; the list has an ETag. */
async function filed(summary = 'before'): Promise<string> {
  const id = await create();
  await write(id, summary);
  for (let times = 0; times < 3; times += 1) await sync();
  return id;
}

const edit = (from: string, to: string): unknown =>
  github.editIssue(REPO, 1, { body: github.issue(REPO, 1).body!.replace(from, to) });

describe('a preview of a sync', () => {
  it('says what a create would file, and asks nothing', async () => {
    const id = await create();
    const [row, ...others] = await preview();
    expect(others).toEqual([]);
    expect(row).toMatchObject({
      draft: id,
      action: 'create',
      repo: REPO,
      host: null,
      issue: null,
      writes: 1,
      reads: 0,
      error: null,
      sends: { title: 'Debrief - Hub down', labels: { added: ['post-mortem'] } },
    });
    expect(row?.sends?.lines?.added).toBeGreaterThan(5);
    expect(github.requests.filter(({ path }) => path.includes('/issues'))).toEqual([]);
    expect((await core.client.drafts.get({ id })).sync.state).toBe('local');
    expect(await sync()).toEqual(['create']);
  });

  it('says what an update would change, by one read', async () => {
    const id = await filed();
    await core.client.drafts.update({ id, title: 'Other', labels: ['sev1'] });
    await write(id, 'after\nand more');
    expect(await preview()).toMatchObject([
      {
        action: 'update',
        reason: 'changed here only',
        reads: 1,
        // The texts, the label that is new, the one that goes.
        writes: 3,
        asked: true,
        sends: {
          title: 'Other',
          lines: { added: 2, removed: 1 },
          labels: { added: ['sev1'], removed: ['post-mortem'] },
        },
        takes: null,
      },
    ]);
    expect(github.requests).toHaveLength(1);
    expect(await sync()).toEqual(['update']);
  });

  it('says what a pull would change here, by one list of the repository', async () => {
    await filed();
    edit('before', 'theirs');
    expect(await preview()).toMatchObject([
      {
        action: 'pull',
        takes: { title: null, lines: { added: 1, removed: 1 } },
        sends: null,
        writes: 0,
        asked: true,
      },
    ]);
    expect(github.requests).toHaveLength(1);
    // The list is still to be read by the sync itself.
    expect(await sync()).toEqual(['pull']);
  });

  it('says that nothing changed, at no cost to the quota', async () => {
    await filed();
    expect(await preview()).toMatchObject([
      { action: 'none', asked: true, error: null, reads: 0, writes: 0 },
    ]);
    expect(github.requests.map(({ status }) => status)).toEqual([304]);
  });

  it('tells a merge with both directions, and a conflict with both sides, from each other', async () => {
    const id = await filed('one\n\ntwo\n\nthree');
    await write(id, 'one, mine\n\ntwo\n\nthree');
    edit('three', 'three, theirs');
    expect(await preview()).toMatchObject([
      { action: 'merge', sends: { lines: { added: 1 } }, takes: { lines: { added: 1 } }, writes: 1 },
    ]);
    edit('one', 'one, theirs');
    const [row] = await preview();
    expect(row).toMatchObject({ action: 'conflict', writes: 0 });
    expect(row?.sends).not.toBeNull();
    expect(row?.takes).not.toBeNull();
    await sync();
    expect(await preview()).toMatchObject([{ action: 'conflict', error: { code: 'github.conflict' } }]);
  });

  it('says what holds a draft up: a secret, a length, a missing repository', async () => {
    const secret = await create('Secret');
    await write(secret, 'the key is AKIAIOSFODNN7EXAMPLQ and more');
    const long = await create('Long');
    await write(long, 'x'.repeat(1_500_001));
    const { id: nowhere } = await core.client.drafts.create({ title: 'Nowhere' });
    const previews = await preview([secret, long, nowhere]);
    expect(previews.map(({ action }) => action)).toEqual(['blocked', 'blocked', 'blocked']);
    expect(previews.map(({ error }) => error?.code)).toEqual([
      'draft.secret',
      'body.tooLong',
      'draft.noRepo',
    ]);
  });

  it('says that an issue is looked for whose create was not answered', async () => {
    await create();
    github.fail({ kind: 'lose-answer' }, { method: 'POST' });
    await sync();
    const [waits] = await preview();
    expect(waits?.action).toBe('wait');
    await core.client.settings.set({ 'sync.lookAgain': [0] });
    await core.close();
    core = openTestCore(folder.path, github.url, { nowMs: () => Date.now() + 60_000 });
    expect(await preview()).toMatchObject([{ action: 'look', writes: 0, error: null }]);
  });

  it('covers the small issues of action items', async () => {
    const id = await create();
    const { id: action } = await core.client.actions.add({ draft: id, text: 'Alert', kind: 'technical' });
    await core.client.actions.file({ draft: id, action });
    expect(await preview()).toMatchObject([
      { draft: id, item: null, action: 'create' },
      { draft: id, item: action, action: 'create', sends: { title: 'Alert' } },
    ]);
  });

  it('says what a refusal is about, and asks the others all the same', async () => {
    const id = await filed();
    await core.client.drafts.update({ id, title: 'Other' });
    github.deleteIssue(REPO, 1);
    await create('New');
    const previews = await preview();
    expect(previews.map(({ action }) => action).sort()).toEqual(['blocked', 'create']);
  });
});

describe('where GitHub can’t be asked', () => {
  it('a preview says what is known here, and why it knows no more, after one attempt', async () => {
    const synced = await filed();
    const changed = await create('Changed');
    await sync();
    await core.client.drafts.update({ id: changed, title: 'Changed still' });
    const fresh = await create('Fresh');
    github.fail({ kind: 'portal' }, { count: Infinity });
    const previews = await preview([synced, changed, fresh]);
    expect(previews.map(({ action }) => action)).toEqual(['none', 'update', 'create']);
    expect(previews.map(({ error }) => error?.code)).toEqual(Array(3).fill('github.offline'));
    expect(previews.map(({ asked }) => asked)).toEqual([false, false, false]);
    expect(previews[1]?.sends).toMatchObject({ title: 'Changed still' });
    expect(github.requests).toHaveLength(1);
  });

  it('a pause that GitHub asked for is kept to', async () => {
    await filed();
    await create('Second');
    github.fail({ kind: 'secondary-limit', retryAfterS: 600 });
    await core.client.sync.run({ waitMs: 0 });
    const previews = await preview();
    expect(previews.map(({ action }) => action)).toEqual(['wait', 'wait']);
    expect(github.requests).toEqual([]);
  });

  it('nobody signed in is said for each', async () => {
    await create();
    await core.close();
    core = openTestCore(folder.path, github.url, { environment: { DEBRIEF_API_URL: github.url } });
    expect(await preview()).toMatchObject([{ action: 'blocked', error: { code: 'account.none' } }]);
  });
});
