/**
 * The log field of a draft, and the lines that are on their way from it to the disk. A line counts as logged when the
 * core has acknowledged it, and not before; one that failed goes back into the field, or stays in sight if the field has
 * been typed into since. What is typed is kept by the core from its first key on, and comes back after a crash.
 */
import type { CoreClient } from '../../app/contract.ts';
import type { Phase } from '../../app/draft.ts';
import { readLogged, readLogLine } from '../../app/log-line.ts';
import type { EntryView, TypedLine } from '../../app/views.ts';
import { problems } from '../words.ts';
import type { Problem } from './problem.ts';
import { problemFrom } from './problem.ts';

/** A line that left the field, or that comes from before a crash. */
export interface SentLine extends TypedLine {
  readonly problem: Problem | null;
  /** It was typed before a crash, and waits for a person to say what becomes of it. */
  readonly isBack: boolean;
  /** It has been on its way for so long that a person asks where it is. */
  readonly isLate: boolean;
}

/** Keeps what is typed until it is logged. */
export interface LineKeeper {
  put(line: TypedLine): void;
  /** It was taken back. */
  drop(id: string): void;
  /** It is being logged, and is forgotten with that. */
  sent(id: string): void;
}

export interface LogBookNeeds {
  readonly client: CoreClient;
  readonly draftId: string;
  /** Now by the clock of the incident, in UTC milliseconds. */
  readonly nowMs: () => number;
  readonly newId: () => string;
  /** The zone of the draft, in which times are typed. */
  readonly zone: () => string;
  readonly keeper: LineKeeper;
  /** An entry is on disk: from now on the draft shows it. */
  readonly logged: (entry: EntryView) => void;
}

/**
 * What takes no longer than this, in milliseconds, is at once to a person: a row for a line on its way would be drawn to be
 * drawn over, and its entry would wait for that.
 */
const AT_ONCE_MS = 100;

/** From the last key on, in milliseconds. */
const IN_USE_MS = 1500;

type Line = Pick<SentLine, 'atMs' | 'text' | 'phase'>;

function isIn(entries: readonly EntryView[], { atMs, text, phase }: Line): boolean {
  return entries.some((entry) => entry.atMs === atMs && entry.text === text && entry.phase === phase);
}

/** What a line as it was typed becomes, where it names no time. */
function asLogged({ atMs, text, phase }: Line): Line {
  const read = readLogLine(text);
  return { atMs, text: read.text, phase: read.phase ?? phase };
}

export class LogBook {
  readonly #needs: LogBookNeeds;
  #text = $state('');
  #firstKeyMs = $state<number | null>(null);
  #placedMs = $state<number | null>(null);
  #phase = $state<Phase | null>(null);
  #problem = $state.raw<Problem | null>(null);
  #isBack = $state(false);
  #sent = $state.raw<readonly SentLine[]>([]);
  #id: string | null = null;
  #lastId = $state<string | null>(null);
  #lastUsedMs = -Infinity;
  readonly #own = new Set<string>();

  constructor(needs: LogBookNeeds) {
    this.#needs = needs;
  }

  get text(): string {
    return this.#text;
  }

  /** Something was typed that is not on disk. */
  get isBusy(): boolean {
    return this.#text !== '' || this.#sent.length > 0;
  }

  /**
   * The instant of the line in the field, in UTC milliseconds: when its first key went down, or where it was put. Null
   * while there is none.
   */
  get stampMs(): number | null {
    return this.#placedMs ?? (this.#isBlank ? null : this.#firstKeyMs);
  }

  /** The line in the field was given its place in the timeline, rather than by its first key. */
  get isPlaced(): boolean {
    return this.#placedMs !== null;
  }

