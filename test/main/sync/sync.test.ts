import { describe, expect, it } from 'vitest';

import { furnish, openTestCore, REPO, temporaryFolder, TOKEN } from '../../support/core.ts';
import type { StandIn } from '../../support/github/stand-in.ts';
import { startGithub } from '../../support/github/stand-in.ts';
import { NEW_RECORD } from '../../../app/sync.ts';
import type { Core } from '../../../main/core.ts';

interface Scene extends AsyncDisposable {
  readonly github: StandIn;
  readonly core: Core;
  readonly folder: string;
}

async function scene(lookAgain = [0]): Promise<Scene> {
  const folder = temporaryFolder();
  const github = furnish(await startGithub());
  const core = openTestCore(folder.path, github.url);
  await core.client.settings.set({ 'sync.lookAgain': lookAgain });
  return {
    github,
    core,
    folder: folder.path,
    [Symbol.asyncDispose]: async () => {
      await core.close();
      await github.close();
      folder[Symbol.dispose]();
      expect(github.violations).toEqual([]);
    },
  };
}

const create = async (core: Core, title = 'Hub down'): Promise<string> =>
  (await core.client.drafts.create({ title, repo: REPO })).id;
const sync = (core: Core, ids?: string[]): ReturnType<Core['client']['sync']['run']> =>
  core.client.sync.run({ ...(ids === undefined ? {} : { ids }), waitMs: 5_000 });
const state = async (core: Core, id: string): Promise<string> =>
  (await core.client.drafts.get({ id })).sync.state;
const summaryOf = async (core: Core, id: string): Promise<string> => {
  const section = (await core.client.drafts.get({ id })).sections.find((each) => each.name === 'Summary');
  return section?.id ?? '';
};

describe('filing a draft', () => {
  it('makes one issue with its title, body and label, by one request', async () => {
    await using all = await scene();
    const id = await create(all.core);
    await sync(all.core);
    const [issue, ...others] = all.github.issues(REPO);
    expect(others).toEqual([]);
    expect(issue).toMatchObject({ title: 'Debrief - Hub down', labels: ['post-mortem'], author: 'kim' });
    expect(issue?.body?.split('\n').at(-1)).toBe(`<!-- debrief:${id} -->`);
    expect(all.github.requests.map((each) => each.method)).toEqual(['POST']);
    expect(await state(all.core, id)).toBe('synced');
  });

  it('writes nothing the second time, and reads once', async () => {
    await using all = await scene();
    await create(all.core);
    // Filed; found in the list; the list has an ETag.
    for (let times = 0; times < 3; times += 1) await sync(all.core);
    all.github.forgetRequests();
    const [report] = await sync(all.core);
    expect(report).toMatchObject({ action: 'none', error: null });
    expect(all.github.counts.writes).toBe(0);
    expect(all.github.requests.map((each) => each.status)).toEqual([304]);
  });

  it('wakes nobody where there is nothing to send', async () => {
    await using all = await scene();
    await create(all.core);
    for (let times = 0; times < 3; times += 1) await sync(all.core);
    const { store } = all.core.context.parts;
    const { seq } = store.changesSince(0);
    await sync(all.core);
    expect(store.changesSince(seq)).toEqual({ seq, ids: [] });
  });

  it('sends an edit as one write after one read', async () => {
    await using all = await scene();
    const id = await create(all.core);
    await sync(all.core);
    await all.core.client.drafts.saveSection({
      id,
      section: await summaryOf(all.core, id),
      text: 'Students waited.',
    });
    expect(await state(all.core, id)).toBe('queued');
    all.github.forgetRequests();
    await sync(all.core);
    expect(all.github.requests.map((each) => each.method)).toEqual(['GET', 'PATCH']);
    expect(all.github.issue(REPO, 1).body).toContain('Students waited.');
    expect(await state(all.core, id)).toBe('synced');
  });

  it('blocks a draft that can’t go up, says why, and lets the others pass', async () => {
    await using all = await scene();
    const long = await create(all.core, 'Long');
    await all.core.client.drafts.saveSection({
      id: long,
      section: await summaryOf(all.core, long),
      text: 'x'.repeat(1_500_001),
    });
    const good = await create(all.core, 'Good');
    const reports = await sync(all.core);
    expect(reports.find((each) => each.draft === long)?.error?.code).toBe('body.tooLong');
    expect(await state(all.core, long)).toBe('blocked');
    expect(await state(all.core, good)).toBe('synced');
  });

  it('keeps labels that GitHub left out, without sending them for ever', async () => {
    await using all = await scene();
    all.github.setAccess(REPO, 'kim', 'read');
    const id = await create(all.core);
    await sync(all.core);
    await sync(all.core);
    expect(all.github.issue(REPO, 1).labels).toEqual([]);
    expect((await all.core.client.drafts.get({ id })).labels).toEqual(['post-mortem']);
    expect(all.github.counts.writes).toBe(1);
  });
});

