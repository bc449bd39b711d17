import { findSection } from '../../../app/draft.ts';
import { DebriefError } from '../../../app/errors.ts';
import type { Values } from '../arguments.ts';
import { JSON_OPTION } from '../arguments.ts';
import { command } from '../command.ts';
import { draftDocument } from '../documents.ts';
import { draftFields, draftId, draftOptions } from '../draft-options.ts';
import type { Session } from '../terminal.ts';
import { readPart } from '../texts.ts';

const sectionOptions = {
  section: { type: 'text', value: 'NAME', about: 'Section to write, by its name or the beginning of it' },
  file: { type: 'text', value: 'F|-', about: "The section's text: a file, or - for standard input" },
} as const;

async function sectionGiven(
  { section, file }: Values<typeof sectionOptions>,
  session: Session,
): Promise<{ readonly name: string; readonly text: string } | null> {
  if (section === undefined && file === undefined) return null;
  if (section === undefined)
    throw new DebriefError('usage.invalid', { reason: 'The option --file needs --section NAME' });
  if (file === undefined)
    throw new DebriefError('usage.invalid', {
      reason: 'The option --section needs --file F (or - for standard input)',
    });
  return { name: section, text: await readPart(file, session.terminal.stdin) };
}

export const set = command({
  name: 'set',
  about: 'Changes a draft and prints its id',
  words: [{ name: 'ID', needed: true }],
  options: { ...draftOptions, ...sectionOptions, json: JSON_OPTION },
  run: async ({ options, words: [typed = ''], session }) => {
    const fields = await draftFields(options);
    const written = await sectionGiven(options, session);
    const hasFields = Object.keys(fields).length > 0;
    if (!hasFields && written === null) {
      throw new DebriefError('usage.invalid', { reason: 'Nothing was given to set' });
    }
    const core = await session.core();
    let draft = await core.drafts.get({ id: draftId(typed) });
    // Found before anything is changed: a wrong name changes nothing.
    const section = written === null ? null : findSection(draft.sections, written.name);
    if (hasFields) draft = await core.drafts.update({ id: draft.id, ...fields });
    if (section !== null && written !== null) {
      draft = await core.drafts.saveSection({ id: draft.id, section: section.id, text: written.text });
    }
    await session.answer(draft.id, draftDocument(draft));
    return undefined;
  },
});
