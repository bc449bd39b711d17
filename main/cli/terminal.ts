/** What a run of the command line knows of the terminal or script that it was started from. */
import type { Readable, Writable } from 'node:stream';

import type { CoreClient } from '../../app/contract.ts';
import type { DiagnosisView } from '../../app/diagnosis-view.ts';
import { DebriefError } from '../../app/errors.ts';
import type { EntryView } from '../../app/views.ts';
import type { LoggedMoment } from '../entry-log.ts';
import type { LocalTime } from './clock.ts';
import { EXIT } from './exit-codes.ts';
import { printable, printableLine } from './printable.ts';
import type { HeldSignal, SignalHolders } from './signals.ts';
import { fileFailure } from './texts.ts';

export interface Notice {
  readonly code: string;
  readonly text: string;
}

/** What is open, as far as the command line needs it: the core, or as much of it as it takes to log. */
interface Opened {
  /** What a person should know by now: a backup that was restored, for one. */
  readonly notices: readonly Notice[];
  /** Brings in what waits in the journal, if that is possible now. Gives how many entries still wait. */
  bringInWaiting(): number;
  close(): Promise<void>;
}

export interface OpenCore extends Opened {
  readonly client: CoreClient;
}

export interface OpenLogging extends Opened {
  log(moment: LoggedMoment): EntryView;
}

export interface Terminal {
  readonly env: NodeJS.ProcessEnv;
  readonly stdin: Readable & { readonly isTTY?: boolean };
  readonly stdout: Writable & { readonly isTTY?: boolean };
  readonly stderr: Writable & { readonly isTTY?: boolean };
  /** When the process was started, in UTC milliseconds: the nearest thing to when the key went down. */
  readonly startedAtMs: number;
  /** IANA zone of this machine. */
  readonly zone: string;
  /** What the clocks of this machine show at an instant, in UTC milliseconds. */
  readonly localTime: (atMs: number) => LocalTime;
  /** The wall clock, in UTC milliseconds. */
  readonly nowMs: () => number;
  /** Aborts when the person presses Ctrl-C. */
  readonly interrupted: AbortSignal;
  /** For a command that has to finish something first. */
  readonly signals: SignalHolders;
  /** Ends this process by a signal once all is written, as if nobody had held it. */
  readonly endBy: (signal: HeldSignal) => void;
  readonly openCore: () => Promise<OpenCore>;
  readonly openLogging: () => Promise<OpenLogging>;
  /** Keeps a moment for when the store can be opened again. Gives what to tell the person. */
  readonly logUnopened: (moment: LoggedMoment, failure: DebriefError) => Promise<DebriefError>;
  /** Looks at what there is where the store can't be opened. */
  readonly examineUnopened: (failure: DebriefError) => Promise<DiagnosisView>;
}

/** The person, or the system, stopped the command. */
export class Interrupted extends Error {
  override readonly name = 'Interrupted';
  readonly exitCode: number;

  constructor(exitCode: number = EXIT.interrupted) {
    super('interrupted');
    this.exitCode = exitCode;
  }
}

/**
 * Writes all of it, byte for byte. A reader that has gone (`debrief list | head -1`) is no failure: the rest is dropped.
 * @throws what the stream says, a full disk for one
 */
export function writeTo(stream: Writable, content: string): Promise<void> {
  return new Promise((resolve, reject) => {
    stream.write(content, (error?: NodeJS.ErrnoException | null) => {
      if (error === null || error === undefined || isGone(error)) resolve();
      else reject(error);
    });
  });
}

/** Windows says EOF where other systems say EPIPE; a stream that has failed once says that it was destroyed. */
function isGone(error: NodeJS.ErrnoException): boolean {
  return ['EPIPE', 'EOF', 'ERR_STREAM_DESTROYED'].includes(error.code ?? '');
}

/** A database that is held makes whoever opens it wait: so long, in milliseconds, it is not tried again. */
const OPEN_AGAIN_MS = 5_000;

/** One run of a command: where it writes, and the core, opened when it is first asked for. */
export class Session {
  readonly terminal: Terminal;
  /** Whether answers are JSON documents. */
  readonly json: boolean;
  private readonly opening: { core: Promise<OpenCore> | null; logging: Promise<OpenLogging> | null } = {
    core: null,
    logging: null,
  };
  private refused: { readonly error: unknown; readonly untilMs: number } | null = null;
  private readonly told = new Set<string>();
  private readonly endings: (() => Promise<void>)[] = [];

  constructor(terminal: Terminal, json: boolean) {
    this.terminal = terminal;
    this.json = json;
  }

