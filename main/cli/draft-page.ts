/** A whole draft as a person reads it in a terminal. */
import { durationWords } from '../../app/durations.ts';
import { localTime, writtenTime } from '../../app/local-time.ts';
import type { Metric } from '../../app/metrics.ts';
import type { ActionView, DraftView, EntryView, PictureView, SectionView } from '../../app/views.ts';
import { zoneWithNames } from '../../app/zone-names.ts';
import { toMinute } from './clock.ts';
import { columns, paint } from './columns.ts';
import type { Cell } from './columns.ts';
import { placeOf, stateCell } from './draft-rows.ts';
import { printable, printableLine } from './printable.ts';

export function draftPage(draft: DraftView, coloured: boolean): string {
  const sections = draft.sections
    .map((section) => sectionPage(section, draft.zone, coloured))
    .filter(Boolean);
  return [paint(printableLine(draft.title), 'bold', coloured), facts(draft, coloured), ...sections].join(
    '\n\n',
  );
}

/** Where it is filed, whether it is open, and that a long report goes on in comments there. */
function issueCell({ issue, issueState, commentCount }: DraftView): string {
  const comments = commentCount === 1 ? '1 comment' : `${commentCount} comments`;
  const continues = commentCount === 0 ? '' : `continues in ${comments}`;
  return [issue?.url ?? '', issueState ?? '', continues].filter(Boolean).join('  ');
}

/** What a picture shows, and where it is. */
function pictureCell({ words, name, url, isHere }: PictureView): string {
  const where = url ?? (isHere ? `to attach by hand: ${name}` : `not on this machine: ${name}`);
  return [printableLine(words), where].filter(Boolean).join('  ');
}

function facts(draft: DraftView, coloured: boolean): string {
  const { error } = draft.sync;
  const rows: readonly (readonly [string, Cell])[] = [
    ['Id', draft.id],
    ['Sync', stateCell(draft.sync.state)],
    ['Why', error === null ? '' : `${error.message} ${error.help}`],
    ['Repository', placeOf(draft)],
    ['Issue', issueCell(draft)],
    ...draft.sync.notes.map(({ message, help }) => ['Note', `${message} ${help}`] as const),
    ...draft.pictures.map((picture) => ['Picture', pictureCell(picture)] as const),
    ['Labels', draft.labels.join(', ')],
    ['Zone', zone(draft)],
    ['Started', draft.startedAtMs === null ? '' : toMinute(localTime(draft.startedAtMs, draft.zone))],
    [
      'Ended',
      draft.endedAtMs === null
        ? draft.startedAtMs === null
          ? ''
          : 'still running'
        : toMinute(localTime(draft.endedAtMs, draft.zone)),
    ],
    ...metricRows(draft),
  ];
  const known = rows.filter(([, cell]) => (typeof cell === 'string' ? cell : cell.text) !== '');
  return columns(
    known.map(([name, cell]): readonly Cell[] => [{ text: name, style: 'dim' }, cell]),
    coloured,
  );
}

/** How long it took, and which entries are wrong where it can't have. */
function metricRows(draft: DraftView): readonly (readonly [string, Cell])[] {
  const { detect, acknowledge, mitigate, resolve } = draft.metrics;
  const start = 'started';
  const rows = [
    ['Detected', detect, start],
    ['Responded', acknowledge, 'was detected'],
    ['Mitigated', mitigate, start],
    ['Resolved', resolve, start],
  ] as const;
  return rows.map(([name, metric, since]) => [name, metric === null ? '' : metricCell(draft, metric, since)]);
}

function metricCell(draft: DraftView, metric: Metric, since: string): Cell {
  const duration = durationWords(metric);
  if (!metric.isImpossible)
    return since === 'started' ? `after ${duration}` : `${duration} after it ${since}`;
  const entries = draft.sections.flatMap((section) => section.entries);
  const times = metric.entries.map((id) => {
    const entry = entries.find((each) => each.id === id);
    return entry === undefined ? id : writtenTime(entry, draft.zone);
  });
  return { text: `${duration} before it ${since}? See the entries of ${times.join(' and ')}`, style: 'red' };
}

function zone(draft: DraftView): string {
  if (draft.zoneSource === 'assumed') return `${draft.zone} (assumed)`;
  const instants = draft.sections.flatMap(({ entries }) => entries.map(({ atMs }) => atMs));
  return zoneWithNames(draft.zone, [...instants.slice(0, 1), ...instants.slice(-1)]);
}

function sectionPage(section: SectionView, zone: string, coloured: boolean): string {
  const heading =
    section.level === 0
      ? ''
      : paint(`${'#'.repeat(section.level)} ${printableLine(section.name)}`, 'bold', coloured);
  const body = section.entries.length === 0 ? printable(section.text) : timeline(section, zone, coloured);
  const known = section.actions.filter(({ state }) => state !== null);
  return [heading, body.trimEnd(), known.length === 0 ? '' : paint(progress(known), 'dim', coloured)]
    .filter(Boolean)
    .join('\n');
}

/** The list says which issues there are, this which of them are done. */
function progress(actions: readonly ActionView[]): string {
  return actions
    .map(({ issue, state }) => `${issue === null ? '' : `${issue.repo}#${issue.number}`} ${state ?? ''}`)
    .join(', ');
}

function timeline(section: SectionView, zone: string, coloured: boolean): string {
  const intro = printable(section.intro).trim();
  let date = '';
  const rows = section.entries.flatMap((entry) => {
    const local = localTime(entry.atMs, zone);
    const day = local.date === date ? '' : local.date;
    date = local.date;
    return entryRows(entry, day, writtenTime(entry, zone));
  });
  return [intro, columns(rows, coloured)].filter(Boolean).join('\n');
}

/** An entry's first line beside its time, its other lines under the first. */
function entryRows(entry: EntryView, day: string, clock: string): readonly (readonly Cell[])[] {
  const [first = '', ...others] = printable(entry.text).split('\n');
  const phase: Cell = { text: entry.phase ?? '', style: 'cyan' };
  return [[{ text: day, style: 'dim' }, clock, phase, first], ...others.map((line) => ['', '', '', line])];
}
