/**
 * The JSON documents of `--json`: what scripts read, and so what may grow but never change. Times are ISO 8601 in UTC with
 * milliseconds.
 */
import type { ErrorReport } from '../../app/errors.ts';
import type { Certainty, IssueRef } from '../../app/draft.ts';
import type { Metric } from '../../app/metrics.ts';
import { METRICS } from '../../app/metrics.ts';
import type {
  AccountView,
  ActionView,
  DraftSummary,
  DraftView,
  EntryView,
  LabelledEvent,
  ListedAction,
  StatusView,
  SyncPreview,
  SyncReport,
} from '../../app/views.ts';
import { isoTime } from './clock.ts';

function issueDocument(issue: IssueRef | null): object | null {
  return issue === null ? null : { repo: issue.repo, number: issue.number, url: issue.url };
}

function errorDocument(error: ErrorReport | null): object | null {
  return error === null ? null : { code: error.code, message: error.message, help: error.help };
}

export function draftDocument(draft: DraftSummary): object {
  return {
    id: draft.id,
    title: draft.title,
    repo: draft.repo,
    host: draft.host,
    labels: draft.labels,
    zone: draft.zone,
    sync: draft.sync.state,
    issue: issueDocument(draft.issue),
    issueState: draft.issueState,
    actionsOpen: draft.actionsOpen,
    createdAt: isoTime(draft.createdAtMs),
    updatedAt: isoTime(draft.updatedAtMs),
  };
}

export function wholeDraftDocument(draft: DraftView): object {
  return {
    ...draftDocument(draft),
    metrics: Object.fromEntries(METRICS.map((name) => [name, metricDocument(draft.metrics[name])])),
    pictures: draft.pictures.map(({ name, words, isHere, url }) => ({ name, words, here: isHere, url })),
    sections: draft.sections.map(({ name, text }) => ({ name, text })),
    entries: draft.sections.flatMap((section) => section.entries.map(entryDocument)),
    actions: draft.sections.flatMap((section) => section.actions.map(actionDocument)),
  };
}

/** Durations in milliseconds. */
function metricDocument(metric: Metric | null): object | null {
  if (metric === null) return null;
  const { fromMs, untilMs, aboutMs, isImpossible, entries } = metric;
  return { fromMs, untilMs, aboutMs, isImpossible, entries };
}

export function entryDocument(entry: EntryView): object {
  const { id, draft, atMs, certainty, text, phase } = entry;
  return { id, draft, at: isoTime(atMs), text, phase, certainty: certaintyDocument(certainty) };
}

export function certaintyDocument(certainty: Certainty): object {
  if (certainty.is !== 'range') return { is: certainty.is };
  return { is: 'range', until: isoTime(certainty.untilMs), about: certainty.about };
}

export function actionDocument(action: ActionView): object {
  return {
    id: action.id,
    text: action.text,
    kind: action.kind,
    repo: action.repo,
    issue: issueDocument(action.issue),
    state: action.state,
  };
}

export function listedActionDocument(action: ListedAction): object {
  return { ...actionDocument(action), draft: action.draft };
}

export function syncDocument(report: SyncReport): object {
  const { draft, item, action, reason, issue, pictures, error } = report;
  return { draft, item, action, reason, issue: issueDocument(issue), pictures, error: errorDocument(error) };
}

export function previewDocument(preview: SyncPreview): object {
  const { draft, item, action, reason, repo, host, sends, takes, pictures, reads, writes, asked } = preview;
  const issue = issueDocument(preview.issue);
  const error = errorDocument(preview.error);
  return {
    draft,
    item,
    action,
    reason,
    repo,
    host,
    issue,
    sends,
    takes,
    pictures,
    reads,
    writes,
    asked,
    error,
  };
}

/** One issue of a repository that was imported by its label. */
export function labelledDocument(taken: Extract<LabelledEvent, { is: 'issue' }>): object {
  const { draft, result, issue, error } = taken;
  return { draft, result, issue: issueDocument(issue), error: errorDocument(error) };
}

export function statusDocument(status: StatusView): object {
  const { online, account, queued, needsYou } = status;
  return {
    online,
    account: account === null ? null : { login: account.login, host: account.host },
    queued,
    needsYou,
  };
}

export function accountDocument(account: AccountView): object {
  const { login, host, kept, notes } = account;
  return { login, host, kept, notes: notes.map(errorDocument) };
}

/** The default account, or the first where the environment names a server without one; and all of them. */
export function accountsDocument(account: AccountView | null, accounts: readonly AccountView[]): object {
  const first = account ?? accounts[0];
  return { ...(first === undefined ? {} : accountDocument(first)), accounts: accounts.map(accountDocument) };
}
