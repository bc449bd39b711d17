/** Handing a timeline on: entries go onto the clipboard as Markdown. */
import { handover } from '../../app/handover.ts';
import type { DraftView } from '../../app/views.ts';
import { handover as words } from '../words/handover.ts';
import type { Session } from './session.svelte.ts';

/** How many of the newest entries an update has. */
const UPDATE_ENTRIES = 5;

/** `update`: the newest entries, in the draft's zone. `timeline`: all of them, in the zone of this machine. */
export async function copyEntries(
  session: Session,
  view: DraftView,
  what: 'update' | 'timeline',
): Promise<void> {
  const text =
    what === 'update'
      ? handover(view, { form: 'md', last: UPDATE_ENTRIES, zone: view.zone })
      : handover(view, {
          form: 'md',
          last: null,
          zone: new Intl.DateTimeFormat().resolvedOptions().timeZone,
        });
  await session.pending.flushAll();
  await navigator.clipboard
    .writeText(text)
    .then(() => session.toasts.show(what === 'update' ? words.updateCopied : words.timelineCopied))
    .catch(() => session.toasts.show(words.refused));
}
