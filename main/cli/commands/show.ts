import { JSON_OPTION } from '../arguments.ts';
import { command } from '../command.ts';
import { wholeDraftDocument } from '../documents.ts';
import { draftId } from '../draft-options.ts';
import { draftPage } from '../draft-page.ts';

export const show = command({
  name: 'show',
  about: 'Shows a draft',
  words: [{ name: 'ID', needed: true }],
  options: { json: JSON_OPTION },
  run: async ({ words: [id = ''], session }) => {
    const core = await session.core();
    const draft = await core.drafts.get({ id: draftId(id) });
    await session.answer(draftPage(draft, session.coloured), wholeDraftDocument(draft));
    return undefined;
  },
});
