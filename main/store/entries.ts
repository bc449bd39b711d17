import type { Certainty, Entry } from '../../app/draft.ts';
import type { DraftId, EntryId, SectionId } from '../../app/ids.ts';
import { orderKeys } from '../../app/timeline/entries.ts';
import type { Db } from './connection.ts';
import { statement } from './statement.ts';

export interface PlacedEntry {
  readonly section: SectionId;
  readonly entry: Entry;
}

export interface RemovedEntry extends Entry {
  /** UTC milliseconds. */
  readonly removedAtMs: number;
}

export interface EntryTable {
  /** The entries of a draft, those of a section in the order of the document. */
  of(draft: DraftId): readonly PlacedEntry[];
  /** Adds an entry to the first timeline of a draft, in its place by instant and arrival. False: it has no timeline. */
  append(draft: DraftId, entry: Entry): boolean;
  /** Of these ids those that an entry has, in any draft, removed or not. Reads the whole table. */
  known(ids: readonly EntryId[]): ReadonlySet<EntryId>;
  /** Adds the entry, or replaces the one with its id, removed or not. Its place is not settled before `arrange`. */
  put(draft: DraftId, section: SectionId, entry: Entry): void;
  /** Puts the entries of each section into the order given. */
  arrange(draft: DraftId, sections: readonly (readonly Entry[])[]): void;
  /** Marks an entry as removed. */
  remove(draft: DraftId, id: EntryId, atMs: number): void;
  /** Cuts removed entries loose from a section that goes. */
  leave(draft: DraftId, section: SectionId): void;
  /** The removed entries of a draft, the last one removed first. */
  removed(draft: DraftId): readonly RemovedEntry[];
  /** Brings a removed entry back into its section, or the one given where that is gone. False: there is none. */
  restore(draft: DraftId, id: EntryId, otherwise: SectionId): boolean;
}

interface Row {
  readonly id: string;
  readonly at_ms: number;
  readonly certainty: string;
  readonly until_ms: number | null;
  readonly text: string;
  readonly phase: string | null;
  readonly heading_source: string | null;
  readonly text_source: string | null;
}

interface Placed extends Row {
  readonly section_id: string;
}

interface Place {
  readonly id: string;
  readonly seq: number;
  readonly order_ms: number;
}

/** How well a moment is known, from its columns. */
export function certaintyOf({
  certainty,
  until_ms: untilMs,
}: Pick<Row, 'certainty' | 'until_ms'>): Certainty {
  if (untilMs !== null) return { is: 'range', untilMs, about: certainty === 'about' };
  return { is: certainty === 'about' || certainty === 'unknown' ? certainty : 'exact' };
}

function certaintyColumns(certainty: Certainty): Pick<Row, 'certainty' | 'until_ms'> {
  if (certainty.is !== 'range') return { certainty: certainty.is, until_ms: null };
  return { certainty: certainty.about ? 'about' : 'exact', until_ms: certainty.untilMs };
}

function entryOf(row: Row): Entry {
  return {
    id: row.id as EntryId,
    atMs: row.at_ms,
    certainty: certaintyOf(row),
    text: row.text,
    phase: row.phase as Entry['phase'],
    headingSource: row.heading_source,
    textSource: row.text_source,
  };
}

function rowOf(entry: Entry): Row {
  const { id, atMs, text, phase, headingSource, textSource } = entry;
  return {
    id,
    at_ms: atMs,
    ...certaintyColumns(entry.certainty),
    text,
    phase,
    heading_source: headingSource,
    text_source: textSource,
  };
}

const COLUMNS = 'id, at_ms, certainty, until_ms, text, phase, heading_source, text_source';
const VALUES = '@id, @at_ms, @certainty, @until_ms, @text, @phase, @heading_source, @text_source';

