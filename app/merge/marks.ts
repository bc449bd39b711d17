/** Two versions of a text side by side, with the words marked in which they differ: for a person to see, not to merge by. */
import type { Hunk, Span } from './sequence.ts';
import { diffWords } from './words.ts';

/** A stretch of a text. */
export interface Run {
  readonly text: string;
  /** The other version does not have it. */
  readonly isMarked: boolean;
}

/** The runs of each text, in order: put together again they are the text. */
export interface Compared {
  readonly base: readonly Run[];
  readonly side: readonly Run[];
}

/** Compares two texts word by word. A sentence that was written anew is one mark rather than many. */
export function compareTexts(base: string, side: string): Compared {
  const { baseWords, sideWords, hunks } = diffWords(base, side);
  const of = (which: keyof Hunk): readonly Span[] => hunks.map((hunk) => hunk[which]);
  return { base: runsOf(baseWords, of('base')), side: runsOf(sideWords, of('side')) };
}

/** The runs of one text that was compared with two others: marked where either of them differs. */
export function joinMarks(one: readonly Run[], other: readonly Run[]): readonly Run[] {
  const runs: Run[] = [];
  const [left, right] = [one.toReversed(), other.toReversed()];
  let [a, b] = [left.pop(), right.pop()];
  while (a !== undefined && b !== undefined) {
    const length = Math.min(a.text.length, b.text.length);
    runs.push({ text: a.text.slice(0, length), isMarked: a.isMarked || b.isMarked });
    a = a.text.length > length ? { ...a, text: a.text.slice(length) } : left.pop();
    b = b.text.length > length ? { ...b, text: b.text.slice(length) } : right.pop();
  }
  return joinEqual(runs);
}

function runsOf(words: readonly string[], marked: readonly Span[]): readonly Run[] {
  const runs: Run[] = [];
  let done = 0;
  const add = (to: number, isMarked: boolean): void => {
    if (to > done) runs.push({ text: words.slice(done, to).join(''), isMarked });
    done = to;
  };
  for (const { from, to } of marked) {
    add(from, false);
    add(to, true);
  }
  add(words.length, false);
  return joinEqual(joinEqual(bridgeGaps(runs)).flatMap(withoutSpaceAround));
}

/** A space between two marked words is marked too, so that a phrase is one mark. A line break stays a break. */
function bridgeGaps(runs: readonly Run[]): readonly Run[] {
  return runs.map((run, index): Run => {
    const isBetween = runs[index - 1]?.isMarked === true && runs[index + 1]?.isMarked === true;
    return isBetween && /^[^\S\n]+$/.test(run.text) ? { ...run, isMarked: true } : run;
  });
}

/** A mark begins and ends with what can be seen. */
function withoutSpaceAround({ text, isMarked }: Run): readonly Run[] {
  const inner = text.trim();
  const from = text.indexOf(inner);
  const parts = [text.slice(0, from), inner, text.slice(from + inner.length)];
  return parts
    .map((part, index): Run => ({ text: part, isMarked: isMarked && index === 1 }))
    .filter((run) => run.text !== '');
}

function joinEqual(runs: readonly Run[]): readonly Run[] {
  const joined: Run[] = [];
  for (const run of runs) {
    const last = joined.at(-1);
    if (last?.isMarked === run.isMarked) joined[joined.length - 1] = { ...run, text: last.text + run.text };
    else joined.push(run);
  }
  return joined;
}
