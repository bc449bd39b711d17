/**
 * What changed between two sequences, as hunks. Built on jsdiff, whose Myers search is linear in the length of the
 * texts but quadratic in the number of changes: so ends that are equal are cut off first, long stretches are split at
 * what occurs once on both sides, and a stretch that still has too many changes counts as wholly replaced.
 */
import { diffArrays } from 'diff';

/** A half-open range of indexes. */
export interface Span {
  readonly from: number;
  readonly to: number;
}

/** A stretch of the base and what one side has in its place. One of the two spans may be empty. */
export interface Hunk {
  readonly base: Span;
  readonly side: Span;
}

/** Up to this many tokens on both sides together, the exact search is always affordable. */
const SHORT = 128;
/** With nothing to split a long stretch at, the search gives up at this many insertions and deletions. */
const MOST_EDITS = 300;

/** The element at an index that is known to be there. @throws RangeError otherwise, which is a bug */
export function at<T>(items: readonly T[], index: number): T {
  const item = items[index];
  if (item === undefined) throw new RangeError(`no element ${index} of ${items.length}`);
  return item;
}

/** The hunks between two sequences, in order; between them the sequences are equal, token by token. */
export function diffSequences(base: readonly string[], side: readonly string[]): readonly Hunk[] {
  return new Comparison(base, side).hunks();
}

class Comparison {
  private readonly base: readonly string[];
  private readonly side: readonly string[];
  private readonly found: Hunk[] = [];

  constructor(base: readonly string[], side: readonly string[]) {
    this.base = base;
    this.side = side;
  }

  hunks(): readonly Hunk[] {
    this.compare({ from: 0, to: this.base.length }, { from: 0, to: this.side.length });
    return this.slideDown();
  }

  private compare(base: Span, side: Span): void {
    const inner = this.trim(base, side);
    const baseLength = inner.base.to - inner.base.from;
    const sideLength = inner.side.to - inner.side.from;
    if (baseLength === 0 && sideLength === 0) return;
    if (baseLength === 0 || sideLength === 0) this.add(inner);
    else if (baseLength + sideLength <= SHORT) this.search(inner);
    else this.split(inner);
  }

  private trim(base: Span, side: Span): Hunk {
    let [baseFrom, baseTo, sideFrom, sideTo] = [base.from, base.to, side.from, side.to];
    while (baseFrom < baseTo && sideFrom < sideTo && this.base[baseFrom] === this.side[sideFrom]) {
      baseFrom += 1;
      sideFrom += 1;
    }
    while (baseFrom < baseTo && sideFrom < sideTo && this.base[baseTo - 1] === this.side[sideTo - 1]) {
      baseTo -= 1;
      sideTo -= 1;
    }
    return { base: { from: baseFrom, to: baseTo }, side: { from: sideFrom, to: sideTo } };
  }

  /** Compares what lies between the tokens that occur once on both sides, in the same order. */
  private split(stretch: Hunk): void {
    const anchors = longestRising(this.uniqueInBoth(stretch));
    if (anchors.length === 0) {
      this.search(stretch);
      return;
    }
    let [base, side] = [stretch.base.from, stretch.side.from];
    for (const anchor of anchors) {
      this.compare({ from: base, to: anchor.base }, { from: side, to: anchor.side });
      base = anchor.base + 1;
      side = anchor.side + 1;
    }
    this.compare({ from: base, to: stretch.base.to }, { from: side, to: stretch.side.to });
  }

  private uniqueInBoth(stretch: Hunk): readonly Anchor[] {
    const once = onlyOnce(this.side, stretch.side);
    const anchors: Anchor[] = [];
    for (const [token, base] of onlyOnce(this.base, stretch.base)) {
      const side = once.get(token);
      if (side !== undefined) anchors.push({ base, side });
    }
    return anchors.sort((a, b) => a.base - b.base);
  }

  private search({ base, side }: Hunk): void {
    const changes = diffArrays(this.base.slice(base.from, base.to), this.side.slice(side.from, side.to), {
      maxEditLength: Math.max(SHORT, MOST_EDITS),
    });
    if (changes === undefined) {
      this.add({ base, side });
      return;
    }
    let [baseAt, sideAt] = [base.from, side.from];
    for (const change of changes) {
      const baseTo = change.added ? baseAt : baseAt + change.count;
      const sideTo = change.removed ? sideAt : sideAt + change.count;
      if (change.added || change.removed) {
        this.add({ base: { from: baseAt, to: baseTo }, side: { from: sideAt, to: sideTo } });
      }
      baseAt = baseTo;
      sideAt = sideTo;
    }
  }

  /** Hunks that touch are one. */
  private add(hunk: Hunk): void {
    const last = this.found.at(-1);
    if (last?.base.to === hunk.base.from && last.side.to === hunk.side.from) {
      this.found[this.found.length - 1] = {
        base: { from: last.base.from, to: hunk.base.to },
        side: { from: last.side.from, to: hunk.side.to },
      };
    } else this.found.push(hunk);
  }

  /**
   * An insertion or deletion beside equal tokens has several equally short places ("a" into "a a"). All are moved to the
   * last one, so that both sides' changes at one place are seen to be at one place.
   */
  private slideDown(): readonly Hunk[] {
    const placed: Hunk[] = [];
    let limit = this.base.length + 1;
    for (const hunk of this.found.toReversed()) {
      const moved = this.slide(hunk, limit);
      placed.push(moved);
      limit = moved.base.from;
    }
    return placed.reverse();
  }

  private slide(hunk: Hunk, limit: number): Hunk {
    const { base, side } = hunk;
    const inserts = base.from === base.to;
    if (!inserts && side.from !== side.to) return hunk;
    const [tokens, span] = inserts ? [this.side, side] : [this.base, base];
    let by = 0;
    while (
      base.to + by + 1 < limit &&
      span.to + by < tokens.length &&
      tokens[span.from + by] === tokens[span.to + by]
    ) {
      by += 1;
    }
    return {
      base: { from: base.from + by, to: base.to + by },
      side: { from: side.from + by, to: side.to + by },
    };
  }
}

interface Anchor {
  readonly base: number;
  readonly side: number;
}

/** The tokens that occur once in a span, with their indexes. */
function onlyOnce(tokens: readonly string[], span: Span): ReadonlyMap<string, number> {
  const places = new Map<string, number>();
  const repeated = new Set<string>();
  for (let index = span.from; index < span.to; index += 1) {
    const token = at(tokens, index);
    if (places.has(token)) repeated.add(token);
    places.set(token, index);
  }
  for (const token of repeated) places.delete(token);
  return places;
}

/** The longest run of anchors, given in the base's order, whose places on the side rise too (patience sorting). */
function longestRising(anchors: readonly Anchor[]): readonly Anchor[] {
  const ends: number[] = [];
  const previous: number[] = [];
  anchors.forEach((anchor, index) => {
    let [low, high] = [0, ends.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (at(anchors, at(ends, middle)).side < anchor.side) low = middle + 1;
      else high = middle;
    }
    previous.push(low === 0 ? -1 : at(ends, low - 1));
    ends[low] = index;
  });
  const run: Anchor[] = [];
  for (let index = ends.at(-1) ?? -1; index >= 0; index = at(previous, index)) run.push(at(anchors, index));
  return run.reverse();
}
