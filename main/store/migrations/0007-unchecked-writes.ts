import type { Migration } from './migration.ts';

/**
 * Writes of an issue's title and body that may have gone over somebody else's, until its edit history was asked; and, in
 * a conflict with such words, what GitHub holds meanwhile.
 */
export const uncheckedWrites: Migration = {
  version: 7,
  name: 'unchecked-writes',
  sql: `
    ALTER TABLE sync_record ADD COLUMN held TEXT; -- JSON: Version

    CREATE TABLE unchecked_write (
      key      INTEGER PRIMARY KEY,     -- order in which they were sent
      draft_id TEXT NOT NULL REFERENCES draft (id),
      read     TEXT NOT NULL,           -- JSON: Texts of app/lost-race.ts, as is the next one
      sent     TEXT NOT NULL,
      asked    INTEGER NOT NULL         -- how often its history was asked for
    ) STRICT;
    CREATE INDEX unchecked_write_by_draft ON unchecked_write (draft_id);
  `,
};
