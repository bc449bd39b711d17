import type { CoreClient } from '../../../app/contract.ts';
import { DebriefError } from '../../../app/errors.ts';
import { JSON_OPTION } from '../arguments.ts';
import { command } from '../command.ts';
import { draftDocument, listedActionDocument } from '../documents.ts';
import { actionRows, draftRows } from '../draft-rows.ts';
import type { Session } from '../terminal.ts';

/** The action items of all drafts. */
async function listActions(core: CoreClient, open: boolean, session: Session): Promise<undefined> {
  const items = await core.actions.list({ open });
  const drafts = session.json ? [] : await core.drafts.list({});
  const words = actionRows(
    items,
    drafts.map((draft) => draft.id),
    session.coloured,
  );
  await session.answer(words, items.map(listedActionDocument));
  if (items.length === 0 && session.watched)
    await session.note(open ? 'No action item is open.' : 'There are no action items yet.');
  return undefined;
}

export const list = command({
  name: 'list',
  about: 'Lists the drafts on this machine, newest first',
  words: [],
  options: {
    actions: {
      type: 'flag',
      about: 'The action items of all drafts instead, with the state of their issues',
    },
    open: { type: 'flag', about: 'With --actions: only those not known to be closed' },
    json: JSON_OPTION,
  },
  run: async ({ options, session }) => {
    if (options.open && !options.actions)
      throw new DebriefError('usage.invalid', { reason: 'The option --open goes with --actions' });
    const core = await session.core();
    if (options.actions) return listActions(core, options.open, session);
    const drafts = await core.drafts.list({});
    const words = draftRows(
      drafts,
      drafts.map((draft) => draft.id),
      session,
    );
    await session.answer(words, drafts.map(draftDocument));
    if (drafts.length === 0 && session.watched) {
      await session.note('There are no drafts yet. Make one: debrief new --title "What happened"');
    }
    return undefined;
  },
});

export const search = command({
  name: 'search',
  about: 'Lists the drafts that contain all the words, best match first',
  words: [{ name: 'WORDS', needed: true, many: true }],
  options: { json: JSON_OPTION },
  run: async ({ words, session }) => {
    const core = await session.core();
    const found = await core.drafts.list({ search: words.join(' ') });
    // A prefix must be the only one among all drafts, not only among those found.
    const all = session.json || found.length === 0 ? found : await core.drafts.list({});
    await session.answer(
      draftRows(
        found,
        all.map((draft) => draft.id),
        session,
      ),
      found.map(draftDocument),
    );
    if (found.length === 0 && session.watched) await session.note('No draft contains these words.');
    return undefined;
  },
});
