/** What the store does for the sync: the outbox, and the lease that lets one process at a time run it. */
import type { ActionId, DraftId } from '../../app/ids.ts';
import { DebriefError } from '../../app/errors.ts';
import type { SyncRecord } from '../../app/sync.ts';
import type { IssueState } from '../../app/views.ts';
import type { Access } from './access.ts';
import { actionTable } from './action-items.ts';
import type { Db } from './connection.ts';
import { draftTable } from './drafts.ts';
import type { KnownIssue, LinkedIssue } from './known-issues.ts';
import { knownIssueTable } from './known-issues.ts';
import { leaseTable } from './lease.ts';
import type { KeptSync, SyncSubject, SyncTable } from './sync-records.ts';
import type { UncheckedWrites } from './unchecked-writes.ts';
import { uncheckedWrites } from './unchecked-writes.ts';

export interface SyncStore {
  /** NEW_RECORD of app/sync.ts for a subject that nothing was ever asked of. */
  getSync(subject: SyncSubject): SyncRecord;
  putSync(subject: SyncSubject, record: SyncRecord): void;
  /** Reads, changes and writes a record in one transaction, so that nothing noted meanwhile is lost. Gives the new one. */
  updateSync(subject: SyncSubject, change: (record: SyncRecord) => SyncRecord): SyncRecord;
  /** What could be asked of GitHub now: queued, unconfirmed, or left at sending by a crash. What waited longest first. */
  dueSync(nowMs: number): readonly KeptSync[];
  allSync(): readonly KeptSync[];
  /** Is it still there? An action item can be taken out of its draft, also while its issue is asked for. */
  isThere(subject: SyncSubject): boolean;
  /** The draft that is linked to the issue at a web address, also one that was put aside; null if none is. */
  draftOfIssue(url: string): DraftId | null;
  /** Writes that may have gone over somebody else's. */
  readonly unchecked: UncheckedWrites;
  /** The draft that an action item is of. @throws DebriefError action.unknown */
  draftOfAction(id: ActionId): DraftId;
  /** The issues that action items of drafts in use link to, each once a draft. */
  linkedIssues(): readonly LinkedIssue[];
  /** The states of the issues of a draft's action items, by address; none for those never asked for. */
  issueStates(draft: DraftId): ReadonlyMap<string, IssueState>;
  /** Keeps what GitHub said of an issue. `url`: its address as action items have it. */
  noteIssue(url: string, known: KnownIssue): void;
  /** Takes the right to run the sync, or keeps it for longer. False: another process has it. */
  takeLease(holder: string, untilMs: number): boolean;
  /** Keeps it for longer. False: it went to another. Ask before each write to GitHub, in the transaction that notes it. */
  renewLease(holder: string, untilMs: number): boolean;
  dropLease(holder: string): void;
}

export interface SyncStoreOptions {
  readonly db: Db;
  readonly access: Access;
  readonly sync: SyncTable;
  readonly nowMs: () => number;
}

export function syncStore({ db, access, sync, nowMs }: SyncStoreOptions): SyncStore {
  const drafts = draftTable(db);
  const actions = actionTable(db);
  const issues = knownIssueTable(db);
  const lease = leaseTable(db);
  const unchecked = uncheckedWrites(db);
  const put = (subject: SyncSubject, record: SyncRecord): void => {
    sync.put(subject, record);
    const draft = subject.kind === 'draft' ? subject.id : actions.draftOf(subject.id);
    if (draft !== null) drafts.bump(draft);
  };
  return {
    getSync: (subject) => access.query(() => sync.get(subject)),
    putSync: (subject, record) => access.write(() => put(subject, record)),
    updateSync: (subject, change) =>
      access.write(() => {
        const record = change(sync.get(subject));
        put(subject, record);
        return record;
      }),
    dueSync: (atMs) => access.query(() => sync.due(atMs)),
    draftOfIssue: (url) => access.query(() => sync.draftOfIssue(url)),
    allSync: () => access.query(() => sync.all()),
    isThere: ({ kind, id }) => kind === 'draft' || access.query(() => actions.draftOf(id)) !== null,
    unchecked: {
      add: (draft, write) => access.write(() => unchecked.add(draft, write)),
      all: () => access.query(() => unchecked.all()),
      has: (key) => access.query(() => unchecked.has(key)),
      setSent: (key, sent) => access.write(() => unchecked.setSent(key, sent)),
      countAsked: (key) => access.write(() => unchecked.countAsked(key)),
      remove: (key) => access.write(() => unchecked.remove(key)),
    },
    draftOfAction(id) {
      const draft = access.query(() => actions.draftOf(id));
      if (draft === null) throw new DebriefError('action.unknown', { id });
      return draft;
    },
    linkedIssues: () => access.query(() => issues.linked()),
    issueStates: (draft) => access.query(() => issues.statesOf(draft)),
    noteIssue: (url, known) =>
      access.write(() => {
        for (const draft of issues.put(url, known)) drafts.bump(draft);
      }),
    takeLease: (holder, untilMs) => access.write(() => lease.take(holder, untilMs, nowMs())),
    renewLease: (holder, untilMs) => access.write(() => lease.renew(holder, untilMs, nowMs())),
    dropLease: (holder) => access.write(() => lease.drop(holder)),
  };
}
