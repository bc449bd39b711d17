import { describe, expect, it } from 'vitest';

import { GITHUB_PACE, nextWriteMs } from '../../app/pace.ts';

const NOW = Date.UTC(2026, 2, 1);

describe('the pace of writes', () => {
  it('lets the first one go at once, and the second a second later', () => {
    expect(nextWriteMs([], NOW)).toBe(NOW);
    expect(nextWriteMs([NOW - 400], NOW)).toBe(NOW + 600);
  });

  it('keeps GitHub’s limits of 80 a minute and 500 an hour over any number of writes', () => {
    const writes: number[] = [];
    let nowMs = NOW;
    for (let count = 0; count < 1200; count += 1) {
      nowMs = nextWriteMs(writes, nowMs);
      writes.push(nowMs);
    }
    writes.forEach((atMs, index) => {
      expect(atMs - (writes[index - 1] ?? -Infinity)).toBeGreaterThanOrEqual(GITHUB_PACE.gapMs);
      expect(atMs - (writes[index - 80] ?? -Infinity)).toBeGreaterThanOrEqual(60_000);
      expect(atMs - (writes[index - 500] ?? -Infinity)).toBeGreaterThanOrEqual(3_600_000);
    });
  });

  it('is not stopped for long by writes from before the clock was set back', () => {
    expect(nextWriteMs([NOW + 3_600_000], NOW)).toBe(NOW + 1_000);
  });
});
