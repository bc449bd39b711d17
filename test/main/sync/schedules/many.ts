/**
 * `npm run schedules -- COUNT [SEED]`: many more lives than `npm test` has time for, on every core. Says which seeds it
 * takes, how far it is, and stops at the first life that ends badly. `npm run schedules -- COUNT SEED PATH` is that one.
 */
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { availableParallelism } from 'node:os';
import { setPriority } from 'node:os';

import type { Schedules } from './check.ts';
import { checkSchedules } from './check.ts';

/** Lives of one seed: a failure is found again in as many at most. */
const BATCH = 1_000;
const SAY_EVERY_MS = 30_000;
/** Beneath whatever else the machine does. */
const NICE = 10;

/** What a worker answers for a batch: the report of a failure, or null. */
type Answer = string | null;

async function work(): Promise<void> {
  for await (const [batch] of messages()) process.send?.(await outcome(batch));
}

async function* messages(): AsyncGenerator<[Schedules]> {
  for (;;) yield (await once(process, 'message')) as [Schedules];
}

async function outcome(batch: Schedules): Promise<Answer> {
  try {
    await checkSchedules(batch);
    return null;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

/** Hands out seeds until there are no more, or one fails. Gives that failure. */
async function run(count: number, firstSeed: number): Promise<string | null> {
  const batches = Math.ceil(count / BATCH);
  const beganMs = performance.now();
  let given = 0;
  let lived = 0;
  let saidMs = beganMs;
  let failure: string | null = null;
  const say = (): void => {
    const each = (performance.now() - beganMs) / lived;
    const minutes = ((count - lived) * each) / 60_000;
    saidMs = performance.now();
    console.log(`${lived} of ${count} lives, ${each.toFixed(1)} ms each, ${minutes.toFixed(0)} min left`);
  };
  const oneAfterTheOther = async (): Promise<void> => {
    const worker = fork(import.meta.filename, ['work']);
    if (worker.pid !== undefined) setPriority(worker.pid, NICE);
    while (given < batches && failure === null) {
      const batch = { count: Math.min(BATCH, count - given * BATCH), seed: firstSeed + given };
      given += 1;
      worker.send(batch);
      const [answer] = (await once(worker, 'message')) as [Answer];
      if (answer !== null) failure = `${answer}\n\nAgain: npm run schedules -- ${batch.count} ${batch.seed}`;
      lived += batch.count;
      if (performance.now() - saidMs > SAY_EVERY_MS) say();
    }
    worker.kill();
  };
  await Promise.all(Array.from({ length: availableParallelism() }, oneAfterTheOther));
  say();
  return failure;
}

const [first = '100000', seedText, path] = process.argv.slice(2);
if (first === 'work') {
  await work();
} else {
  const seed = seedText === undefined ? Date.now() % 1_000_000_000 : Number(seedText);
  const count = Number(first);
  console.log(`${count} lives, seeds from ${seed}`);
  const failure =
    path === undefined
      ? await run(count, seed)
      : await outcome({ count: Math.min(count, BATCH), seed, path });
  if (failure !== null) console.error(failure);
  process.exitCode = failure === null ? 0 : 1;
}
