/** The incident in front: which entry is edited, which has the focus, and what the keys do to it. */
import type { EntryView } from '../../app/views.ts';
import { draft as draftWords, timeline as timelineWords } from '../words.ts';
import { incident as words } from '../words/incident.ts';
import { instantAfter, isUndescribed, timelineIn } from './incidents.ts';
import type { OpenDraft } from './open-draft.svelte.ts';
import { preciseTime } from './times.ts';
import type { Toasts } from './toasts.svelte.ts';

export interface IncidentNeeds {
  readonly open: OpenDraft;
  readonly toasts: Toasts;
  /** The wall clock, in UTC milliseconds. */
  readonly nowMs: () => number;
}

export class Incident {
  readonly #needs: IncidentNeeds;
  #editing = $state<string | null>(null);
  #isAmongEntries = $state(false);
  /** Where entries that are being moved are to go, in UTC milliseconds. */
  #moved = $state.raw<ReadonlyMap<string, number>>(new Map());
  readonly #moving = new Map<string, Promise<void>>();

  constructor(needs: IncidentNeeds) {
    this.#needs = needs;
  }

  /** The entries of the timeline, in its order. */
  get entries(): readonly EntryView[] {
    const { view } = this.#needs.open;
    return (view === null ? null : timelineIn(view))?.entries ?? [];
  }

  get undescribed(): readonly EntryView[] {
    return this.entries.filter(isUndescribed);
  }

  /** The entry that is being edited. */
  get editing(): string | null {
    return this.#editing;
  }

  edit(id: string | null): void {
    this.#editing = id;
  }

  /** The focus is on an entry: its keys are shown. */
  get isAmongEntries(): boolean {
    return this.#isAmongEntries;
  }

  set isAmongEntries(isAmong: boolean) {
    this.#isAmongEntries = isAmong;
  }

  /** The entry that was logged here last, wherever its time has put it; else the newest one. */
  get last(): EntryView | null {
    const { entries } = this;
    const { lastId } = this.#needs.open.log;
    return entries.find(({ id }) => id === lastId) ?? entries.at(-1) ?? null;
  }

  /** Gives whether there was one. */
  editLast(): boolean {
    this.#editing = this.last?.id ?? null;
    return this.#editing !== null;
  }

  /** Edits the first moment that waits for words. Gives whether there was one. */
  describeNext(): boolean {
    const next = this.undescribed.find(({ id }) => id !== this.#editing);
    if (next !== undefined) this.#editing = next.id;
    return next !== undefined;
  }

  /** The instant of an entry (UTC milliseconds), with the moves that are on their way. */
  instantOf({ id, atMs }: EntryView): number {
    return this.#moved.get(id) ?? atMs;
  }

  /** Moves an entry in time. Settles when it is on disk where it was last moved to. @throws what the core answers */
  nudge(entry: EntryView, byMs: number): Promise<void> {
    this.#moved = new Map(this.#moved).set(entry.id, this.instantOf(entry) + byMs);
    const moving = this.#moving.get(entry.id) ?? this.#move(entry.id);
    this.#moving.set(entry.id, moving);
    return moving;
  }

  /** Removes an entry, with the way back in a note. @throws what the core answers */
  async remove({ id }: EntryView): Promise<void> {
    const { open, toasts } = this.#needs;
    await open.removeEntry(id);
    toasts.show(timelineWords.removed, async () => {
      await open.restoreEntry(id);
      toasts.say(draftWords.undone);
    });
  }

  /** The next line that is logged goes in after an entry. */
  insertAfter(entry: EntryView): void {
    const { open, toasts, nowMs } = this.#needs;
    const atMs = instantAfter(this.entries, entry.id, nowMs() + (open.view?.clockOffsetMs ?? 0));
    if (atMs === null) return;
    open.log.place(atMs);
    toasts.say(words.inserting(preciseTime(atMs, open.view?.zone)));
  }

  /** Brings back what was removed last: what a note still offers, else what the core remembers. @throws redo.nothing */
  async bringBack(): Promise<void> {
    const { open, toasts } = this.#needs;
    if (toasts.undoLast()) return;
    await open.restoreLast();
    toasts.say(draftWords.undone);
  }

  /** Stops the clock. @param stampMs the wall clock then, in UTC milliseconds */
  async end(stampMs: number, said: string): Promise<void> {
    const { open, toasts } = this.#needs;
    await open.stopStopwatch(stampMs);
    toasts.say(said);
  }

  /** Logs the line in the field, or the moment alone, as the resolution, and ends. @param stampMs as for `end` */
  async resolve(stampMs: number): Promise<void> {
    const { log, view } = this.#needs.open;
    const atMs = stampMs + (view?.clockOffsetMs ?? 0);
    // A line that marks another phase comes before it.
    if (log.phase !== null && log.phase !== 'resolved') await this.log(atMs);
    if (log.problem !== null) return;
    log.choosePhase('resolved');
    await this.log(atMs);
  }

  /** Logs what is in the field; a resolution ends the incident. @param atMs now, by the clock of the incident */
  async log(atMs: number): Promise<void> {
    const { open } = this.#needs;
    const entry = await open.log.logOrMark(atMs);
    if (entry !== null) await this.#logged(entry);
  }

  /** Logs a line that failed, or that came back, once more. */
  async again(id: string): Promise<void> {
    const entry = await this.#needs.open.log.again(id);
    if (entry !== null) await this.#logged(entry);
  }

  async #logged(entry: EntryView): Promise<void> {
    const { open, toasts } = this.#needs;
    if (isUndescribed(entry)) toasts.say(words.marked(preciseTime(entry.atMs, open.view?.zone)));
    if (entry.phase === 'resolved' && open.view?.endedAtMs === null)
      await this.end(entry.atMs - open.view.clockOffsetMs, words.resolved);
  }

  async #move(id: string): Promise<void> {
    const { open, toasts } = this.#needs;
    try {
      let sentMs: number | undefined;
      let atMs = this.#moved.get(id);
      while (atMs !== undefined && atMs !== sentMs) {
        await open.editEntry(id, { atMs });
        sentMs = atMs;
        atMs = this.#moved.get(id);
      }
      if (sentMs !== undefined) toasts.say(words.moved(preciseTime(sentMs, open.view?.zone)));
    } finally {
      this.#moving.delete(id);
      this.#moved = new Map([...this.#moved].filter(([each]) => each !== id));
    }
  }
}
