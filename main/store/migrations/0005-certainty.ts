import type { Migration } from './migration.ts';

/**
 * How well the moment of an entry is known: `exact`, `about` or `unknown`, and for a range when it ended. A range is
 * `exact`, or `about` where its ends are not known better.
 */
export const certainty: Migration = {
  version: 5,
  name: 'certainty',
  sql: `
    ALTER TABLE entry ADD COLUMN certainty TEXT NOT NULL DEFAULT 'exact';
    ALTER TABLE entry ADD COLUMN until_ms INTEGER;
  `,
};
