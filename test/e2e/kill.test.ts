import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

import { expect, it } from 'vitest';

import { entriesOf } from '../../app/draft.ts';
import type { DraftId } from '../../app/ids.ts';
import { openTestCore, temporaryFolder } from '../support/core.ts';
import { inspect } from '../main/store/scratch.ts';

const logger = join(import.meta.dirname, '../support/log-and-wait.ts');
const NOBODY = 'http://127.0.0.1:2';
const PROCESSES = 4;
const LINES = 1000;
const SEED = 20_260_301;

/** Numbers from 0 to 1 that are the same in each run (mulberry32). */
function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** A process that logs as fast as it can, and is killed once it has acknowledged so many. Gives what it acknowledged. */
async function logUntilKilled(folder: string, draft: string, count: number): Promise<readonly string[]> {
  const child = spawn(process.execPath, [logger, folder, draft], { stdio: ['ignore', 'pipe', 'inherit'] });
  const lines = createInterface({ input: child.stdout });
  const acknowledged: string[] = [];
  lines.on('line', (line) => {
    acknowledged.push(line);
    if (acknowledged.length === count) child.kill('SIGKILL');
  });
  await Promise.all([once(child, 'exit'), once(lines, 'close')]);
  expect(child.signalCode).toBe('SIGKILL');
  return acknowledged;
}

it('a thousand entries of four processes that are killed while they log are there, each once and in order', async () => {
  using folder = temporaryFolder();
  const random = seeded(SEED);
  const core = openTestCore(folder.path, NOBODY);
  const { id } = await core.client.timeline.start({ title: 'Hub down' });
  await core.close();
  const logs: (readonly string[])[] = [];
  while (logs.flat().length < LINES) {
    const counts = Array.from({ length: PROCESSES }, () => 20 + Math.floor(random() * 110));
    logs.push(...(await Promise.all(counts.map((count) => logUntilKilled(folder.path, id, count)))));
  }
  const after = openTestCore(folder.path, NOBODY);
  const entries = entriesOf(after.context.parts.store.getDraft(id as DraftId));
  await after.close();
  const texts = entries.map(({ text }) => text);
  expect(new Set(texts).size).toBe(texts.length);
  for (const acknowledged of logs)
    expect(texts.filter((text) => acknowledged.includes(text))).toEqual(acknowledged);
  // Each of them may have had one more on the disk before it could say so.
  expect(texts.length - logs.flat().length).toBeLessThanOrEqual(logs.length);
  expect(entries.map(({ atMs }) => atMs)).toEqual(entries.map(({ atMs }) => atMs).toSorted((a, b) => a - b));
  const file = join(folder.path, 'debrief.db');
  expect(inspect(file, (db) => db.pragma('integrity_check', { simple: true }))).toBe('ok');
}, 120_000);
