import type { Migration } from './migration.ts';

/** Drafts that a person has put away from the list, and a way to see quickly where each incident stands. */
export const archive: Migration = {
  version: 10,
  name: 'archive',
  sql: `
    ALTER TABLE draft ADD COLUMN archived_at_ms INTEGER; -- UTC; null: in the list
    CREATE INDEX entry_by_phase ON entry (draft_id, order_ms) WHERE phase IS NOT NULL AND removed_at_ms IS NULL;
  `,
};
