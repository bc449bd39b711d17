/** Drafts as a person reads them in a terminal. */
import { placeText } from '../../app/places.ts';
import type { SyncStateName } from '../../app/sync-states.ts';
import type { DraftSummary, ListedAction } from '../../app/views.ts';
import { toMinute } from './clock.ts';
import type { Cell, Style } from './columns.ts';
import { columns, paint } from './columns.ts';
import { printableLine } from './printable.ts';
import type { Session } from './terminal.ts';

const STATE_STYLES: Readonly<Record<SyncStateName, Style>> = {
  local: 'dim',
  queued: 'yellow',
  sending: 'yellow',
  unconfirmed: 'yellow',
  synced: 'green',
  conflict: 'red',
  blocked: 'red',
};

/** The first third of an id tells most drafts apart: it is the minute in which they were made (UUIDv7). */
const SHORTEST_PREFIX = 8;

/** The beginning of an id that no other of these ids has. */
export function shortId(id: string, all: readonly string[]): string {
  const shared = Math.max(0, ...all.filter((other) => other !== id).map((other) => sharedLength(id, other)));
  const short = id.slice(0, Math.max(SHORTEST_PREFIX, shared + 1));
  return short.endsWith('-') ? id.slice(0, short.length + 1) : short;
}

function sharedLength(one: string, other: string): number {
  let length = 0;
  while (length < one.length && one[length] === other[length]) length += 1;
  return length;
}

export function stateCell(state: SyncStateName): Cell {
  return { text: state, style: STATE_STYLES[state] };
}

/** `acme/ops#12` once it is filed, `acme/ops` before, with the server where that was said. */
export function placeOf(draft: Pick<DraftSummary, 'repo' | 'host' | 'issue'>): string {
  return draft.issue === null ? placeText(draft) : `${draft.issue.repo}#${draft.issue.number}`;
}

/** The address of its issue, or where that is to be. */
export function whereIs(of: Parameters<typeof placeOf>[0]): string {
  return of.issue === null ? placeText(of) : of.issue.url;
}

/** When it happened, as far as is known: when the stopwatch was started, else when the draft was made. */
export function whenOf(draft: DraftSummary): number {
  return draft.startedAtMs ?? draft.createdAtMs;
}

/** One line for each draft, and under it the passage that a search found. */
export function draftRows(
  drafts: readonly DraftSummary[],
  allIds: readonly string[],
  session: Session,
): string {
  const rows = drafts.map((draft): readonly Cell[] => [
    { text: shortId(draft.id, allIds), style: 'cyan' },
    stateCell(draft.sync.state),
    draft.title,
    [placeOf(draft), draft.issueState === 'closed' ? 'closed' : ''].filter(Boolean).join(' '),
    { text: toMinute(session.terminal.localTime(whenOf(draft))), style: 'dim' },
  ]);
  const lines = columns(rows, session.coloured).split('\n');
  return drafts
    .flatMap((draft, at) => [lines[at] ?? '', ...passage(draft.match, session.coloured)])
    .join('\n');
}

/** One line for each action item. */
export function actionRows(
  items: readonly ListedAction[],
  allDrafts: readonly string[],
  coloured: boolean,
): string {
  return columns(
    items.map(({ draft, kind, text, repo, issue, state }): readonly Cell[] => [
      { text: shortId(draft, allDrafts), style: 'cyan' },
      {
        text: state ?? (issue === null ? 'not filed' : 'not known'),
        style: state === 'closed' ? 'green' : 'dim',
      },
      kind ?? '',
      text,
      placeOf({ repo, host: null, issue }),
    ]),
    coloured,
  );
}

/** The core puts what was found between these two. */
const FOUND = /\u0002([^\u0003]*)\u0003/g;

function passage(match: string | null, coloured: boolean): readonly string[] {
  if (match === null || match.trim() === '') return [];
  const shown = match
    .trim()
    .split(FOUND)
    .map((part, at) => (at % 2 === 1 ? paint(printableLine(part), 'bold', coloured) : printableLine(part)));
  return [`    ${shown.join('')}`];
}
