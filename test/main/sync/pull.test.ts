import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import type { ActionView } from '../../../app/views.ts';
import { furnish, REPO } from '../../support/core.ts';
import type { StandIn } from '../../support/github/stand-in.ts';
import { startGithub } from '../../support/github/stand-in.ts';
import { Installation, letTimePass, TestClock } from '../../support/sync/installation.ts';

const MINUTE_MS = 60_000;
/** A minute between looks, and the look itself. */
const SOON_MS = MINUTE_MS + 10_000;
const OTHER = 'acme/platform';

let clock: TestClock;
let github: StandIn;
let here: Installation;
beforeEach(async () => {
  clock = new TestClock();
  github = furnish(await startGithub({ listens: false, now: () => clock.nowMs }));
  github.addRepository({ repo: OTHER, push: ['kim'] });
  here = await Installation.open({ clock, github });
});
afterEach(async () => {
  await here[Symbol.asyncDispose]();
  await github.close();
  expect(github.violations).toEqual([]);
});

async function filed(count: number, repo = REPO): Promise<readonly string[]> {
  const ids: string[] = [];
  for (let each = 0; each < count; each += 1) ids.push(await here.create(`Incident ${each}`, repo));
  await here.sync();
  return ids;
}

const issueOf = (id: string): number => here.record(id).issue?.number ?? 0;
const notes = async (id: string): Promise<readonly string[]> =>
  (await here.get(id)).sync.notes.map((each) => each.message);

async function withItem(draft: string, text: string): Promise<ActionView> {
  return here.core.client.actions.add({ draft, text, kind: 'technical' });
}

async function itemsOf(draft: string): Promise<readonly ActionView[]> {
  return (await here.get(draft)).sections.flatMap((section) => section.actions);
}

describe('an issue that was moved to another repository', () => {
  it.each([
    ['the only one of its repository', 1],
    ['one of ten', 10],
  ])('is followed within a minute, and that is said: %s', async (_, count) => {
    const [id = ''] = await filed(count);
    await letTimePass(here, clock, SOON_MS);
    const arrived = github.transferIssue(REPO, issueOf(id), OTHER);
    await letTimePass(here, clock, SOON_MS);
    const draft = await here.get(id);
    expect(draft).toMatchObject({ repo: OTHER, issue: { repo: OTHER, number: arrived.number } });
    expect(await notes(id)).toEqual([`The issue ${REPO}#${count} is ${OTHER}#${arrived.number} now.`]);
    await here.write(id, 'Summary', 'Written after the move.');
    await here.sync();
    expect(github.issue(OTHER, arrived.number).body).toContain('Written after the move.');
    await here.core.client.sync.dismissNotes({ id });
    await here.sync();
    expect(await notes(id)).toEqual([]);
  });
});

describe('an issue that was deleted', () => {
  it.each([
    ['the only one of its repository', 1],
    ['one of ten', 10],
  ])('is noticed within a minute, and the draft stays here: %s', async (_, count) => {
    const [id = ''] = await filed(count);
    const number = issueOf(id);
    github.deleteIssue(REPO, number);
    await letTimePass(here, clock, SOON_MS);
    expect((await here.get(id)).sync).toMatchObject({
      state: 'blocked',
      error: {
        code: 'github.issueGone',
        message: `The issue ${REPO}#${number} was deleted on GitHub. The draft is safe here.`,
      },
    });
    expect(await here.get(id)).toMatchObject({ issue: { number }, issueState: null });
    expect(github.counts.writes).toBe(count);
  });

  it('is filed anew where a person says so', async () => {
    const [id = ''] = await filed(1);
    github.deleteIssue(REPO, 1);
    await here.core.client.sync.run({ ids: [id], waitMs: 0 });
    await here.core.client.sync.refile({ id });
    await here.sync();
    expect(here.record(id)).toMatchObject({ state: 'synced', issue: { number: 2 } });
    expect(github.issues(REPO)).toHaveLength(1);
  });

  it('or stays on this machine only', async () => {
    const [id = ''] = await filed(1);
    github.deleteIssue(REPO, 1);
    await here.core.client.sync.run({ ids: [id], waitMs: 0 });
    await here.core.client.sync.keepHere({ id });
    expect(await here.get(id)).toMatchObject({ issue: null, sync: { state: 'local' } });
  });

  it('is a question that comes up for no other draft', async () => {
    const [id = ''] = await filed(1);
    for (const call of ['refile', 'keepHere'] as const)
      await expect(here.core.client.sync[call]({ id })).rejects.toMatchObject({
        data: { code: 'issue.notGone' },
      });
    expect(here.record(id)).toMatchObject({ state: 'synced', issue: { number: 1 } });
  });

  it('and was only hidden, is found again rather than filed a second time', async () => {
    const [id = ''] = await filed(1);
    github.changeRepository(REPO, { isPrivate: true });
    github.setAccess(REPO, 'kim', null);
    await letTimePass(here, clock, SOON_MS);
    expect((await here.get(id)).sync.error?.code).toBe('github.issueHidden');
    github.setAccess(REPO, 'kim', 'write');
    await here.core.client.sync.refile({ id });
    await here.sync();
    expect(here.record(id)).toMatchObject({ state: 'synced', issue: { number: 1 } });
    expect(github.issues(REPO)).toHaveLength(1);
  });
});

