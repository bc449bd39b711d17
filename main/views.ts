/** Drafts as the contract shows them. */
import type { ActionItem, Draft, Section } from '../app/draft.ts';
import { describeError } from '../app/errors.ts';
import { renderSection } from '../app/markdown/render.ts';
import { metricsOf } from '../app/metrics.ts';
import type { SyncRecord } from '../app/sync.ts';
import { isIssueGone } from '../app/sync.ts';
import { trimText } from '../app/timeline/entry-text.ts';
import type {
  ActionView,
  DraftSummary,
  DraftView,
  IssueState,
  PictureView,
  SectionView,
  SyncView,
} from '../app/views.ts';
import { entryView } from './entry-view.ts';
import type { DraftRecord } from './store/records.ts';

/** @param state of its issue, as far as is known */
export function actionView(item: ActionItem, state: IssueState): ActionView {
  return { id: item.id, text: item.text, kind: item.kind, repo: item.repo, issue: item.issue, state };
}

export function syncView(
  record: Pick<SyncRecord, 'state' | 'owes' | 'error' | 'notBeforeMs' | 'notes'>,
): SyncView {
  return {
    state: record.state,
    owes: record.owes,
    error: record.error === null ? null : describeError(record.error.code, record.error.params),
    notBeforeMs: record.notBeforeMs,
    notes: record.notes
      .filter((note) => !note.isDismissed)
      .map(({ code, params }) => describeError(code, params)),
  };
}

type States = ReadonlyMap<string, IssueState>;

function sectionView(draft: Draft, section: Section, states: States): SectionView {
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
    actions: section.actions.map((item) => actionView(item, states.get(item.issue?.url ?? '') ?? null)),
  };
}

export function summaryOf(record: DraftRecord, match: string | null = null): DraftSummary {
  return {
    id: record.id,
    title: record.title,
    repo: record.repo,
    host: record.host,
    labels: [...record.labels],
    zone: record.zone,
    sync: syncView(record.sync),
    issue: record.issue,
    issueState: isIssueGone(record.sync) ? null : record.issueState,
    commentCount: record.commentCount,
    createdAtMs: record.createdAtMs,
    updatedAtMs: record.updatedAtMs,
    startedAtMs: record.startedAtMs,
    endedAtMs: record.endedAtMs,
    beganAtMs: record.beganAtMs,
    archivedAtMs: record.archivedAtMs,
    isExample: record.isExample,
    phase: record.phase,
    clockOffsetMs: record.endedAtMs === null ? record.clockOffsetMs : 0,
    actionCount: record.actionCount,
    actionsFiled: record.actionsFiled,
    actionsOpen: record.actionCount - record.actionsClosed,
    match,
  };
}

/**
 * @param states of the issues of its action items, by address
 * @param picturesIn a Markdown
 */
export function viewOf(
  draft: Draft,
  record: DraftRecord,
  states: States,
  picturesIn: (markdown: string) => PictureView[],
): DraftView {
  const sections = draft.sections.map((section) => sectionView(draft, section, states));
  return {
    ...summaryOf(record),
    zoneSource: draft.zoneSource,
    sections,
    pictures: picturesIn(sections.map(({ text }) => text).join('\n\n')),
    metrics: metricsOf(sections),
  };
}
