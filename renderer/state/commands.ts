/** What each command does, and when there is something for it to do: one table for keys, menus and the palette. */
import type { DraftView, SectionView } from '../../app/views.ts';
import { exportAs } from './hand-out.ts';
import { copyDiagnosis, copyReport, copyUpdate } from './copying.ts';
import { isRunning } from './groups.ts';
import type { OpenDraft } from './open-draft.svelte.ts';
import type { Session, ViewMode } from './session.svelte.ts';
import type { Command } from './shortcuts.ts';

interface Row {
  /** Is there something for it to do? Always, if it is not said. */
  readonly isOffered?: (session: Session) => boolean;
  /** Does it, for an event; false: there was nothing to do, and a key keeps its own meaning. */
  readonly run: (session: Session, event: Event) => unknown;
}

/** A command on the draft that is open. */
function onOpen(
  run: (session: Session, open: OpenDraft) => void,
  isOffered: (view: DraftView) => boolean = () => true,
): Row {
  return {
    isOffered: ({ open }) => {
      const view = open?.view ?? null;
      return view !== null && isOffered(view);
    },
    run: (session) => {
      if (session.open === null) return false;
      run(session, session.open);
      return true;
    },
  };
}

/** The sections of a draft are in sight, to be written in. */
function hasSections({ open, router, mode }: Session): boolean {
  const view = open?.view ?? null;
  const isShown = router.route.view === 'draft' || (view !== null && !isRunning(view));
  return view !== null && isShown && router.route.view !== 'conflict' && mode !== 'preview';
}

/** A command on the section that a person is in. */
function onSection(
  run: (session: Session, open: OpenDraft, section: SectionView) => unknown,
  isOffered: (session: Session, section: SectionView) => boolean = () => true,
): Row {
  return {
    isOffered: (session) => {
      const { current } = session.sections;
      return hasSections(session) && current !== null && isOffered(session, current);
    },
    run: (session) => {
      const { current } = session.sections;
      if (session.open === null || current === null || !hasSections(session)) return false;
      return run(session, session.open, current);
    },
  };
}

function moveSection(to: 'up' | 'down'): Row {
  return onSection(
    (session, open, section) => void session.attempt(() => session.sections.move(open, section, to)),
    (session, { id }) => session.sections.canMove(id, to),
  );
}

/** Nothing of the report is shown while an incident runs. */
function showMode(mode: ViewMode): Row {
  return {
    isOffered: ({ open, router }) => open !== null && router.route.view !== 'incident',
    run: (session) => {
      if (session.router.route.view === 'incident') return false;
      session.mode = mode;
      return true;
    },
  };
}

function turnToIncident(session: Session, { target }: Event, step: 1 | -1): boolean {
  // There, Alt and an arrow opens the list of choices.
  if (target instanceof HTMLSelectElement) return false;
  return session.turnToIncident(step);
}

function changeTheme(theme: 'system' | 'light' | 'dark'): Row {
  return { run: (session) => void session.attempt(() => session.preferences.change({ theme })) };
}

