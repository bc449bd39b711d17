/** Where two versions of a report differ, passage by passage with the words marked: for a person to see, not to merge by. */
import type { Run } from './merge/marks.ts';
import { compareTexts } from './merge/marks.ts';
import type { Hunk, Span } from './merge/sequence.ts';
import { diffSequences } from './merge/sequence.ts';

/** Some lines that differ, with those around them. */
export interface Passage {
  /** The heading that it stands under; empty where there is none. */
  readonly heading: string;
  readonly before: readonly Run[];
  readonly after: readonly Run[];
}

export interface Differences {
  readonly passages: readonly Passage[];
  /** Lines that came and went. */
  readonly added: number;
  readonly removed: number;
}

/** So many equal lines are shown around those that differ. */
const AROUND = 2;

const length = ({ from, to }: Span): number => to - from;

/** Hunks so near to each other that the lines around them would meet are one passage. */
function grouped(hunks: readonly Hunk[]): readonly (readonly Hunk[])[] {
  const groups: Hunk[][] = [];
  for (const hunk of hunks) {
    const group = groups.at(-1);
    const last = group?.at(-1);
    if (group === undefined || last === undefined || hunk.side.from - last.side.to > 2 * AROUND)
      groups.push([hunk]);
    else group.push(hunk);
  }
  return groups;
}

const linesIn = (lines: readonly string[], from: number, to: number): string =>
  lines
    .slice(Math.max(0, from), to)
    .map((line) => `${line}\n`)
    .join('');

function withoutLastBreak(runs: readonly Run[]): readonly Run[] {
  return runs
    .map((run, index) => (index === runs.length - 1 ? { ...run, text: run.text.replace(/\n$/, '') } : run))
    .filter(({ text }) => text !== '');
}

/** The words are compared within what differs: lines around it are never marked. */
function passageOf(
  group: readonly Hunk[],
  olds: readonly string[],
  news: readonly string[],
): Omit<Passage, 'heading'> {
  const [before, after]: [Run[], Run[]] = [[], []];
  const same = (from: number, to: number): void => {
    const run: Run = { text: linesIn(news, from, to), isMarked: false };
    before.push(run);
    after.push(run);
  };
  let done = (group[0]?.side.from ?? 0) - AROUND;
  for (const { base, side } of group) {
    same(done, side.from);
    const compared = compareTexts(linesIn(olds, base.from, base.to), linesIn(news, side.from, side.to));
    before.push(...compared.base);
    after.push(...compared.side);
    done = side.to;
  }
  same(done, done + AROUND);
  return { before: withoutLastBreak(before), after: withoutLastBreak(after) };
}

/** The last heading at or before each line; a line in a fence is none. */
function headingsOf(lines: readonly string[]): readonly string[] {
  let heading = '';
  let fence = '';
  return lines.map((line) => {
    const mark = /^ {0,3}(```+|~~~+)/.exec(line)?.[1] ?? '';
    if (fence === '') fence = mark;
    else if (mark.startsWith(fence)) fence = '';
    if (fence === '' && mark === '') heading = /^#{1,6}\s+(.*)/.exec(line)?.[1]?.trim() ?? heading;
    return heading;
  });
}

/** What differs between two versions of a text, in the order of the later one. */
export function differences(before: string, after: string): Differences {
  const [olds, news] = [before.split(/\r?\n/), after.split(/\r?\n/)];
  const hunks = diffSequences(olds, news);
  const headings = headingsOf(news);
  return {
    passages: grouped(hunks).map((group) => ({
      heading: headings[Math.max(0, (group[0]?.side.from ?? 0) - 1)] ?? '',
      ...passageOf(group, olds, news),
    })),
    added: hunks.reduce((sum, { side }) => sum + length(side), 0),
    removed: hunks.reduce((sum, { base }) => sum + length(base), 0),
  };
}
