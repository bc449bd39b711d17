import { join } from 'node:path';
import Database from 'better-sqlite3';
import { describe, expect, it } from 'vitest';

import type { DraftView, SyncReport } from '../../../../app/views.ts';
import type { Core } from '../../../../main/core.ts';
import { maskOf } from '../../../../main/sync/secrets/mask.ts';
import { furnish, openTestCore, REPO, temporaryFolder } from '../../../support/core.ts';
import type { StandIn } from '../../../support/github/stand-in.ts';
import { startGithub } from '../../../support/github/stand-in.ts';
import { AWS_KEY, OTHER_AWS_KEY } from '../../../support/secrets.ts';

interface Scene extends AsyncDisposable {
  readonly github: StandIn;
  readonly core: Core;
  readonly folder: string;
  /** A draft whose summary says this. */
  draft(summary: string, title?: string): Promise<string>;
  write(id: string, summary: string): Promise<void>;
  sync(ids?: string[]): Promise<readonly SyncReport[]>;
  view(id: string): Promise<DraftView>;
}

async function scene(): Promise<Scene> {
  const folder = temporaryFolder();
  const github = furnish(await startGithub());
  const core = openTestCore(folder.path, github.url);
  const { drafts, sync } = core.client;
  const write = async (id: string, text: string): Promise<void> => {
    const section = (await drafts.get({ id })).sections.find(({ name }) => name === 'Summary');
    await drafts.saveSection({ id, section: section?.id ?? '', text });
  };
  return {
    github,
    core,
    folder: folder.path,
    write,
    view: (id) => drafts.get({ id }),
    sync: (ids) => sync.run({ ...(ids === undefined ? {} : { ids }), waitMs: 5_000 }),
    draft: async (summary, title = 'Hub down') => {
      const { id } = await drafts.create({ title, repo: REPO });
      await write(id, summary);
      return id;
    },
    [Symbol.asyncDispose]: async () => {
      await core.close();
      await github.close();
      folder[Symbol.dispose]();
      expect(github.violations).toEqual([]);
    },
  };
}

const LEAKING = `It began with this:\n\n    export AWS_ACCESS_KEY_ID=${AWS_KEY}`;
const summaryOf = (draft: DraftView): string =>
  draft.sections.find(({ name }) => name === 'Summary')?.text ?? '';

