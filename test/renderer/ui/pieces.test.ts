import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { cutter, pieceOf, PIECE_LENGTH } from '../../../renderer/ui/pieces.ts';

const list = fc.array(fc.nat({ max: 400 }), { maxLength: 4 * PIECE_LENGTH });

describe('a long list in pieces', () => {
  it('has every item once and in order, each with the one above it, whatever was cut before', () => {
    fc.assert(
      fc.property(list, list, (before, items) => {
        const cut = cutter<number>();
        cut(before);
        const pieces = cut(items);
        expect(pieces.flatMap((piece) => piece.items)).toEqual(items);
        let index = 0;
        for (const piece of pieces) {
          expect(piece.above).toBe(items[index - 1]);
          index += piece.items.length;
        }
      }),
    );
  });

  it('is the same but for its last piece when an item is added', () => {
    const items = Array.from({ length: 3 * PIECE_LENGTH + 7 }, (_, index) => index);
    const cut = cutter<number>();
    const before = cut(items);
    const after = cut([...items, -1]);
    expect(after.length).toBe(before.length);
    expect(after.map((piece, at) => piece === before[at])).toEqual([true, true, true, false]);
  });

  it('knows the piece of an item', () => {
    expect([-1, 0, PIECE_LENGTH - 1, PIECE_LENGTH].map(pieceOf)).toEqual([-1, 0, 0, 1]);
  });
});
