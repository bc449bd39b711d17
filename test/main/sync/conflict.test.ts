import { describe, expect, it } from 'vitest';

import type { DraftView } from '../../../app/views.ts';
import type { Core } from '../../../main/core.ts';
import { furnish, openTestCore, REPO, temporaryFolder } from '../../support/core.ts';
import type { StandIn } from '../../support/github/stand-in.ts';
import { startGithub } from '../../support/github/stand-in.ts';

interface Scene extends AsyncDisposable {
  readonly github: StandIn;
  readonly core: Core;
  readonly id: string;
}

const SUMMARY = 'It was down for ten minutes.';
const WRONG = 'Nobody was on call.';
const LUCKY = 'It was a Sunday.';

async function write(core: Core, id: string, name: string, text: string): Promise<void> {
  const section = (await get(core, id)).sections.find((each) => each.name === name);
  await core.client.drafts.saveSection({ id, section: section?.id ?? '', text });
}

const get = (core: Core, id: string): Promise<DraftView> => core.client.drafts.get({ id });
const sync = (core: Core): ReturnType<Core['client']['sync']['run']> =>
  core.client.sync.run({ waitMs: 5_000 });
const textOf = async (core: Core, id: string): Promise<string> =>
  (await core.client.drafts.export({ id, format: 'md' })).text;
const codeOf = async (call: Promise<unknown>): Promise<string> =>
  call.then(
    () => 'none',
    (error: unknown) => (error as { readonly data: { readonly code: string } }).data.code,
  );

function replaceThere(github: StandIn, ...changes: readonly (readonly [string, string])[]): void {
  const body = changes.reduce((text, [from, to]) => text.replace(from, to), github.issue(REPO, 1).body ?? '');
  github.editIssue(REPO, 1, { body });
}

/** A filed draft that both sides change: in two places the same words, in a third only GitHub. */
async function inConflict(): Promise<Scene> {
  const folder = temporaryFolder();
  const github = furnish(await startGithub());
  const core = openTestCore(folder.path, github.url);
  const { id } = await core.client.drafts.create({ title: 'Hub down', repo: REPO });
  await write(core, id, 'Summary', SUMMARY);
  await write(core, id, 'What went wrong', WRONG);
  await write(core, id, 'Where we got lucky', LUCKY);
  await sync(core);
  replaceThere(github, ['ten', 'twenty'], ['Nobody', 'Robin'], ['Sunday', 'holiday']);
  await write(core, id, 'Summary', 'It was down for thirty minutes.');
  await write(core, id, 'What went wrong', 'Kim was on call.');
  await sync(core);
  expect((await get(core, id)).sync.state).toBe('conflict');
  return {
    github,
    core,
    id,
    [Symbol.asyncDispose]: async () => {
      await core.close();
      await github.close();
      folder[Symbol.dispose]();
      expect(github.violations).toEqual([]);
    },
  };
}

describe('a conflict', () => {
  it('is told place by place, with all else merged', async () => {
    await using all = await inConflict();
    const conflict = await all.core.client.sync.conflict({ id: all.id });
    expect(conflict).toMatchObject({
      issue: { repo: REPO, number: 1 },
      title: null,
      clashes: [
        {
          path: ['Summary'],
          mine: 'It was down for thirty minutes.\n',
          theirs: expect.stringContaining('twenty') as string,
        },
        { path: ['What went wrong'], base: `${WRONG}\n`, mine: 'Kim was on call.\n' },
      ],
    });
    expect(conflict.merged.body).toContain('It was a holiday.');
  });

  it('is ended by a choice for each place, and goes to GitHub so', async () => {
    await using all = await inConflict();
    const { client } = all.core;
    const { fingerprint } = await client.sync.conflict({ id: all.id });
    const own = { text: 'Kim and Robin were on call.\n' };
    const draft = await client.sync.resolve({
      id: all.id,
      take: { fingerprint, choices: { title: null, clashes: ['mine', own] } },
    });
    expect(draft.sync.state).toBe('queued');
    await sync(all.core);
    const body = all.github.issue(REPO, 1).body ?? '';
    expect(body).toContain('thirty minutes');
    expect(body).not.toContain('twenty');
    expect(body).toContain('Kim and Robin were on call.');
    expect(body).toContain('It was a holiday.');
    expect((await get(all.core, all.id)).sync.state).toBe('synced');
  });

  it.each(['mine', 'theirs', 'both'] as const)(
    'ended by one word, %s, keeps what was changed elsewhere on GitHub',
    async (take) => {
      await using all = await inConflict();
      await all.core.client.sync.resolve({ id: all.id, take });
      await sync(all.core);
      const body = all.github.issue(REPO, 1).body ?? '';
      expect(body).toContain('It was a holiday.');
      expect(body.includes('thirty') && body.includes('Kim')).toBe(take !== 'theirs');
      expect(body.includes('twenty') && body.includes('Robin')).toBe(take !== 'mine');
      expect((await get(all.core, all.id)).sync.state).toBe('synced');
    },
  );

  it('is not ended by choices for versions that changed since they were shown', async () => {
    await using all = await inConflict();
    const { client } = all.core;
    const shown = await client.sync.conflict({ id: all.id });
    await write(all.core, all.id, 'Summary', 'It was down for forty minutes.');
    const take = {
      fingerprint: shown.fingerprint,
      choices: { title: null, clashes: ['theirs' as const, 'theirs' as const] },
    };
    expect(await codeOf(client.sync.resolve({ id: all.id, take }))).toBe('conflict.changed');
    expect(await textOf(all.core, all.id)).toContain('forty');
    const now = await client.sync.conflict({ id: all.id });
    expect(now.clashes[0]?.mine).toContain('forty');
    const few = { ...take, fingerprint: now.fingerprint, choices: { title: null, clashes: [] } };
    expect(await codeOf(client.sync.resolve({ id: all.id, take: few }))).toBe('conflict.changed');
    await client.sync.resolve({ id: all.id, take: { ...take, fingerprint: now.fingerprint } });
    expect(await textOf(all.core, all.id)).toContain('twenty');
  });

  it('ends by itself, word for word, where the person writes what GitHub has', async () => {
    await using all = await inConflict();
    const { client } = all.core;
    await write(all.core, all.id, 'Summary', 'It was down for twenty minutes.');
    await write(all.core, all.id, 'What went wrong', 'Robin was on call.');
    const { clashes, fingerprint } = await client.sync.conflict({ id: all.id });
    expect(clashes).toEqual([]);
    const take = { fingerprint, choices: { title: null, clashes: [] } };
    await client.sync.resolve({ id: all.id, take });
    expect(await textOf(all.core, all.id)).toContain('It was a holiday.');
  });

  it('leaves the draft to be written in, and no other draft waits for it', async () => {
    await using all = await inConflict();
    await all.core.client.drafts.create({ title: 'Registry full', repo: REPO });
    await sync(all.core);
    expect(all.github.issues(REPO).map((each) => each.title)).toContain('Debrief - Registry full');
    await write(all.core, all.id, 'Where we got lucky', 'It was a quiet Sunday.');
    const { clashes } = await all.core.client.sync.conflict({ id: all.id });
    expect(clashes.map((each) => each.path.at(-1))).toEqual(['Summary', 'What went wrong']);
  });

  it('that is none is said to be none', async () => {
    await using all = await inConflict();
    const { client } = all.core;
    await client.sync.resolve({ id: all.id, take: 'both' });
    expect(await codeOf(client.sync.conflict({ id: all.id }))).toBe('conflict.none');
    expect(await codeOf(client.sync.resolve({ id: all.id, take: 'both' }))).toBe('conflict.none');
    const { id } = await client.drafts.create({ title: 'New' });
    expect(await codeOf(client.sync.unresolve({ id }))).toBe('conflict.unresolved');
  });
});

