import type { Migration } from './migration.ts';

/** The example debrief, which is shown like any draft and never filed, counted or logged into by itself. */
export const example: Migration = {
  version: 12,
  name: 'example',
  sql: `
    ALTER TABLE draft ADD COLUMN is_example INTEGER NOT NULL DEFAULT 0;
  `,
};
