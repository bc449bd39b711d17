import { DebriefError } from '../../../app/errors.ts';
import { JSON_OPTION } from '../arguments.ts';
import { command } from '../command.ts';
import { draftDocument } from '../documents.ts';
import { draftId } from '../draft-options.ts';
import { readText } from '../texts.ts';

const SIDES = ['mine', 'theirs', 'both'] as const;

export const resolve = command({
  name: 'resolve',
  about: 'Ends a conflict with what was changed on GitHub',
  words: [{ name: 'ID', needed: true }],
  options: {
    take: {
      type: 'text',
      value: 'mine|theirs|both|FILE',
      about: 'Which text to go on with (needed); - for standard input',
    },
    json: JSON_OPTION,
  },
  details: ['The text that is not taken stays among the versions of the draft.'],
  run: async ({ options: { take }, words: [typed = ''], session }) => {
    if (take === undefined)
      throw new DebriefError('usage.invalid', {
        reason: 'To end a conflict, give --take mine, theirs, both or a file',
      });
    const side = SIDES.find((each) => each === take);
    const chosen = side ?? { text: await readText(take, session.terminal.stdin) };
    const core = await session.core();
    const draft = await core.drafts.get({ id: draftId(typed) });
    const resolved = await core.sync.resolve({ id: draft.id, take: chosen });
    await session.answer(resolved.id, draftDocument(resolved));
    return undefined;
  },
});
