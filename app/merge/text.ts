/** Merging lines: prose, lists, tables, anything that is not a section or a timeline entry as a whole. */
import type { Line } from './lines.ts';
import { keysOf, pickEither, pickLine, saySame, saysSame } from './lines.ts';
import { uniteAdditions } from './lists.ts';
import { renumber } from './numbering.ts';
import { splitLines } from './outline.ts';
import type { Span } from './sequence.ts';
import { at, diffSequences } from './sequence.ts';
import { pairSimilar } from './similar.ts';
import type { Region } from './three-way.ts';
import { pick, regionsOf } from './three-way.ts';
import { hasWords, mergeWords } from './words.ts';

/** Lines that both sides changed in different ways. A side without lines deleted them. */
export interface LineClash {
  readonly base: readonly Line[];
  readonly left: readonly Line[];
  readonly right: readonly Line[];
}

/** One after the other: lines that are merged, and what is not. */
export type Merged = Line | LineClash;

export const isClash = (merged: Merged): merged is LineClash => 'left' in merged;

/** Three versions of some lines, merged; lists count on. */
export function mergeLines(
  base: readonly Line[],
  left: readonly Line[],
  right: readonly Line[],
): readonly Merged[] {
  const merge = new LineMerge(base, left, right);
  const baseKeys = keysOf(base);
  const hunks = (side: readonly Line[]) => diffSequences(baseKeys, keysOf(side));
  const regions = regionsOf(base.length, hunks(left), hunks(right));
  return countOn(regions.flatMap((region) => merge.resolve(region)));
}

/** Renumbers across clashes, as if the left side had won each. */
function countOn(merged: readonly Merged[]): readonly Merged[] {
  const lines = renumber(merged.flatMap((each) => (isClash(each) ? each.left : [each])));
  let next = 0;
  return merged.map((each): Merged => {
    if (!isClash(each)) return at(lines, next++);
    const from = next;
    next += each.left.length;
    return { ...each, left: lines.slice(from, next) };
  });
}

const slice = (lines: readonly Line[], span: Span): readonly Line[] => lines.slice(span.from, span.to);

class LineMerge {
  private readonly base: readonly Line[];
  private readonly left: readonly Line[];
  private readonly right: readonly Line[];

  constructor(base: readonly Line[], left: readonly Line[], right: readonly Line[]) {
    this.base = base;
    this.left = left;
    this.right = right;
  }

  resolve(region: Region): readonly Merged[] {
    const { base, left, right } = this.slices(region);
    if (region.by === 'none') {
      return base.map((line, index) => pickLine(line, at(left, index), at(right, index)));
    }
    if (region.by !== 'both') return region.by === 'left' ? left : right;
    const pieces = this.resolveByPairs(region);
    if (pieces?.some(isClash) === false) return pieces;
    return this.settle(region) ?? pieces ?? clashOf(base, left, right);
  }

  private slices(region: Region): LineClash {
    return {
      base: slice(this.base, region.base),
      left: slice(this.left, region.left),
      right: slice(this.right, region.right),
    };
  }

  /** Cuts a region at lines that are versions of one another. Null if there is nothing to cut. */
  private resolveByPairs(region: Region): readonly Merged[] | null {
    const { base, left, right } = this.slices(region);
    if (base.length === 0 || base.length + left.length + right.length <= 3) return null;
    const inner = regionsOf(base.length, pairSimilar(base, left), pairSimilar(base, right));
    if (inner.length <= 1) return null;
    const move = (span: Span, by: number): Span => ({ from: span.from + by, to: span.to + by });
    return inner.flatMap((part): readonly Merged[] => {
      const moved: Region = {
        by: part.by,
        base: move(part.base, region.base.from),
        left: move(part.left, region.left.from),
        right: move(part.right, region.right.from),
      };
      if (moved.by !== 'both') return this.resolve(moved);
      const { base: theBase, left: theLeft, right: theRight } = this.slices(moved);
      return this.settle(moved) ?? clashOf(theBase, theLeft, theRight);
    });
  }

  /** One version of a region that both sides changed, or null if that takes a person. */
  private settle(region: Region): readonly Line[] | null {
    const { base, left, right } = this.slices(region);
    if (saySame(left, right)) return pickEither(left, right);
    if (saySame(base, left)) return right;
    if (saySame(base, right)) return left;
    if (!hasWords(base)) {
      const united = uniteAdditions(this.continuesList(region.base.from), left, right);
      if (united !== null) return united;
    }
    if (base.length === 0 || left.length === 0 || right.length === 0) return null;
    return mergeAsWords(base, left, right);
  }

  private continuesList(place: number): boolean {
    let before = place - 1;
    while (this.base[before]?.role === 'blank') before -= 1;
    const role = this.base[before]?.role;
    return role === 'item' || role === 'inside';
  }
}

function mergeAsWords(
  base: readonly Line[],
  left: readonly Line[],
  right: readonly Line[],
): readonly Line[] | null {
  const text = mergeWords(base, left, right);
  if (text === null) return null;
  const last = (lines: readonly Line[]): Line => at(lines, lines.length - 1);
  const eol = pick(last(base).eol, last(left).eol, last(right).eol);
  const single = left.length === 1 && right.length === 1;
  const like = single ? pickLine(at(base, 0), at(left, 0), at(right, 0)) : null;
  return splitLines(text + eol).map((each): Line => {
    const lineEnd = /\r?\n$/.exec(each)?.[0] ?? '';
    const bare = each.slice(0, each.length - lineEnd.length);
    const place = like ?? { key: bare, role: bare.trim() === '' ? 'blank' : 'text', depth: 0, number: null };
    return { ...place, text: bare, eol: lineEnd };
  });
}

/** A clash without what both sides have at its ends; no clash if only one side has more than that. */
function clashOf(base: readonly Line[], left: readonly Line[], right: readonly Line[]): readonly Merged[] {
  const shorter = Math.min(left.length, right.length);
  const same = (a: number, b: number): boolean => saysSame(at(left, a), at(right, b));
  let head = 0;
  while (head < shorter && same(head, head)) head += 1;
  let tail = 0;
  while (tail < shorter - head && same(left.length - 1 - tail, right.length - 1 - tail)) tail += 1;
  const middle = (lines: readonly Line[]): readonly Line[] => lines.slice(head, lines.length - tail);
  const oneAddedMore = !hasWords(base) && (middle(left).length === 0 || middle(right).length === 0);
  return [
    ...pickEither(left.slice(0, head), right.slice(0, head)),
    ...(oneAddedMore
      ? [...middle(left), ...middle(right)]
      : [{ base, left: middle(left), right: middle(right) }]),
    ...pickEither(left.slice(left.length - tail), right.slice(right.length - tail)),
  ];
}
