/** What the store keeps of timelines and of the incidents that run. */
import type { Entry } from '../../app/draft.ts';
import type { DraftId, EntryId } from '../../app/ids.ts';
import type { IncidentClock } from '../../app/stopwatch.ts';
import type { TypedLine } from '../../app/views.ts';
import type { Access } from './access.ts';
import type { Db } from './connection.ts';
import type { RemovedEntry } from './entries.ts';
import { incidentClockTable } from './incident-clocks.ts';
import type { Timeline } from './phase-timelines.ts';
import { phaseTimelines } from './phase-timelines.ts';
import type { Saving } from './saving.ts';
import { logEntry, restoreEntry, takeInEntry } from './saving.ts';
import { typedLineTable } from './typed-lines.ts';

export interface TimelineStore {
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
}

export interface TimelineStoreOptions {
  readonly db: Db;
  readonly access: Access;
  readonly saving: Saving;
}

export function timelineStore({ db, access, saving }: TimelineStoreOptions): TimelineStore {
  const { drafts } = saving;
  const timelines = phaseTimelines(db);
  const clocks = incidentClockTable(db);
  const typed = typedLineTable(db);
  return {
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
  };
}
