import type { Migration } from './migration.ts';

/** What was written under the issues of drafts, and what became of it here. Times are UTC milliseconds, GitHub's clock. */
export const comments: Migration = {
  version: 2,
  name: 'comments',
  sql: `
    CREATE TABLE issue_comment (
      draft_id      TEXT NOT NULL REFERENCES draft (id),
      id            INTEGER NOT NULL, -- GitHub's
      url           TEXT NOT NULL,
      author        TEXT,
      text          TEXT NOT NULL,
      at_ms         INTEGER NOT NULL,
      state         TEXT NOT NULL,    -- 'new', 'taken' or 'dismissed'
      PRIMARY KEY (draft_id, id)
    ) STRICT, WITHOUT ROWID;

    -- How far the comments of a draft's issue were read.
    CREATE TABLE comment_reading (
      draft_id   TEXT NOT NULL PRIMARY KEY REFERENCES draft (id),
      follows    INTEGER NOT NULL, -- 1: new ones go into the timeline by themselves
      issue_url  TEXT,             -- what was read: an issue that was moved is read anew
      since      TEXT,             -- ISO 8601, as GitHub gave it
      etag       TEXT,
      read_at_ms INTEGER
    ) STRICT, WITHOUT ROWID;
  `,
};