describe('a draft that holds what looks like a secret', () => {
  it('stays here, says where and what, and lets the others pass', async () => {
    await using all = await scene();
    const leaking = await all.draft(LEAKING, 'Leaking');
    const good = await all.draft('Fine.', 'Good');
    const reports = await all.sync();
    expect(reports.find(({ draft }) => draft === leaking)).toMatchObject({
      action: 'create',
      error: { code: 'draft.secret' },
    });
    expect((await all.view(leaking)).sync).toMatchObject({
      state: 'blocked',
      error: {
        message: `Line 5 of this report under "Summary" looks like it holds an AWS key (${maskOf(AWS_KEY)}). Nothing was sent; the draft is safe here.`,
      },
    });
    expect((await all.view(good)).sync.state).toBe('synced');
    expect(all.github.issues(REPO).map(({ title }) => title)).toEqual(['Debrief - Good']);
    expect(all.github.counts.writes).toBe(1);
  });

  it('asks GitHub nothing, however often it is tried', async () => {
    await using all = await scene();
    await all.draft(LEAKING);
    for (let times = 0; times < 3; times += 1) await all.sync();
    expect(all.github.requests).toEqual([]);
  });

  it('is filed as it is once a person allows it, and is not asked about again', async () => {
    await using all = await scene();
    const id = await all.draft(LEAKING);
    await all.sync();
    const found = await all.core.client.drafts.secrets({ id });
    expect(found).toMatchObject([
      { words: 'an AWS key', place: 'body', line: 5, section: 'Summary', excerpt: maskOf(AWS_KEY) },
    ]);
    const allowed = await all.core.client.sync.allowSecrets({ id, secrets: found.map((each) => each.id) });
    expect(allowed.sync).toMatchObject({ state: 'queued', error: null });
    await all.sync();
    expect(all.github.issue(REPO, 1).body).toContain(AWS_KEY);
    await all.write(id, `Again, and in more words: ${AWS_KEY}`);
    expect(await all.core.client.drafts.secrets({ id })).toEqual([]);
    await all.sync();
    expect(all.github.issue(REPO, 1).body).toContain('in more words');
    expect((await all.view(id)).sync.state).toBe('synced');
  });

  it('is held up again by a secret that nobody was shown, and by the same one in another draft', async () => {
    await using all = await scene();
    const id = await all.draft(LEAKING);
    await all.sync();
    const shown = await all.core.client.drafts.secrets({ id });
    await all.write(id, `${LEAKING} ${OTHER_AWS_KEY}`);
    await all.core.client.sync.allowSecrets({ id, secrets: shown.map((each) => each.id) });
    const other = await all.draft(LEAKING, 'Another');
    await all.sync();
    expect((await all.view(id)).sync).toMatchObject({ state: 'blocked', error: { code: 'draft.secret' } });
    expect(await all.core.client.drafts.secrets({ id })).toMatchObject([{ excerpt: maskOf(OTHER_AWS_KEY) }]);
    expect((await all.view(other)).sync.state).toBe('blocked');
    expect(all.github.counts.writes).toBe(0);
  });

  it('is filed masked once a person masks it, which can be undone', async () => {
    await using all = await scene();
    const id = await all.draft(LEAKING, `Hub down ${OTHER_AWS_KEY}`);
    await all.core.client.timeline.log({
      draft: id,
      atMs: Date.UTC(2026, 2, 1, 9, 14, 3, 250),
      text: `Saw ${AWS_KEY}`,
    });
    const [entry] = (await all.view(id)).sections.flatMap(({ entries }) => entries);
    await all.sync();
    expect((await all.view(id)).sync.error?.message).toMatch(
      /^The title of this report .* So do 2 more places\. /,
    );
    const masked = await all.core.client.drafts.maskSecrets({ id });
    expect(masked.sync.state).toBe('queued');
    expect(summaryOf(masked)).toBe(LEAKING.replace(AWS_KEY, maskOf(AWS_KEY)).trim());
    // The entry is the same one, with its milliseconds.
    expect(masked.sections.flatMap(({ entries }) => entries)).toEqual([
      { ...entry, text: `Saw ${maskOf(AWS_KEY)}` },
    ]);
    await all.sync();
    expect(all.github.issue(REPO, 1).title).toBe(`Debrief - Hub down ${maskOf(OTHER_AWS_KEY)}`);
    expect(all.github.issue(REPO, 1).body).toContain(`AWS_ACCESS_KEY_ID=${maskOf(AWS_KEY)}`);
    expect(JSON.stringify(all.github.issues(REPO))).not.toMatch(new RegExp(`${AWS_KEY}|${OTHER_AWS_KEY}`));
    const [revision] = await all.core.client.drafts.revisions({ id });
    expect(revision?.reason).toBe('mask');
    const undone = await all.core.client.drafts.revert({ id, revision: revision?.id ?? '' });
    expect(summaryOf(undone)).toContain(AWS_KEY);
    // And what was undone is held up again.
    await all.sync();
    expect((await all.view(id)).sync).toMatchObject({ state: 'blocked', error: { code: 'draft.secret' } });
    expect(all.github.issue(REPO, 1).body).not.toContain(AWS_KEY);
  });

  it('has only those masked that are named', async () => {
    await using all = await scene();
    const id = await all.draft(`${AWS_KEY} and ${OTHER_AWS_KEY}`);
    const [first] = await all.core.client.drafts.secrets({ id });
    const masked = await all.core.client.drafts.maskSecrets({ id, secrets: [first?.id ?? ''] });
    expect(summaryOf(masked)).toBe(`${maskOf(AWS_KEY)} and ${OTHER_AWS_KEY}`);
  });

  it('stays local when it is masked before anybody asked for it to be filed', async () => {
    await using all = await scene();
    const id = await all.draft(LEAKING);
    expect((await all.core.client.drafts.maskSecrets({ id })).sync.state).toBe('local');
  });
});

