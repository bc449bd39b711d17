/** A long list in pieces, so that a change of one item touches one piece. */

/** So many rows are drawn or left out together. */
export const PIECE_LENGTH = 20;

export interface Piece<Item> {
  readonly items: readonly Item[];
  /** The item before the first one; undefined at the beginning of the list. */
  readonly above: Item | undefined;
}

/** Gives a function that cuts a list. Pieces that are as they were the last time are the same objects. */
export function cutter<Item>(): (items: readonly Item[]) => readonly Piece<Item>[] {
  let before: readonly Piece<Item>[] = [];
  return (items) => {
    before = Array.from({ length: Math.ceil(items.length / PIECE_LENGTH) }, (_, at) => {
      const from = at * PIECE_LENGTH;
      const known = before[at];
      const piece = { items: items.slice(from, from + PIECE_LENGTH), above: items[from - 1] };
      return known !== undefined && isSame(known, piece) ? known : piece;
    });
    return before;
  };
}

/** The piece that an item is in. */
export function pieceOf(index: number): number {
  return Math.floor(index / PIECE_LENGTH);
}

function isSame<Item>(one: Piece<Item>, other: Piece<Item>): boolean {
  return (
    one.above === other.above &&
    one.items.length === other.items.length &&
    one.items.every((item, index) => item === other.items[index])
  );
}
