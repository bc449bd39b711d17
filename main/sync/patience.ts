/** Waiting without losing the lease, until an instant or until the sync is stopped. */
import type { HeldLease } from './held-lease.ts';

/** A wait is cut into pieces of at most this, so that a lease never runs out while its holder only waits. */
const PIECE_MS = 20_000;

export interface PatienceOptions {
  readonly nowMs: () => number;
  /** Resolves after some milliseconds, or when the signal is aborted. */
  readonly wait: (ms: number, signal: AbortSignal) => Promise<void>;
}

export class Patience {
  private readonly options: PatienceOptions;
  private readonly lease: HeldLease;
  private readonly stopping = new AbortController();

  constructor(options: PatienceOptions, lease: HeldLease) {
    this.options = options;
    this.lease = lease;
  }

  /** Ends all waiting, for good. */
  stop(): void {
    this.stopping.abort();
  }

  get isStopped(): boolean {
    return this.stopping.signal.aborted;
  }

  /** Nothing more is to be done: it was stopped, or another process has taken over. */
  get isOver(): boolean {
    return this.isStopped || this.lease.isLost;
  }

  /** A short wait without the lease. */
  async pause(ms: number): Promise<void> {
    await this.options.wait(ms, this.stopping.signal);
  }

  /** Waits until an instant (UTC milliseconds), and keeps the lease meanwhile. */
  async until(atMs: number): Promise<void> {
    const { nowMs } = this.options;
    for (let leftMs = atMs - nowMs(); leftMs > 0 && !this.isOver; leftMs = atMs - nowMs()) {
      await this.pause(Math.min(leftMs, PIECE_MS));
      this.lease.take();
    }
  }
}
