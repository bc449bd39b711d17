/** What changed from one preview to the next, block by block: an edit touches few of the hundreds that a report has. */
import type { PreviewNode, PreviewRoot } from '../../app/preview.ts';

export interface PreviewPatch {
  /** The first block that differs. */
  readonly from: number;
  /** How many blocks go, from there on. */
  readonly removed: number;
  /** What comes in their place. */
  readonly added: readonly PreviewNode[];
  /** The preview shows nothing at all. */
  readonly isEmpty: boolean;
}

/** Gives a function that compares each tree with the one before it; the first with an empty one. */
export function patches(): (tree: PreviewRoot) => PreviewPatch {
  let before: readonly string[] = [];
  return ({ children }) => {
    const keys = children.map((child) => JSON.stringify(child));
    const most = Math.min(before.length, keys.length);
    let from = 0;
    while (from < most && before[from] === keys[from]) from += 1;
    let sameAtEnd = 0;
    while (sameAtEnd < most - from && before.at(-1 - sameAtEnd) === keys.at(-1 - sameAtEnd)) sameAtEnd += 1;
    const removed = before.length - sameAtEnd - from;
    before = keys;
    return {
      from,
      removed,
      added: children.slice(from, keys.length - sameAtEnd),
      isEmpty: keys.length === 0,
    };
  };
}
