import { describe, expect, it } from 'vitest';

import { furnish, REPO } from '../../support/core.ts';
import { startGithub } from '../../support/github/stand-in.ts';
import { Coauthor, Ledger, pickFrom, seededRandom } from '../../support/sync/coauthor.ts';
import { Installation, TestClock } from '../../support/sync/installation.ts';

const ROUNDS = 500;
/** DEBRIEF_SEEDS asks for others, as in 1,2,3. */
const SEEDS = (process.env['DEBRIEF_SEEDS'] ?? '1').split(',').map(Number);
/** Syncs of both in turn after which they have to agree, once nobody writes any more. */
const MOST_TURNS = 6;

async function syncAndResolve(at: Installation, id: string): Promise<void> {
  await at.sync();
  if (at.record(id).state === 'conflict') await at.core.client.sync.resolve({ id, take: 'both' });
}

describe('two installations that edit one issue', () => {
  it.each(SEEDS)(
    `hold the same after ${ROUNDS} random rounds (seed %i), no word is lost, and then neither writes any more`,
    async (seed) => {
      const clock = new TestClock();
      await using github = furnish(
        await startGithub({ listens: false, isStrict: false, now: () => clock.nowMs }),
      );
      await using here = await Installation.open({ clock, github });
      await using there = await Installation.open({ clock, github });
      const id = await here.create('Two of us');
      await here.sync();
      const number = github.issues(REPO)[0]?.number ?? 0;
      expect((await there.core.client.drafts.import({ issue: { repo: REPO, number } })).id).toBe(id);
      const [ledger, titles] = [new Ledger(), new Ledger()];
      const shared = { id, random: seededRandom(seed), ledger, titles, nowMs: (): number => clock.nowMs };
      const authors = [
        new Coauthor({ at: here, name: 'a', ...shared }),
        new Coauthor({ at: there, name: 'b', ...shared }),
      ];
      for (let round = 0; round < ROUNDS; round += 1) {
        clock.nowMs += 60_000;
        const author = pickFrom(shared.random, authors);
        if (shared.random() < 0.7) await author?.write();
        else await syncAndResolve(author?.at ?? here, id);
      }
      for (let turn = 0; turn < MOST_TURNS; turn += 1) {
        clock.nowMs += 60_000;
        await syncAndResolve(turn % 2 === 0 ? here : there, id);
      }
      const issue = github.issue(REPO, number);
      expect(await here.body(id)).toBe(await there.body(id));
      expect(issue.body).toContain((await here.body(id)).trimEnd());
      expect([(await here.get(id)).title, (await there.get(id)).title]).toEqual([issue.title, issue.title]);
      expect(ledger.missingFrom(issue.body ?? '')).toEqual([]);
      expect(titles.missingFrom(issue.title)).toEqual([]);
      const { writes } = github.counts;
      for (const each of [here, there, here, there]) await each.sync();
      expect(github.counts.writes).toBe(writes);
      expect(github.issues(REPO)).toHaveLength(1);
    },
    300_000,
  );
});
