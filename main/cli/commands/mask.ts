import { JSON_OPTION } from '../arguments.ts';
import { command } from '../command.ts';
import { draftDocument } from '../documents.ts';
import { draftId } from '../draft-options.ts';
import { secretLine } from '../secret-line.ts';

export const mask = command({
  name: 'mask',
  about: 'Masks what looks like a secret in a draft',
  words: [{ name: 'ID', needed: true }],
  options: { json: JSON_OPTION },
  details: [
    'Of each secret its first characters stay. The text as it was stays among the versions of the draft, on this machine.',
    'A draft that a secret held up is in the queue again: "debrief sync" files it.',
  ],
  run: async ({ words: [typed = ''], session }) => {
    const core = await session.core();
    const id = draftId(typed);
    const found = await core.drafts.secrets({ id });
    const draft = await core.drafts.maskSecrets({ id, secrets: found.map((each) => each.id) });
    await session.answer(found.map(secretLine).join('\n'), draftDocument(draft));
    if (found.length === 0 && session.watched)
      await session.note('Nothing in this draft looks like a secret.');
    return undefined;
  },
});
