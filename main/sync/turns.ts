/** Whose turn it is to write: GitHub's pace, counted on disk for each account, so that a restart shortens no pause. */
import type { PaceRules } from '../../app/pace.ts';
import { nextWriteMs, recentWrites } from '../../app/pace.ts';
import type { Store } from '../store/store.ts';
import type { HeldLease } from './held-lease.ts';
import { NotOurTurn } from './not-our-turn.ts';
import type { Patience } from './patience.ts';

const KEY = 'pace.writesByAccount';

type Writes = Readonly<Record<string, readonly number[]>>;

export interface TurnsOptions {
  readonly store: Store;
  readonly nowMs: () => number;
  readonly pace: PaceRules;
}

export class Turns {
  private readonly options: TurnsOptions;
  private readonly lease: HeldLease;
  private readonly patience: Patience;

  constructor(options: TurnsOptions, lease: HeldLease, patience: Patience) {
    this.options = options;
    this.lease = lease;
    this.patience = patience;
  }

  /** Waits until an account may write. @throws NotOurTurn if the sync was stopped or taken over meanwhile */
  async next(account: string): Promise<void> {
    const { nowMs, pace } = this.options;
    for (;;) {
      const atMs = nextWriteMs(this.writes(account), nowMs(), pace);
      if (atMs <= nowMs()) return;
      await this.patience.until(atMs);
      if (this.patience.isOver) throw new NotOurTurn();
    }
  }

  /** Counts a write of an account, if the lease is still held. */
  claim(account: string): boolean {
    const { store, nowMs } = this.options;
    if (!this.lease.renew()) return false;
    const recent = Object.entries(this.kept())
      .map(([of, writes]): [string, readonly number[]] => [of, recentWrites(writes, nowMs())])
      .filter(([, writes]) => writes.length > 0);
    const others = Object.fromEntries(recent);
    store.setMeta(KEY, { ...others, [account]: [...(others[account] ?? []), nowMs()] } satisfies Writes);
    return true;
  }

  private writes(account: string): readonly number[] {
    return this.kept()[account] ?? [];
  }

  private kept(): Writes {
    return (this.options.store.getMeta(KEY) ?? {}) as Writes;
  }
}
