import type { Migration } from './migration.ts';

/**
 * What is shown of issues without reading them: the state of a draft's own, notes about it, and the state of every issue
 * that an action item links to.
 *
 * An issue is known by its address as the draft has it; GitHub's names differ by more than case.
 */
export const issuesKnown: Migration = {
  version: 3,
  name: 'issues-known',
  sql: `
    ALTER TABLE sync_record ADD COLUMN issue_state TEXT; -- of theirs in a conflict, else of base
    ALTER TABLE sync_record ADD COLUMN notes TEXT NOT NULL DEFAULT '[]'; -- JSON: an array of Note
    UPDATE sync_record SET issue_state = json_extract(coalesce(theirs, base), '$.state') WHERE issue_number IS NOT NULL;

    CREATE TABLE known_issue (
      url   TEXT NOT NULL PRIMARY KEY COLLATE NOCASE,
      state TEXT,                     -- 'open' or 'closed'; null: asked for in vain
      etag  TEXT
    ) STRICT, WITHOUT ROWID;
  `,
};
