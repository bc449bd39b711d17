/** A draft as lists show it: everything but its parts. */
import type { Draft, IssueRef, Phase } from '../../app/draft.ts';
import type { DraftId } from '../../app/ids.ts';
import type { KeptError, Note, SyncRow } from '../../app/sync.ts';
import { NEW_ROW } from '../../app/sync.ts';
import type { IssueState } from '../../app/views.ts';
import type { Db } from './connection.ts';
import type { DraftRow } from './drafts.ts';
import { DRAFT_COLUMNS, headOf } from './drafts.ts';
import type { IssueColumns } from './issue-columns.ts';
import { issueOf } from './issue-columns.ts';
import { statement } from './statement.ts';

export interface DraftRecord extends Omit<Draft, 'sections'> {
  /** When it was put aside, in UTC milliseconds; null for a draft in use. */
  readonly removedAtMs: number | null;
  /** When it was put away from the list, in UTC milliseconds; null for one in the list. */
  readonly archivedAtMs: number | null;
  /** It is the example, which is never filed. */
  readonly isExample: boolean;
  /** When its timeline begins, in UTC milliseconds; null where it has no entry. */
  readonly beganAtMs: number | null;
  /** The phase that its timeline reached last. */
  readonly phase: Phase | null;
  readonly sync: Pick<SyncRow, 'state' | 'owes' | 'notBeforeMs' | 'error'> & {
    readonly notes: readonly Note[];
  };
  /** Null until it is filed. */
  readonly issue: IssueRef | null;
  readonly issueState: IssueState;
  /** What the clock of its incident shows beyond the wall clock, in milliseconds. */
  readonly clockOffsetMs: number;
  /** How many comments of the issue its report goes on in. */
  readonly commentCount: number;
  readonly actionCount: number;
  /** How many of its action items have an issue. */
  readonly actionsFiled: number;
  /** How many of its action items have an issue that is known to be closed. */
  readonly actionsClosed: number;
}

export interface RecordRow extends DraftRow, IssueColumns {
  readonly removed_at_ms: number | null;
  readonly archived_at_ms: number | null;
  readonly is_example: number;
  readonly began_at_ms: number | null;
  readonly phase: string | null;
  readonly state: string | null;
  readonly owes: number | null;
  readonly not_before_ms: number | null;
  readonly error: string | null;
  readonly clock_offset_ms: number | null;
  readonly comment_count: number;
  readonly action_count: number;
  readonly actions_filed: number;
  readonly actions_closed: number;
  readonly issue_state: string | null;
  readonly notes: string | null;
}

/** For a query from `draft` with RECORD_JOIN. */
export const RECORD_COLUMNS = `
  ${DRAFT_COLUMNS.map((column) => `draft.${column}`).join(', ')}, draft.removed_at_ms, draft.archived_at_ms, draft.is_example,
  sync_record.state, sync_record.owes, sync_record.not_before_ms, sync_record.error,
  sync_record.notes, sync_record.issue_state, sync_record.issue_repo, sync_record.issue_number, sync_record.issue_url,
  (SELECT at_ms FROM entry WHERE entry.draft_id = draft.id AND entry.removed_at_ms IS NULL
   ORDER BY order_ms LIMIT 1) AS began_at_ms,
  (SELECT phase FROM entry WHERE entry.draft_id = draft.id AND phase IS NOT NULL AND entry.removed_at_ms IS NULL
   ORDER BY order_ms DESC LIMIT 1) AS phase,
  (SELECT offset_ms FROM incident_clock WHERE incident_clock.draft_id = draft.id) AS clock_offset_ms,
  coalesce(json_array_length(sync_record.parts, '$.named'), 0) AS comment_count,
  (SELECT count(*) FROM action_item WHERE action_item.draft_id = draft.id) AS action_count,
  (SELECT count(*) FROM action_item WHERE action_item.draft_id = draft.id AND issue_number IS NOT NULL) AS actions_filed,
  (SELECT count(*) FROM action_item CROSS JOIN known_issue ON known_issue.url = action_item.issue_url
   WHERE action_item.draft_id = draft.id AND action_item.issue_number IS NOT NULL AND known_issue.state = 'closed')
    AS actions_closed`;

export const RECORD_JOIN = `LEFT JOIN sync_record ON sync_record.kind = 'draft' AND sync_record.id = draft.id`;

export function recordOf(row: RecordRow): DraftRecord {
  return {
    ...headOf(row),
    removedAtMs: row.removed_at_ms,
    archivedAtMs: row.archived_at_ms,
    isExample: row.is_example === 1,
    beganAtMs: row.began_at_ms,
    phase: row.phase as Phase | null,
    sync: {
      state: (row.state ?? NEW_ROW.state) as SyncRow['state'],
      owes: row.owes === 1,
      notBeforeMs: row.not_before_ms,
      error: row.error === null ? null : (JSON.parse(row.error) as KeptError),
      notes: row.notes === null ? [] : (JSON.parse(row.notes) as readonly Note[]),
    },
    issue: issueOf(row),
    issueState: row.issue_state as IssueState,
    clockOffsetMs: row.clock_offset_ms ?? 0,
    commentCount: row.comment_count,
    actionCount: row.action_count,
    actionsFiled: row.actions_filed,
    actionsClosed: row.actions_closed,
  };
}

export interface RecordQueries {
  /** Drafts in use, the one that changed last first. @param limit no more than so many */
  list(limit?: number): readonly DraftRecord[];
  /** Null if there is no such draft. */
  get(id: DraftId): DraftRecord | null;
}

export function recordQueries(db: Db): RecordQueries {
  const list = statement<[number], RecordRow>(
    db,
    `SELECT ${RECORD_COLUMNS} FROM draft ${RECORD_JOIN}
     WHERE draft.removed_at_ms IS NULL ORDER BY draft.updated_at_ms DESC, draft.key DESC LIMIT ?`,
  );
  const get = statement<[DraftId], RecordRow>(
    db,
    `SELECT ${RECORD_COLUMNS} FROM draft ${RECORD_JOIN} WHERE draft.id = ?`,
  );
  return {
    // SQLite takes a negative number for no limit: https://www.sqlite.org/lang_select.html#limitoffset
    list: (limit = -1) => list.all(limit).map(recordOf),
    get: (id) => {
      const row = get.get(id);
      return row === undefined ? null : recordOf(row);
    },
  };
}
