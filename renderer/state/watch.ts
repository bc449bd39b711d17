/** The events of the core, for as long as the page lives, whatever becomes of the link. */
import type { CoreClient } from '../../app/contract.ts';
import type { CoreEvent } from '../../app/views.ts';

/** Between two attempts to listen, in milliseconds. */
const PAUSE_MS = 500;

export interface Watcher {
  /** Listening has begun, or begun again: what happened meanwhile was missed, and is to be read. */
  readonly began: () => void;
  readonly happened: (event: CoreEvent) => void;
}

/** Listens until the signal says to stop. */
export async function watchCore(client: CoreClient, watcher: Watcher, signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    try {
      const events = await client.events.watch({}, { signal });
      watcher.began();
      for await (const event of events) watcher.happened(event);
    } catch {
      // The link says by itself that it is lost.
    }
    await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
  }
}

/** How long changes are collected before they are read, in milliseconds: a sync touches many drafts at once. */
export const COLLECT_MS = 100;

/** Gives a function that collects ids and hands them over together a little later: after so many milliseconds. */
export function collectIds(
  handOver: (ids: readonly string[]) => void,
  afterMs: () => number,
): (id: string) => void {
  const ids = new Set<string>();
  return (id) => {
    if (ids.size === 0) {
      setTimeout(() => {
        const collected = [...ids];
        ids.clear();
        handOver(collected);
      }, afterMs());
    }
    ids.add(id);
  };
}