function statements(db: Db) {
  return {
    of: statement<[DraftId], Placed>(
      db,
      `SELECT section_id, ${COLUMNS} FROM entry WHERE draft_id = ? AND removed_at_ms IS NULL ORDER BY order_ms, seq`,
    ),
    // An entry that comes last among those of its instant has its own instant as its order key.
    append: statement<[Row & { readonly draft_id: string }]>(
      db,
      `INSERT INTO entry (draft_id, section_id, order_ms, ${COLUMNS})
       SELECT draft_id, id, @at_ms, ${VALUES}
       FROM section WHERE draft_id = @draft_id AND kind = 'timeline' ORDER BY position LIMIT 1`,
    ),
    put: statement<[Placed & { readonly draft_id: string }]>(
      db,
      `INSERT INTO entry (draft_id, section_id, order_ms, ${COLUMNS})
       VALUES (@draft_id, @section_id, @at_ms, ${VALUES})
       ON CONFLICT (draft_id, id) DO UPDATE SET
         section_id = excluded.section_id, at_ms = excluded.at_ms, certainty = excluded.certainty, until_ms = excluded.until_ms, text = excluded.text, phase = excluded.phase,
         heading_source = excluded.heading_source, text_source = excluded.text_source, removed_at_ms = NULL`,
    ),
    known: statement<[string], { readonly id: string }>(
      db,
      `SELECT id FROM entry WHERE id IN (SELECT value FROM json_each(?))`,
    ),
    places: statement<[DraftId], Place>(
      db,
      `SELECT id, seq, order_ms FROM entry WHERE draft_id = ? AND removed_at_ms IS NULL`,
    ),
    lastSeq: statement<[], { readonly seq: number }>(db, `SELECT coalesce(max(seq), 0) AS seq FROM entry`),
    move: statement<[{ readonly from: number; readonly seq: number; readonly order_ms: number }]>(
      db,
      `UPDATE entry SET seq = @seq, order_ms = @order_ms WHERE seq = @from`,
    ),
    remove: statement<[number, DraftId, EntryId]>(
      db,
      `UPDATE entry SET removed_at_ms = ? WHERE draft_id = ? AND id = ?`,
    ),
    leave: statement<[DraftId, SectionId]>(
      db,
      `UPDATE entry SET section_id = NULL WHERE draft_id = ? AND section_id = ? AND removed_at_ms IS NOT NULL`,
    ),
    removed: statement<[DraftId], Row & { readonly removed_at_ms: number }>(
      db,
      `SELECT removed_at_ms, ${COLUMNS} FROM entry WHERE draft_id = ? AND removed_at_ms IS NOT NULL ORDER BY removed_at_ms DESC, seq DESC`,
    ),
    restore: statement<[{ readonly draft_id: DraftId; readonly id: EntryId; readonly otherwise: SectionId }]>(
      db,
      `UPDATE entry SET removed_at_ms = NULL, section_id = coalesce(section_id, @otherwise)
       WHERE draft_id = @draft_id AND id = @id AND removed_at_ms IS NOT NULL`,
    ),
  };
}

export function entryTable(db: Db): EntryTable {
  const sql = statements(db);
  return {
    of: (draft) =>
      sql.of.all(draft).map((row) => ({ section: row.section_id as SectionId, entry: entryOf(row) })),
    append: (draft, entry) => sql.append.run({ ...rowOf(entry), draft_id: draft }).changes === 1,
    known: (ids) => new Set(sql.known.all(JSON.stringify(ids)).map(({ id }) => id as EntryId)),
    put(draft, section, entry) {
      sql.put.run({ ...rowOf(entry), draft_id: draft, section_id: section });
    },
    arrange(draft, sections) {
      const places = new Map(sql.places.all(draft).map((place) => [place.id, place]));
      let newest = sql.lastSeq.get()?.seq ?? 0;
      for (const entries of sections) {
        for (const move of movesTo(entries, places, () => (newest += 1))) sql.move.run(move);
      }
    },
    remove(draft, id, atMs) {
      sql.remove.run(atMs, draft, id);
    },
    leave(draft, section) {
      sql.leave.run(draft, section);
    },
    removed: (draft) =>
      sql.removed.all(draft).map((row) => ({ ...entryOf(row), removedAtMs: row.removed_at_ms })),
    restore: (draft, id, otherwise) => sql.restore.run({ draft_id: draft, id, otherwise }).changes === 1,
  };
}

type Move = { readonly from: number; readonly seq: number; readonly order_ms: number };

/**
 * The rows to change so that sorting by (order_ms, seq) gives the entries in the order given. An entry keeps its seq
 * unless it stands behind a later arrival with the same order key.
 */
function movesTo(
  entries: readonly Entry[],
  places: ReadonlyMap<string, Place>,
  newSeq: () => number,
): readonly Move[] {
  const keys = orderKeys(entries);
  const moves: Move[] = [];
  let lastKey = -Infinity;
  let lastSeq = -Infinity;
  for (const [index, entry] of entries.entries()) {
    const place = places.get(entry.id);
    const key = keys[index];
    if (place === undefined || key === undefined) throw new Error(`the entry ${entry.id} has no row`);
    const seq = key === lastKey && place.seq < lastSeq ? newSeq() : place.seq;
    if (seq !== place.seq || key !== place.order_ms) moves.push({ from: place.seq, seq, order_ms: key });
    lastKey = key;
    lastSeq = seq;
  }
  return moves;
}
