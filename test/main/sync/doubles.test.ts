import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import type { Fault } from '../../support/github/faults.ts';
import { furnish, REPO } from '../../support/core.ts';
import type { StandIn } from '../../support/github/stand-in.ts';
import { startGithub } from '../../support/github/stand-in.ts';
import { Installation, TestClock } from '../../support/sync/installation.ts';

const MINUTE_MS = 60_000;

let clock: TestClock;
let github: StandIn;
let here: Installation;
beforeEach(async () => {
  clock = new TestClock();
  github = furnish(await startGithub({ listens: false, now: () => clock.nowMs }));
  here = await Installation.open({ clock, github });
});
afterEach(async () => {
  await here[Symbol.asyncDispose]();
  await github.close();
  expect(github.violations).toEqual([]);
});

const notes = async (id: string): Promise<readonly string[]> =>
  (await here.get(id)).sync.notes.map((each) => each.message);

/** A draft whose create arrived without an answer, and showed in no list until it had been sent again. */
async function filedTwice(): Promise<string> {
  github.lagLists();
  github.fail({ kind: 'lose-answer' }, { method: 'POST' });
  const id = await here.create('Filed twice');
  await here.sync();
  expect(github.issues(REPO)).toHaveLength(2);
  expect(here.record(id).issue?.number).toBe(2);
  github.catchUpLists();
  return id;
}

describe('two issues with the marker of one draft', () => {
  it('are told of, and the draft is tied to the older one', async () => {
    await here.create('Another of this repository');
    await here.sync();
    github.lagLists();
    github.fail({ kind: 'lose-answer' }, { method: 'POST' });
    const id = await here.create('Filed twice');
    await here.sync();
    github.catchUpLists();
    github.editIssue(REPO, 2, { body: `A colleague wrote here.\n\n${github.issue(REPO, 2).body ?? ''}` });
    await here.write(id, 'Summary', 'And I wrote here.');
    await here.sync();
    for (let times = 0; times < 2; times += 1) await here.sync();
    expect(here.record(id)).toMatchObject({ state: 'synced', issue: { number: 2 } });
    expect(await notes(id)).toEqual([
      `GitHub has two issues of this draft: ${REPO}#2, which it is tied to, and ${REPO}#3.`,
    ]);
    expect(github.issue(REPO, 2).body).toContain('A colleague wrote here.');
    expect(github.issue(REPO, 2).body).toContain('And I wrote here.');
    expect(github.issue(REPO, 3).state).toBe('open');
    expect(await here.body(id)).toContain('A colleague wrote here.');
  });

  it('are told of where looking for a lost create finds both', async () => {
    const id = await here.create('Found twice');
    const body = `x\n\n<!-- debrief:${id} -->`;
    for (const title of ['One', 'Two']) github.addIssue(REPO, { title, body, author: 'kim' });
    github.fail({ kind: 'drop' }, { method: 'POST' });
    await here.sync();
    expect(here.record(id).issue?.number).toBe(1);
    expect(await notes(id)).toHaveLength(1);
    expect(github.issues(REPO)).toHaveLength(2);
  });

  it('are not told of where somebody else copied the text into an older issue', async () => {
    github.addIssue(REPO, { title: 'Somebody’s own' });
    const id = await here.create('Copied');
    await here.create('Another');
    await here.sync();
    const body = github.issues(REPO).find((each) => each.title.includes('Copied'))?.body ?? '';
    github.editIssue(REPO, 1, { body });
    await here.sync();
    expect(here.record(id).issue?.number).not.toBe(1);
    expect(await notes(id)).toHaveLength(1);
  });

  it('stay told of only until a person has seen it', async () => {
    const id = await filedTwice();
    await here.create('So that there is a list');
    for (let times = 0; times < 3; times += 1) await here.sync();
    expect(await notes(id)).toHaveLength(1);
    await here.core.client.sync.dismissNotes({ id });
    github.editIssue(REPO, 2, { title: 'Changed' });
    await here.sync();
    expect(await notes(id)).toEqual([]);
  });
});

