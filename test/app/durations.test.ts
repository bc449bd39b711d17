import { expect, it } from 'vitest';

import { roughDuration } from '../../app/durations.ts';

it.each([
  [12_000, '12 s'],
  [59_400, '59 s'],
  [59_600, '1 min'],
  [240_000, '4 min'],
  [3_600_000, '1 h'],
  [3_840_000, '1 h 04 min'],
  [172_800_000, '2 d'],
  [266_400_000, '3 d 2 h'],
])('%i ms are told as %s', (ms, shown) => {
  expect(roughDuration(ms)).toBe(shown);
});
