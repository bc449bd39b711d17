/** The two ways on for a draft that a secret holds up: mask it, or file it anyway. */
import type { DraftId } from '../../app/ids.ts';
import type { Parts } from '../parts.ts';
import { AcceptedSecrets } from '../sync/secrets/accepted.ts';
import { releaseHeldUp, secretsOf } from '../sync/secrets/guard.ts';
import { maskDraft } from '../sync/secrets/mask.ts';
import { loadScanner } from '../sync/secrets/scanner.ts';

/**
 * Masks secrets as an edit that can be undone, and puts what they held up back in the queue.
 * @param ids which; null for all that would hold the draft up
 */
export async function maskSecrets(parts: Parts, id: DraftId, ids: readonly string[] | null): Promise<void> {
  const { store, newId } = parts;
  const meant = new Set(ids ?? (await secretsOf(store, id)).map((each) => each.id));
  const accepted = new AcceptedSecrets(store);
  const scan = await loadScanner();
  store.transaction(() => {
    const draft = store.getDraft(id);
    store.saveDraft(
      draft,
      maskDraft(draft, scan, (secret) => meant.has(accepted.idOf(secret)), newId),
      'mask',
    );
    releaseHeldUp(store, id);
  });
  parts.changes.tell();
}

/** Remembers that secrets may be filed with a draft, and puts what they held up back in the queue. */
export function allowSecrets(parts: Parts, id: DraftId, ids: readonly string[]): void {
  const { store } = parts;
  store.transaction(() => {
    new AcceptedSecrets(store).accept(id, ids);
    releaseHeldUp(store, id);
  });
  parts.changes.tell();
}
