/** What a person asks to be sent. Only notes it: the runner sends. */
import type { ActionId, DraftId } from '../../app/ids.ts';
import type { SyncRecord } from '../../app/sync.ts';
import { ask, asksToRepost, lookFirst } from '../../app/sync.ts';
import type { SyncSubject } from '../store/sync-records.ts';
import type { Store } from '../store/store.ts';

/** A subject, and what would be known of it once it was asked for. */
export interface AskedFor {
  readonly subject: SyncSubject;
  readonly record: SyncRecord;
  /** False where asking changes nothing: then nothing is to be written, and whoever watches is not woken. */
  readonly isChange: boolean;
}

/** What asking for drafts would come to; those with a repository and all action items that were asked for, if none is named. */
export function askedFor(store: Store, ids: readonly DraftId[] | null): readonly AskedFor[] {
  const subjects =
    ids === null ? everythingToSend(store) : ids.map((id): SyncSubject => ({ kind: 'draft', id }));
  return subjects.map((subject) => askedForOne(store, subject));
}

/** Asks for drafts to be sent: those of `askedFor`. */
export function requestDrafts(store: Store, ids: readonly DraftId[] | null): readonly SyncSubject[] {
  return store.transaction(() => askedFor(store, ids).map((asked) => keep(store, asked)));
}

/** Asks for one action item's issue. */
export function requestAction(store: Store, id: ActionId): SyncSubject {
  return keep(store, askedForOne(store, { kind: 'action', id }));
}

function keep(store: Store, { subject, record, isChange }: AskedFor): SyncSubject {
  if (isChange) store.putSync(subject, record);
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

function askedForOne(store: Store, subject: SyncSubject): AskedFor {
  const record = store.getSync(subject);
  const asked = ask(record, { is: 'send' });
  const mayBeFiled =
    subject.kind === 'draft' && record.state === 'local' && isOlderThanRecovery(store, subject.id);
  const row = mayBeFiled ? lookFirst(asked, store.getRecord(subject.id).createdAtMs) : asked;
  return { subject, record: { ...record, ...row }, isChange: asked !== record };
}

/** A database that was restored from a backup may not know what was filed after it. */
function isOlderThanRecovery(store: Store, id: DraftId): boolean {
  const recoveredAtMs = store.getMeta('recoveredAtMs');
  return typeof recoveredAtMs === 'number' && store.getRecord(id).createdAtMs < recoveredAtMs;
}
