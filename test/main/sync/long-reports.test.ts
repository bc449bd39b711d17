import { describe, expect, it } from 'vitest';

import type { DraftView } from '../../../app/views.ts';
import { furnish, REPO } from '../../support/core.ts';
import type { Fault } from '../../support/github/faults.ts';
import type { StandIn } from '../../support/github/stand-in.ts';
import { startGithub } from '../../support/github/stand-in.ts';
import type { IssueView } from '../../support/github/specs.ts';
import type { InstallationOptions } from '../../support/sync/installation.ts';
import { Installation, TestClock } from '../../support/sync/installation.ts';

const MINUTE_MS = 60_000;
const LIMIT = 65_536;

interface Scene extends AsyncDisposable {
  readonly clock: TestClock;
  readonly github: StandIn;
  readonly here: Installation;
}

type Network = InstallationOptions['network'];

async function scene(network?: Network): Promise<Scene> {
  const clock = new TestClock();
  const github = furnish(await startGithub({ listens: false, isStrict: false, now: () => clock.nowMs }));
  const here = await Installation.open({ clock, github, ...(network === undefined ? {} : { network }) });
  return {
    ...{ clock, github, here },
    [Symbol.asyncDispose]: async () => {
      await here[Symbol.asyncDispose]();
      await github.close();
    },
  };
}

const sentence = (name: string): string =>
  `${`What ${name} was about, in so many words. `.repeat(9)}${name}.`;

/** Markdown of a report with so many entries, about 400 characters each. */
function report(entries: number): string {
  const times = Array.from({ length: entries }, (_, index) => {
    const minute = new Date(Date.UTC(2026, 1, 1, 0, index)).toISOString().slice(0, 16).replace('T', ' ');
    return `### ${minute}\n\n${sentence(`entry${index}x`)}\n\n`;
  });
  return `# Summary\n\n${sentence('summary')}\n\n## Timeline\n\nAll times in Europe/London.\n\n${times.join('')}## What went wrong\n\n${sentence('wrong')}\n`;
}

async function importReport(at: Installation, entries: number): Promise<string> {
  const text = report(entries);
  return (await at.core.client.drafts.import({ text, fileName: 'long.md', title: 'Long', repo: REPO })).id;
}

const issueOf = (github: StandIn): IssueView => {
  const [issue, ...others] = github.issues(REPO);
  if (issue === undefined || others.length > 0) throw new Error(`${others.length + 1} issues`);
  return issue;
};

/** All that a person reads on the page of the issue, without the lines that they don't see. */
const pageOf = (github: StandIn): string => {
  const { body, comments } = issueOf(github);
  return [body ?? '', ...comments.map((each) => each.body)].join('\n').replaceAll(/<!-- debrief:.* -->/g, '');
};

function timesOf(page: string, word: string): number {
  return page.split(`${word}.`).length - 1;
}

/** Each entry is on the page once, in the order of the report. */
function expectWhole(github: StandIn, entries: number): void {
  const page = pageOf(github);
  const places = Array.from({ length: entries }, (_, index) => page.indexOf(` entry${index}x.`));
  expect(places).toEqual(places.toSorted((one, other) => one - other));
  expect(places[0]).toBeGreaterThan(0);
  for (let index = 0; index < entries; index += 1) expect(timesOf(page, ` entry${index}x`)).toBe(1);
}

async function addToEntry(at: Installation, id: string, word: string, more: string): Promise<void> {
  const view: DraftView = await at.get(id);
  const entry = view.sections.flatMap((each) => each.entries).find((each) => each.text.includes(`${word}.`));
  if (entry === undefined) throw new Error(`There is no entry about ${word}.`);
  await at.core.client.timeline.edit({ draft: id, entry: entry.id, text: `${entry.text}\n\n${more}.` });
}

function editComment(github: StandIn, index: number, change: (body: string) => string): void {
  const comment = issueOf(github).comments[index];
  if (comment === undefined) throw new Error(`There is no comment ${index}.`);
  github.editComment(REPO, comment.id, change(comment.body));
}

