/** What differs between two versions of an issue, in numbers and words that fit on a line. */
import { diffSequences } from './merge/sequence.ts';
import type { Version } from './sync.ts';
import { sameBody } from './sync.ts';

export interface VersionChange {
  /** The title afterwards; null where it stays. */
  readonly title: string | null;
  /** How many lines of the body come and go; null where it stays. */
  readonly lines: { readonly added: number; readonly removed: number } | null;
  readonly labels: { readonly added: readonly string[]; readonly removed: readonly string[] };
  /** The state afterwards; null where it stays. */
  readonly state: Version['state'] | null;
}

const EMPTY: Pick<Version, 'body' | 'labels'> = { body: '', labels: [] };

function linesOf(body: string): readonly string[] {
  return body === '' ? [] : body.replace(/\r?\n$/, '').split(/\r?\n/);
}

/** Labels of one list that the other lacks; GitHub compares their names without case. */
function without(labels: readonly string[], others: readonly string[]): readonly string[] {
  const known = new Set(others.map((each) => each.toLowerCase()));
  return labels.filter((each) => !known.has(each.toLowerCase()));
}

/** What would change; null if nothing would. `from`: null where there is no issue yet. */
export function changeOf(from: Version | null, to: Version): VersionChange | null {
  const before = from ?? EMPTY;
  const hunks = sameBody(before.body, to.body) ? [] : diffSequences(linesOf(before.body), linesOf(to.body));
  const count = (side: 'base' | 'side'): number =>
    hunks.reduce((sum, hunk) => sum + hunk[side].to - hunk[side].from, 0);
  const change: VersionChange = {
    title: from?.title === to.title ? null : to.title,
    lines: hunks.length === 0 ? null : { added: count('side'), removed: count('base') },
    labels: { added: without(to.labels, before.labels), removed: without(before.labels, to.labels) },
    state: from === null || from.state === to.state ? null : to.state,
  };
  const { title, lines, labels, state } = change;
  const isNothing = title === null && lines === null && state === null;
  return isNothing && labels.added.length + labels.removed.length === 0 ? null : change;
}
