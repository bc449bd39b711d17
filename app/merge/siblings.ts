/**
 * Merging parts that follow on one another (sections, timeline entries) as wholes: which of them are versions of one,
 * which order they come in, and the blank lines between them.
 */
import type { Part } from './outline.ts';
import { at } from './sequence.ts';
import { pairAlike } from './similar.ts';
import { byContent, pick } from './three-way.ts';

/** Versions of one part. Without a base it was added; without a left or right version it was deleted or only added here. */
export interface Trio<T extends Part> {
  readonly base: T | null;
  readonly left: T | null;
  readonly right: T | null;
}

/** Equal for parts that may be versions of one; null for a part that this says nothing of. */
export type Key<T> = (part: T) => string | null;

export interface Matching<T> {
  /** Whether two parts are the same in every way. */
  readonly isSame: (base: T, side: T) => boolean;
  /** Strongest first: whatever agrees on one is not looked at again. */
  readonly keys: readonly Key<T>[];
  /** What is compared word by word where no key tells. */
  readonly saying: (part: T) => string;
  /** Which parts that both sides added are one and the same. */
  readonly added: Key<T>;
  /** Whether a side changed nothing that would be lost if the part were deleted. */
  readonly isUnchanged: (base: T, side: T) => boolean;
}

/** Pairs each side's parts with the base's. Parts that one side deleted and the other left alone are gone. */
export function matchParts<T extends Part>(
  base: readonly T[],
  left: readonly T[],
  right: readonly T[],
  matching: Matching<T>,
): readonly Trio<T>[] {
  const [lefts, rights] = [pairParts(base, left, matching), pairParts(base, right, matching)];
  const addedBy = (side: readonly T[], pairs: ReadonlyMap<T, T>): readonly T[] => {
    const known = new Set(pairs.values());
    return side.filter((part) => !known.has(part));
  };
  const [leftAdded, rightAdded] = [addedBy(left, lefts), addedBy(right, rights)];
  const same = pairByKey(leftAdded, rightAdded, matching.added);
  const alsoLeft = new Set(same.values());
  const kept = base.map((part): Trio<T> => ({
    base: part,
    left: lefts.get(part) ?? null,
    right: rights.get(part) ?? null,
  }));
  const isGone = (trio: Trio<T>): boolean => {
    if (trio.base === null || (trio.left !== null && trio.right !== null)) return false;
    const side = trio.left ?? trio.right;
    return side === null || matching.isUnchanged(trio.base, side);
  };
  return [
    ...kept.filter((trio) => !isGone(trio)),
    ...leftAdded.map((part): Trio<T> => ({ base: null, left: part, right: same.get(part) ?? null })),
    ...rightAdded
      .filter((part) => !alsoLeft.has(part))
      .map((part): Trio<T> => ({ base: null, left: null, right: part })),
  ];
}

/** From each part of one list to its version in the other; what no key tells is told by the words that are the same. */
function pairParts<T extends Part>(
  base: readonly T[],
  side: readonly T[],
  { isSame, keys, saying }: Matching<T>,
): ReadonlyMap<T, T> {
  const { pairs, bases: middle, sides: sideMiddle } = pairEnds(base, side, isSame);
  let [bases, sides] = [middle, sideMiddle];
  const add = (found: Iterable<readonly [T, T]>): void => {
    const taken = new Set<T>();
    for (const [one, other] of found) {
      pairs.set(one, other);
      taken.add(one).add(other);
    }
    bases = bases.filter((part) => !taken.has(part));
    sides = sides.filter((part) => !taken.has(part));
  };
  for (const key of keys) add(pairByKey(bases, sides, key));
  add(pairAlike(bases.map(saying), sides.map(saying)).map(([i, j]) => [at(bases, i), at(sides, j)] as const));
  return pairs;
}

/** Pairs what is the same at both ends of two lists: nearly all of it, as a rule. The rest is left to the keys. */
function pairEnds<T>(
  base: readonly T[],
  side: readonly T[],
  isSame: (base: T, side: T) => boolean,
): { readonly pairs: Map<T, T>; readonly bases: readonly T[]; readonly sides: readonly T[] } {
  const pairs = new Map<T, T>();
  const shorter = Math.min(base.length, side.length);
  const pairAt = (i: number, j: number): boolean => {
    const [one, other] = [at(base, i), at(side, j)];
    if (!isSame(one, other)) return false;
    pairs.set(one, other);
    return true;
  };
  let head = 0;
  while (head < shorter && pairAt(head, head)) head += 1;
  let tail = 0;
  while (tail < shorter - head && pairAt(base.length - 1 - tail, side.length - 1 - tail)) tail += 1;
  return {
    pairs,
    bases: base.slice(head, base.length - tail),
    sides: side.slice(head, side.length - tail),
  };
}

