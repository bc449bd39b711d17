/** Sections as a whole: renamed, moved, added, taken out and put back. */
import { addSection, moveSection, putBackSection, removeSection, renameSection } from '../../app/arrange.ts';
import type { RevisionId, SectionId } from '../../app/ids.ts';
import { os } from './base.ts';

export const sections = {
  rename: os.sections.rename.handler(({ input, context: { parts } }) => {
    const id = parts.store.resolveDraft(input.draft);
    parts.edit(id, 'section', (draft) =>
      renameSection(draft, input.section as SectionId, input.name, parts.newId),
    );
    return parts.view(id);
  }),
  move: os.sections.move.handler(({ input, context: { parts } }) => {
    const id = parts.store.resolveDraft(input.draft);
    const by = input.to === 'up' ? -1 : 1;
    parts.edit(id, 'section', (draft) => moveSection(draft, input.section as SectionId, by, parts.newId));
    return parts.view(id);
  }),
  add: os.sections.add.handler(({ input, context: { parts } }) => {
    const id = parts.store.resolveDraft(input.draft);
    const section = { id: parts.newId() as SectionId, name: input.name };
    const after = (input.after ?? null) as SectionId | null;
    parts.edit(id, 'section', (draft) => addSection(draft, section, after, parts.newId));
    return { draft: parts.view(id), section: section.id };
  }),
  remove: os.sections.remove.handler(({ input, context: { parts } }) => {
    const id = parts.store.resolveDraft(input.draft);
    const revision = parts.store.transaction(() => {
      parts.edit(id, 'remove', (draft) => removeSection(draft, input.section as SectionId, parts.newId));
      return parts.store.revisions(id)[0]?.id;
    });
    if (revision === undefined) throw new Error('the version before is kept with every removal');
    return { draft: parts.view(id), revision };
  }),
  putBack: os.sections.putBack.handler(({ input, context: { parts } }) => {
    const id = parts.store.resolveDraft(input.draft);
    const earlier = parts.store.revision(id, input.revision as RevisionId).draft;
    parts.edit(id, 'section', (draft) =>
      putBackSection(draft, earlier, input.section as SectionId, parts.newId),
    );
    return parts.view(id);
  }),
};
