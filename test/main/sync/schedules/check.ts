/** Lives through many schedules, and makes the first that ends badly as short as it goes. */
import fc from 'fast-check';

import { anySchedule } from './events.ts';
import { Life } from './life.ts';

export interface Schedules {
  readonly count: number;
  /** The same seed is the same schedules. */
  readonly seed: number;
  /** A place among them, as a failure names it: begins there. */
  readonly path?: string | undefined;
}

/** @throws Error that says the seed, the path and the schedule, where a life ended badly */
export async function checkSchedules({ count, seed, path }: Schedules): Promise<void> {
  await fc.assert(
    fc.asyncProperty(anySchedule, async (schedule) => {
      await using life = await Life.begin();
      for (const event of schedule) await life.happen(event);
      const wrong = await life.end();
      if (wrong !== null) throw new Error(wrong);
    }),
    { numRuns: count, seed, includeErrorInReport: true, ...(path === undefined ? {} : { path }) },
  );
}
