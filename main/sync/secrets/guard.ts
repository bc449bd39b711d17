/** Nothing that looks like a secret leaves this machine before a person has said that it may. */
import type { DraftId } from '../../../app/ids.ts';
import type { KeptError, Version } from '../../../app/sync.ts';
import { ask } from '../../../app/sync.ts';
import type { KeptSync, SyncSubject } from '../../store/sync-records.ts';
import type { Store } from '../../store/store.ts';
import { versionOfDraft } from '../subjects.ts';
import { AcceptedSecrets } from './accepted.ts';
import type { SecretFinding } from './findings.ts';
import { findSecrets } from './findings.ts';

/**
 * Why a version must not go out; null if it may. Looks only where something would go out that GitHub does not have.
 * @param known what GitHub has of it; null if nothing
 * @param accepted what may go out all the same
 */
export async function whySecret(
  store: Store,
  subject: SyncSubject,
  version: Version,
  known: Version | null,
  accepted = new AcceptedSecrets(store),
): Promise<KeptError | null> {
  const draft = subject.kind === 'draft' ? subject.id : store.draftOfAction(subject.id);
  const findings = await unaccepted(draft, version, known, accepted);
  const [first] = findings;
  if (first === undefined) return null;
  const { words, excerpt, line, section, place } = first;
  const params = {
    of: subject.kind,
    place,
    line,
    words,
    excerpt,
    section: section ?? '',
    count: findings.length,
  };
  return { code: 'draft.secret', params };
}

async function unaccepted(
  draft: DraftId,
  version: Version,
  known: Version | null,
  accepted: AcceptedSecrets,
): Promise<readonly SecretFinding[]> {
  if (known !== null && version.title === known.title && version.body === known.body) return [];
  const idOf = (secret: string): string => accepted.idOf(secret);
  const findings = await findSecrets(version, idOf);
  if (findings.length === 0) return [];
  // What can be read there already is not let out by sending it again.
  const there = known === null ? [] : await findSecrets(known, idOf);
  const mayGo = new Set([...accepted.of(draft), ...there.map(({ id }) => id)]);
  return findings.filter(({ id }) => !mayGo.has(id));
}

/** The draft's own record and those of its action items that a secret holds up. */
function heldUp(store: Store, draft: DraftId): readonly KeptSync[] {
  return store
    .allSync()
    .filter(
      (each) =>
        each.draft === draft && each.record.state === 'blocked' && each.record.error?.code === 'draft.secret',
    );
}

/** The secrets in a draft as it is now that would hold it, or one of its action items, up. */
export async function secretsOf(store: Store, draft: DraftId): Promise<readonly SecretFinding[]> {
  const record = store.getSync({ kind: 'draft', id: draft });
  // An action item's words are on GitHub with the draft; its own issue is a new place for them.
  const known = heldUp(store, draft).some(({ subject }) => subject.kind === 'action') ? null : record.base;
  const version = versionOfDraft(store.getDraft(draft), record, store.pictures.addressOf);
  return unaccepted(draft, version, known, new AcceptedSecrets(store));
}

/** Puts what secrets of a draft held up back in the queue, since a person has seen to them. */
export function releaseHeldUp(store: Store, draft: DraftId): void {
  store.transaction(() => {
    for (const { subject, record } of heldUp(store, draft))
      store.putSync(subject, { ...record, ...ask(record, { is: 'send' }) });
  });
}
