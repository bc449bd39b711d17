import type { CoreClient } from '../../../app/contract.ts';
import { DebriefError } from '../../../app/errors.ts';
import { JSON_OPTION } from '../arguments.ts';
import { command } from '../command.ts';
import { draftId } from '../draft-options.ts';
import { writePictures } from '../exported-pictures.ts';
import { writeWhole } from '../output-file.ts';
import type { Session } from '../terminal.ts';
import { STDIN } from '../texts.ts';

const FORMATS = ['md', 'html', 'json'] as const;

function formatOf(typed: string): (typeof FORMATS)[number] {
  const found = FORMATS.find((format) => format === typed.toLowerCase());
  if (found === undefined)
    throw new DebriefError('usage.invalid', {
      reason: `There is no format "${typed}": choose md, html or json`,
    });
  return found;
}

/** A Markdown file can hold no picture: they go into a folder beside it. */
async function writeWithPictures(
  core: CoreClient,
  id: string,
  file: string,
  session: Session,
): Promise<void> {
  const { text: json } = await core.drafts.export({ id, format: 'json' });
  const { text, folder, count } = await writePictures(file, json);
  await writeWhole(file, text);
  if (folder !== null)
    await session.note(`${count === 1 ? '1 picture lies' : `${count} pictures lie`} in ${folder} beside it.`);
}

export const exportDraft = command({
  name: 'export',
  about: 'Writes a draft as it is filed, as a web page, or as all that import needs',
  words: [{ name: 'ID', needed: true }],
  options: {
    format: { type: 'text', value: 'md|html|json', about: 'What to write; otherwise md' },
    output: { type: 'text', short: 'o', value: 'FILE', about: 'Write to a file, whole or not at all' },
    json: { ...JSON_OPTION, about: 'The same as --format json' },
  },
  run: async ({ options, words: [typed = ''], session }) => {
    const format = formatOf(options.format ?? (session.json ? 'json' : 'md'));
    const core = await session.core();
    const id = draftId(typed);
    const file = options.output;
    if (file === undefined || file === STDIN) {
      await session.write((await core.drafts.export({ id, format })).text);
      return undefined;
    }
    if (format === 'md' && (await core.drafts.get({ id })).pictures.length > 0)
      await writeWithPictures(core, id, file, session);
    else await writeWhole(file, (await core.drafts.export({ id, format })).text);
    return undefined;
  },
});
