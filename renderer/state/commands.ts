/** What each command does. */
import { assertNever } from '../../app/errors.ts';
import type { Session } from './session.svelte.ts';
import type { Command } from './shortcuts.ts';

/** Runs a command that a key asked for. Gives whether it was taken: else the key keeps its own meaning. */
export function runCommand(session: Session, command: Command, event: KeyboardEvent): boolean {
  switch (command) {
    case 'start':
      void session.attempt(() => session.startIncident(session.instantOf(event)));
      return true;
    case 'create':
      void session.attempt(() => session.newDraft());
      return true;
    case 'search':
      void goToSearch(session);
      return true;
    case 'log':
      return session.open !== null && took(() => void session.focus('log-field'));
    case 'paste':
      return isDraftOpen(session) && took(() => session.pasteTimeline());
    case 'copyUpdate':
      return isDraftOpen(session) && took(() => session.copyUpdate());
    case 'copyTimeline':
      return isDraftOpen(session) && took(() => session.show('handover'));
    case 'history':
    case 'print':
      return isDraftOpen(session) && took(() => session.show(command));
    case 'nextIncident':
    case 'previousIncident':
      // There, Alt and an arrow opens the list of choices.
      if (event.target instanceof HTMLSelectElement) return false;
      return session.turnToIncident(command === 'nextIncident' ? 1 : -1);
    case 'sync':
      return session.open !== null && took(() => void session.attempt(async () => session.open?.sync()));
    case 'write':
    case 'split':
    case 'preview':
      if (session.router.route.view === 'incident') return false;
      session.mode = command;
      return true;
    case 'settings':
      session.router.go({ view: 'settings' });
      return true;
    case 'undo':
      return session.toasts.undoLast();
    case 'save':
      void session.pending.flushAll();
      return true;
    case 'back':
      return backOut(session, event.target);
    case 'help':
      session.show('shortcuts');
      return true;
    default:
      return assertNever(command);
  }
}

const isDraftOpen = (session: Session): boolean => (session.open?.view ?? null) !== null;

function took(action: () => void): true {
  action();
  return true;
}

async function goToSearch(session: Session): Promise<void> {
  if (session.router.route.view !== 'drafts' && !session.hasRoomForList)
    session.router.go({ view: 'drafts' });
  await session.focus('search-field');
}

/** Out of a field first, then out of a search, then out of a view. */
function backOut(session: Session, target: EventTarget | null): boolean {
  const field =
    target instanceof HTMLElement
      ? target.closest<HTMLElement>('input, textarea, select, [contenteditable=true]')
      : null;
  if (field !== null) field.blur();
  else if (session.drafts.query !== '') session.drafts.search('');
  else if (session.router.route.view === 'settings') session.leaveSettings();
  else if (!session.hasRoomForList || session.router.route.view === 'incident')
    session.router.go({ view: 'drafts' });
  else return false;
  return true;
}
