/**
 * Full-text search over drafts: one row of the index for each, brought up to date before a search rather than at each
 * write. So a logged moment costs nothing here, and a search costs what the few drafts that changed since the last one do.
 */
import type { Draft } from '../../app/draft.ts';
import { actionsOf, entriesOf } from '../../app/draft.ts';
import type { DraftId } from '../../app/ids.ts';
import type { Db } from './connection.ts';
import type { KeyValues } from './key-values.ts';
import type { DraftRecord, RecordRow } from './records.ts';
import { RECORD_COLUMNS, RECORD_JOIN, recordOf } from './records.ts';
import { HIT_BEGINS, HIT_ENDS, indexable, matchQuery, readable } from './search-words.ts';
import { statement } from './statement.ts';

/** A draft that was found. */
export interface Found extends DraftRecord {
  /** The passage found, with the words between \u0002 and \u0003. Empty for all but the first few dozen. */
  readonly match: string;
}

export interface SearchIndex {
  /** Drafts in use that hold all words, the best match first, at most so many. */
  find(words: string, limit: number | undefined): readonly Found[];
  /** Has something changed since the last refresh? */
  isBehind(): boolean;
  /** Takes in what changed. */
  refresh(): void;
  /** Makes the index anew from the texts that it keeps: for one that is broken. */
  rebuild(): void;
}

/** The number of the sequence of changes up to which the index is complete. */
export const INDEXED_SEQ = 'search.seq';
/** A passage takes as long to find as a draft: nobody reads more of them at once. */
const MOST_PASSAGES = 50;
/** Tokens in a passage; FTS5 takes at most 64. */
const PASSAGE_TOKENS = 16;

interface Stale {
  readonly key: number;
  readonly id: string;
  readonly version: number;
}

/**
 * A query for drafts that match, the best one first. The index goes first and gives its rows in the order of rank: no join
 * can be the outer loop. It ranks all that match, whatever the limit; and the order is the same in each such query.
 */
function ranked(columns: string): string {
  return `SELECT ${columns} FROM search CROSS JOIN draft ON draft.key = search.rowid ${RECORD_JOIN}
    WHERE search MATCH ? AND draft.removed_at_ms IS NULL ORDER BY search.rank LIMIT ? OFFSET ?`;
}

function statements(db: Db) {
  const passage = `snippet(search, -1, '${HIT_BEGINS}', '${HIT_ENDS}', '…', ${PASSAGE_TOKENS})`;
  return {
    stale: statement<[number], Stale>(
      db,
      `SELECT draft.key, draft.id, draft.version FROM draft
       LEFT JOIN search ON search.rowid = draft.key
       WHERE draft.change_seq > ? AND search.version IS NOT draft.version`,
    ),
    last: statement<[], { readonly seq: number }>(
      db,
      `SELECT coalesce(max(change_seq), 0) AS seq FROM draft`,
    ),
    put: statement<[number, number, string, string, string]>(
      db,
      `INSERT OR REPLACE INTO search (rowid, version, title, details, body) VALUES (?, ?, ?, ?, ?)`,
    ),
    withPassages: statement<[string, number, number], RecordRow & { readonly passage: string }>(
      db,
      ranked(`${RECORD_COLUMNS}, ${passage} AS passage`),
    ),
    withoutPassages: statement<[string, number, number], RecordRow>(db, ranked(RECORD_COLUMNS)),
    rebuild: statement<[]>(db, `INSERT INTO search (search) VALUES ('rebuild')`),
  };
}

function bodyOf(draft: Draft): string {
  const sections = draft.sections.flatMap((section) => [section.name, section.text]);
  return [
    ...sections,
    ...entriesOf(draft).map(({ text }) => text),
    ...actionsOf(draft).map(({ text }) => text),
  ].join('\n');
}

/** @param read gives a draft in full */
export function searchIndex(db: Db, meta: KeyValues, read: (id: DraftId) => Draft): SearchIndex {
  const sql = statements(db);
  const lastChange = (): number => sql.last.get()?.seq ?? 0;
  const indexedUpTo = (): number => {
    const seq = meta.get(INDEXED_SEQ);
    return typeof seq === 'number' ? seq : 0;
  };
  const refresh = (): void => {
    const last = lastChange();
    for (const { key, id, version } of sql.stale.all(indexedUpTo())) {
      const draft = read(id as DraftId);
      const details = [draft.repo ?? '', ...draft.labels].join('\n');
      sql.put.run(key, version, indexable(draft.title), indexable(details), indexable(bodyOf(draft)));
    }
    meta.set(INDEXED_SEQ, last);
  };
  return {
    isBehind: () => lastChange() !== indexedUpTo(),
    refresh,
    find(words, limit = Number.MAX_SAFE_INTEGER) {
      const query = matchQuery(words);
      if (query === null) return [];
      const best = sql.withPassages.all(query, Math.min(limit, MOST_PASSAGES), 0);
      const isAll = best.length < MOST_PASSAGES || limit <= MOST_PASSAGES;
      const others = isAll ? [] : sql.withoutPassages.all(query, limit - MOST_PASSAGES, MOST_PASSAGES);
      return [
        ...best.map((row) => ({ ...recordOf(row), match: readable(row.passage) })),
        ...others.map((row) => ({ ...recordOf(row), match: '' })),
      ];
    },
    rebuild() {
      sql.rebuild.run();
    },
  };
}
