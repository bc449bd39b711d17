/** Telling which changed line is a version of which: the pairs in which most words are the same, in order. */
import type { Line } from './lines.ts';
import type { Hunk } from './sequence.ts';
import { at } from './sequence.ts';
import { wordsOf } from './words.ts';

/** From this share of equal words on (twice the common ones by the sum of both), two texts are versions of one. */
const ALIKE = 0.5;
/** More pairs than this are not compared: a rewrite of that size is one change. */
const MOST_PAIRS = 4096;

type Bag = ReadonlyMap<string, number>;

interface Counted {
  readonly bag: Bag;
  readonly size: number;
}

function countWords(text: string): Counted {
  const words = wordsOf(text);
  const bag = new Map<string, number>();
  for (const word of words) bag.set(word, (bag.get(word) ?? 0) + 1);
  return { bag, size: words.length };
}

function likenessOf(a: Counted, b: Counted): number {
  if (a.size + b.size === 0) return 0;
  let common = 0;
  for (const [word, count] of a.bag) common += Math.min(count, b.bag.get(word) ?? 0);
  return (2 * common) / (a.size + b.size);
}

function scoreOf(a: Counted, b: Counted): number {
  const likeness = likenessOf(a, b);
  return likeness >= ALIKE ? likeness : 0;
}

/** Blank lines are all equal: a pair of them must not outweigh one that says something. */
const scoreOfEqual = (text: Counted): number => (text.size === 0 ? 0.01 : 1);

/** The pairs of indexes with the greatest likeness in sum, rising on both sides; each pair is alike enough. */
export function pairAlike(
  bases: readonly string[],
  sides: readonly string[],
): readonly (readonly [number, number])[] {
  if (bases.length * sides.length > MOST_PAIRS) return [];
  const [a, b] = [bases.map(countWords), sides.map(countWords)];
  const width = b.length + 1;
  const best = new Float64Array((a.length + 1) * width);
  const scores = a.map((one, i) =>
    b.map((other, j) => (bases[i] === sides[j] ? scoreOfEqual(one) : scoreOf(one, other))),
  );
  for (let i = a.length - 1; i >= 0; i -= 1) {
    for (let j = b.length - 1; j >= 0; j -= 1) {
      const here = at(at(scores, i), j);
      const paired = here > 0 ? here + (best[(i + 1) * width + j + 1] ?? 0) : 0;
      best[i * width + j] = Math.max(paired, best[(i + 1) * width + j] ?? 0, best[i * width + j + 1] ?? 0);
    }
  }
  return walk(scores, best, width);
}

function walk(
  scores: readonly (readonly number[])[],
  best: Float64Array,
  width: number,
): readonly (readonly [number, number])[] {
  const pairs: (readonly [number, number])[] = [];
  let [i, j] = [0, 0];
  while (i < scores.length && j < width - 1) {
    const here = best[i * width + j] ?? 0;
    const score = at(at(scores, i), j);
    if (score > 0 && here === score + (best[(i + 1) * width + j + 1] ?? 0)) {
      pairs.push([i, j]);
      i += 1;
      j += 1;
    } else if (here === (best[(i + 1) * width + j] ?? 0)) i += 1;
    else j += 1;
  }
  return pairs;
}

/** Hunks of a changed stretch, cut at pairs of lines that are alike; a changed pair is a hunk of its own. */
export function pairSimilar(base: readonly Line[], side: readonly Line[]): readonly Hunk[] {
  const hunks: Hunk[] = [];
  let [baseAt, sideAt] = [0, 0];
  const add = (baseTo: number, sideTo: number): void => {
    const changed = baseTo > baseAt || sideTo > sideAt;
    if (changed) hunks.push({ base: { from: baseAt, to: baseTo }, side: { from: sideAt, to: sideTo } });
    [baseAt, sideAt] = [baseTo, sideTo];
  };
  const texts = (lines: readonly Line[]): readonly string[] => lines.map((line) => line.key);
  for (const [i, j] of pairAlike(texts(base), texts(side))) {
    add(i, j);
    if (at(base, i).key === at(side, j).key) [baseAt, sideAt] = [i + 1, j + 1];
    else add(i + 1, j + 1);
  }
  add(base.length, side.length);
  return hunks;
}
