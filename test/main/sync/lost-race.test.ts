import { describe, expect, it } from 'vitest';

import { furnish, REPO } from '../../support/core.ts';
import type { Fault } from '../../support/github/faults.ts';
import type { StandIn } from '../../support/github/stand-in.ts';
import { startGithub } from '../../support/github/stand-in.ts';
import { Installation, TestClock } from '../../support/sync/installation.ts';
import { Interloper } from '../../support/sync/interloper.ts';

const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;

interface Scene extends AsyncDisposable {
  readonly clock: TestClock;
  readonly github: StandIn;
  readonly here: Installation;
  readonly interloper: Interloper;
  /** Of a draft that is filed, with a word in each of two sections. */
  readonly id: string;
}

async function scene(): Promise<Scene> {
  const clock = new TestClock();
  const github = furnish(await startGithub({ listens: false, now: () => clock.nowMs }));
  const interloper = new Interloper();
  const here = await Installation.open({ clock, github, network: interloper.network });
  const id = await here.create('Hub down');
  await here.write(id, 'Summary', 'Students waited.');
  await here.write(id, 'What went wrong', 'The disk was full.');
  await here.sync();
  // The list of changes has an ETag from then on.
  for (let polls = 0; polls < 2; polls += 1) await here.sync();
  return {
    ...{ clock, github, here, interloper, id },
    [Symbol.asyncDispose]: async () => {
      await here[Symbol.asyncDispose]();
      await github.close();
      expect(github.violations).toEqual([]);
    },
  };
}

const bodyOf = (github: StandIn): string => github.issue(REPO, 1).body ?? '';
const asked = (github: StandIn): readonly string[] =>
  github.requests.map(({ method, path }) => (path === '/graphql' ? 'GraphQL' : method));

/** What a colleague does on GitHub: puts a word after another. */
function writeThere(github: StandIn, after: string, word: string): void {
  const body = bodyOf(github);
  expect(body).toContain(after);
  github.editIssue(REPO, 1, { body: body.replace(after, `${after} ${word}`) });
}

async function expectInStep({ github, here, id }: Scene): Promise<void> {
  expect(here.record(id)).toMatchObject({ state: 'synced', error: null });
  expect(bodyOf(github)).toContain((await here.body(id)).trimEnd());
  const { writes } = github.counts;
  await here.sync();
  expect(github.counts.writes).toBe(writes);
}

/** An edit here, with `act` between its read and its write. */
async function race(all: Scene, act: () => unknown): Promise<void> {
  await all.here.write(all.id, 'Summary', 'Nobody noticed.');
  all.clock.nowMs += MINUTE_MS;
  all.interloper.before('PATCH', act);
  await all.here.sync();
}

/** Both change the same words, a colleague between our read and our write. Gives the reports of the run that finds it. */
async function clash({ here, github, interloper, id }: Scene): ReturnType<Installation['sync']> {
  const [section] = (await here.get(id)).sections.filter((each) => each.name === 'Summary');
  await here.core.client.drafts.saveSection({ id, section: section?.id ?? '', text: 'Pupils waited.' });
  interloper.before('PATCH', () => {
    github.editIssue(REPO, 1, { body: bodyOf(github).replace('Students', 'Teachers') });
  });
  await here.sync();
  return here.sync();
}

