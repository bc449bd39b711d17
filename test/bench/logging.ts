/** How long it takes from a call, or a command, to an entry on the disk, in a draft that has thousands. */
import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';

import Database from 'better-sqlite3';

import { ensureBuilt } from '../../scripts/build.ts';
import { makeDurable } from '../../main/store/connection.ts';
import { openTestCore, temporaryFolder } from '../support/core.ts';
import { environmentFor } from '../support/process.ts';
import type { Figure } from './timing.ts';
import { percentile } from './timing.ts';

export const ENTRIES = 5_000;
const RUNS = 1_000;
const STARTS = 25;
const NOBODY = 'http://127.0.0.1:2';
const root = join(import.meta.dirname, '../..');

/** A running incident with many entries, in a data folder. Gives its id. */
export async function makeLongIncident(folder: string): Promise<string> {
  const core = openTestCore(folder, NOBODY);
  const { id } = await core.client.timeline.start({ title: 'Hub down' });
  const entries = Array.from({ length: ENTRIES }, (_, at) => ({
    atMs: Date.UTC(2026, 2, 1) + at * 7_000,
    certainty: { is: 'exact' } as const,
    text: `Node ${at} failed: \`error ${at * 7}\`, see [the log](https://example.com/${at})`,
  }));
  await core.client.timeline.addAll({ draft: id, entries });
  await core.close();
  return id;
}

/** Both in turn: a slow moment of the machine meets both. */
async function inTurn(
  runs: number,
  ours: (run: number) => unknown,
  bare: (run: number) => unknown,
): Promise<readonly { readonly ours: number; readonly bare: number }[]> {
  const timed = async (work: (run: number) => unknown, run: number): Promise<number> => {
    const startMs = performance.now();
    await work(run);
    return performance.now() - startMs;
  };
  const times: { ours: number; bare: number }[] = [];
  for (let run = 0; run < runs; run += 1)
    times.push({ ours: await timed(ours, run), bare: await timed(bare, run) });
  return times;
}

/** Key to durable row in one process: the call of the contract, as a window's host makes it. */
export async function benchCall(): Promise<readonly Figure[]> {
  using folder = temporaryFolder();
  const draft = await makeLongIncident(folder.path);
  const core = openTestCore(folder.path, NOBODY);
  const db = new Database(join(folder.path, 'bare.db'));
  makeDurable(db);
  db.exec(
    'CREATE TABLE entry (id INTEGER PRIMARY KEY, draft TEXT NOT NULL, at_ms INTEGER NOT NULL, text TEXT NOT NULL)',
  );
  const insert = db.prepare<[string, number, string]>(
    'INSERT INTO entry (draft, at_ms, text) VALUES (?, ?, ?)',
  );
  const text = 'Rollback begins';
  const times = await inTurn(
    RUNS,
    (run) => core.client.timeline.log({ draft, atMs: Date.UTC(2026, 2, 2) + run, text }),
    (run) => insert.run(draft, run, text),
  );
  db.close();
  await core.close();
  return [0.5, 0.99].map((part) => ({
    what: `log an entry into a draft of ${ENTRIES}, from the call of the contract to the disk (p${part * 100})`,
    ms: percentile(
      times.map(({ ours }) => ours),
      part,
    ),
    floor: 'a bare insert with the same pragmas',
    floorMs: percentile(
      times.map(({ bare }) => bare),
      part,
    ),
  }));
}

const BARE_SCRIPT = `
import { createRequire } from 'node:module';
const Database = createRequire(process.argv[4])('better-sqlite3');
const db = new Database(process.argv[2]);
db.pragma('journal_mode = WAL');
db.pragma('synchronous = FULL');
const { changes } = db
  .prepare("INSERT INTO entry (draft_id, id, section_id, at_ms, order_ms, certainty, text) SELECT draft_id, ?, id, ?, ?, 'exact', ? FROM section WHERE draft_id = ? AND kind = 'timeline' LIMIT 1")
  .run(crypto.randomUUID(), Date.now(), Date.now(), 'Rollback begins', process.argv[3]);
db.close();
if (changes !== 1) process.exit(1);
console.log('Logged.');
`;

/** The command, beside a script that does nothing but open the same database and insert. */
export async function benchCommand(): Promise<readonly Figure[]> {
  await ensureBuilt();
  using folder = temporaryFolder();
  const draft = await makeLongIncident(folder.path);
  const script = join(folder.path, 'bare.mjs');
  writeFileSync(script, BARE_SCRIPT);
  const env = environmentFor(folder.path);
  const run = (words: readonly string[]): void => {
    const { status, stderr } = spawnSync(process.execPath, words, { env, encoding: 'utf8' });
    if (status !== 0) throw new Error(`${words.join(' ')}: ${status} ${stderr}`);
  };
  const ours = (): void => run([join(root, 'bin/debrief.js'), 'log', 'Rollback begins']);
  const bare = (): void => run([script, join(folder.path, 'debrief.db'), draft, join(root, 'package.json')]);
  // The first start compiles and keeps what later ones use.
  ours();
  bare();
  const times = await inTurn(STARTS, ours, bare);
  return [
    {
      what: `debrief log into a draft of ${ENTRIES}, from its start to its end`,
      ms: percentile(
        times.map((each) => each.ours),
        0.5,
      ),
      floor: 'a bare Node script that opens the same database and inserts',
      floorMs: percentile(
        times.map((each) => each.bare),
        0.5,
      ),
    },
  ];
}
