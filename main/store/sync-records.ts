import type { ActionId, DraftId } from '../../app/ids.ts';
import type { KeptError, Note, PartsRecord, SyncRecord, Version } from '../../app/sync.ts';
import { NEW_RECORD } from '../../app/sync.ts';
import type { SyncStateName } from '../../app/sync-states.ts';
import type { Db } from './connection.ts';
import type { IssueColumns } from './issue-columns.ts';
import { issueColumns, issueOf } from './issue-columns.ts';
import { statement } from './statement.ts';

/** What is filed on GitHub: a draft, or the small issue of an action item. */
export type SyncSubject =
  { readonly kind: 'draft'; readonly id: DraftId } | { readonly kind: 'action'; readonly id: ActionId };

/** A subject with the draft that it belongs to, and all that is known of it. */
export interface KeptSync {
  readonly subject: SyncSubject;
  readonly draft: DraftId;
  readonly record: SyncRecord;
  /** The draft was put aside. */
  readonly isRemoved: boolean;
}

/** What this machine knows of each subject with regard to GitHub: the outbox, and what both sides agreed on. */
export interface SyncTable {
  /** NEW_RECORD for a subject that nothing was ever asked of. */
  get(subject: SyncSubject): SyncRecord;
  put(subject: SyncSubject, record: SyncRecord): void;
  /** Notes that the draft changed here: `ask(row, { is: 'changed' })` of app/sync.ts, as one statement. */
  markChanged(draft: DraftId): void;
  /** What could be asked of GitHub now, what waited longest first; nothing of a draft that was removed. */
  due(nowMs: number): readonly KeptSync[];
  /** The draft that is linked to an issue; null if none is. */
  draftOfIssue(url: string): DraftId | null;
  /** All there are, but for those of action items that are gone. */
  all(): readonly KeptSync[];
}

interface Row extends IssueColumns {
  readonly state: string;
  readonly owes: number;
  readonly attempt: number;
  readonly not_before_ms: number | null;
  readonly unconfirmed_since_ms: number | null;
  readonly looks: number;
  readonly error: string | null;
  readonly etag: string | null;
  readonly dropped: string;
  readonly base: string | null;
  readonly theirs: string | null;
  readonly held: string | null;
  readonly intent: string | null;
  readonly issue_state: string | null;
  readonly notes: string;
  readonly parts: string | null;
}

interface KeptRow extends Row {
  readonly is_removed: number;
  readonly kind: string;
  readonly id: string;
  readonly draft_id: string;
}

const COLUMNS = [
  'state',
  'owes',
  'attempt',
  'not_before_ms',
  'unconfirmed_since_ms',
  'looks',
  'error',
  'issue_repo',
  'issue_number',
  'issue_url',
  'etag',
  'dropped',
  'base',
  'theirs',
  'held',
  'intent',
  'issue_state',
  'notes',
  'parts',
] as const satisfies readonly (keyof Row)[];

const named = (write: (column: string) => string): string => COLUMNS.map(write).join(', ');

function read(json: string | null): unknown {
  return json === null ? null : JSON.parse(json);
}

function write(value: Version | KeptError | PartsRecord | null): string | null {
  return value === null ? null : JSON.stringify(value);
}

function recordOf(row: Row): SyncRecord {
  return {
    state: row.state as SyncStateName,
    owes: row.owes === 1,
    attempt: row.attempt,
    notBeforeMs: row.not_before_ms,
    unconfirmedSinceMs: row.unconfirmed_since_ms,
    looks: row.looks,
    error: read(row.error) as KeptError | null,
    issue: issueOf(row),
    etag: row.etag,
    dropped: JSON.parse(row.dropped) as readonly string[],
    base: read(row.base) as Version | null,
    theirs: read(row.theirs) as Version | null,
    held: read(row.held) as Version | null,
    intent: read(row.intent) as Version | null,
    notes: JSON.parse(row.notes) as readonly Note[],
    parts: read(row.parts) as PartsRecord | null,
  };
}

function rowOf(record: SyncRecord): Row {
  return {
    state: record.state,
    owes: record.owes ? 1 : 0,
    attempt: record.attempt,
    not_before_ms: record.notBeforeMs,
    unconfirmed_since_ms: record.unconfirmedSinceMs,
    looks: record.looks,
    error: write(record.error),
    ...issueColumns(record.issue),
    etag: record.etag,
    dropped: JSON.stringify(record.dropped),
    base: write(record.base),
    theirs: write(record.theirs),
    held: write(record.held),
    intent: write(record.intent),
    issue_state: record.issue === null ? null : ((record.theirs ?? record.base)?.state ?? null),
    notes: JSON.stringify(record.notes),
    parts: write(record.parts),
  };
}

function keptOf(row: KeptRow): KeptSync {
  const subject = { kind: row.kind, id: row.id } as SyncSubject;
  return { subject, draft: row.draft_id as DraftId, record: recordOf(row), isRemoved: row.is_removed === 1 };
}

/** Rows with the draft that each belongs to; without one, the subject is gone. */
const KEPT = `
  SELECT sync_record.kind, sync_record.id, draft.id AS draft_id, draft.removed_at_ms IS NOT NULL AS is_removed,
    ${named((column) => `sync_record.${column}`)}
  FROM sync_record
  LEFT JOIN action_item ON sync_record.kind = 'action' AND action_item.id = sync_record.id
  JOIN draft ON draft.id = CASE sync_record.kind WHEN 'draft' THEN sync_record.id ELSE action_item.draft_id END`;

export function syncTable(db: Db): SyncTable {
  const get = statement<[string, string], Row>(
    db,
    `SELECT ${named((column) => column)} FROM sync_record WHERE kind = ? AND id = ?`,
  );
  const put = statement<[Row & SyncSubject]>(
    db,
    `INSERT INTO sync_record (kind, id, ${named((column) => column)}) VALUES (@kind, @id, ${named((column) => `@${column}`)})
     ON CONFLICT (kind, id) DO UPDATE SET ${named((column) => `${column} = excluded.${column}`)}`,
  );
  const markChanged = statement<[DraftId]>(
    db,
    `UPDATE sync_record SET owes = 1, state = CASE state WHEN 'synced' THEN 'queued' ELSE state END
     WHERE kind = 'draft' AND id = ? AND state <> 'local'`,
  );
  const due = statement<[number], KeptRow>(
    db,
    `${KEPT}
     WHERE sync_record.state IN ('queued', 'unconfirmed', 'sending')
       AND (sync_record.not_before_ms IS NULL OR sync_record.not_before_ms <= ?) AND draft.removed_at_ms IS NULL
     ORDER BY sync_record.not_before_ms, sync_record.key`,
  );
  const ofIssue = statement<[string], { readonly id: string }>(
    db,
    `SELECT id FROM sync_record WHERE issue_url = ? AND kind = 'draft'`,
  );
  const all = statement<[], KeptRow>(db, `${KEPT} ORDER BY sync_record.key`);
  return {
    get(subject) {
      const row = get.get(subject.kind, subject.id);
      return row === undefined ? NEW_RECORD : recordOf(row);
    },
    put(subject, record) {
      put.run({ ...rowOf(record), ...subject });
    },
    markChanged(draft) {
      markChanged.run(draft);
    },
    due: (nowMs) => due.all(nowMs).map(keptOf),
    draftOfIssue: (url) => (ofIssue.get(url)?.id ?? null) as DraftId | null,
    all: () => all.all().map(keptOf),
  };
}
