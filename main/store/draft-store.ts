/** What the store does with drafts. */
import type { Draft, Entry } from '../../app/draft.ts';
import { DebriefError } from '../../app/errors.ts';
import type { DraftId, EntryId, NewId, RevisionId } from '../../app/ids.ts';
import type { IncidentClock } from '../../app/stopwatch.ts';
import type { TypedLine } from '../../app/views.ts';
import type { Access } from './access.ts';
import type { ListedItem } from './action-items.ts';
import type { Db } from './connection.ts';
import type { DraftHead } from './drafts.ts';
import { draftTable } from './drafts.ts';
import type { RemovedEntry } from './entries.ts';
import { sqliteCode } from './failures.ts';
import { incidentClockTable } from './incident-clocks.ts';
import type { KeyValues } from './key-values.ts';
import { partTables } from './parts.ts';
import type { Timeline } from './phase-timelines.ts';
import { phaseTimelines } from './phase-timelines.ts';
import type { DraftRecord } from './records.ts';
import { recordQueries } from './records.ts';
import type { Revision, RevisionReason, RevisionSummary } from './revisions.ts';
import { revisionTable } from './revisions.ts';
import type { Saving } from './saving.ts';
import { insertDraft, logEntry, readDraft, restoreEntry, saveDraft, takeInEntry } from './saving.ts';
import type { Found, SearchIndex } from './search.ts';
import { searchIndex } from './search.ts';
import type { SyncTable } from './sync-records.ts';
import { typedLineTable } from './typed-lines.ts';

export interface DraftStore {
  /** Drafts in use, the one that changed last first. */
  listDrafts(): readonly DraftRecord[];
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
  /**
   * Saves an edit: writes what differs, keeps the version before it where the reason asks for one, and notes that
   * GitHub is owed it. Gives the draft as it is kept now.
   * @throws StaleDraft if `before` is not what is kept any more; DebriefError draft.unknown
   */
  saveDraft(before: Draft, after: Draft, reason: RevisionReason): Draft;
  /**
   * Adds an entry to the first timeline, whatever others add meanwhile. Does not read the draft. What was kept of it while
   * it was typed is kept no longer, both at once.
   * @param line the typed line that it was
   * @throws DebriefError draft.unknown (also for a draft that was put aside), timeline.missing
   */
  logEntry(draft: DraftId, entry: Entry, line?: string): void;
  /** The same for what the app remarks: the incident that was last logged into stays the same. */
  remark(draft: DraftId, entry: Entry): void;
  /** Adds an entry that waited outside of the database. False: there is no such draft, or it has no timeline. */
  takeInEntry(draft: DraftId, entry: Entry): boolean;
  /** Of these entries those that are in any draft, or were once. Reads all that are kept. */
  knownEntries(ids: readonly EntryId[]): ReadonlySet<EntryId>;
  /** What was typed for a draft's timeline and is not logged yet, the line that was begun last first. */
  typedLines(draft: DraftId): readonly TypedLine[];
  /** Keeps such a line. */
  keepTypedLine(draft: DraftId, line: TypedLine): void;
  /** Forgets it: it was logged, or taken back. */
  dropTypedLine(draft: DraftId, id: string): void;
  /** Puts a draft aside. @throws DebriefError draft.unknown */
  removeDraft(id: DraftId): void;
  /** @throws DebriefError draft.unknown */
  restoreDraft(id: DraftId): void;
  /** Puts a draft away from the list, or back into it. @throws DebriefError draft.unknown */
  archiveDraft(id: DraftId, isArchived: boolean): void;
  /** The action items of all drafts in use, the newest draft first, each draft's in the order of the document. */
  listActions(): readonly ListedItem[];
  /** The timelines of drafts in use in which a phase is marked, without texts. */
  phaseTimelines(): ReadonlyMap<DraftId, readonly Timeline[]>;
  /** Entries that were removed from a draft, the last one first. */
  removedEntries(draft: DraftId): readonly RemovedEntry[];
  /** Brings a removed entry back to where it was. @throws DebriefError draft.unknown, entry.unknown, timeline.missing */
  restoreEntry(draft: DraftId, entry: EntryId): Entry;
  /** The running incident that was last logged into; null if no stopwatch runs. */
  runningDraft(): DraftId | null;
  isRunning(id: DraftId): boolean;
  /** Every incident that runs. */
  runningDrafts(): readonly DraftId[];
  /** The clock of an incident; null for a draft whose stopwatch was never started. */
  incidentClock(id: DraftId): IncidentClock | null;
  putIncidentClock(id: DraftId, clock: IncidentClock): void;
  /** The draft that was made last; null if there is none. */
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
  const saving: Saving = { drafts, parts: partTables(db), revisions: revisionTable(db, newId), sync, nowMs };
  const timelines = phaseTimelines(db);
  const clocks = incidentClockTable(db);
  const typed = typedLineTable(db);
  const index = searchIndex(db, meta, (id) => readDraft(saving, id));
  const known = <T>(found: T | null, id: DraftId): T => {
    if (found === null) throw new DebriefError('draft.unknown', { id });
    return found;
  };
  const setRemoved = (id: DraftId, atMs: number | null): void => {
    if (!access.write(() => drafts.setRemoved(id, atMs))) throw new DebriefError('draft.unknown', { id });
  };
  return {
    listDrafts: () => access.query(() => records.list()),
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
    saveDraft: (before, after, reason) => access.write(() => saveDraft(saving, before, after, reason)),
    logEntry: (draft, entry, line) =>
      access.write(() => {
        logEntry(saving, draft, entry, 'person');
        if (line !== undefined) typed.remove(draft, line);
      }),
    remark: (draft, entry) => access.write(() => logEntry(saving, draft, entry, 'app')),
    takeInEntry: (draft, entry) => access.write(() => takeInEntry(saving, draft, entry)),
    knownEntries: (ids) => access.read(() => saving.parts.entries.known(ids)),
    typedLines: (draft) => access.read(() => typed.of(draft)),
    keepTypedLine: (draft, line) => access.write(() => typed.put(draft, line)),
    dropTypedLine: (draft, id) => access.write(() => typed.remove(draft, id)),
    removeDraft: (id) => setRemoved(id, nowMs()),
    restoreDraft: (id) =>
      access.write(() => {
        setRemoved(id, null);
        // What was changed on GitHub meanwhile was read past: it is compared once.
        sync.markChanged(id);
      }),
    archiveDraft(id, isArchived) {
      if (!access.write(() => drafts.setArchived(id, isArchived ? nowMs() : null)))
        throw new DebriefError('draft.unknown', { id });
    },
    listActions: () => access.read(() => saving.parts.actions.all()),
    phaseTimelines: () => access.read(() => timelines()),
    removedEntries: (draft) => access.read(() => saving.parts.entries.removed(draft)),
    restoreEntry: (draft, entry) => access.write(() => restoreEntry(saving, draft, entry)),
    runningDraft: () => access.query(() => drafts.running()),
    isRunning: (id) => access.query(() => drafts.isRunning(id)),
    runningDrafts: () => access.query(() => drafts.allRunning()),
    incidentClock: (id) => access.query(() => clocks.get(id)),
    putIncidentClock: (id, clock) =>
      access.write(() => {
        clocks.put(id, clock);
        drafts.bump(id);
      }),
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
