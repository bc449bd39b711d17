/** What is known of the issues that action items link to, whoever filed them. */
import type { IssueRef } from '../../app/draft.ts';
import type { DraftId } from '../../app/ids.ts';
import type { IssueState } from '../../app/views.ts';
import type { Db } from './connection.ts';
import type { IssueColumns } from './issue-columns.ts';
import { issueOf } from './issue-columns.ts';
import { statement } from './statement.ts';

/** What GitHub said of an issue. */
export interface KnownIssue {
  /** Null: it was asked for in vain. */
  readonly state: IssueState;
  /** Of the read that gave the state; null where none did. */
  readonly etag: string | null;
}

/** An issue that an action item of a draft in use links to. */
export interface LinkedIssue {
  readonly draft: DraftId;
  readonly issue: IssueRef;
  /** Null: GitHub was not asked for it yet. */
  readonly known: KnownIssue | null;
}

export interface KnownIssueTable {
  /** The issues of action items of all drafts in use, each once a draft. */
  linked(): readonly LinkedIssue[];
  /** The states of the issues of a draft's action items, by address. */
  statesOf(draft: DraftId): ReadonlyMap<string, IssueState>;
  /** Keeps what GitHub said. Gives the drafts for which that is news to show. */
  put(url: string, known: KnownIssue): readonly DraftId[];
}

interface StateRow {
  readonly state: string | null;
  readonly etag: string | null;
}

interface LinkedRow extends IssueColumns, StateRow {
  readonly draft_id: string;
  readonly known: string | null;
}

const stateOf = (row: StateRow): IssueState => row.state as IssueState;

export function knownIssueTable(db: Db): KnownIssueTable {
  const linked = statement<[], LinkedRow>(
    db,
    `SELECT DISTINCT draft_id, issue_repo, issue_number, issue_url, known_issue.url AS known, state, etag
     FROM action_item JOIN draft ON draft.id = draft_id
     LEFT JOIN known_issue ON known_issue.url = issue_url
     WHERE issue_number IS NOT NULL AND draft.removed_at_ms IS NULL`,
  );
  const states = statement<[DraftId], { readonly issue_url: string; readonly state: string | null }>(
    db,
    `SELECT issue_url, state FROM action_item CROSS JOIN known_issue ON known_issue.url = issue_url
     WHERE draft_id = ? AND issue_number IS NOT NULL`,
  );
  const get = statement<[string], StateRow>(db, `SELECT state, etag FROM known_issue WHERE url = ?`);
  const put = statement<[string, string | null, string | null]>(
    db,
    `INSERT INTO known_issue (url, state, etag) VALUES (?, ?, ?)
     ON CONFLICT (url) DO UPDATE SET state = excluded.state, etag = excluded.etag`,
  );
  const draftsOf = statement<[string], { readonly draft_id: string }>(
    db,
    `SELECT DISTINCT draft_id FROM action_item WHERE issue_number IS NOT NULL AND issue_url = ? COLLATE NOCASE`,
  );
  return {
    linked: () =>
      linked.all().flatMap((row) => {
        const issue = issueOf(row);
        const known = row.known === null ? null : { state: stateOf(row), etag: row.etag };
        return issue === null ? [] : [{ draft: row.draft_id as DraftId, issue, known }];
      }),
    statesOf: (draft) => new Map(states.all(draft).map((row) => [row.issue_url, row.state as IssueState])),
    put(url, { state, etag }) {
      const before = get.get(url);
      if (before?.state === state && before.etag === etag) return [];
      put.run(url, state, etag);
      return (before?.state ?? null) === state
        ? []
        : draftsOf.all(url).map(({ draft_id }) => draft_id as DraftId);
    },
  };
}
