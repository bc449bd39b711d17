/** The right to sync, while this process holds it: kept by renewing, noticed when it went to another. */
import type { NewId } from '../../app/ids.ts';
import type { Store } from '../store/store.ts';

const LEASE_MS = 60_000;

export class HeldLease {
  private readonly store: Store;
  private readonly nowMs: () => number;
  private readonly holder: string;
  private lost = false;

  constructor(store: Store, nowMs: () => number, newId: NewId) {
    this.store = store;
    this.nowMs = nowMs;
    this.holder = newId();
  }

  /** It ran out, as where the machine slept, and another process took it. */
  get isLost(): boolean {
    return this.lost;
  }

  /** Takes it, or keeps it for longer. False: another process has it. */
  take(): boolean {
    this.lost = !this.store.takeLease(this.holder, this.nowMs() + LEASE_MS);
    return !this.lost;
  }

  /** Keeps it for longer, if it is still held. Asked before each write, in the transaction that notes it. */
  renew(): boolean {
    if (this.store.renewLease(this.holder, this.nowMs() + LEASE_MS)) return true;
    this.lost = true;
    return false;
  }

  drop(): void {
    this.store.dropLease(this.holder);
  }
}
