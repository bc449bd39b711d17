/** How long a person waits for the store, beside what the same work costs with bare better-sqlite3. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';

import Database from 'better-sqlite3';

import type { EntryId } from '../../app/ids.ts';
import { makeEntry } from '../../app/timeline/entries.ts';
import { makeDurable } from '../../main/store/connection.ts';
import { matchQuery } from '../../main/store/search-words.ts';
import { openStore } from '../../main/store/store.ts';
import { countingIds } from '../support/ids.ts';
import { draftOf, NOW_MS, report } from './reports.ts';
import type { Figure } from './timing.ts';
import { percentile } from './timing.ts';

function timed(work: () => unknown): number {
  const start = performance.now();
  work();
  return performance.now() - start;
}

/** What half, and all but one in a hundred, of the runs took at most. Runs both in turn: a slow moment of the machine meets both. */
function compare(
  what: string,
  floor: string,
  runs: number,
  ours: (run: number) => unknown,
  bare: (run: number) => unknown,
): readonly Figure[] {
  const times = Array.from({ length: runs }, (_, run) => ({
    ours: timed(() => ours(run)),
    bare: timed(() => bare(run)),
  }));
  return [0.5, 0.99].map((part) => ({
    what: `${what} (p${part * 100})`,
    ms: percentile(
      times.map((each) => each.ours),
      part,
    ),
    floor,
    floorMs: percentile(
      times.map((each) => each.bare),
      part,
    ),
  }));
}

function inScratchFolder<T>(work: (folder: string) => T): T {
  const folder = mkdtempSync(join(tmpdir(), 'debrief-bench-'));
  try {
    return work(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** One table and one row: the least that can be called kept. */
function bareDatabase(folder: string): Database.Database {
  const db = new Database(join(folder, 'bare.db'));
  makeDurable(db);
  db.exec(
    'CREATE TABLE entry (id INTEGER PRIMARY KEY, draft TEXT NOT NULL, at_ms INTEGER NOT NULL, text TEXT NOT NULL) STRICT',
  );
  return db;
}

/** An entry logged into a draft, against a row inserted into a bare table with the same pragmas. */
export function benchLog(runs = 1_000): readonly Figure[] {
  return inScratchFolder((folder) => {
    const newId = countingIds();
    const store = openStore({ folder, nowMs: () => NOW_MS, newId });
    const draft = draftOf(0, newId);
    store.insertDraft(draft);
    const db = bareDatabase(folder);
    const insert = db.prepare<[string, number, string]>(
      'INSERT INTO entry (draft, at_ms, text) VALUES (?, ?, ?)',
    );
    try {
      const text = 'Rollback begins';
      return compare(
        'log an entry',
        'a bare insert with the same pragmas',
        runs,
        (run) => store.logEntry(draft.id, makeEntry(newId() as EntryId, NOW_MS + run, text, null)),
        (run) => insert.run(draft.id, NOW_MS + run, text),
      );
    } finally {
      db.close();
      store.close();
    }
  });
}

/** The store opened, one entry logged, and closed, against the same with a bare database that is there already. */
export function benchOpenLogClose(runs = 100): readonly Figure[] {
  return inScratchFolder((folder) => {
    const newId = countingIds();
    const draft = draftOf(0, newId);
    const use = (work: (store: ReturnType<typeof openStore>) => void): void => {
      const store = openStore({ folder, nowMs: () => NOW_MS, newId });
      work(store);
      store.close();
    };
    use((store) => store.insertDraft(draft));
    bareDatabase(folder).close();
    return compare(
      'open the store, log an entry and close it',
      'the same with a bare database',
      runs,
      (run) =>
        use((store) => store.logEntry(draft.id, makeEntry(newId() as EntryId, NOW_MS + run, 'x', null))),
      (run) => {
        const db = new Database(join(folder, 'bare.db'));
        makeDurable(db);
        db.prepare<[string, number, string]>('INSERT INTO entry (draft, at_ms, text) VALUES (?, ?, ?)').run(
          draft.id,
          NOW_MS + run,
          'x',
        );
        db.close();
      },
    );
  });
}

/** How many drafts a search shows the passage of. */
const SHOWN = 50;

/** A search over many drafts, against the bare query over the same texts in an index of its own. */
export function benchSearch(drafts = 1_000, runs = 200): readonly Figure[] {
  return inScratchFolder((folder) => {
    const newId = countingIds();
    const store = openStore({ folder, nowMs: () => NOW_MS, newId });
    const db = new Database(join(folder, 'bare.db'));
    try {
      db.exec("CREATE VIRTUAL TABLE search USING fts5 (text, tokenize = 'unicode61 remove_diacritics 2')");
      const insert = db.prepare<[string]>('INSERT INTO search (text) VALUES (?)');
      db.transaction(() =>
        store.transaction(() => {
          for (let index = 0; index < drafts; index += 1) {
            store.insertDraft(draftOf(index, newId));
            insert.run(report(index));
          }
        }),
      )();
      const firstMs = timed(() => store.searchDrafts('spawner'));
      const query = db.prepare<[string, number]>(
        "SELECT rowid, snippet(search, -1, '[', ']', '…', 16) FROM search WHERE search MATCH ? ORDER BY rank LIMIT ?",
      );
      const all = db.prepare<[]>('SELECT * FROM search');
      const typed = (run: number): string => `kubernetes incident${run % 97}`;
      const of = `of ${drafts} drafts`;
      return [
        {
          what: `first search ${of}, which indexes them`,
          ms: firstMs,
          floor: 'a read of all their texts',
          floorMs: timed(() => all.all()),
        },
        ...compare(
          `search ${of} for the first ${SHOWN}`,
          `the bare FTS5 query for ${SHOWN}`,
          runs,
          (run) => store.searchDrafts(typed(run), SHOWN),
          (run) => query.all(matchQuery(typed(run)) ?? '', SHOWN),
        ),
        ...compare(
          `search ${of} for all that match, a fifth to a half of them`,
          `the bare FTS5 query for ${SHOWN}`,
          runs,
          (run) => store.searchDrafts(typed(run)),
          (run) => query.all(matchQuery(typed(run)) ?? '', SHOWN),
        ),
        ...compare(
          `list ${of}`,
          'a read of all their texts',
          runs,
          () => store.listDrafts(),
          () => all.all(),
        ),
      ];
    } finally {
      db.close();
      store.close();
    }
  });
}
