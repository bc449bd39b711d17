import type { Migration } from './migration.ts';

/**
 * Drafts and their parts, what GitHub has of them, earlier versions, and the search index.
 *
 * Parts refer to their draft by id, and each id is unique within its draft; an action item's within the database,
 * because its issue is tied to it. Entries are only ever marked as removed. Times are UTC milliseconds.
 */
export const initial: Migration = {
  version: 1,
  name: 'initial',
  sql: `
    CREATE TABLE draft (
      key           INTEGER PRIMARY KEY,
      id            TEXT NOT NULL UNIQUE,
      title         TEXT NOT NULL,
      repo          TEXT,
      labels        TEXT NOT NULL,    -- JSON: an array of names
      zone          TEXT NOT NULL,
      zone_source   TEXT NOT NULL,
      created_at_ms INTEGER NOT NULL,
      updated_at_ms INTEGER NOT NULL,
      started_at_ms INTEGER,
      ended_at_ms   INTEGER,
      logged_at_ms  INTEGER,          -- when an entry was last logged, by this machine's clock
      removed_at_ms INTEGER,
      version       INTEGER NOT NULL, -- one more at each change of what the draft says
      change_seq    INTEGER NOT NULL  -- one more than any draft had, at each change of whatever is known of it
    ) STRICT;
    CREATE INDEX draft_by_change ON draft (change_seq);
    CREATE INDEX draft_by_update ON draft (updated_at_ms) WHERE removed_at_ms IS NULL;
    CREATE INDEX draft_running ON draft (started_at_ms)
      WHERE started_at_ms IS NOT NULL AND ended_at_ms IS NULL AND removed_at_ms IS NULL;

    CREATE TABLE section (
      key            INTEGER PRIMARY KEY,
      draft_id       TEXT NOT NULL REFERENCES draft (id),
      id             TEXT NOT NULL,
      position       INTEGER NOT NULL,
      level          INTEGER NOT NULL,
      name           TEXT NOT NULL,
      kind           TEXT NOT NULL,
      action_kind    TEXT,
      heading_source TEXT,
      text           TEXT NOT NULL,
      guidance       TEXT NOT NULL,
      UNIQUE (draft_id, id)
    ) STRICT;
    CREATE INDEX section_by_place ON section (draft_id, position);

    CREATE TABLE entry (
      seq            INTEGER PRIMARY KEY, -- order of arrival: decides between entries with one order key
      draft_id       TEXT NOT NULL REFERENCES draft (id),
      id             TEXT NOT NULL,
      section_id     TEXT,
      at_ms          INTEGER NOT NULL,
      order_ms       INTEGER NOT NULL,    -- orderKeys of app/timeline.ts
      text           TEXT NOT NULL,
      phase          TEXT,
      heading_source TEXT,
      text_source    TEXT,
      removed_at_ms  INTEGER,
      UNIQUE (draft_id, id),
      FOREIGN KEY (draft_id, section_id) REFERENCES section (draft_id, id),
      CHECK (section_id IS NOT NULL OR removed_at_ms IS NOT NULL)
    ) STRICT;
    CREATE INDEX entry_by_place ON entry (draft_id, order_ms) WHERE removed_at_ms IS NULL;

    CREATE TABLE action_item (
      key          INTEGER PRIMARY KEY,
      draft_id     TEXT NOT NULL REFERENCES draft (id),
      id           TEXT NOT NULL UNIQUE,
      section_id   TEXT NOT NULL,
      position     INTEGER NOT NULL,
      text         TEXT NOT NULL,
      kind         TEXT,
      repo         TEXT,
      issue_repo   TEXT,
      issue_number INTEGER,
      issue_url    TEXT,
      source       TEXT,
      tail         TEXT NOT NULL,         -- ActionItem.after
      FOREIGN KEY (draft_id, section_id) REFERENCES section (draft_id, id)
    ) STRICT;
    CREATE INDEX action_item_by_place ON action_item (draft_id, section_id, position);
    CREATE INDEX action_item_filed ON action_item (draft_id) WHERE issue_number IS NOT NULL;

    CREATE TABLE sync_record (
      key                  INTEGER PRIMARY KEY,
      kind                 TEXT NOT NULL, -- 'draft' or 'action': what id names
      id                   TEXT NOT NULL,
      state                TEXT NOT NULL,
      owes                 INTEGER NOT NULL,
      attempt              INTEGER NOT NULL,
      not_before_ms        INTEGER,
      unconfirmed_since_ms INTEGER,
      looks                INTEGER NOT NULL,
      error                TEXT,          -- JSON: KeptError
      issue_repo           TEXT,
      issue_number         INTEGER,
      issue_url            TEXT,
      etag                 TEXT,
      dropped              TEXT NOT NULL, -- JSON: an array of labels
      base                 TEXT,          -- JSON: Version, as are the next two
      theirs               TEXT,
      intent               TEXT,
      UNIQUE (kind, id)
    ) STRICT;
    CREATE INDEX sync_record_due ON sync_record (not_before_ms) WHERE state IN ('queued', 'unconfirmed', 'sending');

    CREATE TABLE revision (
      key      INTEGER PRIMARY KEY,
      id       TEXT NOT NULL UNIQUE,
      draft_id TEXT NOT NULL REFERENCES draft (id),
      at_ms    INTEGER NOT NULL,
      reason   TEXT NOT NULL,
      title    TEXT NOT NULL,
      snapshot BLOB NOT NULL              -- the draft as deflated JSON
    ) STRICT;
    CREATE INDEX revision_by_draft ON revision (draft_id);

    CREATE TABLE setting (key TEXT NOT NULL PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;
    CREATE TABLE meta (key TEXT NOT NULL PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;
    CREATE TABLE lease (
      name        TEXT NOT NULL PRIMARY KEY,
      holder      TEXT NOT NULL,
      taken_at_ms INTEGER NOT NULL,
      until_ms    INTEGER NOT NULL
    ) STRICT, WITHOUT ROWID;

    -- One row for each draft, under its key. Brought up to date before a search: see search.ts.
    CREATE VIRTUAL TABLE search USING fts5 (
      version UNINDEXED, title, details, body, tokenize = 'unicode61 remove_diacritics 2'
    );
    INSERT INTO search (search, rank) VALUES ('rank', 'bm25(0.0, 10.0, 4.0, 1.0)');
  `,
};
