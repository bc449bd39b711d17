/** What the entries of a timeline say about an incident as a whole. */
import type { Phase } from '../../app/draft.ts';
import { PHASES } from '../../app/draft.ts';
import type { Metric, MetricName } from '../../app/metrics.ts';
import { reachedIn } from '../../app/metrics.ts';
import type { DraftView, EntryView } from '../../app/views.ts';

/** A phase that was reached. */
export interface PhaseFact {
  readonly phase: Phase;
  /** The entry that tells when. */
  readonly entry: EntryView;
  /** How long that took, where it is known. */
  readonly metric: Metric | null;
}

const METRIC_OF: Readonly<Partial<Record<Phase, MetricName>>> = {
  detected: 'detect',
  responded: 'acknowledge',
  mitigated: 'mitigate',
  resolved: 'resolve',
};

/** The phases that were reached, in the order in which an incident goes through them. */
export function phaseFacts(draft: Pick<DraftView, 'sections' | 'metrics'>): readonly PhaseFact[] {
  const reached = reachedIn(draft.sections);
  return PHASES.flatMap((phase) => {
    const entry = reached.get(phase)?.entry;
    const name = METRIC_OF[phase];
    const metric = name === undefined ? null : draft.metrics[name];
    return entry === undefined ? [] : [{ phase, entry, metric }];
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
