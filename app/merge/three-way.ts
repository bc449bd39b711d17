/**
 * Three versions side by side. Everything in this folder calls the two sides left and right, not mine and theirs: which
 * is which is decided by their content, so two machines that merge the same pair do the same thing and converge.
 */
import type { Hunk, Span } from './sequence.ts';
import { at } from './sequence.ts';

/** Which of two texts goes first where nothing else decides: by code units, on every machine alike. */
export function byContent(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}

/** The value of something that no word depends on (white space, a list number): who changed it wins. */
export function pick<T extends string | number | null>(base: T, left: T, right: T): T {
  if (left === right || right === base) return left;
  if (left === base) return right;
  if (left === null || right === null) return left ?? right;
  return left < right ? left : right;
}

/** A stretch of all three versions, and who changed it. */
export interface Region {
  readonly by: 'none' | 'left' | 'right' | 'both';
  readonly base: Span;
  readonly left: Span;
  readonly right: Span;
}

interface SidedHunk extends Hunk {
  readonly of: 'left' | 'right';
}

/**
 * Cuts three versions into regions that follow on one another. Hunks that only touch stay apart (an insertion before or
 * after what the other side replaced); two insertions at one place, and hunks that overlap, make one region by both.
 */
export function regionsOf(
  baseLength: number,
  left: readonly Hunk[],
  right: readonly Hunk[],
): readonly Region[] {
  const cutter = new RegionCutter();
  let group: SidedHunk[] = [];
  let span: Span = { from: 0, to: 0 };
  for (const hunk of inBaseOrder(left, right)) {
    const joins = group.length > 0 && belongsTo(span, hunk.base);
    if (!joins) {
      if (group.length > 0) cutter.changed(span, group);
      group = [];
      span = hunk.base;
    }
    group.push(hunk);
    span = { from: span.from, to: Math.max(span.to, hunk.base.to) };
  }
  if (group.length > 0) cutter.changed(span, group);
  cutter.unchangedUpTo(baseLength);
  return cutter.regions;
}

/** Hunks of both sides by place; what is inserted at a place comes before what is replaced from there on. */
function inBaseOrder(left: readonly Hunk[], right: readonly Hunk[]): readonly SidedHunk[] {
  return [
    ...left.map((hunk): SidedHunk => ({ ...hunk, of: 'left' })),
    ...right.map((hunk): SidedHunk => ({ ...hunk, of: 'right' })),
  ].sort((a, b) => a.base.from - b.base.from || a.base.to - b.base.to);
}

function belongsTo(group: Span, next: Span): boolean {
  if (next.from < group.to) return true;
  const bothInsert = group.from === group.to && next.from === next.to;
  return bothInsert && group.from === next.from;
}

const length = (span: Span): number => span.to - span.from;

class RegionCutter {
  readonly regions: Region[] = [];
  private base = 0;
  private left = 0;
  private right = 0;

  unchangedUpTo(base: number): void {
    if (base > this.base) this.take('none', base - this.base, base - this.base, base - this.base);
  }

  changed(span: Span, hunks: readonly SidedHunk[]): void {
    this.unchangedUpTo(span.from);
    const taken = (of: SidedHunk['of']): number =>
      hunks
        .filter((hunk) => hunk.of === of)
        .reduce((sum, hunk) => sum + length(hunk.side) - length(hunk.base), length(span));
    const first = at(hunks, 0).of;
    const by = hunks.every((hunk) => hunk.of === first) ? first : 'both';
    this.take(by, length(span), taken('left'), taken('right'));
  }

  private take(by: Region['by'], base: number, left: number, right: number): void {
    this.regions.push({
      by,
      base: { from: this.base, to: this.base + base },
      left: { from: this.left, to: this.left + left },
      right: { from: this.right, to: this.right + right },
    });
    this.base += base;
    this.left += left;
    this.right += right;
  }
}
