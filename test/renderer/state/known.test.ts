import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { keepKnown } from '../../../renderer/state/known.ts';

const items = fc.uniqueArray(
  fc.record({ id: fc.integer({ min: 0, max: 9 }), text: fc.string({ maxLength: 2 }) }),
  {
    selector: ({ id }) => id,
  },
);

/** Data as the contract has it: none of its fields is called that. */
const value = fc.jsonValue().filter((each) => !JSON.stringify(each).includes('__proto__'));

describe('what is read again', () => {
  it('says the same as the answer, whatever was known before', () => {
    fc.assert(
      fc.property(value, value, (before, after) => {
        expect(keepKnown(before, after)).toEqual(after);
      }),
    );
  });

  it('is the very same where nothing changed', () => {
    fc.assert(
      fc.property(value, (before) => {
        expect(keepKnown(before, structuredClone(before))).toBe(before);
      }),
    );
  });

  it('keeps each item that did not change, wherever it stands now', () => {
    fc.assert(
      fc.property(items, items, (before, after) => {
        const kept = keepKnown({ items: before }, structuredClone({ items: after })).items;
        expect(kept).toEqual(after);
        for (const item of kept) {
          const known = before.find(({ id }) => id === item.id);
          if (known?.text === item.text) expect(item).toBe(known);
        }
      }),
    );
  });

  it('does not take a missing field for one that is there', () => {
    expect(keepKnown({ a: 1, b: 2 }, { a: 1 })).toEqual({ a: 1 });
    expect(keepKnown({ a: 1 }, { a: 1, b: null })).toEqual({ a: 1, b: null });
  });
});