  /** @throws DebriefError of the store's codes */
  async core(): Promise<CoreClient> {
    const { client } = await this.open(() => (this.opening.core ??= this.terminal.openCore()));
    return client;
  }

  /**
   * Logs a moment with what is open, or with as little as that takes.
   * @throws DebriefError journal.*: it waits in the journal; any other: it is kept nowhere
   */
  async log(moment: LoggedMoment): Promise<EntryView> {
    try {
      if (this.opening.core !== null) return await (await this.core()).timeline.log(moment);
      const opened = await this.open(() => (this.opening.logging ??= this.terminal.openLogging()));
      return opened.log(moment);
    } catch (error) {
      // What was open has put it into the journal, where that was possible.
      if (this.isOpen || !(error instanceof DebriefError)) throw error;
      throw await this.terminal.logUnopened(moment, error);
    }
  }

  private get isOpen(): boolean {
    return this.opening.core !== null || this.opening.logging !== null;
  }

  private async open<T>(attempt: () => Promise<T>): Promise<T> {
    if (this.refused !== null && this.terminal.nowMs() < this.refused.untilMs) throw this.refused.error;
    const before = { ...this.opening };
    try {
      return await attempt();
    } catch (error) {
      // A later call tries again.
      Object.assign(this.opening, before);
      this.refused = { error, untilMs: this.terminal.nowMs() + OPEN_AGAIN_MS };
      throw error;
    }
  }

  /** Is there still something in the journal, after one more attempt to bring it in? */
  async isWaiting(): Promise<boolean> {
    const [opened] = await this.allOpened();
    return opened === undefined || opened.bringInWaiting() > 0;
  }

  /** Writes to standard output, byte for byte. @throws DebriefError file.unreadable */
  async write(content: string): Promise<void> {
    try {
      await writeTo(this.terminal.stdout, content);
    } catch (error) {
      throw fileFailure('standard output', error);
    }
  }

  /** The answer: the document with `--json`, else the words. No words, no line. */
  async answer(words: string, document: unknown): Promise<void> {
    const pretty = this.terminal.stdout.isTTY === true ? 2 : undefined;
    if (this.json) await this.write(`${JSON.stringify(document, null, pretty)}\n`);
    else if (words !== '') await this.write(`${words}\n`);
  }

  /** An answer of many rows: with `--json` still one document, with a line for each row. */
  async answerRows(words: string, documents: readonly unknown[]): Promise<void> {
    const rows = documents.map((each) => JSON.stringify(each)).join(',\n');
    if (!this.json) return this.answer(words, documents);
    await this.write(documents.length === 0 ? '[]\n' : `[\n${rows}\n]\n`);
  }

  /** One of many answers that come one after the other: a line each, so that a script can read them as they come. */
  async answerLine(words: string, document: unknown): Promise<void> {
    await this.write(`${this.json ? JSON.stringify(document) : words}\n`);
  }

  /** Something that a person has to know, whichever command they came for: told once, on standard error, as JSON too. */
  async tell({ code, text }: Notice): Promise<void> {
    if (this.told.has(text)) return;
    this.told.add(text);
    const line = this.json ? JSON.stringify({ notice: { code, text } }) : printableLine(`debrief: ${text}`);
    await writeTo(this.terminal.stderr, `${line}\n`);
  }

  /** Something that is good to know beside the answer. Goes to standard error, so that scripts read answers only. */
  async note(words: string): Promise<void> {
    if (!this.json) await writeTo(this.terminal.stderr, `${printable(words)}\n`);
  }

  /** Whether standard output is a person's eyes. */
  get watched(): boolean {
    return this.terminal.stdout.isTTY === true;
  }

  /** Whether answers are coloured: on a terminal, unless it can't or the person does not want it (https://no-color.org). */
  get coloured(): boolean {
    const { NO_COLOR: noColour = '', TERM: kind } = this.terminal.env;
    return this.watched && noColour === '' && kind !== 'dumb';
  }

  /** What is to be done before this session ends, however it ends. */
  atEnd(work: () => Promise<void>): void {
    this.endings.push(work);
  }

  async close(): Promise<void> {
    for (const work of this.endings) await work();
    for (const opened of await this.allOpened()) {
      const { notices } = opened;
      await opened.close();
      for (const notice of notices) await this.tell(notice);
    }
  }

  private async allOpened(): Promise<readonly Opened[]> {
    const { core, logging } = this.opening;
    const opening = [core, logging].filter((each) => each !== null);
    const all = await Promise.all(opening.map((each) => each.catch(() => null)));
    return all.filter((each) => each !== null);
  }
}
