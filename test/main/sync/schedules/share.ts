/** `npm test` lives through its schedules in files of equal size, so that every core of the machine has some. */
import { describe, it } from 'vitest';

import { checkSchedules } from './check.ts';

const FILES = 2;
const SCHEDULES = Number(process.env['DEBRIEF_SCHEDULES'] ?? 10_000);
/** Always the same lives: a failure here is one of the change that was made. New ones are for the longer run. */
const SEED = Number(process.env['DEBRIEF_SEED'] ?? 1);
const LONGEST_MS = 24 * 60 * 60_000;

/** @param file which of the files, from 0 */
export function describeSchedules(file: number): void {
  describe('any schedule of edits on both sides, faults, restarts and crashes', () => {
    it(
      'ends in step, with one issue each, no word lost, and nothing written when nothing changed',
      () =>
        checkSchedules({
          count: Math.ceil(SCHEDULES / FILES),
          seed: SEED + file,
          path: process.env['DEBRIEF_PATH'],
        }),
      LONGEST_MS,
    );
  });
}
