import { DebriefError } from '../../../app/errors.ts';
import { JSON_OPTION } from '../arguments.ts';
import { command } from '../command.ts';
import { draftDocument } from '../documents.ts';
import { draftFields, draftId, draftOptions } from '../draft-options.ts';

export const start = command({
  name: 'start',
  about: 'Starts the stopwatch, of a draft or of a new one, and prints its id',
  words: [{ name: 'ID', needed: false }],
  options: { ...draftOptions, json: JSON_OPTION },
  run: async ({ options, words: [typed], session }) => {
    const fields = await draftFields(options);
    const given = Object.keys(fields)[0];
    if (typed !== undefined && given !== undefined) {
      throw new DebriefError('usage.invalid', {
        reason: `The draft ${typed} has its ${given} already: give an ID or --title, not both`,
      });
    }
    const draft = typed === undefined ? {} : { id: draftId(typed) };
    const core = await session.core();
    const started = await core.timeline.start({ ...draft, ...fields, atMs: session.terminal.startedAtMs });
    await session.answer(started.id, draftDocument(started));
    return undefined;
  },
});
