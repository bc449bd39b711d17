/** What a person asks to be sent. Only notes it: the runner sends. */
import { DebriefError } from '../../app/errors.ts';
import type { ActionId, DraftId } from '../../app/ids.ts';
import type { SyncRecord } from '../../app/sync.ts';
import { ask, asksToRepost, lookFirst } from '../../app/sync.ts';
import type { SyncSubject } from '../store/sync-records.ts';
import type { Store } from '../store/store.ts';

/** A subject, and what would be known of it once it was asked for. */
export interface AskedFor {
  readonly subject: SyncSubject;
  readonly record: SyncRecord;
  /** Asking for it changes something. */
  readonly isChanged: boolean;
}

/**
 * What asking for drafts would come to; those with a repository and all action items that were asked for, if none is named.
 * @throws DebriefError draft.example
 */
export function askedFor(store: Store, ids: readonly DraftId[] | null): readonly AskedFor[] {
  const subjects =
    ids === null
      ? everythingToSend(store)
      : ids.map((id): SyncSubject => ({ kind: 'draft', id: checkReal(store, id) }));
  return subjects.map((subject) => asking(store, subject));
}

/** Asks for drafts to be sent: those of `askedFor`. @throws DebriefError draft.example */
export function requestDrafts(store: Store, ids: readonly DraftId[] | null): readonly SyncSubject[] {
  return store.transaction(() => askedFor(store, ids).map((each) => keep(store, each)));
}

/** Nothing of the example is filed. @throws DebriefError draft.example */
function checkReal(store: Store, id: DraftId): DraftId {
  if (store.getRecord(id).isExample) throw new DebriefError('draft.example');
  return id;
}

/** Asks for one action item's issue. @throws DebriefError draft.example */
export function requestAction(store: Store, id: ActionId): SyncSubject {
  checkReal(store, store.draftOfAction(id));
  return keep(store, asking(store, { kind: 'action', id }));
}

/** Most of what there is has nothing to be asked for: whoever watches is not woken, and nothing is written. */
function keep(store: Store, { subject, record, isChanged }: AskedFor): SyncSubject {
  if (isChanged) store.putSync(subject, record);
  return subject;
}

function everythingToSend(store: Store): readonly SyncSubject[] {
  // A person who wants to be asked whether a create is to be sent again names the draft.
  const drafts = store
    .listDrafts()
    .filter(
      ({ repo, id, isExample }) =>
        repo !== null && !isExample && !asksToRepost(store.getSync({ kind: 'draft', id })),
    );
  const actions = store.allSync().filter((each) => each.subject.kind === 'action');
  return [
    ...drafts.map(({ id }): SyncSubject => ({ kind: 'draft', id })),
    ...actions.map((each) => each.subject),
  ];
}

function asking(store: Store, subject: SyncSubject): AskedFor {
  const record = store.getSync(subject);
  const asked = ask(record, { is: 'send' });
  const mayBeFiled =
    subject.kind === 'draft' && record.state === 'local' && isOlderThanRecovery(store, subject.id);
  const row = mayBeFiled ? lookFirst(asked, store.getHead(subject.id).createdAtMs) : asked;
  return { subject, record: { ...record, ...row }, isChanged: asked !== record };
}

/** A database that was restored from a backup may not know what was filed after it. */
function isOlderThanRecovery(store: Store, id: DraftId): boolean {
  const recoveredAtMs = store.getMeta('recoveredAtMs');
  return typeof recoveredAtMs === 'number' && store.getHead(id).createdAtMs < recoveredAtMs;
}
