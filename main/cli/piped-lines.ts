/** `debrief log -`: every line of standard input is a moment, stamped when it arrives. */
import type { Readable } from 'node:stream';
import { setTimeout as wait } from 'node:timers/promises';
import { constants } from 'node:os';
import { stripVTControlCharacters } from 'node:util';

import { DebriefError } from '../../app/errors.ts';
import type { ErrorReport } from '../../app/errors.ts';
import { readLogged } from '../../app/log-line.ts';
import { entryDocument } from './documents.ts';
import { isInJournal, reportOf } from './failures.ts';
import { LineKeeper } from './line-keeper.ts';
import type { NotKept } from './line-keeper.ts';
import { LineSplitter } from './line-splitter.ts';
import type { ArrivedLine } from './line-splitter.ts';
import { asMoment, clockOf, tellNotKept } from './logging.ts';
import { printable, printableLine } from './printable.ts';
import type { HeldSignal } from './signals.ts';
import type { Session } from './terminal.ts';
import { Interrupted } from './terminal.ts';
import { fileFailure } from './texts.ts';

/** A longer line becomes several entries. */
const MAX_LENGTH = 10_000;
/** After a signal, what is in the pipe is read until nothing came for so long, in milliseconds. */
const QUIET_MS = 200;

/**
 * Logs line by line until the end of standard input, or a signal; then what has arrived is kept first.
 * @param into where the lines go, all of them
 * @param isLiteral whether a line at a terminal is taken as it is, too, as the lines of a pipe are
 * @throws Interrupted; DebriefError lines.notKept, journal.lines, file.unreadable
 */
export async function logLines(
  session: Session,
  into: { readonly draft?: string },
  isLiteral: boolean,
): Promise<void> {
  const { stdin, signals } = session.terminal;
  const aside = new LinesAside(session);
  const isTyped = stdin.isTTY === true && !isLiteral;
  const keeper = new LineKeeper({
    keep: (line) => aside.orKept(() => keepLine(line, { session, into, isTyped })),
    wait,
    delayed: ({ code, message }) =>
      session.tell({ code, text: `${message} Lines wait in memory and are tried again.` }),
  });
  const arrival = new Arrival(stdin, session.terminal.nowMs, keeper);
  const heard: HeldSignal[] = [];
  const held = signals.hold(['SIGINT', 'SIGTERM', 'SIGHUP'], (signal) => {
    if (heard.length > 0) keeper.hurry();
    heard.push(signal);
    arrival.stopWhenQuiet();
  });
  try {
    const failure = await arrival.end();
    const notKept = await keeper.finish();
    if (notKept !== null) await giveBack(notKept, session);
    if (failure !== null) throw fileFailure('standard input', failure);
    const [ending] = heard;
    if (ending === undefined) await aside.end();
    else throw new Interrupted(128 + constants.signals[ending]);
  } finally {
    held[Symbol.dispose]();
  }
}

interface Place {
  readonly session: Session;
  readonly into: { readonly draft?: string };
  readonly isTyped: boolean;
}

/** Lines that went into the journal: kept, but not acknowledged as those in the draft are. */
class LinesAside {
  private readonly session: Session;
  private count = 0;
  private last: ErrorReport | null = null;

  constructor(session: Session) {
    this.session = session;
  }

  /** Settles when a line is kept, wherever that is. */
  async orKept(keep: () => Promise<void>): Promise<void> {
    try {
      await keep();
    } catch (error) {
      const report = reportOf(error);
      if (!isInJournal(report)) throw error;
      this.count += 1;
      this.last = report;
      await this.session.tell({ code: report.code, text: `${report.message} ${report.help}` });
    }
  }

  /** @throws DebriefError journal.lines, if there were any, and they are still there */
  async end(): Promise<void> {
    if (this.last === null || !(await this.session.isWaiting())) return;
    const { message: reason, help } = this.last;
    throw new DebriefError('journal.lines', { count: this.count, reason, help });
  }
}

async function keepLine(line: ArrivedLine, { session, into, isTyped }: Place): Promise<void> {
  const read = isTyped
    ? await readLogged(line.text, line.atMs, () => session.terminal.zone)
    : { ...line, phase: null, isNamed: false };
  const entry = await session.log({ ...into, ...asMoment(read) });
  // It is on disk: that nobody could be told of it, on a full disk for one, is no reason to log it again.
  await session
    .answerLine(`${clockOf(entry.atMs, session)}  ${printableLine(entry.text)}`, entryDocument(entry))
    .catch(() => undefined);
}

/** What could not be kept goes where a person can still take it from. @throws DebriefError lines.notKept */
async function giveBack({ lines, report }: NotKept, session: Session): Promise<never> {
  for (const line of lines) await tellNotKept(line, session);
  throw new DebriefError('lines.notKept', { count: lines.length, reason: report.message });
}

/** Standard input as it arrives, handed to a keeper. */
class Arrival {
  private readonly stdin: Readable;
  private readonly nowMs: () => number;
  private readonly keeper: LineKeeper;
  private readonly splitter = new LineSplitter(MAX_LENGTH);
  private readonly over = Promise.withResolvers<Error | null>();
  private quiet: NodeJS.Timeout | null = null;

  constructor(stdin: Readable, nowMs: () => number, keeper: LineKeeper) {
    this.stdin = stdin;
    this.nowMs = nowMs;
    this.keeper = keeper;
    stdin.on('data', (bytes: Uint8Array | string) => this.take(bytes));
    stdin.once('end', () => this.over.resolve(null));
    stdin.once('error', (error) => this.over.resolve(error));
  }

  /** Settles when no more is read. Gives what reading failed with, if it did. */
  async end(): Promise<Error | null> {
    const failure = await this.over.promise;
    if (this.quiet !== null) clearTimeout(this.quiet);
    this.stdin.pause();
    this.add(this.splitter.end(this.nowMs()));
    return failure;
  }

  stopWhenQuiet(): void {
    if (this.quiet !== null) return;
    this.quiet = setTimeout(() => this.over.resolve(null), QUIET_MS);
  }

  private take(bytes: Uint8Array | string): void {
    this.quiet?.refresh();
    this.add(this.splitter.push(bytes, this.nowMs()));
    if (this.keeper.hasGivenUp) this.over.resolve(null);
    if (!this.keeper.isFull) return;
    this.stdin.pause();
    void this.keeper.room().then(() => this.stdin.resume());
  }

  private add(lines: readonly ArrivedLine[]): void {
    const shown = lines.map((line) => ({ ...line, text: printable(stripVTControlCharacters(line.text)) }));
    this.keeper.add(shown.filter(({ text }) => text.trim() !== ''));
  }
}
