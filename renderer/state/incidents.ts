/** What incident mode knows of the incidents that run, and of the entries of the one in front. */
import { entriesByTime, metricsOf, reachedIn } from '../../app/metrics.ts';
import { insertEntry } from '../../app/timeline/entries.ts';
import type { DraftSummary, DraftView, EntryView, SectionView } from '../../app/views.ts';
import { isRunning } from './groups.ts';

/** A draft whose stopwatch runs. */
export type RunningDraft<Draft extends Pick<DraftSummary, 'startedAtMs' | 'endedAtMs'> = DraftSummary> =
  Draft & { readonly startedAtMs: number };

/** Those that run, in the order in which they were started. */
export function runningIncidents(drafts: readonly DraftSummary[]): readonly RunningDraft[] {
  return drafts
    .filter((draft): draft is RunningDraft => isRunning(draft))
    .sort((a, b) => a.startedAtMs - b.startedAtMs || (a.id < b.id ? -1 : 1));
}

/**
 * What to open at a start: an incident that runs is what a person is here for; and beside the list there is room for the
 * last draft. Null: neither.
 */
export function whatMatters(
  drafts: readonly DraftSummary[],
  hasRoomForList: boolean,
): { readonly view: 'incident' | 'draft'; readonly id: string } | null {
  const latest = drafts.toSorted((a, b) => b.updatedAtMs - a.updatedAtMs);
  const running = latest.find(isRunning);
  if (running !== undefined) return { view: 'incident', id: running.id };
  const [first] = hasRoomForList ? latest : [];
  return first === undefined ? null : { view: 'draft', id: first.id };
}

/** The incident so many steps on from another, round and round; from elsewhere the first, or the last. Null: none runs. */
export function incidentAfter(
  incidents: readonly DraftSummary[],
  id: string | null,
  step: 1 | -1,
): string | null {
  const at = incidents.findIndex((each) => each.id === id);
  const from = at < 0 ? (step > 0 ? -1 : 0) : at;
  return incidents.at((from + step) % incidents.length)?.id ?? null;
}

/**
 * When an incident began, in UTC milliseconds: when its stopwatch was started, or before that, where an entry says so. Its
 * elapsed time is counted from here, so that it is never less than what the metrics say. Null: it never began.
 */
export function beganAtMs(draft: Pick<DraftView, 'sections' | 'startedAtMs'>): number | null {
  if (draft.startedAtMs === null) return null;
  const started = reachedIn(draft.sections).get('started');
  return Math.min(draft.startedAtMs, started?.entry.certainty.is === 'exact' ? started.entry.atMs : Infinity);
}

/** The timeline that lines are logged into: the first one. */
export function timelineIn(draft: Pick<DraftView, 'sections'>): SectionView | null {
  return draft.sections.find(({ kind }) => kind === 'timeline') ?? null;
}

/** The draft with an entry that was logged just now, in its place. */
export function withEntry(draft: DraftView, entry: EntryView): DraftView {
  const into = timelineIn(draft);
  if (into === null || into.entries.some(({ id }) => id === entry.id)) return draft;
  const sections = draft.sections.map((section) =>
    section === into ? { ...section, entries: [...insertEntry(section.entries, entry)] } : section,
  );
  return { ...draft, sections, metrics: entry.phase === null ? draft.metrics : metricsOf(sections) };
}

/** A moment that was marked and still waits for words. */
export function isUndescribed({ text, phase }: Pick<EntryView, 'text' | 'phase'>): boolean {
  return text === '' && phase === null;
}

/** The text of a remark on the machine's clock, which is written in italics; null for anything else. */
export function remarkIn(text: string): string | null {
  return /^\*([^*\n]+)\*$/.exec(text)?.[1] ?? null;
}

/**
 * The instant (UTC milliseconds) for an entry to be put in after another: half-way to the next one, or to now after the
 * last one. Null: there is no such entry.
 */
export function instantAfter(entries: readonly EntryView[], id: string, nowMs: number): number | null {
  const at = entries.findIndex((each) => each.id === id);
  const entry = entries[at];
  if (entry === undefined) return null;
  const nextMs = entries[at + 1]?.atMs ?? nowMs;
  return entry.atMs + Math.floor(Math.max(0, nextMs - entry.atMs) / 2);
}

/** The entries of a draft that it did not have before, by instant, without those that were logged on this page. */
export function entriesFromElsewhere(
  after: Pick<DraftView, 'sections'>,
  before: Pick<DraftView, 'sections'>,
  isOwn: (entry: string) => boolean,
): readonly EntryView[] {
  const known = new Set(entriesByTime(before.sections).map(({ id }) => id));
  return entriesByTime(after.sections).filter(({ id }) => !known.has(id) && !isOwn(id));
}