const table: Readonly<Record<Command, Row>> = {
  palette: { run: (session) => session.show('palette') },
  start: {
    run: (session, event) => void session.attempt(() => session.startIncident(session.instantOf(event))),
  },
  create: { run: (session) => void session.attempt(() => session.newDraft()) },
  template: { run: (session) => session.show('templates') },
  import: { run: (session) => session.show('import') },
  example: { run: (session) => void session.attempt(() => session.openExample()) },
  search: { run: (session) => void goToSearch(session) },
  filter: { run: (session) => void goToFilter(session) },
  nextDraft: { run: (session) => step(session, 1) },
  previousDraft: { run: (session) => step(session, -1) },
  insights: { run: (session) => session.router.go({ view: 'insights' }) },
  settings: { run: (session) => session.router.go({ view: 'settings' }) },
  help: { run: (session) => session.show('shortcuts') },
  log: onOpen((session) => void goToLog(session)),
  nextIncident: { run: (session, event) => turnToIncident(session, event, 1) },
  previousIncident: { run: (session, event) => turnToIncident(session, event, -1) },
  sync: onOpen(
    (session, open) => void session.attempt(() => open.sync()),
    ({ isExample }) => !isExample,
  ),
  write: showMode('write'),
  split: showMode('split'),
  preview: showMode('preview'),
  paste: onOpen((session) => session.pasteTimeline()),
  picture: {
    isOffered: ({ open }) => open?.pictures.hasPlace === true,
    run: ({ open }) => {
      if (open?.pictures.hasPlace !== true) return false;
      open.pictures.choose();
      return true;
    },
  },
  copyUpdate: onOpen((session) => void session.attempt(() => copyUpdate(session))),
  copyTimeline: onOpen((session) => session.show('handover')),
  copyMarkdown: onOpen((session) => void session.attempt(() => copyReport(session, 'markdown'))),
  copyRichText: onOpen((session) => void session.attempt(() => copyReport(session, 'richText'))),
  exportMd: onOpen((session, open) => exportAs(session, open, 'md')),
  exportHtml: onOpen((session, open) => exportAs(session, open, 'html')),
  exportJson: onOpen((session, open) => exportAs(session, open, 'json')),
  print: onOpen((session) => session.show('print')),
  history: onOpen((session) => session.show('history')),
  fold: onSection(({ sections }, _open, { id }) => sections.fold(id, !sections.folded.has(id))),
  foldAll: { isOffered: hasSections, run: ({ sections }) => sections.foldAll() },
  unfoldAll: {
    isOffered: (session) => hasSections(session) && session.sections.hasFolded,
    run: ({ sections }) => sections.unfoldAll(),
  },
  renameSection: onSection(({ sections }, _open, { id }) => sections.beginRename(id)),
  moveSectionUp: moveSection('up'),
  moveSectionDown: moveSection('down'),
  addSection: onSection(
    (session, open, { id }) => void session.attempt(() => session.sections.add(open, id)),
  ),
  removeSection: onSection(
    (session, open, section) => void session.attempt(() => session.sections.remove(open, section)),
  ),
  archive: onOpen(
    (session, { id, view }) =>
      void session.attempt(() => session.archiveDraft(id, view?.archivedAtMs === null)),
  ),
  remove: onOpen((session, { id }) => void session.attempt(() => session.removeDraft(id))),
  undo: {
    isOffered: ({ toasts }) => toasts.all.some(({ undo }) => undo !== null),
    run: (session) => session.toasts.undoLast(),
  },
  save: { run: (session) => void session.pending.flushAll() },
  back: { isOffered: () => false, run: (session, event) => backOut(session, event.target) },
  themeSystem: changeTheme('system'),
  themeLight: changeTheme('light'),
  themeDark: changeTheme('dark'),
  copyDiagnosis: { run: (session) => void session.attempt(() => copyDiagnosis(session)) },
};

/** Is there something for a command to do now? */
export function isOffered(session: Session, command: Command): boolean {
  return table[command].isOffered?.(session) ?? true;
}

/** Runs a command that a person asked for. Gives whether it was taken: else a key keeps its own meaning. */
export function runCommand(session: Session, command: Command, event: Event): boolean {
  return table[command].run(session, event) !== false;
}

/** The field is a part of the timeline, which may be folded. */
async function goToLog(session: Session): Promise<void> {
  const timeline = session.open?.view?.sections.find(({ kind }) => kind === 'timeline');
  if (timeline !== undefined) session.sections.reveal(timeline.id);
  await session.focus('log-field');
}

function showList(session: Session): void {
  if (session.router.route.view !== 'drafts' && !session.hasRoomForList)
    session.router.go({ view: 'drafts' });
}

async function goToSearch(session: Session): Promise<void> {
  showList(session);
  await session.focus('search-field');
}

async function goToFilter(session: Session): Promise<void> {
  showList(session);
  session.isFiltering = true;
  await session.focus('filter-label');
}

/** To the next or the previous draft of the list; false where there is none. */
function step(session: Session, by: number): boolean {
  const { shown } = session.drafts;
  const at = shown.findIndex(({ id }) => id === session.open?.id);
  const next = at < 0 ? shown[0] : shown[at + by];
  if (next !== undefined) session.openDraft(next.id);
  return next !== undefined;
}

/** Out of a field first, then out of a search, then out of a view. */
function backOut(session: Session, target: EventTarget | null): boolean {
  const field =
    target instanceof HTMLElement
      ? target.closest<HTMLElement>('input, textarea, select, [contenteditable=true]')
      : null;
  if (field !== null) field.blur();
  else if (session.drafts.isNarrowed) session.drafts.clear();
  else if (session.router.route.view === 'settings' || session.router.route.view === 'insights')
    session.leavePage();
  else if (!session.hasRoomForList || session.router.route.view === 'incident')
    session.router.go({ view: 'drafts' });
  else return false;
  return true;
}
