/** Action items, and the small issues they are filed as. */
import { addAction, editAction, makeAction, removeAction } from '../../app/action-items.ts';
import { actionsOf } from '../../app/draft.ts';
import { DebriefError } from '../../app/errors.ts';
import type { ActionId, DraftId } from '../../app/ids.ts';
import { readPlace } from '../../app/places.ts';
import type { ActionView } from '../../app/views.ts';
import type { Parts } from '../parts.ts';
import { requestAction } from '../sync/requests.ts';
import { actionView } from '../views.ts';
import { os } from './base.ts';
import { hostOf } from './hosts.ts';

function find(parts: Parts, draft: DraftId, action: string): ActionView {
  const found = actionsOf(parts.store.getDraft(draft)).find((each) => each.id === action);
  if (found === undefined) throw new DebriefError('action.unknown', { id: action });
  return actionView(found, parts.store.issueStates(draft).get(found.issue?.url ?? '') ?? null);
}

/**
 * The repository of an item's issue, which is on the server of its draft.
 * @throws DebriefError repo.invalid, action.otherHost
 */
function repoOf(parts: Parts, draft: DraftId, typed: string | null): string | null {
  const place = readPlace(typed);
  const host = hostOf(parts, draft);
  if (place !== null && place.host !== null && place.host !== host)
    throw new DebriefError('action.otherHost', { host: place.host, draftHost: host });
  return place?.repo ?? null;
}

export const actions = {
  list: os.actions.list.handler(({ input, context: { parts } }) => {
    const all = parts.store.listActions();
    const meant = input.open === true ? all.filter(({ state }) => state !== 'closed') : all;
    return meant.map(({ draft, item, state }) => ({ ...actionView(item, state), draft }));
  }),
  add: os.actions.add.handler(({ input, context: { parts } }) => {
    const id = parts.store.resolveDraft(input.draft);
    const item = makeAction(
      parts.newId() as ActionId,
      input.text,
      input.kind,
      repoOf(parts, id, input.repo ?? null),
    );
    parts.edit(id, 'action', (draft) => addAction(draft, item, parts.newId));
    return find(parts, id, item.id);
  }),
  edit: os.actions.edit.handler(({ input, context: { parts } }) => {
    const id = parts.store.resolveDraft(input.draft);
    const { text } = input;
    const repo = input.repo === undefined ? undefined : repoOf(parts, id, input.repo);
    parts.edit(id, 'action', (draft) =>
      editAction(draft, input.action as ActionId, {
        ...(text === undefined ? {} : { text }),
        ...(repo === undefined ? {} : { repo }),
      }),
    );
    return find(parts, id, input.action);
  }),
  remove: os.actions.remove.handler(({ input, context: { parts } }) => {
    const id = parts.store.resolveDraft(input.draft);
    const removed = find(parts, id, input.action);
    parts.edit(id, 'remove', (draft) => removeAction(draft, input.action as ActionId));
    return removed;
  }),
  file: os.actions.file.handler(({ input, context: { parts } }) => {
    const id = parts.store.resolveDraft(input.draft);
    const item = find(parts, id, input.action);
    const repo = item.repo ?? parts.store.getDraft(id).repo;
    if (repo === null && !parts.store.getRecord(id).isExample) throw new DebriefError('draft.noRepo');
    if (item.issue === null) requestAction(parts.store, item.id as ActionId);
    parts.changes.tell();
    return item;
  }),
};
