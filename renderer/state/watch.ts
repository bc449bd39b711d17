/** The events of the core, for as long as the page lives, whatever becomes of the link. */
import type { CoreClient } from '../../app/contract.ts';
import type { CoreEvent, EntryView } from '../../app/views.ts';

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

/** How long changes are collected before they are taken in, in milliseconds: a sync touches many drafts at once. */
const COLLECT_MS = 100;

export interface DraftChange {
  readonly id: string;
  /** The entries that were logged, where nothing else changed; null: anything may have. */
  readonly logged: readonly EntryView[] | null;
}

/** Gives a function that collects changes and hands them over together a little later, one for each draft. */
export function collectChanges(
  handOver: (changes: readonly DraftChange[]) => void,
): (id: string, entry: EntryView | undefined) => void {
  const changes = new Map<string, readonly EntryView[] | null>();
  return (id, entry) => {
    if (changes.size === 0) {
      setTimeout(() => {
        const collected = [...changes].map(([id, logged]) => ({ id, logged }));
        changes.clear();
        handOver(collected);
      }, COLLECT_MS);
    }
    const logged = changes.get(id);
    changes.set(id, entry === undefined || logged === null ? null : [...(logged ?? []), entry]);
  };
}
