/**
 * Logging, the one path that nothing may slow down or lose: into the draft, or while the database can't be written into
 * the journal beside it, from which an entry comes into the draft once, by itself.
 */
import type { Certainty, Entry, Phase } from '../app/draft.ts';
import { EXACT } from '../app/draft.ts';
import type { ErrorCode } from '../app/errors.ts';
import { DebriefError, describeError, severityOf } from '../app/errors.ts';
import type { DraftId, EntryId, NewId } from '../app/ids.ts';
import { makeEntry } from '../app/timeline/entries.ts';
import type { IncidentClocks } from './incident-clocks.ts';
import { asStoreError } from './store/failures.ts';
import type { Journal, WaitingEntry } from './store/journal.ts';
import { openJournal } from './store/journal.ts';
import { openReserve } from './store/reserve.ts';
import { storeFiles } from './store/files.ts';
import type { Notice } from '../app/notice.ts';
import type { Store } from './store/store.ts';

/** A moment as it is logged: the contract's `timeline.log`. */
export interface LoggedMoment {
  /** As a person names it; by default the running incident that was last logged into, else the newest draft. */
  readonly draft?: string | undefined;
  readonly text: string;
  readonly phase?: Phase | null | undefined;
  /** When it was, in UTC milliseconds. */
  readonly atMs?: number | undefined;
  /** What the machine's clock showed at it, in UTC milliseconds, where `atMs` is not given; by default now. */
  readonly stampMs?: number | undefined;
  readonly certainty?: Certainty | undefined;
  /** Names it for whoever may have to send it again: with the same key it is the same entry. */
  readonly key?: string | undefined;
}

export interface LoggedEntry {
  readonly draft: DraftId;
  readonly entry: Entry;
}

/** What the store can fail with while the journal can still take an entry. */
const INTO_JOURNAL: Partial<Record<ErrorCode, ErrorCode>> = {
  'store.full': 'journal.full',
  'store.locked': 'journal.locked',
  'store.readOnly': 'journal.readOnly',
  'store.broken': 'journal.broken',
};

function isForJournal(error: unknown): error is DebriefError {
  return error instanceof DebriefError && INTO_JOURNAL[error.code] !== undefined;
}

/** While another program is known to hold the database, nobody waits longer for it than this, in milliseconds. */
const SHORT_WAIT_MS = 50;

/** The draft that is named, else the running incident that was last logged into, else the newest draft. */
export function draftFor(store: Store, named: string | undefined): DraftId {
  if (named !== undefined) return store.resolveDraft(named);
  const id = store.runningDraft() ?? store.newestDraft();
  if (id === null) throw new DebriefError('draft.none');
  return id;
}

function asEntry({ id, text, phase, certainty }: WaitingEntry, atMs: number): Entry {
  return makeEntry(id as EntryId, atMs, text, phase, certainty);
}

function asWaiting(moment: LoggedMoment, id: string, nowMs: number): WaitingEntry {
  const { draft = null, text, phase = null, atMs = null, stampMs = nowMs, certainty = EXACT } = moment;
  return { id, draft, atMs, stampMs, text, phase, certainty };
}

/**
 * Puts an entry into the journal because of a failure of the store.
 * @returns the failure to tell of: that it waits there; or the one given, if the journal can't take it either
 */
function setAside(journal: Journal, entry: WaitingEntry, failure: DebriefError): DebriefError {
  const code = INTO_JOURNAL[failure.code];
  if (code === undefined) return failure;
  try {
    journal.append(entry);
  } catch (error) {
    // The text stays with whoever sent it. Both failures are worth knowing to who debugs.
    return new DebriefError(failure.code, failure.params, { cause: new AggregateError([failure, error]) });
  }
  return new DebriefError(code, failure.params, { cause: failure });
}

/** Logs a moment where the store can't even be opened. Gives the failure to tell of, as above. */
export function logWithoutStore(
  { folder, newId, nowMs }: { readonly folder: string; readonly newId: NewId; readonly nowMs: () => number },
  moment: LoggedMoment,
  failure: DebriefError,
): DebriefError {
  const files = storeFiles(folder);
  const journal = openJournal(files, openReserve(files), newId);
  return setAside(journal, asWaiting(moment, newId(), nowMs()), failure);
}