describe('a create whose answer is lost', () => {
  it.each([
    ['the socket died', { kind: 'lose-answer' } as const],
    ['the answer was cut', { kind: 'cut-answer' } as const],
  ])('makes one issue where %s', async (_what, fault) => {
    await using all = await scene();
    all.github.fail(fault, { method: 'POST' });
    const id = await create(all.core);
    await sync(all.core);
    expect(all.github.issues(REPO)).toHaveLength(1);
    expect(await state(all.core, id)).toBe('synced');
    expect((await all.core.client.drafts.get({ id })).issue?.number).toBe(1);
  });

  it('is sent again where the request never arrived and looking found nothing', async () => {
    await using all = await scene();
    all.github.fail({ kind: 'drop' }, { method: 'POST' });
    const id = await create(all.core);
    await sync(all.core);
    expect(all.github.issues(REPO)).toHaveLength(1);
    expect(
      all.github.requests.filter((each) => each.method === 'GET' && each.path.includes('/issues')).length,
    ).toBeGreaterThan(0);
    expect(await state(all.core, id)).toBe('synced');
  });

  it('is found by the next process, if this one ends before the answer', async () => {
    using folder = temporaryFolder();
    await using github = furnish(await startGithub());
    const first = openTestCore(folder.path, github.url);
    const id = await create(first);
    const record = first.context.parts.store.getSync({ kind: 'draft', id: id as never });
    // As a process leaves it that is killed between the request and its answer.
    first.context.parts.store.putSync(
      { kind: 'draft', id: id as never },
      { ...record, state: 'sending', unconfirmedSinceMs: Date.now() },
    );
    const body = `x\n\n<!-- debrief:${id} -->`;
    await first.context.parts.github
      .answering({ server: { host: 'x', apiUrl: github.url }, token: TOKEN, kept: 'environment' })
      .then(({ issues }) =>
        issues.create(REPO, { title: 'Debrief - Hub down', body, labels: [], state: 'open' }),
      );
    await first.close();
    const second = openTestCore(folder.path, github.url);
    await second.client.settings.set({ 'sync.lookAgain': [0] });
    await sync(second);
    await second.close();
    expect(github.issues(REPO)).toHaveLength(1);
  });
});

describe('what a colleague wrote on GitHub', () => {
  it('comes here, and a version of what was here is kept', async () => {
    await using all = await scene();
    const id = await create(all.core);
    await sync(all.core);
    const body = all.github.issue(REPO, 1).body ?? '';
    all.github.editIssue(REPO, 1, {
      body: body.replace('# Summary\n', '# Summary\n\nFrom a colleague.\n'),
      title: 'Renamed',
    });
    await sync(all.core);
    const view = await all.core.client.drafts.get({ id });
    expect(view.title).toBe('Renamed');
    expect(view.sections.find((each) => each.name === 'Summary')?.text).toBe('From a colleague.');
    expect((await all.core.client.drafts.revisions({ id })).length).toBeGreaterThan(0);
    expect(all.github.counts.writes).toBe(1);
  });

  it('is merged with what was written here', async () => {
    await using all = await scene();
    const id = await create(all.core);
    await sync(all.core);
    await all.core.client.timeline.log({ draft: id, atMs: Date.UTC(2026, 2, 1, 9, 14), text: 'Logged here' });
    const body = all.github.issue(REPO, 1).body ?? '';
    all.github.editIssue(REPO, 1, { body: body.replace('# Summary\n', '# Summary\n\nFrom a colleague.\n') });
    await sync(all.core);
    const there = all.github.issue(REPO, 1).body;
    expect(there).toContain('From a colleague.');
    expect(there).toContain('Logged here');
    const view = await all.core.client.drafts.get({ id });
    expect(view.sync.state).toBe('synced');
    expect(view.sections.find((each) => each.name === 'Summary')?.text).toBe('From a colleague.');
  });

  it('is never overwritten: the same words changed on both sides wait for a person', async () => {
    await using all = await scene();
    const id = await create(all.core);
    const section = await summaryOf(all.core, id);
    await all.core.client.drafts.saveSection({ id, section, text: 'It was down for ten minutes.' });
    await sync(all.core);
    const body = all.github.issue(REPO, 1).body ?? '';
    all.github.editIssue(REPO, 1, { body: body.replace('ten', 'twenty') });
    await all.core.client.drafts.saveSection({
      id,
      section: await summaryOf(all.core, id),
      text: 'It was down for thirty minutes.',
    });
    const [report] = await sync(all.core);
    expect(report?.error?.code).toBe('github.conflict');
    expect(all.github.issue(REPO, 1).body).toContain('twenty');
    expect((await all.core.client.drafts.get({ id })).sections[0]?.text).toContain('thirty');
    await all.core.client.sync.resolve({ id, take: 'both' });
    await sync(all.core);
    expect(all.github.issue(REPO, 1).body).toMatch(/twenty[^]*thirty|thirty[^]*twenty/);
    expect(await state(all.core, id)).toBe('synced');
  });
});

