/** Sync, as a person asks for it and sees it. */
import { MAX_TITLE } from '../../app/draft.ts';
import { DebriefError } from '../../app/errors.ts';
import type { DraftId } from '../../app/ids.ts';
import { cutMarker } from '../../app/markdown/parse.ts';
import { mergeBodies, mergeLabels, mergeTitle, resolveConflicts } from '../../app/merge.ts';
import { replaceBody } from '../../app/sections.ts';
import type { SyncRecord, Version } from '../../app/sync.ts';
import { ask, isIssueGone, lookFirst, NEW_RECORD } from '../../app/sync.ts';
import type { Parts } from '../parts.ts';
import { statusOf } from '../status.ts';
import { changeNote, doubleOf } from '../sync/doubles.ts';
import { Ledger } from '../sync/ledger.ts';
import { Preview } from '../sync/preview.ts';
import type { PullScope } from '../sync/pull.ts';
import { requestDrafts } from '../sync/requests.ts';
import { versionOfDraft } from '../sync/subjects.ts';
import { os } from './base.ts';
import { allowSecrets } from './secrets.ts';

type Take = 'mine' | 'theirs' | 'both' | { readonly text: string };

function resolveIds(parts: Parts, ids: readonly string[] | undefined): readonly DraftId[] | null {
  return ids === undefined || ids.length === 0 ? null : ids.map((id) => parts.store.resolveDraft(id));
}

/** Drafts that a person names are asked about one by one. */
function scopeOf(ids: readonly string[] | undefined): PullScope {
  return ids === undefined || ids.length === 0 ? 'all' : 'named';
}

/** Both titles in one: merged word by word, or one after the other in the order that every machine takes. */
function bothTitles(base: string, mine: string, theirs: string): string {
  const merged = mergeTitle(base, mine, theirs);
  const title = merged.clean ? merged.value : [mine, theirs].sort().join(' / ');
  return Array.from(title).slice(0, MAX_TITLE).join('');
}

/** The version that a person chose out of a conflict. */
function chosen(take: Take, mine: Version, base: Version, theirs: Version): Version {
  if (take === 'mine') return { ...mine, state: theirs.state };
  if (take === 'theirs') return theirs;
  const labels = mergeLabels(base.labels, mine.labels, theirs.labels);
  if (take !== 'both') return { ...mine, body: take.text, labels, state: theirs.state };
  const merged = mergeBodies(base.body, mine.body, theirs.body);
  const body = merged.clean
    ? merged.text
    : resolveConflicts(
        merged,
        merged.conflicts.map(() => 'both'),
      );
  return { title: bothTitles(base.title, mine.title, theirs.title), body, labels, state: theirs.state };
}

/** Ends a conflict: the chosen text is here, GitHub's is the base it goes out against. */
function resolve(parts: Parts, id: DraftId, take: Take): void {
  const { store, newId } = parts;
  store.transaction(() => {
    const subject = { kind: 'draft', id } as const;
    const record: SyncRecord = store.getSync(subject);
    const { base, theirs } = record;
    if (record.state !== 'conflict' || base === null || theirs === null) return;
    const draft = store.getDraft(id);
    const version = chosen(take, versionOfDraft(draft, record), base, theirs);
    const body = cutMarker(version.body).text;
    store.saveDraft(
      draft,
      { ...replaceBody(draft, body, newId), title: version.title, labels: version.labels },
      'resolve',
    );
    store.putSync(subject, {
      ...record,
      ...ask(record, { is: 'resolved' }),
      base: theirs,
      theirs: null,
      etag: null,
    });
  });
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
    const { store, nowMs, newId, connectivity, session, signedIn } = parts;
    // Nothing is recorded, so nothing is paced.
    const ledger = new Ledger({
      store,
      nowMs,
      newId,
      pacing: () => ({ lookAgainMs: [], random: 0, repost: 'automatic' }),
    });
    const hostFor = (site: string | null): string | null => session.hostFor(site);
    const preview = new Preview({ store, nowMs, ledger, connectivity, signedIn, hostFor });
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
  resolve: os.sync.resolve.handler(({ input, context: { parts } }) => {
    const id = parts.store.resolveDraft(input.id);
    if (parts.store.getSync({ kind: 'draft', id }).state !== 'conflict')
      throw new DebriefError('conflict.none');
    resolve(parts, id, input.take);
    parts.changes.tell();
    return parts.view(id);
  }),
};
