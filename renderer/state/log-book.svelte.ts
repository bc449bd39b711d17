/**
 * The log field of a draft, and the lines that are on their way from it to the disk. A line counts as logged when the
 * core has acknowledged it, and not before; one that failed goes back into the field, or stays in sight if the field has
 * been typed into since.
 */
import type { CoreClient } from '../../app/contract.ts';
import type { Phase } from '../../app/draft.ts';
import { readLogged, readLogLine } from '../../app/log-line.ts';
import type { EntryView } from '../../app/views.ts';
import { problems } from '../words.ts';
import type { Problem } from './problem.ts';
import { problemFrom } from './problem.ts';

/** A line that left the field. `entry`: what it became, as soon as it is on disk. */
export interface SentLine {
  readonly key: number;
  readonly atMs: number;
  readonly text: string;
  readonly phase: Phase | null;
  /** By which the core knows the line when it is sent again. */
  readonly sendKey: string;
  readonly entry: EntryView | null;
  readonly problem: Problem | null;
}

export class LogBook {
  readonly #client: CoreClient;
  readonly #draftId: string;
  readonly #nowMs: () => number;
  readonly #logged: (entry: EntryView) => Promise<void>;
  readonly #zone: () => string;
  #text = $state('');
  #stampMs = $state<number | null>(null);
  #phase = $state<Phase | null>(null);
  /** That of the line in the field, where it was sent before. */
  #sendKey: string | null = null;
  #problem = $state.raw<Problem | null>(null);
  #sent = $state.raw<readonly SentLine[]>([]);
  #nextKey = 1;

  /**
   * @param nowMs the wall clock, in UTC milliseconds
   * @param logged reads the draft again, with the new entry in it
   * @param zone that of the draft, in which times are typed
   */
  constructor(
    client: CoreClient,
    draftId: string,
    nowMs: () => number,
    logged: (entry: EntryView) => Promise<void>,
    zone: () => string,
  ) {
    this.#client = client;
    this.#draftId = draftId;
    this.#nowMs = nowMs;
    this.#logged = logged;
    this.#zone = zone;
  }

  get text(): string {
    return this.#text;
  }

  /** Something was typed that is not on disk. */
  get isBusy(): boolean {
    return this.#text !== '' || this.#sent.length > 0;
  }

  /** When the first key of the line went down, in UTC milliseconds; null while the field is empty. */
  get stampMs(): number | null {
    return this.#text === '' ? null : this.#stampMs;
  }

  get phase(): Phase | null {
    return readLogLine(this.#text).phase ?? this.#phase;
  }

  /** Why the line in the field was not logged. */
  get problem(): Problem | null {
    return this.#problem;
  }

  /** Lines on their way, in the order in which they were sent. */
  get sent(): readonly SentLine[] {
    return this.#sent;
  }

  /** A key went down in the field: the first one of a line gives its instant (UTC milliseconds). */
  keyDown(atMs: number): void {
    if (this.#text === '') this.#stampMs = atMs;
  }

  type(text: string): void {
    // Pasted or dictated text comes without a key.
    this.#stampMs = text === '' ? null : (this.#stampMs ?? this.#nowMs());
    this.#text = text;
    this.#problem = null;
  }

  choosePhase(phase: Phase | null): void {
    this.#phase = phase;
  }

  /** Logs the line in the field and empties it for the next. Settles when the line is logged or has failed. */
  async log(): Promise<void> {
    const typed = this.#text;
    const { text, phase, time } = readLogLine(typed);
    const line = {
      text,
      phase: phase ?? this.#phase,
      atMs: this.#stampMs ?? this.#nowMs(),
      sendKey: this.#sendKey ?? crypto.randomUUID(),
    };
    if (text === '' && line.phase === null && time === null) return;
    this.#clearField();
    await this.#send(line, time === null ? undefined : typed);
  }

  /** Sends a line that failed once more. */
  async again(key: number): Promise<void> {
    const line = this.#sent.find((each) => each.key === key);
    if (line === undefined) return;
    this.#drop(key);
    await this.#send(line);
  }

  /** What the draft says after it was read again: lines whose acknowledgement was lost may be there after all. */
  reconcile(entries: readonly EntryView[]): void {
    const isThere = ({ atMs, text, phase }: Pick<SentLine, 'atMs' | 'text' | 'phase'>): boolean =>
      entries.some((entry) => entry.atMs === atMs && entry.text === text && entry.phase === phase);
    this.#sent = this.#sent.filter((line) => !(line.problem !== null && isThere(line)));
    const { text } = readLogLine(this.#text);
    if (this.#problem !== null && isThere({ atMs: this.#stampMs ?? 0, text, phase: this.phase }))
      this.#clearField();
  }

  /** @param typed the line with the time that it names, to be read before it is sent */
  async #send(line: Omit<SentLine, 'key' | 'entry' | 'problem'>, typed?: string): Promise<void> {
    const key = this.#nextKey;
    this.#nextKey += 1;
    this.#sent = [...this.#sent, { ...line, key, entry: null, problem: null }];
    try {
      const { atMs, text, phase } = typed === undefined ? line : await this.#timed(key, line, typed);
      const entry = await this.#client.timeline.log({
        draft: this.#draftId,
        atMs,
        text,
        phase,
        key: line.sendKey,
      });
      this.#change(key, { entry });
      await this.#logged(entry).catch(() => undefined);
      this.#drop(key);
    } catch (error) {
      const problem = problemFrom(error);
      this.#failed(key, problem.code === 'link.lost' ? { ...problem, help: problems.lostLog } : problem);
    }
  }

  async #timed(
    key: number,
    line: Pick<SentLine, 'atMs' | 'phase'>,
    typed: string,
  ): Promise<Pick<SentLine, 'atMs' | 'text' | 'phase'>> {
    const read = await readLogged(typed, line.atMs, this.#zone());
    const timed = { ...read, phase: read.phase ?? line.phase };
    this.#change(key, timed);
    return timed;
  }

  #failed(key: number, problem: Problem): void {
    const line = this.#sent.find((each) => each.key === key);
    if (line === undefined) return;
    if (this.#text !== '') return this.#change(key, { problem });
    this.#drop(key);
    this.#text = line.text === '' && line.phase !== null ? `!${line.phase}` : line.text;
    this.#stampMs = line.atMs;
    this.#phase = line.phase;
    this.#sendKey = line.sendKey;
    this.#problem = problem;
  }

  #clearField(): void {
    this.#text = '';
    this.#stampMs = null;
    this.#phase = null;
    this.#sendKey = null;
    this.#problem = null;
  }

  #change(key: number, change: Partial<SentLine>): void {
    this.#sent = this.#sent.map((line) => (line.key === key ? { ...line, ...change } : line));
  }

  #drop(key: number): void {
    this.#sent = this.#sent.filter((line) => line.key !== key);
  }
}