describe('an update', () => {
  it('with a secret in it goes no further than the read', async () => {
    await using all = await scene();
    const id = await all.draft('Fine.');
    await all.sync();
    await all.write(id, LEAKING);
    all.github.forgetRequests();
    await all.sync();
    expect(all.github.requests.map(({ method }) => method)).toEqual(['GET']);
    expect((await all.view(id)).sync).toMatchObject({ state: 'blocked', error: { code: 'draft.secret' } });
    await all.core.client.drafts.maskSecrets({ id });
    await all.sync();
    expect(all.github.issue(REPO, 1).body).toContain(`=${maskOf(AWS_KEY)}`);
  });

  it('is held up when it is merged with what a colleague wrote', async () => {
    await using all = await scene();
    const id = await all.draft('Fine.');
    await all.sync();
    const body = all.github.issue(REPO, 1).body ?? '';
    all.github.editIssue(REPO, 1, {
      body: body.replace('## What went wrong\n', '## What went wrong\n\nFrom a colleague.\n'),
    });
    await all.write(id, LEAKING);
    await all.sync();
    expect((await all.view(id)).sync).toMatchObject({ state: 'blocked', error: { code: 'draft.secret' } });
    expect(all.github.issue(REPO, 1).body).not.toContain(AWS_KEY);
    expect(all.github.issue(REPO, 1).body).toContain('From a colleague.');
  });

  it('is not held up by what can be read on GitHub already', async () => {
    await using all = await scene();
    const id = await all.draft('Fine.');
    await all.sync();
    const body = all.github.issue(REPO, 1).body ?? '';
    all.github.editIssue(REPO, 1, { body: body.replace('Fine.', `Fine, says a colleague: ${AWS_KEY}`) });
    await all.sync();
    await all.write(id, `${summaryOf(await all.view(id))}\n\nMore words.`);
    await all.sync();
    expect((await all.view(id)).sync.state).toBe('synced');
    expect(all.github.issue(REPO, 1).body).toContain('More words.');
  });
});

describe('an action item', () => {
  it('with a secret in it is held up with its draft, and both go once it is masked', async () => {
    await using all = await scene();
    const id = await all.draft('Fine.');
    const { id: action } = await all.core.client.actions.add({
      draft: id,
      text: `Rotate ${AWS_KEY}`,
      kind: 'technical',
    });
    await all.core.client.actions.file({ draft: id, action });
    await all.sync();
    expect(all.github.counts.writes).toBe(0);
    const held = all.core.context.parts.store.getSync({ kind: 'action', id: action as never });
    expect(held).toMatchObject({ state: 'blocked', error: { code: 'draft.secret' } });
    await all.core.client.drafts.maskSecrets({ id });
    await all.sync();
    await all.sync();
    expect(
      all.github
        .issues(REPO)
        .map(({ title }) => title)
        .sort(),
    ).toEqual(['Debrief - Hub down', `Rotate ${maskOf(AWS_KEY)}`]);
    const item = (await all.view(id)).sections.flatMap(({ actions }) => actions)[0];
    expect(item).toMatchObject({ id: action, issue: { repo: REPO } });
  });
});

describe('the secret itself', () => {
  it('stands in nothing that is kept of the sync, nor in what was remembered of it', async () => {
    await using all = await scene();
    const id = await all.draft(`# Leak of ${AWS_KEY}\n\n${LEAKING}`);
    const reports = await all.sync();
    const found = await all.core.client.drafts.secrets({ id });
    expect(JSON.stringify([reports, found, (await all.view(id)).sync])).not.toContain(AWS_KEY.slice(0, 5));
    await all.core.client.sync.allowSecrets({ id, secrets: found.map((each) => each.id) });
    const db = new Database(join(all.folder, 'debrief.db'), { readonly: true });
    for (const table of ['sync_record', 'meta', 'setting']) {
      expect(JSON.stringify(db.prepare(`SELECT * FROM ${table}`).all())).not.toContain(AWS_KEY.slice(0, 5));
    }
    db.close();
  });

  it('has another name in another database', async () => {
    await using one = await scene();
    await using two = await scene();
    const names = await Promise.all(
      [one, two].map(async (each) => {
        const id = await each.draft(LEAKING);
        return (await each.core.client.drafts.secrets({ id }))[0]?.id;
      }),
    );
    expect(new Set(names).size).toBe(2);
  });
});
