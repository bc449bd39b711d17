/** Views for tests of what the page makes of them; each test says what matters to it. */
import { metricsOf } from '../../app/metrics.ts';
import type { DraftSummary, DraftView, EntryView, SectionView } from '../../app/views.ts';

export function summaryMade(given: Partial<DraftSummary> = {}): DraftSummary {
  return {
    id: 'draft',
    title: 'Debrief - Hub down',
    repo: null,
    host: null,
    labels: [],
    zone: 'UTC',
    sync: { state: 'local', owes: false, error: null, notBeforeMs: null, notes: [] },
    issue: null,
    issueState: null,
    commentCount: 0,
    createdAtMs: 0,
    updatedAtMs: 0,
    startedAtMs: null,
    endedAtMs: null,
    beganAtMs: null,
    archivedAtMs: null,
    isExample: false,
    phase: null,
    clockOffsetMs: 0,
    actionCount: 0,
    actionsFiled: 0,
    actionsOpen: 0,
    match: null,
    ...given,
  };
}

export function entryMade(given: Partial<EntryView> = {}): EntryView {
  return {
    id: 'entry',
    draft: 'draft',
    atMs: 0,
    certainty: { is: 'exact' },
    text: '',
    phase: null,
    ...given,
  };
}

export function sectionMade(given: Partial<SectionView> = {}): SectionView {
  return {
    id: 'section',
    level: 2,
    name: 'Section',
    kind: 'prose',
    actionKind: null,
    text: '',
    intro: '',
    guidance: '',
    entries: [],
    actions: [],
    ...given,
  };
}

export function draftMade(sections: readonly SectionView[], given: Partial<DraftView> = {}): DraftView {
  return {
    ...summaryMade(),
    zoneSource: 'chosen',
    sections: [...sections],
    pictures: [],
    metrics: metricsOf(sections),
    ...given,
  };
}