describe('closing the second issue of a draft', () => {
  async function toldOf(): Promise<string> {
    const id = await filedTwice();
    await here.create('So that there is a list');
    for (let times = 0; times < 3; times += 1) await here.sync();
    expect(here.record(id)).toMatchObject({ state: 'synced', issue: { number: 1 } });
    return id;
  }
  const comments = (): readonly string[] => github.issue(REPO, 2).comments.map((each) => each.body);

  it('is done once a person asks for it: a comment, then the state', async () => {
    const id = await toldOf();
    expect(github.issue(REPO, 2)).toMatchObject({ state: 'open', comments: [] });
    await here.core.client.sync.closeDuplicate({ id });
    await here.sync();
    expect(github.issue(REPO, 2)).toMatchObject({ state: 'closed', stateReason: 'duplicate' });
    expect(comments()).toEqual([expect.stringMatching(/^Duplicate of #1\n/)]);
    expect(github.issue(REPO, 1).state).toBe('open');
    expect(await notes(id)).toEqual([]);
    const { writes } = github.counts;
    for (let times = 0; times < 2; times += 1) await here.sync();
    expect(github.counts.writes).toBe(writes);
  });

  it.each<Fault>([
    { kind: 'lose-answer' },
    { kind: 'drop' },
    { kind: 'cut-answer' },
    { kind: 'server-error', acts: true },
    { kind: 'secondary-limit', retryAfterS: 60 },
  ])('leaves one comment, whatever becomes of the answers: %o', async (fault) => {
    const id = await toldOf();
    await here.core.client.sync.closeDuplicate({ id });
    github.fail(fault, { method: 'POST', path: (path) => path.endsWith('/comments') });
    github.fail(fault, { method: 'PATCH' });
    for (let times = 0; times < 4; times += 1) {
      await here.restart();
      await here.sync();
      clock.nowMs += 10 * MINUTE_MS;
    }
    expect(comments()).toHaveLength(1);
    expect(github.issue(REPO, 2).state).toBe('closed');
    expect(await notes(id)).toEqual([]);
  });

  it('is given up, and said, where GitHub refuses it', async () => {
    const id = await toldOf();
    await here.core.client.sync.closeDuplicate({ id });
    github.fail({ kind: 'missing-permission' }, { method: 'PATCH', count: Infinity });
    await here.sync();
    expect(await notes(id)).toHaveLength(2);
    expect(comments()).toHaveLength(1);
    github.forgetRequests();
    await here.sync();
    expect(github.counts.writes).toBe(0);
  });

  it('does nothing where somebody has closed it already', async () => {
    const id = await toldOf();
    await here.core.client.sync.closeDuplicate({ id });
    github.editIssue(REPO, 2, { state: 'closed' });
    await here.sync();
    expect(comments()).toEqual([]);
    expect(await notes(id)).toEqual([]);
  });

  it('can’t be asked for where there is none', async () => {
    const id = await here.create('Once');
    await here.sync();
    await expect(here.core.client.sync.closeDuplicate({ id })).rejects.toMatchObject({
      data: { code: 'duplicate.none' },
    });
  });
});

describe('a person who wants to be asked before a create is sent again', () => {
  beforeEach(async () => {
    await here.core.client.settings.set({ 'sync.repost': 'ask', 'sync.lookAgain': [2, 10] });
  });

  it('is asked once looking was in vain; then it is looked for once more, and filed', async () => {
    github.fail({ kind: 'drop' }, { method: 'POST' });
    const id = await here.create('Never arrived');
    await here.sync();
    expect((await here.get(id)).sync).toMatchObject({
      state: 'blocked',
      error: { code: 'github.notArrived' },
    });
    // Nothing but naming the draft is an answer.
    await here.restart();
    await here.sync();
    expect(github.issues(REPO)).toEqual([]);
    github.forgetRequests();
    await here.core.client.sync.run({ ids: [id], waitMs: MINUTE_MS });
    expect(github.requests.map((each) => each.method).filter((each) => each !== 'HEAD')).toContain('POST');
    expect(github.requests.findIndex((each) => each.method === 'POST')).toBeGreaterThan(0);
    expect(github.issues(REPO)).toHaveLength(1);
    expect(here.record(id).state).toBe('synced');
  });

  it('gets no second issue where the first one shows after all', async () => {
    github.lagLists();
    github.fail({ kind: 'lose-answer' }, { method: 'POST' });
    const id = await here.create('Arrived late');
    await here.sync();
    expect(here.record(id).state).toBe('blocked');
    github.catchUpLists();
    await here.core.client.sync.run({ ids: [id], waitMs: MINUTE_MS });
    expect(github.issues(REPO)).toHaveLength(1);
    expect(here.record(id)).toMatchObject({ state: 'synced', issue: { number: 1 } });
  });
});
