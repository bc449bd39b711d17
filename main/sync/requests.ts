/** What a person asks to be sent. Only notes it: the runner sends. */
import type { ActionId, DraftId } from '../../app/ids.ts';
import { ask, asksToRepost, lookFirst } from '../../app/sync.ts';
import type { SyncSubject } from '../store/sync-records.ts';
import type { Store } from '../store/store.ts';

/** Asks for drafts to be sent; those with a repository and all action items that were asked for, if none is named. */
export function requestDrafts(store: Store, ids: readonly DraftId[] | null): readonly SyncSubject[] {
  return store.transaction(() => {
    const subjects =
      ids === null ? everythingToSend(store) : ids.map((id): SyncSubject => ({ kind: 'draft', id }));
    for (const subject of subjects) request(store, subject);
    return subjects;
  });
}

/** Asks for one action item's issue. */
export function requestAction(store: Store, id: ActionId): SyncSubject {
  const subject: SyncSubject = { kind: 'action', id };
  request(store, subject);
  return subject;
}

function everythingToSend(store: Store): readonly SyncSubject[] {
  // A person who wants to be asked whether a create is to be sent again names the draft.
  const drafts = store
    .listDrafts()
    .filter(({ repo, id }) => repo !== null && !asksToRepost(store.getSync({ kind: 'draft', id })));
  const actions = store.allSync().filter((each) => each.subject.kind === 'action');
  return [
    ...drafts.map(({ id }): SyncSubject => ({ kind: 'draft', id })),
    ...actions.map((each) => each.subject),
  ];
}

function request(store: Store, subject: SyncSubject): void {
  const record = store.getSync(subject);
  const asked = ask(record, { is: 'send' });
  // Most of what there is has nothing to be asked for: whoever watches is not woken, and nothing is written.
  if (asked === record) return;
  const mayBeFiled =
    subject.kind === 'draft' && record.state === 'local' && isOlderThanRecovery(store, subject.id);
  store.putSync(subject, {
    ...record,
    ...(mayBeFiled ? lookFirst(asked, store.getRecord(subject.id).createdAtMs) : asked),
  });
}

/** A database that was restored from a backup may not know what was filed after it. */
function isOlderThanRecovery(store: Store, id: DraftId): boolean {
  const recoveredAtMs = store.getMeta('recoveredAtMs');
  return typeof recoveredAtMs === 'number' && store.getRecord(id).createdAtMs < recoveredAtMs;
}
