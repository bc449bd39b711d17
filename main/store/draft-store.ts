/** What the store does with drafts. */
import type { Draft } from '../../app/draft.ts';
import { DebriefError } from '../../app/errors.ts';
import type { DraftId, NewId, RevisionId } from '../../app/ids.ts';
import type { Access } from './access.ts';
import type { ListedItem } from './action-items.ts';
import type { Db } from './connection.ts';
import type { DraftHead } from './drafts.ts';
import { draftTable } from './drafts.ts';
import { sqliteCode } from './failures.ts';
import type { KeyValues } from './key-values.ts';
import { partTables } from './parts.ts';
import { pictureUse } from './pictures.ts';
import type { DraftRecord } from './records.ts';
import { recordQueries } from './records.ts';
import type { Revision, RevisionReason, RevisionSummary } from './revisions.ts';
import { revisionTable } from './revisions.ts';
import type { Saving } from './saving.ts';
import { insertDraft, readDraft, saveDraft } from './saving.ts';
import type { Found, SearchIndex } from './search.ts';
import { searchIndex } from './search.ts';
import type { SyncTable } from './sync-records.ts';
import type { TimelineStore } from './timeline-store.ts';
import { timelineStore } from './timeline-store.ts';

export interface DraftStore extends TimelineStore {
  /** Drafts in use, the one that changed last first. */
  listDrafts(limit?: number): readonly DraftRecord[];
  /**
   * Drafts in use that hold every word (the last one may go on), the best match first, at most so many. Words are only
   * ever words.
   */
  searchDrafts(words: string, limit?: number): readonly Found[];
  /**
   * The draft that a person means by an id or the beginning of one. A draft that was put aside needs its whole id.
   * @throws DebriefError draft.unknown, draft.ambiguous
   */
  resolveDraft(prefix: string): DraftId;
  /** @throws DebriefError draft.unknown */
  getDraft(id: DraftId): Draft;
  /** Without its parts. @throws DebriefError draft.unknown */
  getHead(id: DraftId): DraftHead;
  /** @throws DebriefError draft.unknown */
  getRecord(id: DraftId): DraftRecord;
  insertDraft(draft: Draft): void;
  /** Keeps the example, which is never filed. */
  insertExample(draft: Draft): void;
  /** The example that is in use; null if there is none. */
  example(): DraftId | null;
  /**
   * Saves an edit: writes what differs, keeps the version before it where the reason asks for one, and notes that
   * GitHub is owed it. Gives the draft as it is kept now.
   * @throws StaleDraft if `before` is not what is kept any more; DebriefError draft.unknown
   */
  saveDraft(before: Draft, after: Draft, reason: RevisionReason): Draft;
  /** Puts a draft aside. @throws DebriefError draft.unknown */
  removeDraft(id: DraftId): void;
  /** @throws DebriefError draft.unknown */
  restoreDraft(id: DraftId): void;
  /** Puts a draft away from the list, or back into it. @throws DebriefError draft.unknown */
  archiveDraft(id: DraftId, isArchived: boolean): void;
  /** The action items of all drafts in use, the newest draft first, each draft's in the order of the document. */
  listActions(): readonly ListedItem[];
  /** The draft that was made last, but for the example; null if there is none. */
  newestDraft(): DraftId | null;
  /** Earlier versions of a draft, the last one kept first. */
  revisions(id: DraftId): readonly RevisionSummary[];
  /** @throws DebriefError revision.unknown */
  revision(id: DraftId, revision: RevisionId): Revision;
}

export interface DraftStoreOptions {
  readonly db: Db;
  readonly access: Access;
  readonly meta: KeyValues;
  readonly sync: SyncTable;
  readonly nowMs: () => number;
  readonly newId: NewId;
}

/** More than this many drafts whose ids begin alike are not counted. */
const MOST_ALIKE = 100;

export function draftStore({ db, access, meta, sync, nowMs, newId }: DraftStoreOptions): DraftStore {
  const drafts = draftTable(db);
  const records = recordQueries(db);
  const tables = { parts: partTables(db), revisions: revisionTable(db, newId), notePictures: pictureUse(db) };
  const saving: Saving = { drafts, ...tables, sync, nowMs };
  const index = searchIndex(db, meta, (id) => readDraft(saving, id));
  const known = <T>(found: T | null, id: DraftId): T => {
    if (found === null) throw new DebriefError('draft.unknown', { id });
    return found;
  };
  /** Changes a row, which says whether there was one. */
  const change = (id: DraftId, work: () => boolean): void => {
    if (!access.write(work)) throw new DebriefError('draft.unknown', { id });
  };
  return {
    ...timelineStore({ db, access, saving }),
    listDrafts: (limit) => access.query(() => records.list(limit)),
    searchDrafts: (words, limit) => search(access, index, words, limit),
    resolveDraft: (prefix) =>
      resolve(
        prefix,
        access.query(() => drafts.beginningWith(prefix.trim().toLowerCase(), MOST_ALIKE)),
      ),
    getDraft: (id) => access.read(() => readDraft(saving, id)),
    getHead: (id) =>
      known(
        access.query(() => drafts.get(id)),
        id,
      ),
    getRecord: (id) =>
      known(
        access.query(() => records.get(id)),
        id,
      ),
    insertDraft: (draft) => access.write(() => insertDraft(saving, draft)),
    insertExample: (draft) =>
      access.write(() => {
        insertDraft(saving, draft);
        drafts.markExample(draft.id);
      }),
    example: () => access.query(() => drafts.example()),
    saveDraft: (before, after, reason) => access.write(() => saveDraft(saving, before, after, reason)),
    removeDraft: (id) => change(id, () => drafts.setRemoved(id, nowMs())),
    restoreDraft: (id) =>
      access.write(() => {
        change(id, () => drafts.setRemoved(id, null));
        // What was changed on GitHub meanwhile was read past: it is compared once.
        sync.markChanged(id);
      }),
    archiveDraft: (id, isArchived) => change(id, () => drafts.setArchived(id, isArchived ? nowMs() : null)),
    listActions: () => access.read(() => saving.parts.actions.all()),
    newestDraft: () => access.query(() => drafts.newest()),
    revisions: (id) => access.read(() => saving.revisions.of(id)),
    revision(id, revision) {
      const found = access.read(() => saving.revisions.get(id, revision));
      if (found === null) throw new DebriefError('revision.unknown', { id: revision });
      return found;
    },
  };
}

function resolve(prefix: string, found: readonly DraftId[]): DraftId {
  const wanted = prefix.trim().toLowerCase();
  const [first, second] = found;
  if (first === undefined || wanted === '') throw new DebriefError('draft.unknown', { id: prefix });
  // Ids are in order: a whole id comes before any that goes on from it.
  if (second === undefined || first === wanted) return first;
  throw new DebriefError('draft.ambiguous', { id: prefix, count: found.length });
}

function search(
  access: Access,
  index: SearchIndex,
  words: string,
  limit: number | undefined,
): readonly Found[] {
  const find = (): readonly Found[] => {
    if (access.read(() => index.isBehind())) access.write(() => index.refresh());
    return access.read(() => index.find(words, limit));
  };
  try {
    return find();
  } catch (error) {
    // The index is made of the drafts, so a broken one costs nothing but the time to make it again.
    if (!(error instanceof DebriefError) || sqliteCode(error.cause) !== 'SQLITE_CORRUPT_VTAB') throw error;
    access.write(() => index.rebuild());
    return find();
  }
}
