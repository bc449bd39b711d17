import type { Migration } from './migration.ts';

/** The comments that a report goes on in where it is longer than an issue may be. */
export const parts: Migration = {
  version: 6,
  name: 'parts',
  sql: `
    ALTER TABLE sync_record ADD COLUMN parts TEXT; -- JSON: PartsRecord
  `,
};