describe('looking whether issues are still there', () => {
  it('costs nothing of the quota, and goes through all of them', async () => {
    await filed(30);
    await letTimePass(here, clock, 6 * MINUTE_MS);
    github.forgetRequests();
    await letTimePass(here, clock, 6 * MINUTE_MS);
    const asked = github.requests.filter((each) => each.path.includes('/issues'));
    expect(asked.filter((each) => each.status !== 304)).toEqual([]);
    const single = asked.filter((each) => /\/issues\/\d+$/.test(each.path));
    expect(new Set(single.map((each) => each.path)).size).toBe(30);
    expect(asked.length).toBeLessThanOrEqual(6 * 11);
  });

  it('says nothing of a draft while GitHub can’t be asked', async () => {
    const [id = ''] = await filed(1);
    for (const fault of [{ kind: 'server-error' }, { kind: 'drop' }, { kind: 'portal' }] as const) {
      github.fail(fault, { method: 'GET', count: Infinity });
      await letTimePass(here, clock, SOON_MS);
      expect(here.record(id)).toMatchObject({ state: 'synced', owes: false });
      github.recover();
    }
  });

  it('changes no draft that did not change', async () => {
    const [id = ''] = await filed(3);
    await letTimePass(here, clock, 3 * MINUTE_MS);
    const { seq } = here.core.context.parts.store.changesSince(0);
    await letTimePass(here, clock, 3 * MINUTE_MS);
    expect(here.core.context.parts.store.changesSince(seq).ids).toEqual([]);
    expect(here.record(id).state).toBe('synced');
  });
});

describe('a run for one draft', () => {
  it('does not read past what changed in another of the same repository', async () => {
    const [one = '', two = ''] = await filed(2);
    await here.sync();
    clock.nowMs += MINUTE_MS;
    github.editIssue(REPO, issueOf(one), { title: 'Changed first' });
    clock.nowMs += MINUTE_MS;
    github.editIssue(REPO, issueOf(two), { title: 'Changed last' });
    await here.core.client.sync.run({ ids: [two], waitMs: 0 });
    await here.sync();
    expect((await here.get(one)).title).toBe('Changed first');
    expect((await here.get(two)).title).toBe('Changed last');
  });
});

describe('a list of changes that moves while it is read', () => {
  it('shows every issue that changed, also one that moved up past the border of a page', async () => {
    const edit = (number: number, title: string): void => {
      clock.nowMs += 1000;
      github.editIssue(REPO, number, { title });
    };
    let isFirstPage = true;
    const network =
      (through: typeof fetch): typeof fetch =>
      async (input, init) => {
        const answer = await through(input, init);
        const url = input instanceof Request ? input.url : String(input);
        if (url.includes('sort=updated') && isFirstPage) {
          isFirstPage = false;
          for (let number = 3; number < 8; number += 1) edit(number, 'While it was read');
        }
        return answer;
      };
    await using other = await Installation.open({ clock, github, network });
    for (const title of ['One', 'Two']) github.addIssue(REPO, { title, body: 'x' });
    const { id } = await other.core.client.drafts.import({ issue: { repo: REPO, number: 1 } });
    await other.core.client.drafts.import({ issue: { repo: REPO, number: 2 } });
    // The second draft and these fill the first page of the list; the first draft is the first of the next page.
    const addOthers = (count: number): void => {
      for (let added = 0; added < count; added += 1) {
        clock.nowMs += 1000;
        github.addIssue(REPO, { title: 'Somebody else’s' });
      }
    };
    addOthers(99);
    edit(1, 'Changed by a colleague');
    addOthers(20);
    await other.sync();
    expect(isFirstPage).toBe(false);
    expect((await other.get(id)).title).toBe('Changed by a colleague');
  });

  it('ends where more than a page changed within one second', async () => {
    const ids = await filed(2);
    await here.sync();
    clock.nowMs += MINUTE_MS;
    for (let count = 0; count < 230; count += 1) github.addIssue(REPO, { title: 'All at once' });
    github.editIssue(REPO, issueOf(ids[0] ?? ''), { title: 'And this one' });
    await here.sync();
    expect((await here.get(ids[0] ?? '')).title).toBe('And this one');
  });
});

