import { deflateRawSync, inflateRawSync } from 'node:zlib';

import type { Draft, Entry, Section } from '../../app/draft.ts';
import { actionsOf, entriesOf, EXACT } from '../../app/draft.ts';
import type { DraftId, NewId, RevisionId } from '../../app/ids.ts';
import type { Db } from './connection.ts';
import { statement } from './statement.ts';

/**
 * What was about to happen when a version was kept, and whether each such change keeps one (`always`) or only the first
 * of a minute (`first`), as typing does. A change that takes something away always keeps one, whatever its reason.
 */
const REASONS = {
  /** Text typed into a section. */
  edit: 'first',
  /** Title, repository or labels. */
  details: 'first',
  /** An entry changed, or put in by hand. */
  entry: 'first',
  /** Entries made of pasted lines. */
  backfill: 'always',
  /** An action item added or changed. */
  action: 'first',
  /** The stopwatch started or stopped. */
  stopwatch: 'first',
  /** A section renamed, moved, added or put back. */
  section: 'always',
  zone: 'always',
  /** Something taken out of the draft. */
  remove: 'always',
  /** Secrets masked. */
  mask: 'always',
  /** What came from GitHub. */
  sync: 'always',
  /** The end of a conflict. */
  resolve: 'always',
  /** Back to an earlier version. */
  revert: 'always',
} as const;

export type RevisionReason = keyof typeof REASONS;

export interface RevisionSummary {
  readonly id: RevisionId;
  /** When it was kept, in UTC milliseconds. */
  readonly atMs: number;
  readonly reason: RevisionReason;
  readonly title: string;
}

/** An earlier version of a draft, whole. */
export interface Revision extends RevisionSummary {
  /** The draft as it was, with the ids and milliseconds that its Markdown does not say. */
  readonly draft: Draft;
}

export interface RevisionTable {
  /** Keeps the draft as it was before a change, if that change needs one kept. */
  keep(before: Draft, after: Draft, reason: RevisionReason, nowMs: number): void;
  /** The last one kept comes first. */
  of(draft: DraftId): readonly RevisionSummary[];
  /** Null if the draft has no such version. */
  get(draft: DraftId, id: RevisionId): Revision | null;
}

const COALESCE_MS = 60_000;
/** A text that loses more than this in one change lost something that a person may want back. */
const MUCH_TEXT = 200;

function ids(draft: Draft): ReadonlySet<string> {
  return new Set([...draft.sections, ...entriesOf(draft), ...actionsOf(draft)].map((part) => part.id));
}

function textLength(draft: Draft): number {
  const texts = [...draft.sections, ...entriesOf(draft), ...actionsOf(draft)].map((part) => part.text.length);
  return texts.reduce((sum, length) => sum + length, 0);
}

/** Is there something in `before` that is not in `after`? */
export function takesAway(before: Draft, after: Draft): boolean {
  const kept = ids(after);
  return [...ids(before)].some((id) => !kept.has(id)) || textLength(before) - textLength(after) > MUCH_TEXT;
}

interface Row {
  readonly id: string;
  readonly at_ms: number;
  readonly reason: string;
  readonly title: string;
}

function summaryOf(row: Row): RevisionSummary {
  return {
    id: row.id as RevisionId,
    atMs: row.at_ms,
    reason: row.reason as RevisionReason,
    title: row.title,
  };
}

type KeptEntry = Omit<Entry, 'certainty'> & Partial<Pick<Entry, 'certainty'>>;
type KeptSection = Omit<Section, 'entries'> & { readonly entries: readonly KeptEntry[] };
type KeptDraft = Omit<Draft, 'sections'> & { readonly sections: readonly KeptSection[] };

/** The draft in a snapshot. Those kept by the first Debrief knew all times exactly, and did not say so. */
function readSnapshot(snapshot: Buffer): Draft {
  const kept = JSON.parse(inflateRawSync(snapshot).toString()) as KeptDraft;
  const sections = kept.sections.map((section) => ({
    ...section,
    entries: section.entries.map((entry) => ({ ...entry, certainty: entry.certainty ?? EXACT })),
  }));
  return { ...kept, sections };
}

export function revisionTable(db: Db, newId: NewId): RevisionTable {
  const insert = statement<[Row & { readonly draft_id: string; readonly snapshot: Buffer }]>(
    db,
    `INSERT INTO revision (id, draft_id, at_ms, reason, title, snapshot) VALUES (@id, @draft_id, @at_ms, @reason, @title, @snapshot)`,
  );
  const last = statement<[DraftId, RevisionReason], { readonly at_ms: number }>(
    db,
    `SELECT at_ms FROM revision WHERE draft_id = ? AND reason = ? ORDER BY key DESC LIMIT 1`,
  );
  const of = statement<[DraftId], Row>(
    db,
    `SELECT id, at_ms, reason, title FROM revision WHERE draft_id = ? ORDER BY key DESC`,
  );
  const get = statement<[RevisionId, DraftId], Row & { readonly snapshot: Buffer }>(
    db,
    `SELECT id, at_ms, reason, title, snapshot FROM revision WHERE id = ? AND draft_id = ?`,
  );
  const isFirst = (draft: DraftId, reason: RevisionReason, nowMs: number): boolean => {
    const previous = last.get(draft, reason);
    // The clock may have been set back: what was kept in the future was not kept in this minute.
    return previous === undefined || Math.abs(nowMs - previous.at_ms) >= COALESCE_MS;
  };
  return {
    keep(before, after, reason, nowMs) {
      if (REASONS[reason] === 'first' && !isFirst(before.id, reason, nowMs) && !takesAway(before, after))
        return;
      const snapshot = deflateRawSync(JSON.stringify(before));
      insert.run({ id: newId(), draft_id: before.id, at_ms: nowMs, reason, title: before.title, snapshot });
    },
    of: (draft) => of.all(draft).map(summaryOf),
    get(draft, id) {
      const row = get.get(id, draft);
      if (row === undefined) return null;
      return { ...summaryOf(row), draft: readSnapshot(row.snapshot) };
    },
  };
}
