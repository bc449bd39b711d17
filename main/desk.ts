/** What a host that stays on a person's desk asks of the core besides the contract. */
import { DebriefError } from '../app/errors.ts';
import type { Glance } from './glance.ts';
import { glanceAt } from './glance.ts';
import type { Parts } from './parts.ts';
import { statusOf } from './status.ts';
import type { Notice } from '../app/notice.ts';
import type { AutomaticSync } from './sync/automatic.ts';

export interface Desk {
  /** What a desktop shows of this core without a window. @throws DebriefError store.* */
  glance(): Glance;
  /**
   * The machine woke up, was unlocked, or is on a network again: looks at the clocks of incidents, at the queue and at
   * GitHub now, and tells the status.
   */
  wake(): Promise<void>;
  /** What a person should know of the program around this core, such as a shortcut that is taken, in place of the last. */
  notice(notices: readonly Notice[]): void;
}

/** @param closed aborted when the core closes */
export function deskOf(
  parts: Parts,
  { automatic, tickers }: { automatic: AutomaticSync | null; tickers: readonly { tick(): void }[] },
  closed: AbortSignal,
): Desk {
  const tellStatus = async (): Promise<void> => parts.changes.tellStatus(await statusOf(parts));
  const unlessClosed = async (work: Promise<void>): Promise<void> => {
    await work.catch((error: unknown) => {
      // A locked or full disk: the next look sees the same.
      if (!closed.aborted && !(error instanceof DebriefError)) throw error;
    });
  };
  return {
    glance: () => glanceAt(parts),
    wake: async () => {
      if (closed.aborted) return;
      parts.connectivity.forget();
      for (const ticker of tickers) ticker.tick();
      await unlessClosed((automatic?.wake() ?? Promise.resolve()).then(tellStatus));
    },
    notice: (notices) => {
      const had = parts.hostNotices.splice(0, Infinity, ...notices);
      if (had.length > 0 || notices.length > 0) void unlessClosed(tellStatus());
    },
  };
}