  get phase(): Phase | null {
    return readLogLine(this.#text).phase ?? this.#phase;
  }

  /** Why the line in the field was not logged. */
  get problem(): Problem | null {
    return this.#problem;
  }

  /** The line in the field was typed before a crash, and nothing was done to it since. */
  get isBack(): boolean {
    return this.#isBack;
  }

  /** Lines on their way, in the order in which they were sent. */
  get sent(): readonly SentLine[] {
    return this.#sent;
  }

  /** Those to show: on their way for long enough to be asked for, failed, or back from before a crash. */
  get waiting(): readonly SentLine[] {
    return this.#sent.filter(({ problem, isBack, isLate }) => isLate || isBack || problem !== null);
  }

  /** The entry that was logged here last. */
  get lastId(): string | null {
    return this.#lastId;
  }

  /** A line is on its way, or was typed in or sent within the last seconds. */
  get isInUse(): boolean {
    const isSending = this.#sent.some(({ problem, isBack }) => problem === null && !isBack);
    return isSending || Math.abs(this.#needs.nowMs() - this.#lastUsedMs) < IN_USE_MS;
  }

  /** Was this entry logged here? */
  isOwn(entry: string): boolean {
    return this.#own.has(entry);
  }

  /** Takes an entry for one of this page's, as one that was brought back. */
  own(entry: string): void {
    this.#own.add(entry);
  }

  /** A key went down in the field: the first one of a line gives its instant (UTC milliseconds). */
  keyDown(atMs: number): void {
    if (this.#isBlank || this.#firstKeyMs === null) this.#firstKeyMs = atMs;
  }

  type(text: string): void {
    this.#lastUsedMs = this.#needs.nowMs();
    // Pasted or dictated text comes without a key.
    this.#firstKeyMs = text === '' ? null : (this.#firstKeyMs ?? this.#needs.nowMs());
    this.#text = text;
    this.#problem = null;
    this.#isBack = false;
    this.#keep();
  }

  choosePhase(phase: Phase | null): void {
    this.#phase = phase;
    if (this.#isBlank) this.#firstKeyMs = null;
    this.#keep();
  }

  /** The next line goes in at an instant (UTC milliseconds), whenever its first key goes down; null: it does not. */
  place(atMs: number | null): void {
    this.#placedMs = atMs;
    this.#keep();
  }

  /** Moves the instant of the line in the field. Gives whether there was one. */
  nudge(byMs: number): boolean {
    if (this.stampMs === null) return false;
    if (this.#placedMs !== null) this.#placedMs += byMs;
    else if (this.#firstKeyMs !== null) this.#firstKeyMs += byMs;
    this.#keep();
    return true;
  }

  /** Logs the line in the field and empties it for the next. Gives the entry; null where there was none, or it failed. */
  async log(): Promise<EntryView | null> {
    const { text, phase, time } = readLogLine(this.#text);
    if (text === '' && (phase ?? this.#phase) === null && time === null) return null;
    return this.#logAt(this.stampMs ?? this.#needs.nowMs());
  }

  /** Logs the line in the field, or, where it is empty, the moment alone, to be described later. */
  async logOrMark(atMs: number): Promise<EntryView | null> {
    return this.#text.trim() === '' ? this.#logAt(this.stampMs ?? atMs) : this.log();
  }

  /** Sends a line that failed, or that came back, once more. */
  async again(id: string): Promise<EntryView | null> {
    const line = this.#sent.find((each) => each.id === id);
    if (line === undefined) return null;
    this.#drop(id);
    return this.#send(line);
  }

  /** Takes back a line that was not logged. */
  letGo(id: string): void {
    this.#drop(id);
    this.#needs.keeper.drop(id);
  }

  /** Brings back what was typed before a crash: the last line into the field, others into sight. */
  async bringBack(entries: readonly EntryView[]): Promise<void> {
    const known = new Set([this.#id, ...this.#sent.map(({ id }) => id)]);
    const kept = await this.#needs.client.timeline.typed({ id: this.#needs.draftId });
    for (const line of kept.filter(({ id }) => !known.has(id))) {
      // It was logged, and only what was kept of it came later.
      if (isIn(entries, asLogged(line))) this.#needs.keeper.drop(line.id);
      else if (this.#text === '' && line.text !== '') {
        this.#putBack(line);
        this.#isBack = true;
      } else this.#sent = [...this.#sent, { ...line, problem: null, isBack: true, isLate: true }];
    }
  }

  /** What the draft says after it was read again: lines whose acknowledgement was lost may be there after all. */
  reconcile(entries: readonly EntryView[]): void {
    for (const line of this.#sent) {
      const isOpen = line.problem !== null || line.isBack;
      if (isOpen && isIn(entries, asLogged(line))) this.letGo(line.id);
    }
    const isOpen = this.#problem !== null || this.#isBack;
    const line = { atMs: this.stampMs ?? 0, text: this.#text, phase: this.#phase };
    if (isOpen && this.#id !== null && isIn(entries, asLogged(line))) {
      this.#needs.keeper.drop(this.#id);
      this.#clearField();
    }
  }

  get #isBlank(): boolean {
    return this.#text === '' && this.#phase === null;
  }

  #logAt(atMs: number): Promise<EntryView | null> {
    const line = { id: this.#id ?? this.#needs.newId(), atMs, text: this.#text, phase: this.#phase };
    this.#clearField();
    return this.#send(line);
  }

  /** @param typed a line as it was typed: the time that it names is read before it is sent */
  async #send(typed: TypedLine): Promise<EntryView | null> {
    const { id } = typed;
    const { client, draftId, keeper, logged } = this.#needs;
    keeper.sent(id);
    this.#lastUsedMs = this.#needs.nowMs();
    const line = { id, ...asLogged(typed), problem: null, isBack: false, isLate: false };
    this.#sent = [...this.#sent, line];
    const late = setTimeout(() => this.#change(id, { isLate: true }), AT_ONCE_MS);
    try {
      const read = await readLogged(typed.text, typed.atMs, this.#needs.zone);
      const readLine = { atMs: read.atMs, text: read.text, phase: read.phase ?? typed.phase };
      this.#change(id, readLine);
      const entry = await client.timeline.log({ draft: draftId, ...readLine, key: id });
      this.#own.add(entry.id);
      this.#lastId = entry.id;
      logged(entry);
      this.#drop(id);
      return entry;
    } catch (error) {
      const problem = problemFrom(error);
      const told = problem.code === 'link.lost' ? { ...problem, help: problems.lostLog } : problem;
      this.#failed(id, told);
      return null;
    } finally {
      clearTimeout(late);
    }
  }

  #failed(id: string, problem: Problem): void {
    const line = this.#sent.find((each) => each.id === id);
    if (line === undefined) return;
    // Once its time was read, that is its instant, whenever it is logged.
    const kept = { id, atMs: line.atMs, text: line.text, phase: line.phase };
    this.#needs.keeper.put(kept);
    const isMomentAlone = line.text === '' && line.phase === null;
    if (this.#text !== '' || isMomentAlone) return this.#change(id, { problem });
    this.#drop(id);
    this.#putBack(kept);
    this.#problem = problem;
  }

  #putBack({ id, atMs, text, phase }: TypedLine): void {
    this.#id = id;
    this.#text = text === '' && phase !== null ? `!${phase}` : text;
    this.#firstKeyMs = atMs;
    this.#phase = phase;
  }

  #keep(): void {
    const { keeper, newId } = this.#needs;
    if (this.#text === '') {
      if (this.#id !== null) keeper.drop(this.#id);
      this.#id = null;
      return;
    }
    this.#id ??= newId();
    const { stampMs } = this;
    if (stampMs !== null) keeper.put({ id: this.#id, atMs: stampMs, text: this.#text, phase: this.#phase });
  }

  #clearField(): void {
    this.#id = null;
    this.#text = '';
    this.#firstKeyMs = null;
    this.#placedMs = null;
    this.#phase = null;
    this.#problem = null;
    this.#isBack = false;
  }

  #change(id: string, change: Partial<SentLine>): void {
    this.#sent = this.#sent.map((line) => (line.id === id ? { ...line, ...change } : line));
  }

  #drop(id: string): void {
    this.#sent = this.#sent.filter((line) => line.id !== id);
  }
}
