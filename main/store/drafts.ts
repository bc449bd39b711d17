import type { Draft } from '../../app/draft.ts';
import type { DraftId } from '../../app/ids.ts';
import type { Db } from './connection.ts';
import { statement } from './statement.ts';

/** A draft without its parts. */
export type DraftHead = Omit<Draft, 'sections'>;

export const DRAFT_COLUMNS = [
  'id',
  'title',
  'repo',
  'host',
  'labels',
  'zone',
  'zone_source',
  'created_at_ms',
  'updated_at_ms',
  'started_at_ms',
  'ended_at_ms',
] as const satisfies readonly (keyof DraftRow)[];

export interface DraftRow {
  readonly id: string;
  readonly title: string;
  readonly repo: string | null;
  readonly host: string | null;
  readonly labels: string;
  readonly zone: string;
  readonly zone_source: string;
  readonly created_at_ms: number;
  readonly updated_at_ms: number;
  readonly started_at_ms: number | null;
  readonly ended_at_ms: number | null;
}

export function headOf(row: DraftRow): DraftHead {
  return {
    id: row.id as DraftId,
    title: row.title,
    repo: row.repo,
    host: row.host,
    labels: JSON.parse(row.labels) as readonly string[],
    zone: row.zone,
    zoneSource: row.zone_source as Draft['zoneSource'],
    createdAtMs: row.created_at_ms,
    updatedAtMs: row.updated_at_ms,
    startedAtMs: row.started_at_ms,
    endedAtMs: row.ended_at_ms,
  };
}

function rowOf(draft: DraftHead): DraftRow {
  return {
    id: draft.id,
    title: draft.title,
    repo: draft.repo,
    host: draft.host,
    labels: JSON.stringify(draft.labels),
    zone: draft.zone,
    zone_source: draft.zoneSource,
    created_at_ms: draft.createdAtMs,
    updated_at_ms: draft.updatedAtMs,
    started_at_ms: draft.startedAtMs,
    ended_at_ms: draft.endedAtMs,
  };
}

export interface DraftTable {
  /** Null if there is no such draft. */
  get(id: DraftId): DraftHead | null;
  insert(draft: DraftHead): void;
  /** Writes what the draft says of itself. */
  update(draft: DraftHead): void;
  /** Notes that an entry was logged: by a person, or by the app itself. False: there is no such draft in use. */
  touch(id: DraftId, nowMs: number, by: 'person' | 'app'): boolean;
  /** Notes that something around the draft changed, but not what it says. */
  bump(id: DraftId): void;
  /** Puts a draft aside (an instant) or back (null). False: there is no such draft. */
  setRemoved(id: DraftId, atMs: number | null): boolean;
  /** Puts a draft away from the list (an instant) or back (null). False: there is no such draft. */
  setArchived(id: DraftId, atMs: number | null): boolean;
  /** Marks a draft as the example. */
  markExample(id: DraftId): void;
  /** The example that is in use; null if there is none. */
  example(): DraftId | null;
  /** Ids of drafts in use that begin with a prefix, at most `limit`; and a removed one if it is its whole id. */
  beginningWith(prefix: string, limit: number): readonly DraftId[];
  /** The draft whose stopwatch runs and which was last logged into; null if none runs. */
  running(): DraftId | null;
  /** Is this a draft in use whose stopwatch runs? */
  isRunning(id: DraftId): boolean;
  /** Every draft in use whose stopwatch runs. */
  allRunning(): readonly DraftId[];
  /** The draft in use that was made last, but for the example; null if there is none. */
  newest(): DraftId | null;
}

/** Inside a write transaction no two processes can read the same maximum. */
const NEXT_SEQ = `(SELECT coalesce(max(change_seq), 0) + 1 FROM draft)`;