describe('an issue that is closed or opened again', () => {
  it('shows so on its draft', async () => {
    const [id = ''] = await filed(2);
    expect(await here.get(id)).toMatchObject({ issueState: 'open' });
    for (const state of ['closed', 'open'] as const) {
      clock.nowMs += MINUTE_MS;
      github.editIssue(REPO, issueOf(id), { state });
      await here.sync();
      expect(await here.get(id)).toMatchObject({ issueState: state, sync: { state: 'synced' } });
    }
    expect(github.counts.writes).toBe(2);
    expect(await here.get(await here.create('Not filed'))).toMatchObject({ issueState: null });
  });
});

describe('the issue of an action item', () => {
  it('is open or closed as GitHub has it, whoever filed it', async () => {
    const [id = ''] = await filed(1);
    const theirs = github.addIssue(OTHER, { title: 'Theirs' });
    github.editIssue(OTHER, theirs.number, { state: 'closed' });
    const mine = await withItem(id, 'Mine');
    await withItem(
      id,
      `Theirs [${OTHER}#${theirs.number}](https://github.com/${OTHER}/issues/${theirs.number})`,
    );
    await withItem(id, 'Without an issue');
    await here.core.client.actions.file({ draft: id, action: mine.id });
    await here.sync();
    const states = async (): Promise<readonly unknown[]> => (await itemsOf(id)).map(({ state }) => state);
    expect(await states()).toEqual(['open', 'closed', null]);
    expect((await here.core.client.drafts.list({}))[0]).toMatchObject({ actionCount: 3, actionsOpen: 2 });
    clock.nowMs += MINUTE_MS;
    const small = (await itemsOf(id))[0]?.issue?.number ?? 0;
    github.editIssue(REPO, small, { state: 'closed' });
    github.editIssue(OTHER, theirs.number, { state: 'open' });
    await here.sync();
    expect(await states()).toEqual(['closed', 'open', null]);
    const listed = await here.core.client.actions.list({ open: true });
    expect(listed.map(({ text, draft, state }) => [text, draft, state])).toEqual([
      ['Theirs', id, 'open'],
      ['Without an issue', id, null],
    ]);
  });

  it('costs one conditional request a repository, and nothing of the quota while nothing changes', async () => {
    const [id = ''] = await filed(1);
    for (let count = 1; count <= 5; count += 1) {
      github.addIssue(OTHER, { title: `Theirs ${count}` });
      await withItem(id, `Theirs [x](https://github.com/${OTHER}/issues/${count})`);
    }
    for (let times = 0; times < 4; times += 1) await here.sync();
    github.forgetRequests();
    await here.sync();
    expect(github.counts).toMatchObject({ requests: 2, notModified: 2, writes: 0 });
  });

  it('belongs to those who work on it: what they write there is never overwritten', async () => {
    const [id = ''] = await filed(1);
    const item = await withItem(id, 'Record spawn errors');
    await here.core.client.actions.file({ draft: id, action: item.id });
    await here.sync();
    const number = (await itemsOf(id))[0]?.issue?.number ?? 0;
    github.editIssue(REPO, number, { title: 'Theirs now', body: 'A plan.' });
    await here.core.client.actions.edit({ draft: id, action: item.id, text: 'Record all errors' });
    await here.core.client.actions.file({ draft: id, action: item.id });
    for (let times = 0; times < 2; times += 1) await here.sync();
    expect(github.issue(REPO, number)).toMatchObject({ title: 'Theirs now', body: 'A plan.' });
    expect((await itemsOf(id))[0]?.text).toBe('Record all errors');
  });

  it('is not asked for again and again where it can’t be seen', async () => {
    const [id = ''] = await filed(1);
    await withItem(id, 'Secret [x](https://github.com/acme/hidden/issues/1)');
    await withItem(id, 'Secret too [x](https://github.com/acme/hidden/issues/2)');
    await letTimePass(here, clock, 10 * MINUTE_MS);
    const asked = github.requests.filter((each) => each.path.includes('hidden'));
    expect(asked.length).toBeLessThanOrEqual(2);
    expect((await itemsOf(id)).map(({ state }) => state)).toEqual([null, null]);
    expect(here.record(id).state).toBe('synced');
  });
});

describe('a draft that was put aside', () => {
  it('has, once it is back, what was changed on GitHub meanwhile', async () => {
    const [id = '', other = ''] = await filed(2);
    await here.sync();
    await here.core.client.drafts.remove({ id });
    clock.nowMs += MINUTE_MS;
    github.editIssue(REPO, issueOf(id), { title: 'Changed while it was away' });
    clock.nowMs += MINUTE_MS;
    github.editIssue(REPO, issueOf(other), { title: 'And this one later' });
    await here.sync();
    clock.nowMs += MINUTE_MS;
    await here.sync();
    await here.core.client.drafts.restore({ id });
    await here.sync();
    expect((await here.get(id)).title).toBe('Changed while it was away');
    expect(github.counts.writes).toBe(2);
  });
});