describe('words that a colleague wrote between our read and our write', () => {
  it.each([1, 2, 7])('come back after %i edits, and both sides hold them and ours', async (edits) => {
    await using all = await scene();
    const words = Array.from({ length: edits }, (_, index) => `colleague${index}`);
    await race(all, () => {
      words.forEach((word, index) => {
        all.clock.nowMs += 1000;
        writeThere(all.github, index === 0 ? 'The disk was full.' : (words[index - 1] ?? ''), word);
      });
    });
    expect(bodyOf(all.github)).not.toContain('colleague0');
    await all.here.sync();
    for (const word of [...words, 'Nobody noticed.']) {
      expect(bodyOf(all.github)).toContain(word);
      expect(await all.here.body(all.id)).toContain(word);
    }
    const [revision] = await all.here.core.client.drafts.revisions({ id: all.id });
    expect(revision?.reason).toBe('sync');
    await expectInStep(all);
  });

  it('come back although others edited the issue many times since', async () => {
    await using all = await scene();
    await race(all, () => writeThere(all.github, 'The disk was full.', 'colleague0'));
    for (let edit = 0; edit < 15; edit += 1) {
      all.clock.nowMs += 1000;
      writeThere(all.github, 'Students waited.', `later${edit}`);
    }
    for (let runs = 0; runs < 3; runs += 1) await all.here.sync();
    for (const word of ['colleague0', 'later0', 'later14', 'Nobody noticed.'])
      expect(bodyOf(all.github)).toContain(word);
    await expectInStep(all);
  });

  it('come back if they were written again in the next such moment', async () => {
    await using all = await scene();
    await race(all, () => writeThere(all.github, 'The disk was full.', 'colleague0'));
    all.interloper.before('PATCH', () => writeThere(all.github, 'Students waited.', 'colleague1'));
    await all.here.sync();
    await all.here.sync();
    for (const word of ['colleague0', 'colleague1', 'Nobody noticed.'])
      expect(bodyOf(all.github)).toContain(word);
    await expectInStep(all);
  });

  it('come back from under two writes that were not checked yet', async () => {
    await using all = await scene();
    await race(all, () => writeThere(all.github, 'The disk was full.', 'colleague0'));
    all.github.fail({ kind: 'server-error' }, { path: '/graphql' });
    await race(all, () => writeThere(all.github, 'Students waited.', 'colleague1'));
    await all.here.sync();
    for (const word of ['colleague0', 'colleague1', 'Nobody noticed.'])
      expect(bodyOf(all.github)).toContain(word);
    await expectInStep(all);
  });

  it('are in a conflict if they are the words that were changed here, and the choice goes out against what GitHub holds', async () => {
    await using all = await scene();
    const { here, github, id } = all;
    const [report] = await clash(all);
    expect(report).toMatchObject({ action: 'merge', error: { code: 'github.conflict' } });
    expect(here.record(id).theirs?.body).toContain('Teachers waited.');
    // Somebody goes on there before anybody has chosen here.
    writeThere(github, 'The disk was full.', 'colleague0');
    await here.core.client.sync.resolve({ id, take: 'both' });
    await here.sync();
    for (const word of ['Pupils', 'Teachers', 'colleague0']) expect(bodyOf(github)).toContain(word);
    await expectInStep(all);
  });

  it('are there to choose from again if the choice is taken back, sent or not', async () => {
    await using all = await scene();
    const { client } = all.here.core;
    const { id } = all;
    await clash(all);
    await client.sync.resolve({ id, take: 'mine' });
    await client.sync.unresolve({ id });
    expect(all.here.record(id).theirs?.body).toContain('Teachers waited.');
    await client.sync.resolve({ id, take: 'theirs' });
    await all.here.sync();
    expect(bodyOf(all.github)).toContain('Teachers waited.');
    await client.sync.unresolve({ id });
    expect(all.here.record(id)).toMatchObject({ state: 'conflict', held: null });
    await client.sync.resolve({ id, take: 'both' });
    await all.here.sync();
    for (const word of ['Pupils', 'Teachers']) expect(bodyOf(all.github)).toContain(word);
    await expectInStep(all);
  });

  it('come back into a title', async () => {
    await using all = await scene();
    const { here, github, id } = all;
    await here.core.client.drafts.update({ id, title: 'Debrief - Hub down for an hour' });
    all.interloper.before('PATCH', () => github.editIssue(REPO, 1, { title: 'Debrief - Big hub down' }));
    await here.sync();
    expect(github.issue(REPO, 1).title).toBe('Debrief - Hub down for an hour');
    await here.sync();
    expect(github.issue(REPO, 1).title).toBe('Debrief - Big hub down for an hour');
    expect((await here.get(id)).title).toBe('Debrief - Big hub down for an hour');
    await expectInStep(all);
  });

  it('are not looked for where only the title was written, and theirs is in the body', async () => {
    await using all = await scene();
    await all.here.core.client.drafts.update({ id: all.id, title: 'Debrief - Hub down again' });
    all.interloper.before('PATCH', () => writeThere(all.github, 'The disk was full.', 'colleague0'));
    for (let runs = 0; runs < 3; runs += 1) await all.here.sync();
    expect(bodyOf(all.github)).toContain('colleague0');
    expect(await all.here.body(all.id)).toContain('colleague0');
    await expectInStep(all);
  });

  it('come back if the answer to our write was lost', async () => {
    await using all = await scene();
    all.github.fail({ kind: 'lose-answer' }, { method: 'PATCH' });
    await race(all, () => writeThere(all.github, 'The disk was full.', 'colleague0'));
    await all.here.sync();
    expect(bodyOf(all.github)).toContain('colleague0');
    await expectInStep(all);
  });

  it('come back after a restart before the check, and after one that was cut off in the middle of it', async () => {
    await using all = await scene();
    await race(all, () => writeThere(all.github, 'The disk was full.', 'colleague0'));
    await all.here.restart();
    all.github.fail({ kind: 'cut-answer' }, { path: '/graphql' });
    await all.here.sync();
    expect(bodyOf(all.github)).not.toContain('colleague0');
    await all.here.restart();
    await all.here.sync();
    expect(bodyOf(all.github)).toContain('colleague0');
    await expectInStep(all);
  });

  it('come back from another installation with the same login, which loses nothing either', async () => {
    await using all = await scene();
    const { clock, github, here, id } = all;
    await using there = await Installation.open({ clock, github });
    await there.core.client.drafts.import({ issue: { repo: REPO, number: 1 } });
    await there.write(id, 'Where we got lucky', 'It was a holiday.');
    await race(all, () => there.sync());
    expect(bodyOf(github)).not.toContain('holiday');
    await there.sync();
    await here.sync();
    await there.sync();
    for (const at of [here, there])
      for (const word of ['holiday', 'Nobody noticed.']) expect(await at.body(id)).toContain(word);
    await expectInStep(all);
  });

  it('are told to be gone if their author deleted them from the history, until the person has seen it', async () => {
    await using all = await scene();
    await race(all, () => writeThere(all.github, 'The disk was full.', 'colleague0'));
    const index = all.github.issue(REPO, 1).revisions.findIndex((each) => each.body?.includes('colleague0'));
    all.github.deleteRevision(REPO, 1, index);
    // Also of a draft that has something to send.
    await all.here.write(all.id, 'Summary', 'Meanwhile.');
    await all.here.sync();
    const [note, ...others] = (await all.here.get(all.id)).sync.notes;
    expect(note).toMatchObject({ code: 'github.wordsDeleted' });
    expect(note?.help).toContain('https://github.com/acme/ops/issues/1');
    expect(others).toEqual([]);
    await expectInStep(all);
    await all.here.core.client.sync.dismissNotes({ id: all.id });
    await all.here.sync();
    expect((await all.here.get(all.id)).sync.notes).toEqual([]);
  });
});