function pairByKey<T>(ones: readonly T[], others: readonly T[], key: Key<T>): ReadonlyMap<T, T> {
  const waiting = new Map<string, T[]>();
  for (const other of others) {
    const value = key(other);
    if (value !== null) waiting.set(value, [...(waiting.get(value) ?? []), other]);
  }
  const pairs = new Map<T, T>();
  for (const one of ones) {
    const value = key(one);
    const other = value === null ? undefined : waiting.get(value)?.shift();
    if (other !== undefined) pairs.set(one, other);
  }
  return pairs;
}

/** How parts that only one side has are put in order where both have some at one place. */
export type MergeRuns<T extends Part> = (
  left: readonly Trio<T>[],
  right: readonly Trio<T>[],
) => readonly Trio<T>[];

/**
 * The order of merged parts: what both sides have is the frame (in the order of the side that moved something), and what
 * only one has stays behind the part that it follows there.
 */
export function arrange<T extends Part>(
  trios: readonly Trio<T>[],
  versions: { readonly base: readonly T[]; readonly left: readonly T[]; readonly right: readonly T[] },
  mergeRuns: MergeRuns<T>,
): readonly Trio<T>[] {
  const frame = frameOf(trios, versions.base, versions.left, versions.right);
  const [lefts, rights] = [
    runsOf(trios, frame, versions.left, (trio) => trio.left),
    runsOf(trios, frame, versions.right, (trio) => trio.right),
  ];
  const after = (anchor: Trio<T> | null): readonly Trio<T>[] =>
    mergeRuns(lefts.get(anchor) ?? [], rights.get(anchor) ?? []);
  return [...after(null), ...frame.flatMap((trio) => [trio, ...after(trio)])];
}

function frameOf<T extends Part>(
  trios: readonly Trio<T>[],
  base: readonly T[],
  left: readonly T[],
  right: readonly T[],
): readonly Trio<T>[] {
  const shared = trios.filter((trio) => trio.left !== null && trio.right !== null);
  const places = new Map(
    [base, left, right].flatMap((parts) => parts.map((part, index) => [part, index] as const)),
  );
  const place = (part: T | null): number => (part === null ? -1 : (places.get(part) ?? -1));
  const byLeft = shared.toSorted((a, b) => place(a.left) - place(b.left));
  const byRight = shared.toSorted((a, b) => place(a.right) - place(b.right));
  const isMoved = (order: readonly Trio<T>[]): boolean => {
    const old = order.filter((trio) => trio.base !== null).map((trio) => place(trio.base));
    return old.some((value, index) => index > 0 && value < at(old, index - 1));
  };
  return isMoved(byRight) && !isMoved(byLeft) ? byRight : byLeft;
}

function runsOf<T extends Part>(
  trios: readonly Trio<T>[],
  frame: readonly Trio<T>[],
  side: readonly T[],
  versionIn: (trio: Trio<T>) => T | null,
): ReadonlyMap<Trio<T> | null, readonly Trio<T>[]> {
  const byPart = new Map(trios.map((trio) => [versionIn(trio), trio] as const));
  const inFrame = new Set(frame);
  const runs = new Map<Trio<T> | null, Trio<T>[]>();
  let anchor: Trio<T> | null = null;
  for (const part of side) {
    const trio = byPart.get(part);
    if (trio === undefined) continue;
    if (inFrame.has(trio)) anchor = trio;
    else runs.set(anchor, [...(runs.get(anchor) ?? []), trio]);
  }
  return runs;
}

/** Two runs one after the other, by what they say. */
export function runsByContent<T extends Part>(
  left: readonly Trio<T>[],
  right: readonly Trio<T>[],
): readonly Trio<T>[] {
  const text = (run: readonly Trio<T>[]): string =>
    run.map((trio) => (trio.left ?? trio.right)?.text ?? '').join('');
  return byContent(text(left), text(right)) <= 0 ? [...left, ...right] : [...right, ...left];
}

/** The blank lines after a part that another one follows. */
export function gapAfter<T extends Part>(trio: Trio<T>, next: Trio<T>, blankLine: string): string {
  const inner = (part: T | null): string | null => (part === null || part.isLast ? null : part.gap);
  const [base, left, right] = [inner(trio.base), inner(trio.left), inner(trio.right)];
  if (left !== null && right !== null)
    return base === null ? pick(left, left, right) : pick(base, left, right);
  const known = left ?? right ?? base ?? next.left?.gapBefore ?? next.right?.gapBefore;
  return known ?? (isEmpty(trio) ? '' : blankLine);
}

const isEmpty = <T extends Part>(trio: Trio<T>): boolean => (trio.left ?? trio.right)?.text === '';

/** The blank lines after the last part of a text. */
export function gapAtEnd<T extends Part>(
  base: readonly T[],
  left: readonly T[],
  right: readonly T[],
): string {
  const gap = (parts: readonly T[]): string => parts.at(-1)?.gap ?? '';
  return pick(gap(base), gap(left), gap(right));
}
