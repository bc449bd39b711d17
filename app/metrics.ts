/**
 * How long an incident took, from its phases: time to detect, acknowledge, mitigate and resolve. Times that are not known
 * exactly count as bounds.
 */
import type { Phase } from './draft.ts';
import type { EntryView, SectionView } from './views.ts';
import { boundsOf } from './timeline/bounds.ts';
import type { Bounds } from './timeline/bounds.ts';
import type { EntryId } from './ids.ts';

/** From which phase to which each duration goes. */
const SPANS = {
  detect: ['started', 'detected'],
  acknowledge: ['detected', 'responded'],
  mitigate: ['started', 'mitigated'],
  resolve: ['started', 'resolved'],
} as const satisfies Record<string, readonly [Phase, Phase]>;

export type MetricName = keyof typeof SPANS;
export const METRICS = [
  'detect',
  'acknowledge',
  'mitigate',
  'resolve',
] as const satisfies readonly MetricName[];

export interface Metric {
  /** The least it took, in milliseconds. Negative only where it is impossible. */
  readonly fromMs: number;
  /** The most it took, in milliseconds: the same where it is known exactly. Null: nothing says. */
  readonly untilMs: number | null;
  /** What it took about, in milliseconds, where "about" is all that makes it inexact; else null. */
  readonly aboutMs: number | null;
  /** It ends before it begins, however one reads the times: one of its entries is wrong. */
  readonly isImpossible: boolean;
  /** The two that it is counted from. */
  readonly entries: readonly [from: string, until: string];
}

export type Metrics = Readonly<Record<MetricName, Metric | null>>;

/** The entry that tells when a phase was reached, and between which instants (UTC milliseconds) that was. */
export interface Reached {
  readonly phase: Phase;
  readonly entry: EntryView;
  readonly bounds: Bounds;
}

/**
 * An incident starts, is detected and answered once: what is logged of it again is news of the same. But a mitigation that
 * had to be repeated was none, and what broke again was not resolved: the last word counts.
 */
const LAST_COUNTS: ReadonlySet<Phase> = new Set<Phase>(['mitigated', 'resolved']);

type Sections = readonly Pick<SectionView, 'entries'>[];

/** Every entry by instant; those of one instant stay in the order of the document. */
export function entriesByTime(sections: Sections): readonly EntryView[] {
  return sections.flatMap(({ entries }) => entries).sort((a, b) => a.atMs - b.atMs);
}

/** The phases that were reached. */
export function reachedIn(sections: Sections): ReadonlyMap<Phase, Reached> {
  const reached = new Map<Phase, Reached>();
  for (const entry of entriesByTime(sections)) {
    const { phase } = entry;
    if (phase === null || (reached.has(phase) && !LAST_COUNTS.has(phase))) continue;
    const timeline = sections.find(({ entries }) => entries.includes(entry))?.entries ?? [];
    // An entry that is shown has the id that it was made with.
    const timed = timeline.map((each) => ({ ...each, id: each.id as EntryId }));
    reached.set(phase, { phase, entry, bounds: boundsOf(timed, entry.id as EntryId) });
  }
  return reached;
}

/** The metrics of an incident; null for each of which one of the two phases is missing, or nothing is known. */
export function metricsOf(sections: Sections): Metrics {
  const reached = reachedIn(sections);
  const between = (name: MetricName): Metric | null => {
    const [from, until] = SPANS[name];
    const [begin, end] = [reached.get(from), reached.get(until)];
    return begin === undefined || end === undefined ? null : metricBetween(begin, end);
  };
  return {
    detect: between('detect'),
    acknowledge: between('acknowledge'),
    mitigate: between('mitigate'),
    resolve: between('resolve'),
  };
}

function metricBetween(begin: Reached, end: Reached): Metric | null {
  const leastMs = end.bounds.fromMs - begin.bounds.untilMs;
  const mostMs = end.bounds.untilMs - begin.bounds.fromMs;
  const isImpossible = mostMs < 0;
  const fromMs = isImpossible ? Math.max(leastMs, -Number.MAX_SAFE_INTEGER) : Math.max(0, leastMs);
  if (!isImpossible && fromMs === 0 && mostMs === Infinity) return null;
  return {
    fromMs,
    untilMs: mostMs === Infinity ? null : mostMs,
    aboutMs: aboutMs(begin, end),
    isImpossible,
    entries: [begin.entry.id, end.entry.id],
  };
}

function aboutMs({ entry: begin }: Reached, { entry: end }: Reached): number | null {
  const kinds = [begin.certainty.is, end.certainty.is];
  const isAbout = kinds.includes('about') && kinds.every((kind) => kind === 'about' || kind === 'exact');
  return isAbout ? Math.max(0, end.atMs - begin.atMs) : null;
}
