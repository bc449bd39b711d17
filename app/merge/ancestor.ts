/** A base for two versions of an issue of which no common ancestor is known. */
import type { Version } from '../sync.ts';
import { splitLines } from './outline.ts';
import { diffSequences } from './sequence.ts';

/**
 * What two versions have in common. With that as the base, whatever only one of them has was added there, and a merge
 * takes nothing away from either.
 */
export function commonVersion(mine: Version, theirs: Version): Version {
  const there = new Set(theirs.labels.map((label) => label.toLowerCase()));
  return {
    title: mine.title === theirs.title ? mine.title : '',
    body: commonText(mine.body, theirs.body),
    labels: mine.labels.filter((label) => there.has(label.toLowerCase())),
    state: theirs.state,
  };
}

/** The lines that stand in both texts, in order. Line ends don't count. */
function commonText(mine: string, theirs: string): string {
  const [lines, others] = [splitLines(mine), splitLines(theirs)];
  const words = (all: readonly string[]): readonly string[] => all.map((line) => line.replace(/\r?\n$/, ''));
  let from = 0;
  const kept: string[] = [];
  for (const { base } of diffSequences(words(lines), words(others))) {
    kept.push(...lines.slice(from, base.from));
    from = base.to;
  }
  return [...kept, ...lines.slice(from)].join('');
}