interface Needs {
  readonly folder: string;
  readonly store: Store;
  readonly clocks: IncidentClocks;
  readonly newId: NewId;
  readonly nowMs: () => number;
}

/** What came of an attempt to bring entries in. */
interface TakenIn {
  /** How many are new in their drafts. */
  readonly count: number;
  /** Those that no draft can take now. */
  readonly left: readonly WaitingEntry[];
}

export class EntryLog {
  private readonly needs: Needs;
  private readonly journal: Journal;
  /** Moments with a key that could not be logged at once: the id that each has, and the text it had. */
  private readonly aside = new Map<string, Pick<WaitingEntry, 'id' | 'text'>>();
  /** The last attempt to write failed because of another program. */
  private isHeld = false;
  /** The size of the journal in which there was nothing that any draft can take. */
  private stuckBytes = 0;
  /** Entries of which whoever logged them was told that they wait. */
  private readonly told = new Set<string>();
  private broughtIn = 0;

  constructor(needs: Needs) {
    this.needs = needs;
    const files = storeFiles(needs.folder);
    const reserve = openReserve(files);
    this.journal = openJournal(files, reserve, needs.newId);
    // Whoever only wants to read does not wait for those who write.
    this.isHeld = this.journal.bytes() > 0 || this.journal.isLeftOpen();
    if (this.isHeld) this.tryToBringIn();
    reserve.fill();
  }

  /**
   * Logs a moment. It is on the disk when this returns.
   * @throws DebriefError draft.none, draft.unknown, draft.ambiguous, timeline.missing; journal.*: the entry is on the disk,
   * but not in its draft; store.*: it is kept nowhere
   */
  log(moment: LoggedMoment): LoggedEntry {
    const { key, text } = moment;
    const before = key === undefined ? undefined : this.aside.get(key);
    // Other words are another entry: who was told that the first one is kept may have typed the next one over it.
    const isAgain = before?.text === text;
    const waiting = asWaiting(moment, isAgain ? before.id : this.needs.newId(), this.needs.nowMs());
    // What waits was logged earlier, and of two entries with one instant the earlier comes first.
    if (this.mayBringIn()) this.tryToBringIn();
    try {
      // One transaction, also for what is only read: each by itself would cost a look at what others wrote.
      const logged = this.patiently(() =>
        this.needs.store.transaction(() => {
          const draft = draftFor(this.needs.store, moment.draft);
          const entry = asEntry(waiting, this.instantOf(draft, moment));
          if (!isAgain || !this.isKnown(waiting)) this.needs.store.logEntry(draft, entry, key);
          else if (key !== undefined) this.needs.store.dropTypedLine(draft, key);
          return { draft, entry };
        }),
      );
      if (key !== undefined) this.aside.delete(key);
      return logged;
    } catch (error) {
      if (!isForJournal(error)) throw error;
      const entry = this.placed(waiting, moment);
      if (key !== undefined) this.aside.set(key, { id: entry.id, text });
      this.told.add(entry.id);
      throw setAside(this.journal, entry, error);
    }
  }

  /**
   * Brings what waits in the journal into its drafts, each entry once, whoever else does so at the same time. Never inside
   * a transaction: what is deleted from the journal has to be in the database.
   * @returns how many entries are new in their drafts
   * @throws DebriefError store.*: all is still in the journal
   */
  bringIn(): number {
    const bytes = this.journal.bytes();
    // First as it lies there: while the database can't be written, the journal stays as it is.
    const waiting = this.journal.read();
    const first = this.takeIn(waiting.entries);
    if (waiting.entries.length + waiting.unknown.length > 0 && first.left.length === waiting.entries.length) {
      this.stuckBytes = bytes;
      return 0;
    }
    const taken = this.journal.take();
    // Some may have been added in between.
    const second = this.takeIn(taken.entries);
    taken.discard(second.left);
    this.broughtIn += first.count + second.count;
    return first.count + second.count;
  }

  /** The same, if there is something that may be brought in. What can't be now stays where it is until the next time. */
  tryToBringIn(): number {
    return this.orElse(0, () =>
      this.mayBringIn() || this.journal.isLeftOpen() ? this.patiently(() => this.bringIn()) : 0,
    );
  }

