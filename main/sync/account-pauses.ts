/**
 * A pause that GitHub asks for holds for the whole account: one answer stops every request, not only the one that got
 * it. Kept on disk: a restart does not shorten it.
 */
import type { Outcome } from '../../app/sync.ts';
import { isToWait, untoldPauseMs } from '../../app/sync.ts';
import type { Store } from '../store/store.ts';

const KEY = 'pace.pauses';

interface Kept {
  /** UTC milliseconds. */
  readonly untilMs: number;
  /** Pauses in a row. */
  readonly attempt: number;
}

type Pauses = Readonly<Record<string, Kept>>;

/** Did GitHub do what was asked, or say why not? Then it is not asking for a pause any more. */
function endsPauses(outcome: Outcome): boolean {
  return outcome.is !== 'pause' && outcome.is !== 'notSent' && outcome.is !== 'unknown';
}

export class AccountPauses {
  private readonly store: Store;
  private readonly nowMs: () => number;

  constructor(store: Store, nowMs: () => number) {
    this.store = store;
    this.nowMs = nowMs;
  }

  /** Until when nothing is to be asked with an account (UTC milliseconds); null if there is no pause now. */
  untilMs(account: string): number | null {
    const untilMs = this.kept()[account]?.untilMs ?? null;
    return isToWait(untilMs, this.nowMs()) ? untilMs : null;
  }

  /** Takes note of what an exchange with an account came to. */
  note(account: string, outcome: Outcome): void {
    const { [account]: kept, ...others } = this.kept();
    if (outcome.is === 'pause') {
      const attempt = kept?.attempt ?? 0;
      const untilMs = outcome.untilMs ?? this.nowMs() + untoldPauseMs(attempt);
      const earlierMs = this.untilMs(account) ?? 0;
      this.keep({ ...others, [account]: { untilMs: Math.max(untilMs, earlierMs), attempt: attempt + 1 } });
    } else if (kept !== undefined && endsPauses(outcome)) {
      this.keep(others);
    }
  }

  private keep(pauses: Pauses): void {
    this.store.setMeta(KEY, pauses);
  }

  private kept(): Pauses {
    return (this.store.getMeta(KEY) ?? {}) as Pauses;
  }
}
