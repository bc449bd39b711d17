import { describe, expect, it } from 'vitest';

import { GITHUB_PACE } from '../../../app/pace.ts';
import { furnish, REPO } from '../../support/core.ts';
import type { StandIn } from '../../support/github/stand-in.ts';
import { GITHUB_CONTENT_LIMITS } from '../../support/github/limits.ts';
import type { Options } from '../../support/github/stand-in.ts';
import { startGithub } from '../../support/github/stand-in.ts';
import type { InstallationOptions } from '../../support/sync/installation.ts';
import { Installation, letTimePass, TestClock } from '../../support/sync/installation.ts';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;

interface Scene extends AsyncDisposable {
  readonly clock: TestClock;
  readonly github: StandIn;
  readonly here: Installation;
}

async function scene(options: Partial<InstallationOptions> = {}, github: Options = {}): Promise<Scene> {
  const clock = new TestClock();
  const standIn = furnish(await startGithub({ listens: false, now: () => clock.nowMs, ...github }));
  const here = await Installation.open({ clock, github: standIn, ...options });
  return {
    ...{ clock, here },
    github: standIn,
    [Symbol.asyncDispose]: async () => {
      await here[Symbol.asyncDispose]();
      await standIn.close();
      expect(standIn.violations).toEqual([]);
    },
  };
}

const methods = (github: StandIn): readonly string[] => github.requests.map((each) => each.method);
const secondaryLimits = (github: StandIn): number =>
  github.requests.filter((each) => each.status === 403 || each.status === 429).length;

describe('what a draft costs in requests', () => {
  it('is one to file it, two to update it, and one conditional read while nothing changes', async () => {
    await using all = await scene();
    const id = await all.here.create('Counted');
    await all.here.sync();
    expect(methods(all.github)).toEqual(['POST']);
    // The first look at the list has no ETag yet, and the second none for the new question.
    for (let polls = 0; polls < 2; polls += 1) await all.here.sync();
    await all.here.write(id, 'Summary', 'Students waited.');
    all.github.forgetRequests();
    await all.here.sync();
    expect(methods(all.github)).toEqual(['GET', 'PATCH']);
    for (let polls = 0; polls < 2; polls += 1) await all.here.sync();
    all.github.forgetRequests();
    await all.here.sync();
    expect(all.github.counts).toMatchObject({ requests: 1, conditionalReads: 1, notModified: 1, writes: 0 });
  });

  it('reads before an update by its ETag, which costs no quota where the issue was read before', async () => {
    await using all = await scene();
    all.github.addIssue(REPO, { title: 'Old report', body: '## Summary\n\nFrom the web.\n' });
    const { id } = await all.here.core.client.drafts.import({ issue: { repo: REPO, number: 1 } });
    await all.here.write(id, 'Summary', 'And from here.');
    all.github.forgetRequests();
    await all.here.sync();
    expect(methods(all.github)).toEqual(['GET', 'PATCH']);
    expect(all.github.counts).toMatchObject({ conditionalReads: 1, notModified: 1 });
  });

  it('is no more requests than repositories for 100 drafts that nobody changes', async () => {
    await using all = await scene();
    const repos = [REPO, 'acme/web', 'acme/data'];
    for (const repo of repos.slice(1)) all.github.addRepository({ repo, push: ['kim'] });
    for (let count = 0; count < 100; count += 1) await all.here.create(`Incident ${count}`, repos[count % 3]);
    for (let polls = 0; polls < 3; polls += 1) await all.here.sync();
    all.github.forgetRequests();
    await all.here.sync();
    expect(all.github.counts).toMatchObject({ requests: 3, conditionalReads: 3, notModified: 3, writes: 0 });
  });
});

describe('creates whose answers are all lost, with a list that lags', () => {
  it('make 50 issues of 50 drafts, no more', async () => {
    await using all = await scene({ lookAgain: [2, 10, 30, 120, 300, 600] });
    all.github.lagLists(3_000);
    all.github.fail({ kind: 'lose-answer' }, { method: 'POST', count: 50 });
    const ids: string[] = [];
    for (let count = 0; count < 50; count += 1) ids.push(await all.here.create(`Incident ${count}`));
    await all.here.sync(24 * HOUR_MS);
    const filed = all.github.issues(REPO);
    expect(filed).toHaveLength(50);
    expect(new Set(filed.map((each) => each.body?.split('\n').at(-1)))).toEqual(
      new Set(ids.map((id) => `<!-- debrief:${id} -->`)),
    );
    for (const id of ids) expect(all.here.record(id)).toMatchObject({ state: 'synced', error: null });
    expect(all.github.counts.writes).toBe(50);
  });

  it('are not sent again while the list lags, however long that takes within the looks', async () => {
    await using all = await scene({ lookAgain: [2, 10, 30, 120, 300, 600] });
    all.github.lagLists(9 * MINUTE_MS);
    all.github.fail({ kind: 'lose-answer' }, { method: 'POST' });
    await all.here.create('Slow list');
    await all.here.sync(24 * HOUR_MS);
    expect(all.github.issues(REPO)).toHaveLength(1);
    expect(all.github.counts.writes).toBe(1);
  });

  it.each([
    ['ahead', 26 * HOUR_MS],
    ['behind', -26 * HOUR_MS],
    ['ahead by an hour', HOUR_MS],
  ])('find the issue although this machine’s clock is %s', async (_way, aheadMs) => {
    await using all = await scene({ lookAgain: [2, 10], aheadMs });
    all.github.fail({ kind: 'lose-answer' }, { method: 'POST' });
    const id = await all.here.create('Wrong clock');
    await all.here.sync();
    expect(all.github.issues(REPO)).toHaveLength(1);
    expect(all.here.record(id).state).toBe('synced');
  });

  it('take what a colleague made of the issue before it was found', async () => {
    await using all = await scene({ lookAgain: [600] });
    const other = await all.here.create('Other');
    await all.here.sync();
    all.github.fail({ kind: 'lose-answer' }, { method: 'POST' });
    const id = await all.here.create('Found late');
    await all.here.sync(0);
    expect(all.here.record(id).state).toBe('unconfirmed');
    const number = all.github.issues(REPO).find((each) => each.title.includes('Found late'))?.number ?? 0;
    all.github.editIssue(REPO, number, { title: 'Retitled by a colleague' });
    // The list of changes is read past that edit, on behalf of the other draft.
    for (const edit of ['One', 'Two']) {
      all.clock.nowMs += MINUTE_MS;
      all.github.editIssue(REPO, all.here.record(other).issue?.number ?? 0, { title: edit });
      await all.here.core.client.sync.run({ ids: [other], waitMs: 0 });
    }
    await all.here.sync();
    expect((await all.here.get(id)).title).toBe('Retitled by a colleague');
    expect(all.github.counts.writes).toBe(2);
  });
});