function statements(db: Db) {
  type IdRow = { readonly id: string };
  const columns = DRAFT_COLUMNS.join(', ');
  return {
    get: statement<[DraftId], DraftRow>(db, `SELECT ${columns} FROM draft WHERE id = ?`),
    insert: statement<[DraftRow]>(
      db,
      `INSERT INTO draft (${columns}, version, change_seq) VALUES (${DRAFT_COLUMNS.map((column) => `@${column}`).join(', ')}, 1, ${NEXT_SEQ})`,
    ),
    update: statement<[DraftRow]>(
      db,
      `UPDATE draft SET ${DRAFT_COLUMNS.map((column) => `${column} = @${column}`).join(', ')}, version = version + 1, change_seq = ${NEXT_SEQ}
       WHERE id = @id`,
    ),
    touch: statement<[{ readonly id: DraftId; readonly now: number; readonly logged: number | null }]>(
      db,
      `UPDATE draft SET updated_at_ms = max(updated_at_ms, @now), logged_at_ms = coalesce(@logged, logged_at_ms), version = version + 1, change_seq = ${NEXT_SEQ}
       WHERE id = @id AND removed_at_ms IS NULL`,
    ),
    bump: statement<[DraftId]>(db, `UPDATE draft SET change_seq = ${NEXT_SEQ} WHERE id = ?`),
    setRemoved: statement<[number | null, DraftId]>(
      db,
      `UPDATE draft SET removed_at_ms = ?, change_seq = ${NEXT_SEQ} WHERE id = ?`,
    ),
    setArchived: statement<[number | null, DraftId]>(
      db,
      `UPDATE draft SET archived_at_ms = ?, change_seq = ${NEXT_SEQ} WHERE id = ?`,
    ),
    beginningWith: statement<[{ readonly from: string; readonly to: string; readonly limit: number }], IdRow>(
      db,
      `SELECT id FROM draft WHERE id >= @from AND id < @to AND (removed_at_ms IS NULL OR id = @from) LIMIT @limit`,
    ),
    running: statement<[], IdRow>(
      db,
      `SELECT id FROM draft WHERE started_at_ms IS NOT NULL AND ended_at_ms IS NULL AND removed_at_ms IS NULL
       ORDER BY max(started_at_ms, coalesce(logged_at_ms, started_at_ms)) DESC, key DESC LIMIT 1`,
    ),
    isRunning: statement<[DraftId], IdRow>(
      db,
      `SELECT id FROM draft WHERE id = ? AND started_at_ms IS NOT NULL AND ended_at_ms IS NULL AND removed_at_ms IS NULL`,
    ),
    allRunning: statement<[], IdRow>(
      db,
      `SELECT id FROM draft WHERE started_at_ms IS NOT NULL AND ended_at_ms IS NULL AND removed_at_ms IS NULL ORDER BY key`,
    ),
    newest: statement<[], IdRow>(
      db,
      `SELECT id FROM draft WHERE removed_at_ms IS NULL AND is_example = 0 ORDER BY key DESC LIMIT 1`,
    ),
    markExample: statement<[DraftId]>(db, `UPDATE draft SET is_example = 1 WHERE id = ?`),
    example: statement<[], IdRow>(
      db,
      `SELECT id FROM draft WHERE removed_at_ms IS NULL AND is_example = 1 ORDER BY key DESC LIMIT 1`,
    ),
  };
}

/** Sorts after everything that an id can go on with. */
const AFTER_ANY = '\u{10ffff}';

export function draftTable(db: Db): DraftTable {
  const sql = statements(db);
  const idOf = (row: { readonly id: string } | undefined): DraftId | null =>
    (row?.id ?? null) as DraftId | null;
  return {
    get: (id) => {
      const row = sql.get.get(id);
      return row === undefined ? null : headOf(row);
    },
    insert(draft) {
      sql.insert.run(rowOf(draft));
    },
    update(draft) {
      sql.update.run(rowOf(draft));
    },
    touch: (id, nowMs, by) =>
      sql.touch.run({ id, now: nowMs, logged: by === 'person' ? nowMs : null }).changes === 1,
    bump(id) {
      sql.bump.run(id);
    },
    setArchived: (id, atMs) => sql.setArchived.run(atMs, id).changes === 1,
    setRemoved: (id, atMs) => sql.setRemoved.run(atMs, id).changes === 1,
    markExample(id) {
      sql.markExample.run(id);
    },
    example: () => idOf(sql.example.get()),
    beginningWith: (prefix, limit) =>
      sql.beginningWith.all({ from: prefix, to: prefix + AFTER_ANY, limit }).map(({ id }) => id as DraftId),
    running: () => idOf(sql.running.get()),
    isRunning: (id) => sql.isRunning.get(id) !== undefined,
    allRunning: () => sql.allRunning.all().map(({ id }) => id as DraftId),
    newest: () => idOf(sql.newest.get()),
  };
}
