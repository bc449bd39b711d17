/** What the drafts on this machine name: issues, repositories and people. */
import type { SeenIssue, Written } from '../../app/seen.ts';
import type { DraftId } from '../../app/ids.ts';
import type { Access } from './access.ts';
import type { Db } from './connection.ts';
import { statement } from './statement.ts';

/** An issue, with its address. */
export interface KeptIssue extends SeenIssue {
  readonly url: string;
}

export interface SeenStore {
  /** The issues of drafts and of action items, those of the draft that changed last first. */
  issuesKnown(): readonly KeptIssue[];
  /** Where drafts in use are or will be filed, the last one used first. */
  reposKnown(): readonly string[];
  /** Who wrote comments, the last one first. */
  authorsKnown(): readonly string[];
  /** What stands in the drafts that changed last, but for one. */
  writtenLately(but: DraftId): readonly Written[];
}

/** More than these nobody looks through, and nobody waits for. */
const MOST_ISSUES = 500;
const MOST_NAMES = 200;
const LATELY = 20;

interface IssueRow {
  readonly issue_repo: string;
  readonly issue_number: number;
  readonly issue_url: string;
  readonly title: string;
}

export function seenStore({ db, access }: { readonly db: Db; readonly access: Access }): SeenStore {
  const issues = statement<[number], IssueRow>(
    db,
    `SELECT issue_repo, issue_number, issue_url, title FROM (
       SELECT issue_repo, issue_number, issue_url, title, updated_at_ms, 0 AS rank
       FROM draft JOIN sync_record ON sync_record.kind = 'draft' AND sync_record.id = draft.id
       WHERE removed_at_ms IS NULL AND issue_number IS NOT NULL
       UNION ALL
       SELECT issue_repo, issue_number, issue_url, text, updated_at_ms, 1
       FROM draft JOIN action_item ON draft_id = draft.id
       WHERE removed_at_ms IS NULL AND issue_number IS NOT NULL
     ) ORDER BY updated_at_ms DESC, rank LIMIT ?`,
  );
  const repos = statement<[number], { readonly repo: string }>(
    db,
    `SELECT repo FROM draft WHERE removed_at_ms IS NULL AND repo IS NOT NULL
     GROUP BY repo ORDER BY max(updated_at_ms) DESC LIMIT ?`,
  );
  const authors = statement<[number], { readonly author: string }>(
    db,
    `SELECT author FROM issue_comment WHERE author IS NOT NULL GROUP BY author ORDER BY max(at_ms) DESC LIMIT ?`,
  );
  const written = statement<[{ readonly but: DraftId; readonly limit: number }], Written>(
    db,
    `WITH late AS (
       SELECT id, repo, updated_at_ms FROM draft WHERE removed_at_ms IS NULL AND id <> @but
       ORDER BY updated_at_ms DESC LIMIT @limit
     )
     SELECT text, repo FROM (
       SELECT section.text, late.repo, updated_at_ms FROM late JOIN section ON section.draft_id = late.id
       UNION ALL
       SELECT entry.text, late.repo, updated_at_ms FROM late
       JOIN entry ON entry.draft_id = late.id AND entry.removed_at_ms IS NULL
       UNION ALL
       SELECT action_item.text, late.repo, updated_at_ms FROM late JOIN action_item ON action_item.draft_id = late.id
     ) WHERE text <> '' ORDER BY updated_at_ms DESC`,
  );
  return {
    issuesKnown: () =>
      access.query(() =>
        issues.all(MOST_ISSUES).map((row) => ({
          repo: row.issue_repo,
          number: row.issue_number,
          url: row.issue_url,
          title: row.title,
        })),
      ),
    reposKnown: () => access.query(() => repos.all(MOST_NAMES).map(({ repo }) => repo)),
    authorsKnown: () => access.query(() => authors.all(MOST_NAMES).map(({ author }) => author)),
    writtenLately: (but) => access.query(() => written.all({ but, limit: LATELY })),
  };
}
