/**
 * A pause that GitHub asks for holds for the whole account: one answer stops every request, not only the one that got
 * it. Kept on disk: a restart does not shorten it.
 */
import type { Outcome } from '../../app/sync.ts';
import { untoldPauseMs } from '../../app/sync.ts';
import type { Store } from '../store/store.ts';

const KEY = 'pace.pause';

interface Kept {
  /** UTC milliseconds. */
  readonly untilMs: number;
  /** Pauses in a row. */
  readonly attempt: number;
}

/** Did GitHub do what was asked, or say why not? Then it is not asking for a pause any more. */
function endsPauses(outcome: Outcome): boolean {
  return outcome.is !== 'pause' && outcome.is !== 'notSent' && outcome.is !== 'unknown';
}

export class AccountPause {
  private readonly store: Store;
  private readonly nowMs: () => number;

  constructor(store: Store, nowMs: () => number) {
    this.store = store;
    this.nowMs = nowMs;
  }

  /** Until when nothing is to be asked (UTC milliseconds); null if there is no pause now. */
  untilMs(): number | null {
    const kept = this.kept();
    return kept !== null && kept.untilMs > this.nowMs() ? kept.untilMs : null;
  }

  /** Takes note of what an exchange came to. */
  note(outcome: Outcome): void {
    const kept = this.kept();
    if (outcome.is === 'pause') {
      const attempt = kept?.attempt ?? 0;
      const untilMs = outcome.untilMs ?? this.nowMs() + untoldPauseMs(attempt);
      this.store.setMeta(KEY, {
        untilMs: Math.max(untilMs, kept?.untilMs ?? 0),
        attempt: attempt + 1,
      } satisfies Kept);
    } else if (kept !== null && endsPauses(outcome)) {
      this.store.setMeta(KEY, null);
    }
  }

  private kept(): Kept | null {
    return (this.store.getMeta(KEY) ?? null) as Kept | null;
  }
}
