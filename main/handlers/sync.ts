/** Sync, as a person asks for it and sees it. */
import { DebriefError } from '../../app/errors.ts';
import type { DraftId } from '../../app/ids.ts';
import { ask, isIssueGone, lookFirst, NEW_RECORD } from '../../app/sync.ts';
import type { Parts } from '../parts.ts';
import { statusOf } from '../status.ts';
import { changeNote, doubleOf } from '../sync/doubles.ts';
import { Ledger } from '../sync/ledger.ts';
import { Preview } from '../sync/preview.ts';
import type { PullScope } from '../sync/pull.ts';
import { requestDrafts } from '../sync/requests.ts';
import { WaitingPictures } from '../sync/waiting-pictures.ts';
import { os } from './base.ts';
import { resolveConflict, unresolveConflict, viewConflict } from './conflict.ts';
import { allowSecrets } from './secrets.ts';

function resolveIds(parts: Parts, ids: readonly string[] | undefined): readonly DraftId[] | null {
  return ids === undefined || ids.length === 0 ? null : ids.map((id) => parts.store.resolveDraft(id));
}

/** Drafts that a person names are asked about one by one. */
function scopeOf(ids: readonly string[] | undefined): PullScope {
  return ids === undefined || ids.length === 0 ? 'all' : 'named';
}

/** Unties a draft from an issue that is gone. @throws DebriefError issue.notGone */
function untie(parts: Parts, id: DraftId, then: 'file' | 'keep'): void {
  const { store } = parts;
  const subject = { kind: 'draft', id } as const;
  store.updateSync(subject, (record) => {
    if (!isIssueGone(record)) throw new DebriefError('issue.notGone');
    const free = { ...NEW_RECORD, ...ask(record, { is: 'unlinked' }) };
    // It may have come back, or never have been gone: a look at the list comes before anything is filed anew.
    return then === 'keep' ? free : { ...free, ...lookFirst(free, parts.nowMs()) };
  });
  parts.changes.tell();
}

export const sync = {
  status: os.sync.status.handler(({ context: { parts } }) => statusOf(parts)),
  request: os.sync.request.handler(async ({ input, context: { parts } }) => {
    const subjects = requestDrafts(parts.store, resolveIds(parts, input.ids));
    parts.changes.tell();
    // The answer does not wait for GitHub: whoever asked sees what happens through the events.
    void parts.runner.run(subjects, 0, scopeOf(input.ids)).finally(() => {
      parts.changes.tell();
      void statusOf(parts).then((status) => {
        parts.changes.tellStatus(status);
      });
    });
    return statusOf(parts);
  }),
  run: os.sync.run.handler(async ({ input, context: { parts } }) => {
    const reports = await parts.runner.run(
      requestDrafts(parts.store, resolveIds(parts, input.ids)),
      input.waitMs,
      scopeOf(input.ids),
    );
    parts.changes.tell();
    return [...reports];
  }),
  preview: os.sync.preview.handler(async ({ input, context: { parts } }) => {
    const { store, nowMs, newId, connectivity, session, signedIn, album, pictureFolder } = parts;
    // Nothing is recorded, so nothing is paced.
    const ledger = new Ledger({
      store,
      nowMs,
      newId,
      pacing: () => ({ lookAgainMs: [], random: 0, repost: 'automatic' }),
    });
    const hostFor = (site: string | null): string | null => session.hostFor(site);
    const waitingPictures = new WaitingPictures({ store, files: album.files, folder: pictureFolder });
    const preview = new Preview({ store, nowMs, ledger, connectivity, signedIn, hostFor, waitingPictures });
    return [...(await preview.of(resolveIds(parts, input.ids)))];
  }),
  cancel: os.sync.cancel.handler(({ input, context: { parts } }) => {
    const id = parts.store.resolveDraft(input.id);
    const subject = { kind: 'draft', id } as const;
    parts.store.transaction(() => {
      const record = parts.store.getSync(subject);
      if (record.issue === null)
        parts.store.putSync(subject, { ...record, ...ask(record, { is: 'cancel' }) });
    });
    parts.changes.tell();
    return parts.view(id);
  }),
  refile: os.sync.refile.handler(({ input, context: { parts } }) => {
    const id = parts.store.resolveDraft(input.id);
    untie(parts, id, 'file');
    return parts.view(id);
  }),
  keepHere: os.sync.keepHere.handler(({ input, context: { parts } }) => {
    const id = parts.store.resolveDraft(input.id);
    untie(parts, id, 'keep');
    return parts.view(id);
  }),
  closeDuplicate: os.sync.closeDuplicate.handler(({ input, context: { parts } }) => {
    const id = parts.store.resolveDraft(input.id);
    parts.store.updateSync({ kind: 'draft', id }, (record) => {
      const note = doubleOf(record);
      if (note === null) throw new DebriefError('duplicate.none');
      return changeNote(record, note, { closing: note.closing ?? 'asked' });
    });
    parts.changes.tell();
    return parts.view(id);
  }),
  dismissNotes: os.sync.dismissNotes.handler(({ input, context: { parts } }) => {
    const id = parts.store.resolveDraft(input.id);
    parts.store.updateSync({ kind: 'draft', id }, (record) => ({
      ...record,
      notes: record.notes.map((note) => ({ ...note, isDismissed: note.closing === null })),
    }));
    parts.changes.tell();
    return parts.view(id);
  }),
  allowSecrets: os.sync.allowSecrets.handler(({ input, context: { parts } }) => {
    const id = parts.store.resolveDraft(input.id);
    allowSecrets(parts, id, input.secrets);
    return parts.view(id);
  }),
  conflict: os.sync.conflict.handler(({ input, context: { parts } }) =>
    viewConflict(parts, parts.store.resolveDraft(input.id)),
  ),
  resolve: os.sync.resolve.handler(({ input, context: { parts } }) => {
    const id = parts.store.resolveDraft(input.id);
    resolveConflict(parts, id, input.take);
    parts.changes.tell();
    return parts.view(id);
  }),
  unresolve: os.sync.unresolve.handler(({ input, context: { parts } }) => {
    const id = parts.store.resolveDraft(input.id);
    unresolveConflict(parts, id);
    parts.changes.tell();
    return parts.view(id);
  }),
};
