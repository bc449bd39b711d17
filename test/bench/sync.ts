/** How long a queue takes to be filed where nothing has to be waited for, beside bare Octokit calls that do the same writes. */
import { Octokit } from '@octokit/rest';

import { furnish, openTestCore, REPO, temporaryFolder, TOKEN } from '../support/core.ts';
import type { StandIn } from '../support/github/stand-in.ts';
import { startGithub } from '../support/github/stand-in.ts';
import type { Figure } from './timing.ts';
import { percentile } from './timing.ts';

const ROUNDS = 5;
const DRAFTS = 100;
const UNPACED = { gapMs: 0, perMinute: Infinity, perHour: Infinity };

interface Write {
  readonly title: string;
  readonly body: string;
  readonly labels: string[];
}

/** Milliseconds to file a queue of drafts, and what was written for them. */
async function drain(): Promise<{ readonly ms: number; readonly writes: readonly Write[] }> {
  using folder = temporaryFolder();
  await using github = await startStandIn();
  const core = openTestCore(folder.path, github.url, { pace: UNPACED });
  for (let count = 1; count <= DRAFTS; count += 1) {
    const { id } = await core.client.drafts.create({ title: `Incident ${count}`, repo: REPO });
    await core.client.timeline.log({ draft: id, text: 'Alert: spawn errors' });
  }
  const startMs = performance.now();
  await core.client.sync.run({ waitMs: 0 });
  const ms = performance.now() - startMs;
  await core.close();
  return {
    ms,
    writes: github
      .issues(REPO)
      .map(({ title, body, labels }) => ({ title, body: body ?? '', labels: [...labels] })),
  };
}

/** Milliseconds for the same writes by Octokit alone, one after the other as GitHub asks. */
async function writeBare(writes: readonly Write[]): Promise<number> {
  await using github = await startStandIn();
  const octokit = new Octokit({ auth: TOKEN, baseUrl: github.url });
  const [owner = '', repo = ''] = REPO.split('/');
  const startMs = performance.now();
  for (const write of writes) await octokit.rest.issues.create({ owner, repo, ...write });
  return performance.now() - startMs;
}

async function startStandIn(): Promise<StandIn> {
  return furnish(await startGithub({ isStrict: false }));
}

/** Medians over a few rounds, each with a new database and a new stand-in; the first round is not counted. */
export async function benchSync(): Promise<readonly Figure[]> {
  const ours: number[] = [];
  const bare: number[] = [];
  for (let round = 0; round <= ROUNDS; round += 1) {
    const { ms, writes } = await drain();
    if (writes.length !== DRAFTS) throw new Error(`${writes.length} of ${DRAFTS} drafts were filed.`);
    const bareMs = await writeBare(writes);
    if (round === 0) continue;
    ours.push(ms);
    bare.push(bareMs);
  }
  return [
    {
      what: `file a queue of ${DRAFTS} drafts, without pacing`,
      ms: percentile(ours, 0.5),
      floor: 'the same writes by bare Octokit',
      floorMs: percentile(bare, 0.5),
    },
  ];
}
