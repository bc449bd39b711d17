/** Between which instants an entry happened, however well its time is known: what metrics count with. */
import type { Entry } from '../draft.ts';
import type { EntryId } from '../ids.ts';

/** How far from its instant an entry may be that says "about": people round to the quarter of an hour. */
export const ABOUT_MS = 15 * 60_000;

/** UTC milliseconds, both included. Infinite where nothing before (or after) the entry says when it was. */
export interface Bounds {
  readonly fromMs: number;
  readonly untilMs: number;
}

type Timed = Pick<Entry, 'id' | 'atMs' | 'certainty'>;

const NOT_KNOWN: Bounds = { fromMs: -Infinity, untilMs: Infinity };

function ownBounds({ atMs, certainty }: Timed): Bounds | null {
  switch (certainty.is) {
    case 'exact':
      return { fromMs: atMs, untilMs: atMs };
    case 'about':
      return { fromMs: atMs - ABOUT_MS, untilMs: atMs + ABOUT_MS };
    case 'range': {
      const slackMs = certainty.about ? ABOUT_MS : 0;
      return { fromMs: atMs - slackMs, untilMs: certainty.untilMs + slackMs };
    }
    case 'unknown':
      return null;
  }
}

/**
 * The bounds of an entry. One whose time is unknown lies between its nearest neighbours whose time is known: not before
 * the one above began, not after the one below ended. Where these two are out of order it lies between them all the same.
 * @param entries those of a timeline, in their order
 * @param id one of them; of any other nothing is known
 */
export function boundsOf(entries: readonly Timed[], id: EntryId): Bounds {
  const index = entries.findIndex((each) => each.id === id);
  const entry = entries[index];
  if (entry === undefined) return NOT_KNOWN;
  const own = ownBounds(entry);
  if (own !== null) return own;
  const isKnown = ({ certainty }: Timed): boolean => certainty.is !== 'unknown';
  const above = entries.slice(0, index).findLast(isKnown);
  const below = entries.slice(index + 1).find(isKnown);
  const fromMs = (above && ownBounds(above)?.fromMs) ?? -Infinity;
  const untilMs = (below && ownBounds(below)?.untilMs) ?? Infinity;
  return fromMs <= untilMs ? { fromMs, untilMs } : { fromMs: untilMs, untilMs: fromMs };
}