describe('a title that both sides changed', () => {
  it('keeps the words of both where a person keeps both', async () => {
    await using all = await scene();
    const id = await create(all.core);
    await sync(all.core);
    all.github.editIssue(REPO, 1, { title: 'Debrief - Registry full' });
    await all.core.client.drafts.update({ id, title: 'Debrief - Disk full' });
    await sync(all.core);
    expect(await state(all.core, id)).toBe('conflict');
    await all.core.client.sync.resolve({ id, take: 'both' });
    await sync(all.core);
    expect(all.github.issue(REPO, 1).title).toBe('Debrief - Disk full / Debrief - Registry full');
    expect(await state(all.core, id)).toBe('synced');
  });
});

describe('without GitHub', () => {
  it('everything stays queued, and goes out by the next sync', async () => {
    using folder = temporaryFolder();
    const closed = await startGithub();
    const port = Number(new URL(closed.url).port);
    await closed.close();
    const core = openTestCore(folder.path, `http://127.0.0.1:${port}`);
    const id = await create(core);
    const [report] = await sync(core);
    expect(report).toMatchObject({ error: { code: 'github.offline' } });
    expect(await state(core, id)).toBe('queued');
    expect(await core.client.sync.status({})).toMatchObject({ online: false, queued: 1 });
    await using github = furnish(await startGithub({ port }));
    await sync(core);
    await core.close();
    expect(github.issues(REPO)).toHaveLength(1);
  });

  it.each([
    ['its name is not found', 'getaddrinfo ENOTFOUND', 'ENOTFOUND'],
    ['there is no route', 'connect ENETUNREACH', 'ENETUNREACH'],
  ])('nothing is taken for sent where %s', async (_what, message, code) => {
    using folder = temporaryFolder();
    const fetch = (): Promise<never> =>
      Promise.reject(new TypeError('fetch failed', { cause: Object.assign(new Error(message), { code }) }));
    const core = openTestCore(folder.path, 'http://127.0.0.1:9', { fetch });
    const id = await create(core);
    await sync(core);
    expect(await state(core, id)).toBe('queued');
    await core.close();
  });

  it('and without a sign-in it says so, and keeps the draft in the queue', async () => {
    using folder = temporaryFolder();
    const core = openTestCore(folder.path, '', { environment: {} });
    const id = await create(core);
    const [report] = await sync(core);
    expect(report?.error?.code).toBe('account.none');
    expect(await state(core, id)).toBe('queued');
    await core.close();
  });
});

