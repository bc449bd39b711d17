import { JSON_OPTION } from '../arguments.ts';
import { command } from '../command.ts';
import { draftDocument } from '../documents.ts';
import { draftRows } from '../draft-rows.ts';

export const list = command({
  name: 'list',
  about: 'Lists the drafts on this machine, newest first',
  words: [],
  options: { json: JSON_OPTION },
  run: async ({ session }) => {
    const core = await session.core();
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
