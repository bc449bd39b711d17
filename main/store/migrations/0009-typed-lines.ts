import type { Migration } from './migration.ts';

/** What was typed for a timeline and is not logged yet: it comes back after a crash. */
export const typedLines: Migration = {
  version: 9,
  name: 'typed-lines',
  sql: `
    CREATE TABLE typed_line (
      key      INTEGER PRIMARY KEY,
      draft_id TEXT NOT NULL REFERENCES draft (id),
      id       TEXT NOT NULL, -- given by whoever types it
      at_ms    INTEGER NOT NULL, -- UTC, by the clock of the incident: when its first key went down
      text     TEXT NOT NULL,
      phase    TEXT,
      UNIQUE (draft_id, id)
    ) STRICT;
  `,
};