describe('labels that a colleague set or took off between our read and our write', () => {
  it('stay so, whichever we set and took off', async () => {
    await using all = await scene();
    const { here, github, id } = all;
    github.editIssue(REPO, 1, { labels: ['post-mortem', 'bug', 'wontfix'] });
    await here.sync();
    await here.core.client.drafts.update({ id, labels: ['post-mortem', 'wontfix', 'question'] });
    all.interloper.before('POST', () =>
      github.editIssue(REPO, 1, { labels: ['post-mortem', 'bug', 'documentation'] }),
    );
    await here.sync();
    expect(github.issue(REPO, 1).labels.toSorted()).toEqual(['documentation', 'post-mortem', 'question']);
    expect((await here.get(id)).labels.toSorted()).toEqual(['documentation', 'post-mortem', 'question']);
    await expectInStep(all);
  });

  it('stay so if only the body was written', async () => {
    await using all = await scene();
    await race(all, () => all.github.editIssue(REPO, 1, { labels: ['bug'] }));
    await all.here.sync();
    expect((await all.here.get(all.id)).labels).toEqual(['bug']);
    expect(all.github.issue(REPO, 1).labels).toEqual(['bug']);
    await expectInStep(all);
  });

  it('are nothing to take off twice', async () => {
    await using all = await scene();
    await all.here.core.client.drafts.update({ id: all.id, labels: [] });
    all.interloper.before('DELETE', () => all.github.editIssue(REPO, 1, { labels: [] }));
    await all.here.sync();
    expect(all.github.issue(REPO, 1).labels).toEqual([]);
    await expectInStep(all);
  });

  it('cost one write for all that are new, and one for each that goes', async () => {
    await using all = await scene();
    await all.here.core.client.drafts.update({ id: all.id, labels: ['bug', 'question'] });
    all.github.forgetRequests();
    await all.here.sync();
    expect(asked(all.github)).toEqual(['GET', 'POST', 'DELETE']);
  });

  it('are left to those who may set them: ours stay here, and the rest goes out', async () => {
    await using all = await scene();
    all.github.setAccess(REPO, 'kim', 'read');
    await all.here.core.client.drafts.update({ id: all.id, labels: ['post-mortem', 'bug'] });
    await all.here.write(all.id, 'Summary', 'Nobody noticed.');
    await all.here.sync();
    expect(all.github.issue(REPO, 1).labels).toEqual(['post-mortem']);
    expect((await all.here.get(all.id)).labels).toEqual(['post-mortem', 'bug']);
    expect(bodyOf(all.github)).toContain('Nobody noticed.');
    await expectInStep(all);
  });
});

