/** Looks at the clocks of incidents again and again, so that what happens to the machine's clock is remarked. */
import { DebriefError } from '../app/errors.ts';
import type { Parts } from './parts.ts';

/** Milliseconds between looks at the clocks: what is remarked carries the time at which it was seen. */
const TICK_MS = 1_000;

/** Looks at the clocks of all running incidents, in a host that stays. */
export class ClockTicker {
  private readonly parts: Pick<Parts, 'store' | 'clocks' | 'changes'>;
  private timer: NodeJS.Timeout | null = null;

  constructor(parts: Pick<Parts, 'store' | 'clocks' | 'changes'>) {
    this.parts = parts;
  }

  start(): void {
    this.timer ??= setInterval(() => {
      this.tick();
    }, TICK_MS);
  }

  stop(): void {
    if (this.timer !== null) clearInterval(this.timer);
    this.timer = null;
  }

  /** One look. */
  tick(): void {
    const { store, clocks, changes } = this.parts;
    try {
      for (const id of store.runningDrafts()) clocks.look(id);
      changes.tell();
    } catch (error) {
      // A locked or full disk: the next look sees the same.
      if (!(error instanceof DebriefError)) throw error;
    }
  }
}
