import type { Migration } from './migration.ts';

/** Pictures, which lie as files beside the database; which drafts name them; and where on GitHub they are. */
export const pictures: Migration = {
  version: 11,
  name: 'pictures',
  sql: `
    CREATE TABLE picture (
      key         INTEGER PRIMARY KEY,
      name        TEXT NOT NULL UNIQUE, -- SHA-256 of its bytes, and an ending: that of its file, too
      bytes       INTEGER NOT NULL,
      added_at_ms INTEGER NOT NULL -- UTC: the last time somebody added it
    ) STRICT;

    -- A draft that named a picture once may do so again: its history keeps every version.
    CREATE TABLE picture_use (
      key      INTEGER PRIMARY KEY,
      draft_id TEXT NOT NULL REFERENCES draft (id),
      name     TEXT NOT NULL,
      UNIQUE (draft_id, name)
    ) STRICT;
    CREATE INDEX picture_use_by_name ON picture_use (name);

    CREATE TABLE picture_copy (
      key        INTEGER PRIMARY KEY,
      name       TEXT NOT NULL UNIQUE,
      place      TEXT NOT NULL, -- OWNER/NAME:folder@branch: where it was sent to, noted before it was sent
      sent_at_ms INTEGER NOT NULL, -- UTC
      url        TEXT -- null until GitHub has said that it is there
    ) STRICT;
  `,
};
