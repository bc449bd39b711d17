import type { Migration } from './migration.ts';

/** The server that a draft is to be filed on, and a way from the address of an issue to the draft that is linked to it. */
export const draftHost: Migration = {
  version: 4,
  name: 'draft-host',
  sql: `
    ALTER TABLE draft ADD COLUMN host TEXT; -- of web addresses; null: that of the default account
    CREATE INDEX sync_record_by_issue ON sync_record (issue_url) WHERE issue_url IS NOT NULL;
  `,
};
