import type { EntryView } from '../../../app/views.ts';
import { JSON_OPTION } from '../arguments.ts';
import { command } from '../command.ts';
import { entryDocument } from '../documents.ts';
import { clockOf, intoDraft } from '../logging.ts';
import { printableLine } from '../printable.ts';
import type { Session } from '../terminal.ts';

function words(entry: EntryView, session: Session): string {
  const phase = entry.phase === null ? '' : `${entry.phase}: `;
  return `${clockOf(entry.atMs, session)} ${phase}${printableLine(entry.text)}`.trimEnd();
}

export const undo = command({
  name: 'undo',
  about: 'Takes back the moment that was logged last on this machine',
  words: [],
  options: {
    draft: { type: 'text', value: 'ID', about: 'From this draft; otherwise the one that is logged into' },
    again: { type: 'flag', about: 'Bring back the moment that was removed last' },
    json: JSON_OPTION,
  },
  details: ['Given several times, it takes back one after the other; --again brings them back in turn.'],
  run: async ({ options, session }) => {
    const into = intoDraft(options.draft);
    const core = await session.core();
    const entry = options.again ? await core.timeline.redo(into) : await core.timeline.undo(into);
    const named = options.draft === undefined ? '' : ` --draft ${options.draft}`;
    const told = options.again
      ? `Brought back: ${words(entry, session)}`
      : `Taken back: ${words(entry, session)}\nTo bring it back: debrief undo --again${named}`;
    await session.answer(told, entryDocument(entry));
    return undefined;
  },
});
