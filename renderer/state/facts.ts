/** What the entries of a timeline say about an incident as a whole. */
import type { Phase } from '../../app/draft.ts';
import { PHASES } from '../../app/draft.ts';
import type { DraftView, EntryView } from '../../app/views.ts';

/** When a phase was first reached. Times are UTC milliseconds. */
export interface PhaseFact {
  readonly phase: Phase;
  readonly atMs: number;
  /** Since the phase `started`; null for that one, and where nobody said when it started. Negative is a mistake to show. */
  readonly sinceStartMs: number | null;
}

/** Every entry of a draft by instant; those of one instant stay in the order of the document. */
export function entriesByTime(draft: Pick<DraftView, 'sections'>): readonly EntryView[] {
  return draft.sections.flatMap((section) => section.entries).sort((a, b) => a.atMs - b.atMs);
}

/** The phases that were reached, in the order in which an incident goes through them. */
export function phaseFacts(draft: Pick<DraftView, 'sections'>): readonly PhaseFact[] {
  const first = new Map<Phase, number>();
  for (const { phase, atMs } of entriesByTime(draft)) {
    if (phase !== null && !first.has(phase)) first.set(phase, atMs);
  }
  const startMs = first.get('started');
  return PHASES.flatMap((phase) => {
    const atMs = first.get(phase);
    if (atMs === undefined) return [];
    return [
      { phase, atMs, sinceStartMs: phase === 'started' || startMs === undefined ? null : atMs - startMs },
    ];
  });
}

/** How far the action items are: those whose issue is not known to be closed, of all. */
export function actionProgress(draft: Pick<DraftView, 'sections'>): {
  readonly open: number;
  readonly all: number;
} {
  const actions = draft.sections.flatMap((section) => section.actions);
  return { open: actions.filter((action) => action.state !== 'closed').length, all: actions.length };
}
