import { describe, expect, it } from 'vitest';

import { furnish, REPO } from '../../support/core.ts';
import type { StandIn } from '../../support/github/stand-in.ts';
import { startGithub } from '../../support/github/stand-in.ts';
import { Coauthor, Ledger, pickFrom, seededRandom } from '../../support/sync/coauthor.ts';
import { Installation, TestClock } from '../../support/sync/installation.ts';
import { Interloper } from '../../support/sync/interloper.ts';

const ROUNDS = 500;
/** DEBRIEF_SEEDS asks for others, as in 1,2,3. */
const SEEDS = (process.env['DEBRIEF_SEEDS'] ?? '1').split(',').map(Number);
/** How many of the syncs are a race: none, and every other one. */
const RACES = [0, 0.5];
/** Syncs of both in turn after which they have to agree, once nobody writes any more. */
const MOST_TURNS = 6;

/** One of the two, and who comes between its reads and its writes. */
interface Side {
  readonly at: Installation;
  readonly interloper: Interloper;
}

async function openSide(clock: TestClock, github: StandIn): Promise<Side> {
  const interloper = new Interloper();
  return { at: await Installation.open({ clock, github, network: interloper.network }), interloper };
}

/** Syncs one side while the other one writes in between: its title and body are overwritten, if only for a while. */
async function race({ at, interloper }: Side, other: Side, id: string): Promise<void> {
  interloper.before('PATCH', () => other.at.sync());
  await syncAndResolve(at, id);
  interloper.leave();
}

async function syncAndResolve(at: Installation, id: string): Promise<void> {
  await at.sync();
  if (at.record(id).state === 'conflict') await at.core.client.sync.resolve({ id, take: 'both' });
}

describe('two installations that edit one issue', () => {
  it.each(RACES.flatMap((races) => SEEDS.map((seed) => ({ races, seed }))))(
    `hold the same after ${ROUNDS} random rounds (seed $seed, races $races), no word is lost, and then neither writes any more`,
    async ({ races, seed }) => {
      const clock = new TestClock();
      await using github = furnish(
        await startGithub({ listens: false, isStrict: false, now: () => clock.nowMs }),
      );
      const sides = [await openSide(clock, github), await openSide(clock, github)] as const;
      await using here = sides[0].at;
      await using there = sides[1].at;
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
        const [one, other] = author?.at === there ? [sides[1], sides[0]] : sides;
        if (shared.random() < 0.7) await author?.write();
        else if (races > 0 && shared.random() < races) await race(one, other, id);
        else await syncAndResolve(one.at, id);
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