describe('GitHub’s pace', () => {
  it('lets a queue of 500 drafts drain without one secondary limit, a second apart at least', async () => {
    await using all = await scene({ pace: GITHUB_PACE }, { contentLimits: GITHUB_CONTENT_LIMITS });
    for (let count = 0; count < 500; count += 1) await all.here.create(`Incident ${count}`);
    await all.here.sync(24 * HOUR_MS);
    expect(all.github.issues(REPO)).toHaveLength(500);
    expect(secondaryLimits(all.github)).toBe(0);
    expect(all.github.counts).toMatchObject({ requests: 500, writes: 500 });
    const times = all.github.requests.map((each) => each.atMs);
    expect(
      Math.min(...times.slice(1).map((atMs, index) => atMs - (times[index] ?? 0))),
    ).toBeGreaterThanOrEqual(1_000);
  }, 120_000);

  it('is kept over a restart: writes of the last hour still count', async () => {
    await using all = await scene(
      { pace: { ...GITHUB_PACE, perHour: 5 } },
      { contentLimits: { perMinute: 80, perHour: 5 } },
    );
    for (let count = 0; count < 5; count += 1) await all.here.create(`Before ${count}`);
    await all.here.sync();
    await all.here.restart();
    await all.here.create('After');
    await all.here.sync();
    expect(all.github.issues(REPO)).toHaveLength(6);
    expect(secondaryLimits(all.github)).toBe(0);
  });

  it.each([
    ['retry-after', { kind: 'secondary-limit', retryAfterS: 600 }],
    ['x-ratelimit-reset', { kind: 'primary-limit', resetInMs: 600_000 }],
  ] as const)(
    'obeys %s over a restart, for every draft, and whatever this machine’s clock says',
    async (_header, fault) => {
      await using all = await scene({ aheadMs: HOUR_MS });
      all.github.fail(fault, { method: 'POST' });
      const refusedAtMs = all.clock.nowMs;
      for (let count = 0; count < 5; count += 1) await all.here.create(`Incident ${count}`);
      const reports = await all.here.sync(0);
      expect(reports.map((each) => each.error?.code)).toEqual(
        Array.from({ length: 5 }, () => 'github.waiting'),
      );
      await all.here.restart();
      await all.here.sync(0);
      expect(all.github.counts.requests).toBe(1);
      await all.here.sync();
      expect(all.github.issues(REPO)).toHaveLength(5);
      expect(all.github.requests[1]?.atMs).toBeGreaterThanOrEqual(refusedAtMs + 600_000);
    },
  );
});

describe('an hour in which GitHub refuses everything', () => {
  it.each([
    ['403 without a word on how long', { kind: 'secondary-limit' }, 10],
    ['403 until the hour is over', { kind: 'primary-limit' }, 5],
    ['429', { kind: 'secondary-limit', status: 429 }, 10],
  ] as const)(
    '%s: only a handful of requests, with 40 drafts filed and 10 in the queue',
    async (_what, fault, most) => {
      await using all = await scene();
      for (let count = 0; count < 40; count += 1) await all.here.create(`Filed ${count}`);
      await all.here.sync();
      for (let count = 0; count < 10; count += 1) await all.here.create(`Queued ${count}`);
      await all.here.core.client.settings.set({ 'sync.automatic': true });
      const trap = all.github.fail(fault, { path: (path) => path !== '/rate_limit', count: Infinity });
      all.github.forgetRequests();
      await all.here.sync(0);
      await letTimePass(all.here, all.clock, HOUR_MS);
      const asked = all.github.requests.filter((each) => each.path !== '/rate_limit');
      expect(asked.length).toBeLessThanOrEqual(most);
      trap.cancel();
      await all.here.sync();
      expect(all.github.issues(REPO)).toHaveLength(50);
    },
  );

  it('502: trouble is not asked about once a draft', async () => {
    await using all = await scene();
    for (let count = 0; count < 40; count += 1) await all.here.create(`Filed ${count}`);
    await all.here.sync();
    all.github.fail({ kind: 'server-error' }, { count: Infinity });
    all.github.forgetRequests();
    await all.here.sync(0);
    expect(all.github.counts.requests).toBeLessThanOrEqual(2);
    all.github.recover();
    await all.here.sync();
    expect(all.github.counts.writes).toBe(0);
  });
});
