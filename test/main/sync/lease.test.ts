import { describe, expect, it } from 'vitest';

import { GITHUB_PACE } from '../../../app/pace.ts';
import type { Core } from '../../../main/core.ts';
import { furnish, openTestCore, REPO, temporaryFolder } from '../../support/core.ts';
import { startGithub } from '../../support/github/stand-in.ts';
import { TestClock } from '../../support/sync/installation.ts';

const HOUR_MS = 3_600_000;

describe('two cores on one database', () => {
  it('file each draft once between them, whichever of the two syncs it', async () => {
    const clock = new TestClock();
    using folder = temporaryFolder();
    await using github = furnish(await startGithub({ listens: false, now: () => clock.nowMs }));
    const open = (): Core =>
      openTestCore(folder.path, github.url, {
        nowMs: () => clock.nowMs,
        fetch: github.fetch,
        wait: (ms) => {
          clock.nowMs += ms;
          return new Promise((resolve) => setImmediate(resolve));
        },
      });
    const [one, other] = [open(), open()];
    for (let count = 0; count < 20; count += 1)
      await one.client.drafts.create({ title: `Incident ${count}`, repo: REPO });
    const both = [one, other].map((each) => each.client.sync.run({ waitMs: HOUR_MS }));
    await Promise.all(both);
    expect(github.issues(REPO)).toHaveLength(20);
    expect(github.counts.writes).toBe(20);
    await one.close();
    await other.close();
  });

  it('a run whose lease went to another while its machine slept ends, and leaves the rest to the other', async () => {
    const clock = new TestClock();
    using folder = temporaryFolder();
    await using github = furnish(await startGithub({ listens: false, now: () => clock.nowMs }));
    let slept = false;
    const sleeper = openTestCore(folder.path, github.url, {
      nowMs: () => clock.nowMs,
      fetch: github.fetch,
      pace: { ...GITHUB_PACE, gapMs: 1_000 },
      wait: (ms) => {
        clock.nowMs += slept ? ms : 2 * HOUR_MS;
        if (!slept) expect(other.context.parts.store.takeLease('other', clock.nowMs + 60_000)).toBe(true);
        slept = true;
        return Promise.resolve();
      },
    });
    const other = openTestCore(folder.path, github.url, { nowMs: () => clock.nowMs, fetch: github.fetch });
    for (const title of ['First', 'Second']) await sleeper.client.drafts.create({ title, repo: REPO });
    const reports = await sleeper.client.sync.run({ waitMs: 24 * HOUR_MS });
    expect(reports.map((each) => each.error?.code ?? null).sort()).toEqual([null, 'sync.busy'].sort());
    expect(github.issues(REPO)).toHaveLength(1);
    other.context.parts.store.dropLease('other');
    await other.client.sync.run({ waitMs: HOUR_MS });
    expect(github.issues(REPO)).toHaveLength(2);
    await sleeper.close();
    await other.close();
  });

  it('a run that waits out a long pause keeps its lease', async () => {
    const clock = new TestClock();
    using folder = temporaryFolder();
    await using github = furnish(await startGithub({ listens: false, now: () => clock.nowMs }));
    const takenMeanwhile: boolean[] = [];
    const waiter = openTestCore(folder.path, github.url, {
      nowMs: () => clock.nowMs,
      fetch: github.fetch,
      wait: (ms) => {
        clock.nowMs += ms;
        takenMeanwhile.push(other.context.parts.store.takeLease('other', clock.nowMs + 60_000));
        return Promise.resolve();
      },
    });
    const other = openTestCore(folder.path, github.url, { nowMs: () => clock.nowMs });
    github.fail({ kind: 'secondary-limit', retryAfterS: 600 }, { method: 'POST' });
    await waiter.client.drafts.create({ title: 'Patient', repo: REPO });
    await waiter.client.sync.run({ waitMs: HOUR_MS });
    expect(github.issues(REPO)).toHaveLength(1);
    expect(new Set(takenMeanwhile)).toEqual(new Set([false]));
    await waiter.close();
    await other.close();
  });
});