const methods = (github: StandIn): string => github.requests.map((each) => each.method).join(' ');

/** Syncs until nothing is left to look at a second time. */
async function settle({ clock, here, github }: Scene): Promise<void> {
  for (let polls = 0; polls < 4; polls += 1) {
    clock.nowMs += MINUTE_MS;
    await here.sync();
  }
  github.forgetRequests();
  clock.nowMs += MINUTE_MS;
}

describe('a report of 200,000 characters with 500 entries', () => {
  it('is one issue and its comments, none over the limit, and is read back whole elsewhere', async () => {
    await using all = await scene();
    const id = await importReport(all.here, 500);
    expect((await all.here.body(id)).length).toBeGreaterThan(190_000);
    const [done] = await all.here.sync();
    expect(done).toMatchObject({ error: null });
    expect(all.here.record(id)).toMatchObject({ state: 'synced', owes: false });
    const { body, comments } = issueOf(all.github);
    expect(comments).toHaveLength(4);
    for (const text of [body ?? '', ...comments.map((each) => each.body)])
      expect(Array.from(text).length).toBeLessThanOrEqual(LIMIT);
    expect(body).toContain('_This report goes on in the 4 comments below._');
    expect(body?.split('\n').at(-1)).toBe(`<!-- debrief:${id} -->`);
    for (const comment of comments) expect(comment.body).toMatch(/^### \d/);
    expectWhole(all.github, 500);
    expect((await all.here.get(id)).commentCount).toBe(4);

    const { clock, github } = all;
    await using there = await Installation.open({ clock, github });
    const { number } = issueOf(github);
    const imported = await there.core.client.drafts.import({ issue: { repo: REPO, number } });
    expect(imported).toMatchObject({ id, commentCount: 4 });
    expect((await there.body(id)).trimEnd()).toBe((await all.here.body(id)).trimEnd());
    await settle(all);
    await there.sync();
    await there.sync();
    expect(github.counts.writes).toBe(0);
  }, 60_000);
});

describe('a report in parts', () => {
  it('costs three requests where one part is edited, and one conditional one while nothing changes', async () => {
    await using all = await scene();
    const id = await importReport(all.here, 300);
    await all.here.sync();
    await settle(all);
    await addToEntry(all.here, id, 'entry290x', 'More');
    await all.here.sync();
    expect(methods(all.github)).toBe('GET GET PATCH');
    expect(pageOf(all.github)).toContain('More.');
    await settle(all);
    await all.here.sync();
    expect(all.github.counts).toMatchObject({ requests: 1, notModified: 1, writes: 0 });
  }, 60_000);

  it('merges what both sides edit, in the same part and in different ones, and elsewhere too', async () => {
    await using all = await scene();
    const { clock, github, here } = all;
    const id = await importReport(here, 300);
    await here.sync();
    await using there = await Installation.open({ clock, github });
    await there.core.client.drafts.import({ issue: { repo: REPO, number: issueOf(github).number } });
    await settle(all);
    const said: string[] = [];
    for (const [word, index] of [
      ['entry5x', null],
      ['entry160x', 0],
      ['entry295x', 1],
    ] as const) {
      clock.nowMs += MINUTE_MS;
      const [mine, theirs, onPage] = ['Here', 'There', 'Page'].map((side) => `${side} at ${word}y`);
      said.push(mine ?? '', theirs ?? '', onPage ?? '');
      await addToEntry(here, id, word, mine ?? '');
      await addToEntry(there, id, word.replace(/\dx$/, '1x'), theirs ?? '');
      if (index !== null)
        editComment(github, index, (body) =>
          body.replace(/\n\n(?=### )/, `\n\n${onPage}.\n\n`).replaceAll('\n', '\r\n'),
        );
      else
        github.editIssue(REPO, issueOf(github).number, {
          body: issueOf(github).body?.replace('## Timeline', `${onPage}.\n\n## Timeline`) ?? '',
        });
    }
    for (let turn = 0; turn < 5; turn += 1) {
      clock.nowMs += MINUTE_MS;
      await (turn % 2 === 0 ? here : there).sync();
    }
    expect(here.record(id).state).toBe('synced');
    const page = pageOf(github);
    for (const words of said) expect([words, timesOf(page, words)]).toEqual([words, 1]);
    expect(await there.body(id)).toBe(await here.body(id));
    expectWhole(github, 300);
    github.forgetRequests();
    for (const each of [here, there, here, there]) await each.sync();
    expect(github.counts.writes).toBe(0);
  }, 120_000);

  it('leaves comments of colleagues alone, between the parts and after them, whatever they quote', async () => {
    await using all = await scene();
    const id = await importReport(all.here, 300);
    await all.here.sync();
    const { number, comments } = issueOf(all.github);
    all.github.addComment(REPO, number, 'Well written!');
    all.github.addComment(REPO, number, comments[0]?.body ?? '', 'octocat');
    all.github.addComment(REPO, number, `Not mine.\n<!-- debrief:${id} part 3 -->`, 'mallory');
    const before = issueOf(all.github).comments;
    await addToEntry(all.here, id, 'entry290x', 'More');
    await settle(all);
    expect(await all.here.body(id)).not.toContain('Not mine');
    const after = issueOf(all.github).comments;
    expect(after.map((each) => each.id)).toEqual(before.map((each) => each.id));
    expect(after.slice(-3)).toEqual(before.slice(-3));
  }, 60_000);

  it('moves back into the issue when it is short again, and leaves no comment behind', async () => {
    await using all = await scene();
    const id = await importReport(all.here, 300);
    await all.here.sync();
    const view = await all.here.get(id);
    const timeline = view.sections.find((each) => each.kind === 'timeline');
    await all.here.core.client.drafts.saveSection({
      id,
      section: timeline?.id ?? '',
      text: timeline?.text.slice(0, timeline.text.indexOf(' entry9x.') + 9) ?? '',
    });
    await all.here.sync();
    expect(issueOf(all.github)).toMatchObject({ comments: [] });
    expect(issueOf(all.github).body).not.toContain('goes on');
    expect(all.here.record(id)).toMatchObject({ state: 'synced', parts: null });
    expectWhole(all.github, 10);
  }, 60_000);

  it('grows into comments when it was filed short', async () => {
    await using all = await scene();
    const id = await importReport(all.here, 100);
    await all.here.sync();
    expect(issueOf(all.github).comments).toEqual([]);
    await all.here.write(id, 'What went wrong', 'A line of a log.\n'.repeat(4_000));
    await all.here.sync();
    expect(issueOf(all.github).comments).toHaveLength(2);
    expectWhole(all.github, 100);
    expect(all.here.record(id).state).toBe('synced');
  }, 60_000);

  it('asks where a part was deleted on GitHub; nothing is lost with either answer but what was chosen', async () => {
    for (const [take, isThere] of [
      ['mine', true],
      ['both', true],
      ['theirs', false],
    ] as const) {
      await using all = await scene();
      const id = await importReport(all.here, 300);
      await all.here.sync();
      await settle(all);
      const { number, comments } = issueOf(all.github);
      all.github.deleteComment(REPO, comments[0]?.id ?? 0);
      all.github.editIssue(REPO, number, { title: 'Retitled' });
      await all.here.sync();
      expect(all.here.record(id).state).toBe('conflict');
      expect(await all.here.body(id)).toContain('entry150x.');
      await all.here.core.client.sync.resolve({ id, take });
      await settle(all);
      expect(all.here.record(id).state).toBe('synced');
      expect(pageOf(all.github).includes('entry150x.')).toBe(isThere);
      expect((await all.here.body(id)).includes('entry150x.')).toBe(isThere);
      if (isThere) expectWhole(all.github, 300);
      await all.here.sync();
      expect(all.github.counts.writes).toBe(0);
    }
  }, 120_000);
});

const faults: readonly Fault[] = [
  { kind: 'drop' },
  { kind: 'lose-answer' },
  { kind: 'cut-answer' },
  { kind: 'cut-answer', clean: true },
  { kind: 'empty-answer' },
  { kind: 'bad-credentials' },
  { kind: 'primary-limit', resetInMs: 120_000 },
  { kind: 'secondary-limit', retryAfterS: 30 },
  { kind: 'conflict' },
  { kind: 'server-error', status: 502, acts: true },
  { kind: 'portal', acts: true },
  { kind: 'not-found' },
  { kind: 'missing-permission' },
  { kind: 'moved' },
];

/** Writes of a report that is filed, then grows, then shrinks: an issue, comments, the issue again; and so on. */
async function live(at: Installation, id: string, step: 'grow' | 'shrink'): Promise<void> {
  if (step === 'grow') return at.write(id, 'What went wrong', 'A line of a log.\n'.repeat(5_000));
  const section = (await at.get(id)).sections.find((each) => each.name === 'What went wrong');
  await at.core.client.drafts.saveSection({ id, section: section?.id ?? '', text: 'Short.' });
}

async function recover({ clock, here, github }: Scene): Promise<void> {
  for (let round = 0; round < 3; round += 1) {
    clock.nowMs += 60 * MINUTE_MS;
    await here.core.client.sync.run({ waitMs: 60 * MINUTE_MS });
  }
  github.recover();
}

async function expectInStep(all: Scene, id: string): Promise<void> {
  expect(all.here.record(id)).toMatchObject({ state: 'synced', owes: false });
  expectWhole(all.github, 150);
  const own = issueOf(all.github).comments.filter((each) => each.body.includes('<!-- debrief:'));
  expect(own).toHaveLength(all.here.record(id).parts?.named.length ?? 0);
}

describe('a fault at any write of a report in parts', () => {
  it.each(faults)(
    '%o leaves nothing twice and loses nothing',
    async (fault) => {
      for (const after of [0, 1, 2]) {
        await using all = await scene();
        all.github.fail(fault, {
          after,
          path: (path) => path !== '/rate_limit',
          ...(fault.kind === 'not-found'
            ? { template: '/repos/{owner}/{repo}/issues/comments/{comment_id}' }
            : {}),
        });
        const id = await importReport(all.here, 150);
        await live(all.here, id, 'grow');
        await all.here.sync();
        await recover(all);
        await expectInStep(all, id);
      }
    },
    120_000,
  );
});

describe('the end of the process at any request of a report in parts', () => {
  it.each(['before it is sent', 'before its answer is read'])(
    '%s: the next start goes on',
    async (when) => {
      let left = Infinity;
      let isReached = (): void => undefined;
      const network: Network = (through) => async (input, init) => {
        left -= 1;
        if (left !== 0) return through(input, init);
        if (when !== 'before it is sent') await through(input, init);
        isReached();
        return Promise.withResolvers<never>().promise;
      };
      await using all = await scene(network);
      const id = await importReport(all.here, 150);
      const crashes: string[] = [];
      for (const step of ['grow', 'shrink', 'grow', 'shrink'] as const) {
        await live(all.here, id, step);
        for (let request = 1; request <= 12; request += 1) {
          const { promise, resolve } = Promise.withResolvers<undefined>();
          [left, isReached] = [request, (): void => resolve(undefined)];
          const ended = await Promise.race([promise.then(() => 'crash'), all.here.sync().then(() => 'done')]);
          left = Infinity;
          if (ended === 'done') break;
          crashes.push(step);
          all.here.crash();
          all.clock.nowMs += 2 * MINUTE_MS;
        }
        await recover(all);
        await expectInStep(all, id);
      }
      expect(crashes.length).toBeGreaterThan(8);
    },
    120_000,
  );
});
