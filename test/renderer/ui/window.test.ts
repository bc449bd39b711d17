import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { itemAt, offsetsOf, windowOf } from '../../../renderer/ui/window.ts';

describe('the window of a long list', () => {
  it('of an empty list is empty', () => {
    expect(windowOf(offsetsOf([]), 0, 600, 400)).toEqual({ from: 0, to: 0 });
  });

  it('holds every item that is in sight, and no more than asked for besides', () => {
    const heights = fc.array(fc.integer({ min: 1, max: 90 }), { minLength: 1, maxLength: 200 });
    fc.assert(
      fc.property(heights, fc.nat(20_000), fc.nat(900), fc.nat(400), (each, top, height, margin) => {
        const offsets = offsetsOf(each);
        const { from, to } = windowOf(offsets, top, height, margin);
        each.forEach((_, index) => {
          const isInSight = offsets[index]! < top + height && offsets[index + 1]! > top;
          if (isInSight) expect(index >= from && index < to).toBe(true);
          const isFar = offsets[index + 1]! <= top - margin || offsets[index]! > top + height + margin;
          if (isFar && index !== 0 && index !== each.length - 1)
            expect(index >= from && index < to).toBe(false);
        });
      }),
    );
  });

  it('finds the item at a place, and the nearest outside of the list', () => {
    const offsets = offsetsOf([10, 20, 30]);
    expect([-5, 0, 9, 10, 29, 30, 59, 1000].map((top) => itemAt(offsets, top))).toEqual([
      0, 0, 0, 1, 1, 2, 2, 2,
    ]);
  });
});