describe('taking the end of a conflict back', () => {
  it('before anything was sent brings back the choice as it was', async () => {
    await using all = await inConflict();
    const { client } = all.core;
    const [before, text] = [await client.sync.conflict({ id: all.id }), await textOf(all.core, all.id)];
    await client.sync.resolve({ id: all.id, take: 'theirs' });
    const again = await client.sync.unresolve({ id: all.id });
    expect(again.sync).toMatchObject({ state: 'conflict', error: { code: 'github.conflict' } });
    expect(await client.sync.conflict({ id: all.id })).toEqual(before);
    expect((await textOf(all.core, all.id)).trimEnd()).toBe(text.trimEnd());
    expect(await codeOf(client.sync.unresolve({ id: all.id }))).toBe('conflict.unresolved');
    expect(all.github.counts.writes).toBe(1);
  });

  it('is there after a restart', async () => {
    await using all = await inConflict();
    await all.core.client.sync.resolve({ id: all.id, take: 'theirs' });
    const reopened = openTestCore(all.core.folder, all.github.url);
    expect((await reopened.client.sync.unresolve({ id: all.id })).sync.state).toBe('conflict');
    await reopened.close();
  });

  it('keeps what was written since', async () => {
    await using all = await inConflict();
    const { client } = all.core;
    await client.sync.resolve({ id: all.id, take: 'theirs' });
    await write(all.core, all.id, 'Where we got lucky', 'It was a holiday in May.');
    await client.sync.unresolve({ id: all.id });
    const text = await textOf(all.core, all.id);
    expect(text).toContain('thirty');
    expect(text).toContain('It was a Sunday in May.');
    expect((await client.sync.conflict({ id: all.id })).clashes).toHaveLength(2);
  });

  it('after it was sent asks about what GitHub holds by then, and overwrites nothing unasked', async () => {
    await using all = await inConflict();
    const { client } = all.core;
    await client.sync.resolve({ id: all.id, take: 'theirs' });
    await write(all.core, all.id, 'Where we got lucky', 'It was a holiday in May.');
    await sync(all.core);
    expect(all.github.issue(REPO, 1).body).toContain('holiday in May');
    await client.sync.unresolve({ id: all.id });
    await sync(all.core);
    expect(all.github.issue(REPO, 1).body).toContain('twenty');
    const { clashes } = await client.sync.conflict({ id: all.id });
    expect(clashes).toMatchObject([
      {
        path: ['Summary'],
        mine: 'It was down for thirty minutes.\n',
        theirs: 'It was down for twenty minutes.\n',
      },
      { path: ['What went wrong'], mine: 'Kim was on call.\n' },
    ]);
    await client.sync.resolve({ id: all.id, take: 'both' });
    await sync(all.core);
    const body = all.github.issue(REPO, 1).body ?? '';
    for (const word of ['twenty', 'thirty', 'Kim', 'Robin', 'holiday in May']) expect(body).toContain(word);
    expect((await get(all.core, all.id)).sync.state).toBe('synced');
  });

  it('asks nothing where GitHub has the earlier text already', async () => {
    await using all = await inConflict();
    const { client } = all.core;
    await client.sync.resolve({ id: all.id, take: 'mine' });
    await sync(all.core);
    const again = await client.sync.unresolve({ id: all.id });
    expect(again.sync.state).not.toBe('conflict');
    await sync(all.core);
    expect((await get(all.core, all.id)).sync.state).toBe('synced');
    expect(all.github.issue(REPO, 1).body).toContain('thirty');
  });
});