  /** How many entries wait, wherever they were logged. */
  waiting(): number {
    return this.inJournal().length;
  }

  /** What a person was not told yet of entries that wait, or waited. */
  notices(): readonly Notice[] {
    const count = this.inJournal().filter(({ id }) => !this.told.has(id)).length;
    return [
      ...(count === 0 ? [] : [noticeOf('journal.waiting', count)]),
      ...(this.broughtIn === 0 ? [] : [noticeOf('journal.broughtIn', this.broughtIn)]),
    ];
  }

  private inJournal(): readonly WaitingEntry[] {
    return this.orElse([], () => (this.journal.bytes() === 0 ? [] : this.journal.read().entries));
  }

  /** A journal or a database that can't be read is no reason not to do what a person wants. */
  private orElse<T>(otherwise: T, work: () => T): T {
    try {
      return work();
    } catch (error) {
      if (!(asStoreError(error, this.needs.folder) instanceof DebriefError)) throw error;
      return otherwise;
    }
  }

  private mayBringIn(): boolean {
    const bytes = this.journal.bytes();
    return bytes > 0 && bytes !== this.stuckBytes;
  }

  private isKnown({ id }: WaitingEntry): boolean {
    return this.needs.store.knownEntries([id as EntryId]).size > 0;
  }

  /**
   * With its draft and its instant, as far as they can be told while nothing can be written: both may be others later.
   * @throws DebriefError draft.none, draft.unknown, draft.ambiguous
   */
  private placed(entry: WaitingEntry, moment: LoggedMoment): WaitingEntry {
    try {
      const draft = draftFor(this.needs.store, moment.draft);
      const atMs = this.orElse(null, () => this.patiently(() => this.instantOf(draft, moment)));
      return { ...entry, draft, atMs };
    } catch (error) {
      if (isForJournal(error)) return entry;
      throw error;
    }
  }

  /** When it is, or was when this machine's clock showed `stampMs`, by the clock of the draft's incident. */
  private instantOf(draft: DraftId, { atMs, stampMs }: LoggedMoment): number {
    const { clocks } = this.needs;
    if (atMs !== undefined) return atMs;
    return stampMs === undefined ? clocks.nowMs(draft) : clocks.instantOf(draft, stampMs);
  }

  private takeIn(entries: readonly WaitingEntry[]): TakenIn {
    const { store } = this.needs;
    if (entries.length === 0) return { count: 0, left: [] };
    return store.transaction(() => {
      const known = store.knownEntries(entries.map(({ id }) => id as EntryId));
      const fresh = entries.filter(({ id }) => !known.has(id as EntryId));
      const left = fresh.filter((entry) => !this.takeInOne(entry));
      return { count: fresh.length - left.length, left };
    });
  }

  private takeInOne(entry: WaitingEntry): boolean {
    const { store, clocks } = this.needs;
    const draft = this.homeOf(entry);
    if (draft === null) return false;
    return store.takeInEntry(draft, asEntry(entry, entry.atMs ?? clocks.instantOf(draft, entry.stampMs)));
  }

  /** Its draft; the current one where it names none, or one that nobody could check and that is not there. */
  private homeOf({ draft }: WaitingEntry): DraftId | null {
    for (const named of [draft ?? undefined, undefined]) {
      try {
        return draftFor(this.needs.store, named);
      } catch (error) {
        if (!(error instanceof DebriefError) || severityOf(error.code) !== 'usage') throw error;
      }
    }
    return null;
  }

  private patiently<T>(work: () => T): T {
    const { store } = this.needs;
    try {
      const done = this.isHeld ? store.impatiently(SHORT_WAIT_MS, work) : work();
      this.isHeld = false;
      return done;
    } catch (error) {
      this.isHeld = error instanceof DebriefError && error.code === 'store.locked';
      throw error;
    }
  }
}

function noticeOf(code: 'journal.waiting' | 'journal.broughtIn', count: number): Notice {
  const { message, help } = describeError(code, { count });
  return { code, text: `${message} ${help}`.trim() };
}
