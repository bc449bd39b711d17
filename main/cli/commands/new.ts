import { stat } from 'node:fs/promises';

import { JSON_OPTION } from '../arguments.ts';
import { command } from '../command.ts';
import { draftDocument } from '../documents.ts';
import { draftFields, draftOptions } from '../draft-options.ts';
import type { Session } from '../terminal.ts';
import { readPart, STDIN } from '../texts.ts';

type Template = { readonly source: string; readonly fileName: string } | { readonly name: string };

/** What was named: a file where there is one of that name, else one of the repository's templates. */
async function templateFrom(named: string, session: Session): Promise<Template> {
  const isFile =
    named === STDIN ||
    (await stat(named).then(
      (found) => !found.isDirectory(),
      () => false,
    ));
  return isFile
    ? { source: await readPart(named, session.terminal.stdin), fileName: named }
    : { name: named };
}

export const newDraft = command({
  name: 'new',
  about: 'Makes a draft and prints its id',
  words: [],
  options: {
    ...draftOptions,
    template: {
      type: 'text',
      value: 'FILE|NAME',
      about: "A template's file, or the name of one of the repository's",
    },
    json: JSON_OPTION,
  },
  run: async ({ options, session }) => {
    const fields = await draftFields(options);
    const template =
      options.template === undefined ? {} : { template: await templateFrom(options.template, session) };
    const core = await session.core();
    const draft = await core.drafts.create({ ...fields, ...template });
    await session.answer(draft.id, draftDocument(draft));
    return undefined;
  },
});
