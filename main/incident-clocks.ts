/**
 * The clocks of incidents. Each is kept on the disk as it was when there was last something to remark, so that every
 * process tells the same time; what happened to the machine's clock is remarked by whoever sees it first.
 */
import { DebriefError } from '../app/errors.ts';
import type { DraftId, EntryId, NewId } from '../app/ids.ts';
import { remarkText } from '../app/remark-words.ts';
import type { IncidentClock, Remark } from '../app/stopwatch.ts';
import { advanceClock, startClock } from '../app/stopwatch.ts';
import { makeEntry } from '../app/timeline/entries.ts';
import type { Changes } from './changes.ts';
import type { ReadClocks } from './clock.ts';
import type { Store } from './store/store.ts';

interface Needs {
  readonly store: Store;
  readonly newId: NewId;
  readonly readClocks: ReadClocks;
}

export class IncidentClocks {
  private readonly needs: Needs;
  /** The latest instants that were shown here: the disk knows only those of remarks. */
  private readonly latest = new Map<DraftId, number>();

  constructor(needs: Needs) {
    this.needs = needs;
  }

  /** Starts the clock of a draft, or lets it go on where it was started before. */
  start(id: DraftId): void {
    const { store, readClocks } = this.needs;
    if (store.incidentClock(id) === null) store.putIncidentClock(id, startClock(readClocks()));
    else this.look(id);
  }

  /** What the clock of a draft's incident shows, in UTC milliseconds: the wall clock for one that does not run. */
  nowMs(id: DraftId): number {
    return this.look(id)?.latestMs ?? this.needs.readClocks().wallMs;
  }

  /**
   * The instant by a draft's clock (UTC milliseconds) at which the wall clock showed another: of a moment ago, since the
   * wall clock was last set.
   */
  instantOf(id: DraftId, wallMs: number): number {
    return wallMs + (this.look(id)?.offsetMs ?? 0);
  }

  /** Looks at the clock of a draft and logs what there is to remark. Null for one that does not run. */
  look(id: DraftId): IncidentClock | null {
    const { store, readClocks } = this.needs;
    const kept = this.running(id);
    if (kept === null) return null;
    const { clock, remarks } = advanceClock(kept, readClocks(kept.reading.zone));
    this.latest.set(id, clock.latestMs);
    return remarks.length === 0 ? clock : store.transaction(() => this.remark(id));
  }

  /** Another process may have remarked it in the meantime: then there is nothing left to say. */
  private remark(id: DraftId): IncidentClock | null {
    const { store, readClocks } = this.needs;
    const kept = this.running(id);
    if (kept === null) return null;
    const { clock, remarks } = advanceClock(kept, readClocks(kept.reading.zone));
    if (remarks.length > 0) store.putIncidentClock(id, clock);
    for (const remark of remarks) this.logRemark(id, clock.latestMs, remark);
    this.latest.set(id, clock.latestMs);
    return clock;
  }

  private running(id: DraftId): IncidentClock | null {
    const { store, readClocks } = this.needs;
    if (!store.isRunning(id)) return null;
    const kept = store.incidentClock(id);
    if (kept === null) {
      // Started by an earlier version, or saved from a damaged database.
      const clock = startClock(readClocks());
      store.putIncidentClock(id, clock);
      return clock;
    }
    return { ...kept, latestMs: Math.max(kept.latestMs, this.latest.get(id) ?? -Infinity) };
  }

  private logRemark(id: DraftId, atMs: number, remark: Remark): void {
    const { store, newId } = this.needs;
    try {
      store.remark(id, makeEntry(newId() as EntryId, atMs, remarkText(remark), null));
    } catch (error) {
      // A draft without a timeline has no place for it; its clock is right all the same.
      if (!(error instanceof DebriefError) || error.code !== 'timeline.missing') throw error;
    }
  }
}

/** Looks at the clocks of all running incidents. */
export function lookAtClocks({
  store,
  clocks,
  changes,
}: Pick<Needs, 'store'> & {
  readonly clocks: IncidentClocks;
  readonly changes: Pick<Changes, 'tell'>;
}): void {
  try {
    for (const id of store.runningDrafts()) clocks.look(id);
    changes.tell();
  } catch (error) {
    // A locked or full disk: the next look sees the same.
    if (!(error instanceof DebriefError)) throw error;
  }
}
