import { DebriefError } from '../../../app/errors.ts';
import type { DraftView } from '../../../app/views.ts';
import { JSON_OPTION } from '../arguments.ts';
import { command } from '../command.ts';
import { conflictPage } from '../conflict-page.ts';
import { draftDocument } from '../documents.ts';
import { draftId } from '../draft-options.ts';
import type { Session } from '../terminal.ts';
import { readText } from '../texts.ts';

const SIDES = ['mine', 'theirs', 'both'] as const;

export const resolve = command({
  name: 'resolve',
  about: 'Shows a conflict with what was changed on GitHub, and ends it',
  words: [{ name: 'ID', needed: true }],
  options: {
    take: {
      type: 'text',
      value: 'mine|theirs|both|FILE',
      about: 'What to go on with in every place, or the whole report; - for standard input',
    },
    undo: { type: 'flag', about: 'Take the last resolve back' },
    json: JSON_OPTION,
  },
  details: [
    'Without --take it shows the places that both sides changed, and changes nothing.',
    'All else is merged already: mine and theirs are about those places only.',
    'What the draft said before stays among its versions.',
  ],
  run: async ({ options: { take, undo }, words: [typed = ''], session }) => {
    if (undo && take !== undefined)
      throw new DebriefError('usage.invalid', { reason: 'Give --take or --undo, not both' });
    if (undo) await takeBack(session, typed);
    else if (take === undefined) await show(session, typed);
    else await end(session, typed, take);
    return undefined;
  },
});

async function answer(session: Session, draft: DraftView): Promise<void> {
  await session.answer(draft.id, draftDocument(draft));
}

async function end(session: Session, typed: string, take: string): Promise<void> {
  const side = SIDES.find((each) => each === take);
  const chosen = side ?? { text: await readText(take, session.terminal.stdin) };
  const { sync } = await session.core();
  await answer(session, await sync.resolve({ id: draftId(typed), take: chosen }));
}

async function takeBack(session: Session, typed: string): Promise<void> {
  const { sync } = await session.core();
  const draft = await sync.unresolve({ id: draftId(typed) });
  if (draft.sync.state !== 'conflict')
    await session.note('GitHub was sent the result already: what you had before is an edit again.');
  await answer(session, draft);
}

async function show(session: Session, typed: string): Promise<void> {
  const { sync } = await session.core();
  const conflict = await sync.conflict({ id: draftId(typed) });
  await session.answer(conflictPage(conflict, session.coloured), conflict);
  await session.note(
    `To choose: debrief resolve ${typed} --take mine, theirs or both; or --take FILE with the whole report.`,
  );
}
