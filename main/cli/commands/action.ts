import { checkActionKind } from '../../../app/draft.ts';
import type { CoreClient } from '../../../app/contract.ts';
import { DebriefError } from '../../../app/errors.ts';
import { JSON_OPTION } from '../arguments.ts';
import { command } from '../command.ts';
import { actionDocument } from '../documents.ts';
import { draftId, repoTyped } from '../draft-options.ts';

/** An issue needs a repository: known to be there before the item is added. @throws DebriefError draft.noRepo */
async function checkPlace(repo: string | null, id: string, core: CoreClient): Promise<void> {
  const place = repo ?? (await core.drafts.get({ id })).repo;
  if (place === null) throw new DebriefError('draft.noRepo');
}

export const action = command({
  name: 'action',
  about: 'Adds an action item and prints its id',
  words: [
    { name: 'ID', needed: true },
    { name: 'TEXT', needed: true, many: true },
  ],
  options: {
    kind: { type: 'text', value: 'KIND', about: 'process, documentation or technical (needed)' },
    repo: {
      type: 'text',
      value: 'OWNER/NAME',
      about: "Where its issue goes; otherwise the draft's repository",
    },
    'file-issue': { type: 'flag', about: 'File an issue for it' },
    json: JSON_OPTION,
  },
  run: async ({ options, words: [typed = '', ...text], session }) => {
    if (options.kind === undefined) {
      throw new DebriefError('usage.invalid', {
        reason: 'An action item needs --kind process, documentation or technical',
      });
    }
    const kind = checkActionKind(options.kind);
    const repo = options.repo === undefined ? {} : { repo: repoTyped(options.repo) };
    const draft = draftId(typed);
    const core = await session.core();
    if (options['file-issue']) await checkPlace(repo.repo ?? null, draft, core);
    const added = await core.actions.add({ draft, text: text.join(' '), kind, ...repo });
    const item = options['file-issue'] ? await core.actions.file({ draft, action: added.id }) : added;
    if (options['file-issue'] && item.issue === null)
      await session.note('Its issue is filed at the next sync.');
    await session.answer([item.id, item.issue?.url ?? ''].join('  ').trimEnd(), actionDocument(item));
    return undefined;
  },
});
