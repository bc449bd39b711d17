/** Drafts as the contract shows them. */
import type { ActionItem, Draft, Entry, Section } from '../app/draft.ts';
import { describeError } from '../app/errors.ts';
import { renderSection } from '../app/markdown/render.ts';
import type { SyncRecord } from '../app/sync.ts';
import { trimText } from '../app/timeline.ts';
import type { ActionView, DraftSummary, DraftView, EntryView, SectionView, SyncView } from '../app/views.ts';
import type { DraftRecord } from './store/records.ts';

/** @param draft the id of the draft that the entry is in */
export function entryView(entry: Entry, draft: string): EntryView {
  return { id: entry.id, draft, atMs: entry.atMs, text: entry.text, phase: entry.phase };
}

export function actionView(item: ActionItem): ActionView {
  return { id: item.id, text: item.text, kind: item.kind, repo: item.repo, issue: item.issue };
}

export function syncView(record: Pick<SyncRecord, 'state' | 'owes' | 'error' | 'notBeforeMs'>): SyncView {
  return {
    state: record.state,
    owes: record.owes,
    error: record.error === null ? null : describeError(record.error.code, record.error.params),
    notBeforeMs: record.notBeforeMs,
  };
}

function sectionView(draft: Draft, section: Section): SectionView {
  return {
    id: section.id,
    level: section.level,
    name: section.name,
    kind: section.kind,
    actionKind: section.actionKind,
    text: renderSection(draft, section),
    intro: trimText(section.text),
    guidance: section.guidance,
    entries: section.entries.map((entry) => entryView(entry, draft.id)),
    actions: section.actions.map(actionView),
  };
}

export function summaryOf(record: DraftRecord, match: string | null = null): DraftSummary {
  return {
    id: record.id,
    title: record.title,
    repo: record.repo,
    labels: [...record.labels],
    zone: record.zone,
    sync: syncView(record.sync),
    issue: record.issue,
    createdAtMs: record.createdAtMs,
    updatedAtMs: record.updatedAtMs,
    startedAtMs: record.startedAtMs,
    endedAtMs: record.endedAtMs,
    actionCount: record.actionCount,
    actionsFiled: record.actionsFiled,
    match,
  };
}

export function viewOf(draft: Draft, record: DraftRecord): DraftView {
  return {
    ...summaryOf(record),
    zoneSource: draft.zoneSource,
    sections: draft.sections.map((section) => sectionView(draft, section)),
  };
}
