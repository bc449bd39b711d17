/** The list of drafts, sorted by what they need from a person. */
import { assertNever, severityOf } from '../../app/errors.ts';
import type { Settings } from '../../app/settings.ts';
import type { DraftSummary } from '../../app/views.ts';

/** In the order in which they are shown. */
export const GROUPS = ['running', 'needsYou', 'waiting', 'inStep', 'local'] as const;
export type Group = (typeof GROUPS)[number];

export interface GroupOfDrafts {
  readonly group: Group;
  readonly drafts: readonly DraftSummary[];
}

/** The stopwatch of the draft runs. */
export function isRunning(draft: Pick<DraftSummary, 'startedAtMs' | 'endedAtMs'>): boolean {
  return draft.startedAtMs !== null && draft.endedAtMs === null;
}

/** Where a draft belongs. An incident that runs comes before everything else. */
export function groupOf(draft: DraftSummary): Group {
  if (isRunning(draft)) return 'running';
  // A draft that waits for something a person has to do first would wait for ever.
  if (draft.sync.error !== null && severityOf(draft.sync.error.code) === 'error') return 'needsYou';
  switch (draft.sync.state) {
    case 'conflict':
    case 'blocked':
      return 'needsYou';
    case 'queued':
    case 'sending':
    case 'unconfirmed':
      return 'waiting';
    case 'synced':
      return draft.sync.owes ? 'waiting' : 'inStep';
    case 'local':
      return 'local';
    default:
      return assertNever(draft.sync.state);
  }
}

type Sort = Settings['list.sort'];

/** When the incident began: by its timeline, else by its stopwatch; a draft without either is as old as itself. */
function startOf({ beganAtMs, startedAtMs, createdAtMs }: DraftSummary): number {
  return beganAtMs ?? startedAtMs ?? createdAtMs;
}

const titles = new Intl.Collator('en', { numeric: true, sensitivity: 'base' });

const ORDERS: Readonly<Record<Sort, (a: DraftSummary, b: DraftSummary) => number>> = {
  changed: (a, b) => b.updatedAtMs - a.updatedAtMs,
  started: (a, b) => startOf(b) - startOf(a),
  title: (a, b) => titles.compare(titleParts(a.title).shown, titleParts(b.title).shown),
};

/** The groups that have drafts, each in the order asked for: the last changed or begun first, or by title. */
export function groupDrafts(
  drafts: readonly DraftSummary[],
  sort: Sort = 'changed',
): readonly GroupOfDrafts[] {
  const byGroup = Map.groupBy(drafts, groupOf);
  return GROUPS.flatMap((group) => {
    const found = byGroup.get(group);
    if (found === undefined) return [];
    return [{ group, drafts: found.toSorted(ORDERS[sort]) }];
  });
}

/** A passage found by a search, as pieces: the words that were looked for are marked. */
export function matchPieces(match: string): readonly { readonly text: string; readonly found: boolean }[] {
  return match.split('\u0002').flatMap((piece, index) => {
    if (index === 0) return piece === '' ? [] : [{ text: piece, found: false }];
    const [found = '', rest = ''] = piece.split('\u0003');
    return [{ text: found, found: true }, ...(rest === '' ? [] : [{ text: rest, found: false }])];
  });
}

/**
 * A title in two parts: that a debrief is a debrief goes without saying in a list of them, so the first part is not
 * shown there.
 */
export function titleParts(title: string): { readonly before: string; readonly shown: string } {
  const before = /^debrief\s*[-–—:]\s*(?=\S)/i.exec(title)?.[0] ?? '';
  return { before, shown: title.slice(before.length) };
}
