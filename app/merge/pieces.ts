/** What a merge is made of before it is a text: stretches that are merged, and clashes between them. */
import { joinLines } from './lines.ts';
import type { Merged } from './text.ts';
import { isClash } from './text.ts';

/** Whole lines that a person has to choose between. The text of a side that deleted them is empty. */
export interface Clash {
  /** The name of the heading it lies under; empty before the first one. */
  readonly section: string;
  readonly base: string;
  readonly left: string;
  readonly right: string;
}

export type Piece = string | Clash;

/** Merged lines as pieces. */
export function piecesOf(merged: readonly Merged[], section: string): readonly Piece[] {
  return merged.map((each): Piece => {
    if (!isClash(each)) return each.text + each.eol;
    const [left, right] = [joinLines(each.left), joinLines(each.right)];
    // Putting list numbers right can make two versions one.
    return left === right ? left : { section, base: joinLines(each.base), left, right };
  });
}
