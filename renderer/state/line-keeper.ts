/** What is typed for a timeline, on its way to the core: there it outlives a crash of the page, and of the core itself. */
import type { CoreClient } from '../../app/contract.ts';
import type { TypedLine } from '../../app/views.ts';
import type { LineKeeper } from './log-book.svelte.ts';
import type { PendingEdits, Saver } from './pending.svelte.ts';

/** Keeps the typed lines of a draft, each as fast as any edit is saved. */
export function lineKeeper(client: CoreClient, pending: PendingEdits, draft: string): LineKeeper {
  const keyOf = (id: string): string => `typed ${id} ${draft}`;
  const saverOf = (id: string): Saver<TypedLine | null, unknown> => ({
    send: (line) =>
      line === null
        ? client.timeline.dropTyped({ id: draft, line: id })
        : client.timeline.keepTyped({ id: draft, line }),
    acknowledged: () => undefined,
  });
  return {
    put: (line) => pending.put<TypedLine | null, unknown>(keyOf(line.id), line, saverOf(line.id)),
    drop: (id) => pending.put<TypedLine | null, unknown>(keyOf(id), null, saverOf(id)),
    sent: (id) => pending.drop(keyOf(id)),
  };
}