describe('the check of a write', () => {
  it('is one query in the next run, for however many drafts, and then none', async () => {
    await using all = await scene();
    const others = [await all.here.create('Second'), await all.here.create('Third')];
    for (let polls = 0; polls < 3; polls += 1) await all.here.sync();
    all.github.forgetRequests();
    await all.here.sync();
    expect(asked(all.github)).toEqual(['GET']);
    for (const id of [all.id, ...others]) await all.here.write(id, 'Summary', 'Nobody noticed.');
    all.github.forgetRequests();
    await all.here.sync();
    expect(asked(all.github)).toEqual(['GET', 'PATCH', 'GET', 'PATCH', 'GET', 'PATCH']);
    all.github.forgetRequests();
    await all.here.sync();
    expect(asked(all.github)).toEqual(['GraphQL', 'GET']);
    for (let polls = 0; polls < 2; polls += 1) await all.here.sync();
    all.github.forgetRequests();
    await all.here.sync();
    expect(all.github.counts).toMatchObject({ requests: 1, notModified: 1, writes: 0 });
  });

  it('is not made of a write that GitHub refused or never got', async () => {
    await using all = await scene();
    for (const fault of [
      { kind: 'missing-permission' },
      { kind: 'secondary-limit', retryAfterS: 60 },
    ] as const) {
      all.github.fail(fault, { method: 'PATCH' });
      await all.here.write(all.id, 'Summary', 'Nobody noticed.');
      await all.here.sync(0);
      expect(all.here.core.context.parts.store.unchecked.all()).toEqual([]);
    }
  });

  it.each<[string, Fault]>([
    ['the token may not ask', { kind: 'graphql-error', type: 'FORBIDDEN' }],
    ['the token lacks a scope', { kind: 'graphql-error', type: 'INSUFFICIENT_SCOPES' }],
    ['the server has no such field', { kind: 'graphql-error', code: 'undefinedField' }],
    ['the server has no GraphQL', { kind: 'not-found' }],
    ['the organisation asks for single sign-on', { kind: 'saml' }],
  ])('holds nothing up where %s, and is left for a day', async (_why, fault) => {
    await using all = await scene();
    const trap = all.github.fail(fault, { path: '/graphql', count: Infinity });
    const edit = async (): Promise<void> => {
      await all.here.write(all.id, 'Summary', 'Nobody noticed.');
      for (let runs = 0; runs < 2; runs += 1) await all.here.sync();
      await expectInStep(all);
    };
    await edit();
    expect(trap.hits).toBe(1);
    await edit();
    expect(trap.hits).toBe(1);
    all.clock.nowMs += DAY_MS;
    await edit();
    expect(trap.hits).toBe(2);
  });

  it('is made a day later if somebody lets the token ask by then', async () => {
    await using all = await scene();
    await race(all, () => writeThere(all.github, 'The disk was full.', 'colleague0'));
    all.github.fail({ kind: 'graphql-error', type: 'FORBIDDEN' }, { path: '/graphql' });
    for (let runs = 0; runs < 2; runs += 1) await all.here.sync();
    expect(bodyOf(all.github)).not.toContain('colleague0');
    all.clock.nowMs += DAY_MS;
    await all.here.sync();
    expect(bodyOf(all.github)).toContain('colleague0');
    await expectInStep(all);
  });

  it('is made of the issues that the token may see, though another one is hidden from it', async () => {
    await using all = await scene();
    all.github.addRepository({ repo: 'acme/web', push: ['kim'], isPrivate: true });
    const hidden = await all.here.create('Hidden', 'acme/web');
    await all.here.sync();
    await race(all, () => writeThere(all.github, 'The disk was full.', 'colleague0'));
    await all.here.write(hidden, 'Summary', 'Nobody noticed.');
    await all.here.core.client.sync.run({ ids: [hidden], waitMs: 0 });
    expect(all.here.core.context.parts.store.unchecked.all()).toHaveLength(2);
    all.github.setAccess('acme/web', 'kim', null);
    await all.here.sync();
    expect(bodyOf(all.github)).toContain('colleague0');
    expect(all.here.core.context.parts.store.unchecked.all().map((each) => each.draft)).toEqual([all.id]);
  });

  it.each<[string, Fault]>([
    ['is in trouble', { kind: 'server-error' }],
    ['gives no answer', { kind: 'drop' }],
    ['gives half an answer', { kind: 'cut-answer' }],
    ['gives an empty answer', { kind: 'empty-answer' }],
    [
      'fails in the middle',
      { kind: 'graphql-error', message: 'Something went wrong while executing your query.' },
    ],
    [
      'has no quota left for such questions',
      { kind: 'graphql-error', type: 'RATE_LIMITED', resetInMs: 600_000 },
    ],
    ['asks for a pause', { kind: 'secondary-limit', retryAfterS: 60 }],
    ['is not GitHub but a sign-in page', { kind: 'portal' }],
    ['does not accept the token for a moment', { kind: 'bad-credentials' }],
  ])('holds nothing up where GitHub %s, and is made later', async (_what, fault) => {
    await using all = await scene();
    await race(all, () => writeThere(all.github, 'The disk was full.', 'colleague0'));
    all.github.fail(fault, { path: '/graphql' });
    await all.here.write(all.id, 'Summary', 'Meanwhile.');
    await all.here.sync();
    expect(bodyOf(all.github)).toContain('Meanwhile.');
    all.clock.nowMs += 20 * MINUTE_MS;
    await all.here.sync();
    for (const word of ['colleague0', 'Meanwhile.']) expect(bodyOf(all.github)).toContain(word);
    await expectInStep(all);
  });

  it('pauses the questions alone where only their quota is used up', async () => {
    await using all = await scene();
    await all.here.write(all.id, 'Summary', 'Nobody noticed.');
    await all.here.sync();
    const spent: Fault = { kind: 'graphql-error', type: 'RATE_LIMITED', resetInMs: 600_000 };
    const trap = all.github.fail(spent, { path: '/graphql', count: Infinity });
    for (let runs = 0; runs < 3; runs += 1) {
      await all.here.write(all.id, 'Summary', 'More.');
      await all.here.sync(0);
      expect(all.here.record(all.id).state).toBe('synced');
    }
    expect(trap.hits).toBe(1);
  });

  it('is forgotten where the issue is gone or hidden', async () => {
    await using all = await scene();
    await all.here.write(all.id, 'Summary', 'Nobody noticed.');
    await all.here.sync();
    all.github.deleteIssue(REPO, 1);
    await all.here.sync();
    expect(all.here.core.context.parts.store.unchecked.all()).toEqual([]);
  });
});
