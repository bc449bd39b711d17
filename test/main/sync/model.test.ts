import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { anySchedule, Life } from './model.ts';

/** DEBRIEF_SCHEDULES asks for a longer run; docs/sync.md says what the longest one found. */
const SCHEDULES = Number(process.env['DEBRIEF_SCHEDULES'] ?? 300);

describe('any schedule of edits, faults, restarts and crashes', () => {
  it(
    'ends with one issue, both sides in step, no word lost, and nothing written when nothing changed',
    async () => {
      await fc.assert(
        fc.asyncProperty(anySchedule, async (schedule) => {
          await using life = await Life.begin();
          for (const event of schedule) await life.happen(event);
          expect(await life.end()).toBeNull();
        }),
        {
          numRuns: SCHEDULES,
          ...(process.env['DEBRIEF_SEED'] === undefined ? {} : { seed: Number(process.env['DEBRIEF_SEED']) }),
        },
      );
    },
    24 * 60 * 60_000,
  );
});
