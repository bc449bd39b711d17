import type { Migration } from './migration.ts';

/** The clock of each incident whose stopwatch was started: IncidentClock of app/stopwatch.ts. Milliseconds. */
export const incidentClocks: Migration = {
  version: 8,
  name: 'incident-clocks',
  sql: `
    CREATE TABLE incident_clock (
      draft_id  TEXT PRIMARY KEY REFERENCES draft (id),
      offset_ms INTEGER NOT NULL, -- what it shows beyond the wall clock
      latest_ms INTEGER NOT NULL, -- UTC
      wall_ms   INTEGER NOT NULL, -- UTC; this and what follows: the reading that later ones are compared with
      boot_ms   INTEGER NOT NULL,
      awake_ms  INTEGER,
      boot_id   TEXT,
      zone      TEXT NOT NULL
    ) STRICT, WITHOUT ROWID;
  `,
};
