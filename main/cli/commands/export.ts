import { DebriefError } from '../../../app/errors.ts';
import { JSON_OPTION } from '../arguments.ts';
import { command } from '../command.ts';
import { draftId } from '../draft-options.ts';
import { writeWhole } from '../output-file.ts';
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
    const { text } = await core.drafts.export({ id: draftId(typed), format });
    if (options.output === undefined || options.output === STDIN) await session.write(text);
    else await writeWhole(options.output, text);
    return undefined;
  },
});
