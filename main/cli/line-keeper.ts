/** Lines on their way to the disk, in order: one that can't be kept yet waits in memory and holds up those after it. */
import { severityOf } from '../../app/errors.ts';
import type { ErrorReport } from '../../app/errors.ts';
import type { ArrivedLine } from './line-splitter.ts';
import { reportOf } from './failures.ts';

/** Between two tries, in milliseconds. */
const RETRY_MS = 500;
/** Tries after the last line has arrived; each may wait as long as the store waits for another program. */
const LAST_TRIES = 6;
/** So many lines may wait in memory before no more are taken in. */
const MOST_WAITING = 10_000;

export interface LineKeeping {
  /** Settles when the line is on disk. */
  readonly keep: (line: ArrivedLine) => Promise<void>;
  readonly wait: (ms: number) => Promise<unknown>;
  /** A line can't be kept for now. */
  readonly delayed: (report: ErrorReport) => Promise<void>;
}

export interface NotKept {
  readonly lines: readonly ArrivedLine[];
  /** Why the first of them was not kept. */
  readonly report: ErrorReport;
}

export class LineKeeper {
  private readonly keeping: LineKeeping;
  private readonly waiting: ArrivedLine[] = [];
  private working: Promise<void> | null = null;
  private failure: ErrorReport | null = null;
  /** Null as long as more may arrive. */
  private triesLeft: number | null = null;

  constructor(keeping: LineKeeping) {
    this.keeping = keeping;
  }

  /** It takes no more for now: see `room`. */
  get isFull(): boolean {
    return this.waiting.length >= MOST_WAITING;
  }

  /** Trying again is of no use: what waits and what is added stays unkept. */
  get hasGivenUp(): boolean {
    return this.failure !== null && this.working === null;
  }

  add(lines: readonly ArrivedLine[]): void {
    this.waiting.push(...lines);
    if (this.waiting.length > 0 && this.failure === null) this.working ??= this.work();
  }

  /** Settles when all that waits now has been kept, or given up. */
  async room(): Promise<void> {
    await this.working;
  }

  /** No more will arrive. Gives what could not be kept, in order; null: all was. */
  async finish(): Promise<NotKept | null> {
    this.triesLeft ??= LAST_TRIES;
    await this.working;
    return this.failure === null ? null : { lines: this.waiting, report: this.failure };
  }

  /** What has not been kept by now need not be tried again. */
  hurry(): void {
    this.triesLeft = 0;
  }

  private async work(): Promise<void> {
    for (let line = this.waiting[0]; line !== undefined; line = this.waiting[0]) {
      const report = await this.attempt(line);
      if (report === null) this.waiting.shift();
      else if (!(await this.mayTryAgain(report))) {
        this.failure = report;
        break;
      }
    }
    this.working = null;
  }

  private async attempt(line: ArrivedLine): Promise<ErrorReport | null> {
    try {
      await this.keeping.keep(line);
      // The store works in this thread: lines that arrive meanwhile are read, and stamped, between two of its writes.
      await new Promise(setImmediate);
      return null;
    } catch (error) {
      return reportOf(error);
    }
  }

  /** A wrong call stays wrong; a lock is released and a disk is cleared. */
  private async mayTryAgain(report: ErrorReport): Promise<boolean> {
    if (severityOf(report.code) === 'usage' || !report.code.startsWith('store.')) return false;
    await this.keeping.delayed(report);
    if (this.triesLeft === 0) return false;
    if (this.triesLeft !== null) this.triesLeft -= 1;
    await this.keeping.wait(RETRY_MS);
    return true;
  }
}