describe('what GitHub refuses', () => {
  it.each([
    [{ kind: 'bad-credentials' }, 'github.unauthorized', 'queued'],
    [{ kind: 'missing-permission' }, 'github.forbidden', 'blocked'],
    [{ kind: 'saml' }, 'github.saml', 'blocked'],
    [{ kind: 'not-found' }, 'github.notFound', 'blocked'],
    [{ kind: 'issues-disabled' }, 'github.issuesOff', 'blocked'],
    [{ kind: 'invalid', field: 'title' }, 'github.invalid', 'blocked'],
    [{ kind: 'legal' }, 'github.legal', 'blocked'],
    [{ kind: 'primary-limit', resetInMs: 3_600_000 }, 'github.waiting', 'queued'],
    [{ kind: 'secondary-limit', retryAfterS: 3600 }, 'github.waiting', 'queued'],
    [{ kind: 'secondary-limit' }, 'github.waiting', 'queued'],
  ] as const)('%o is said as %s, and the draft is %s', async (fault, code, expected) => {
    await using all = await scene();
    all.github.fail(fault, { method: 'POST', count: Infinity });
    const id = await create(all.core);
    const [report] = await all.core.client.sync.run({ waitMs: 0 });
    expect(report?.error?.code).toBe(code);
    expect(await state(all.core, id)).toBe(expected);
    expect(all.github.requests).toHaveLength(1);
  });

  it.each([
    { kind: 'server-error' },
    { kind: 'portal' },
    { kind: 'empty-answer' },
    { kind: 'conflict' },
  ] as const)(
    '%o on a create is no answer: the issue is looked for before anything is sent again',
    async (fault) => {
      await using all = await scene([3600]);
      all.github.fail(fault, { method: 'POST' });
      const id = await create(all.core);
      await all.core.client.sync.run({ waitMs: 0 });
      expect(await state(all.core, id)).toBe('unconfirmed');
      expect(all.github.requests.map((each) => each.method)).toEqual(['POST']);
    },
  );

  it('a pause that it asks for is kept to, and the draft stays queued', async () => {
    await using all = await scene();
    all.github.fail({ kind: 'secondary-limit', retryAfterS: 3600 }, { method: 'POST' });
    const id = await create(all.core);
    const [report] = await sync(all.core);
    expect(report?.error?.code).toBe('github.waiting');
    all.github.forgetRequests();
    await sync(all.core);
    expect(all.github.requests).toEqual([]);
    expect(await state(all.core, id)).toBe('queued');
  });

  it('a repository that the token does not see blocks that draft only', async () => {
    await using all = await scene();
    const { id } = await all.core.client.drafts.create({ title: 'Elsewhere', repo: 'acme/hidden' });
    const good = await create(all.core);
    const reports = await sync(all.core);
    expect(reports.find((each) => each.draft === id)?.error?.code).toBe('github.notFound');
    expect(await state(all.core, good)).toBe('synced');
  });

  it('issues that are switched off are said', async () => {
    await using all = await scene();
    all.github.changeRepository(REPO, { hasIssues: false });
    await create(all.core);
    expect((await sync(all.core))[0]?.error?.code).toBe('github.issuesOff');
  });
});

describe('a repository that was renamed', () => {
  it('is followed with the method kept, and remembered', async () => {
    await using all = await scene();
    all.github.renameRepository(REPO, 'acme/platform');
    const id = await create(all.core);
    await sync(all.core);
    expect(all.github.issues('acme/platform')).toHaveLength(1);
    expect((await all.core.client.drafts.get({ id })).repo).toBe('acme/platform');
  });
});

describe('an action item', () => {
  it('is filed as a small issue with a link back, and its number comes into the draft', async () => {
    await using all = await scene();
    const id = await create(all.core);
    const item = await all.core.client.actions.add({
      draft: id,
      text: 'Record spawn errors',
      kind: 'technical',
    });
    await sync(all.core);
    await all.core.client.actions.file({ draft: id, action: item.id });
    await sync(all.core);
    const issues = all.github.issues(REPO);
    expect(issues).toHaveLength(2);
    expect(issues.find((each) => each.title === 'Record spawn errors')?.body).toContain('Debrief - Hub down');
    expect(all.github.issue(REPO, 1).body).toContain(
      '1. Record spawn errors [acme/ops#2](https://github.com/acme/ops/issues/2)',
    );
  });
});

describe('an issue from GitHub', () => {
  it('becomes a draft that is linked to it, byte for byte', async () => {
    await using all = await scene();
    const body = '## Summary\r\n\r\nFrom the web.\r\n';
    all.github.addIssue(REPO, { title: 'Old report', body });
    const view = await all.core.client.drafts.import({ issue: { repo: REPO, number: 1 } });
    expect(view).toMatchObject({ title: 'Old report', sync: { state: 'synced' }, issue: { number: 1 } });
    expect((await all.core.client.drafts.export({ id: view.id, format: 'md' })).text).toBe(body);
    await sync(all.core);
    expect(all.github.counts.writes).toBe(0);
  });
});

describe('a database that was restored from a backup', () => {
  it('files nothing again that was filed after the backup', async () => {
    await using all = await scene();
    const id = await create(all.core);
    await sync(all.core);
    const { store } = all.core.context.parts;
    store.putSync({ kind: 'draft', id: store.resolveDraft(id) }, NEW_RECORD);
    store.setMeta('recoveredAtMs', Date.now() + 1);
    await sync(all.core);
    expect(all.github.issues(REPO)).toHaveLength(1);
    expect(await state(all.core, id)).toBe('synced');
  });
});
