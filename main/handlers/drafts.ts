/** Drafts: list, make, change, put aside, export, import, history. */
import type { Draft } from '../../app/draft.ts';
import { checkLabels, checkTitle } from '../../app/draft.ts';
import { DebriefError } from '../../app/errors.ts';
import { exampleDraft } from '../../app/example.ts';
import type { ExportedPicture } from '../../app/export.ts';
import { draftFromExport, exportJson, readExport } from '../../app/export.ts';
import type { DraftId, RevisionId, SectionId } from '../../app/ids.ts';
import { importDraft } from '../../app/import.ts';
import { renderBody } from '../../app/markdown/render.ts';
import type { PictureName } from '../../app/pictures.ts';
import { picturesIn, toGitHub, typeOf } from '../../app/pictures.ts';
import { replaceBody, setSectionText, setZone } from '../../app/sections.ts';
import type { DraftView } from '../../app/views.ts';
import type { Parts } from '../parts.ts';
import { secretsOf } from '../sync/secrets/guard.ts';
import { summaryOf } from '../views.ts';
import { failingAsData, os } from './base.ts';
import { hostOf } from './hosts.ts';
import { importIssue } from './issue-import.ts';
import { importLabelled } from './labelled-import.ts';
import type { Fields } from './new-draft.ts';
import { newDraft, placeFor, zoneFor } from './new-draft.ts';
import { maskSecrets } from './secrets.ts';

function change(draft: Draft, fields: Fields, parts: Parts): Draft {
  const zoned = fields.zone === undefined ? draft : setZone(draft, fields.zone, parts.newId);
  return {
    ...zoned,
    ...(fields.repo === undefined ? {} : placeFor(parts, fields.repo)),
    title: fields.title === undefined ? draft.title : checkTitle(fields.title),
    labels: fields.labels === undefined ? draft.labels : checkLabels(fields.labels),
  };
}

function insert(parts: Parts, draft: Draft): DraftView {
  parts.store.insertDraft(draft);
  parts.changes.tell();
  return parts.view(draft.id);
}

/** A file's text as a draft: Debrief's own JSON, or any Markdown. */
function fromText(parts: Parts, input: Fields & { readonly text: string; readonly fileName: string }): Draft {
  const making = { nowMs: parts.nowMs(), newId: parts.newId };
  if (/\.json$/i.test(input.fileName)) {
    const document = readExport(input.text, input.fileName);
    parts.album.takeIn(document.pictures, input.fileName);
    return change(draftFromExport(document, making), input, parts);
  }
  const { text, fileName, ...fields } = input;
  const fallbackTitle =
    fileName.replace(/^.*[\\/]/, '').replace(/\.(?:md|markdown|txt)$/i, '') || 'Imported report';
  const given = { ...fields, ...placeFor(parts, fields.repo), zone: zoneFor(parts, fields.zone) };
  return importDraft(text, { ...given, zoneGiven: fields.zone !== undefined, fallbackTitle }, making);
}

type Format = 'md' | 'source' | 'html' | 'json';

/** A picture as it stands in a page of its own; null where this machine does not have it. */
function embedded({ album }: Parts, name: PictureName): string | null {
  const bytes = album.files.read(name);
  return bytes === null ? null : `data:${typeOf(name)};base64,${bytes.toString('base64')}`;
}

/** The pictures of a draft with their bytes, as far as the whole can be imported over any link. */
function exportedPictures({ album }: Parts, body: string): readonly ExportedPicture[] {
  let left = MOST_EXPORTED;
  return picturesIn(body).map(({ name }) => {
    const data = album.files.read(name)?.toString('base64') ?? null;
    if (data === null || data.length > left) return { name, data: null };
    left -= data.length;
    return { name, data };
  });
}

/** Characters of pictures in one document: what is left of the longest that the contract takes. */
const MOST_EXPORTED = 12_000_000;

async function exported(parts: Parts, id: DraftId, format: Format): Promise<string> {
  const draft = parts.store.getDraft(id);
  const body = renderBody(draft);
  switch (format) {
    case 'source':
      return body;
    case 'md':
      return toGitHub(body, parts.store.pictures.addressOf);
    case 'json':
      return exportJson(draft, exportedPictures(parts, body));
    case 'html': {
      const { renderPage } = await import('../../app/page.ts');
      const place = { repo: draft.repo, host: hostOf(parts, id) };
      return renderPage(draft.title, body, place, (name) => embedded(parts, name));
    }
  }
}

export const drafts = {
  list: os.drafts.list.handler(({ input, context: { parts } }) => {
    const words = input.search?.trim() ?? '';
    const { limit } = input;
    if (words === '') return parts.store.listDrafts(limit).map((record) => summaryOf(record));
    return parts.store.searchDrafts(words, limit).map((record) => summaryOf(record, record.match));
  }),
  get: os.drafts.get.handler(({ input, context: { parts } }) => {
    const id = parts.store.resolveDraft(input.id);
    // One that was put aside, perhaps in another window, is found by `restore` only.
    if (parts.store.getRecord(id).removedAtMs !== null)
      throw new DebriefError('draft.unknown', { id: input.id });
    return parts.view(id);
  }),
  create: os.drafts.create.handler(async ({ input, context: { parts } }) =>
    insert(parts, await newDraft(parts, input, input.template ?? null)),
  ),
  example: os.drafts.example.handler(({ context: { parts } }) => {
    const { store, newId, nowMs } = parts;
    const id = store.transaction(() => {
      const there = store.example();
      if (there !== null) return there;
      const draft = exampleDraft(zoneFor(parts, undefined), { nowMs: nowMs(), newId });
      store.insertExample(draft);
      return draft.id;
    });
    parts.changes.tell();
    return parts.view(id);
  }),
  update: os.drafts.update.handler(({ input, context: { parts } }) => {
    const { id: given, ...fields } = input;
    const id = parts.store.resolveDraft(given);
    parts.edit(id, fields.zone === undefined ? 'details' : 'zone', (draft) => change(draft, fields, parts));
    return parts.view(id);
  }),
  saveSection: os.drafts.saveSection.handler(({ input, context: { parts } }) => {
    const id = parts.store.resolveDraft(input.id);
    parts.edit(id, 'edit', (draft) =>
      setSectionText(draft, input.section as SectionId, input.text, parts.newId),
    );
    return parts.view(id);
  }),
  remove: os.drafts.remove.handler(({ input, context: { parts } }) => {
    parts.store.removeDraft(parts.store.resolveDraft(input.id));
    parts.changes.tell();
    return {};
  }),
  restore: os.drafts.restore.handler(({ input, context: { parts } }) => {
    parts.store.restoreDraft(input.id as DraftId);
    parts.changes.tell();
    return parts.view(input.id as DraftId);
  }),
  archive: os.drafts.archive.handler(({ input, context: { parts } }) => {
    const id = parts.store.resolveDraft(input.id);
    parts.store.archiveDraft(id, input.archived);
    parts.changes.tell();
    return parts.view(id);
  }),
  export: os.drafts.export.handler(async ({ input, context: { parts } }) => ({
    text: await exported(parts, parts.store.resolveDraft(input.id), input.format),
  })),
  import: os.drafts.import.handler(async ({ input, context: { parts } }) =>
    'issue' in input
      ? parts.view(await importIssue(parts, input.issue.repo, input.issue.number, input.zone))
      : insert(parts, fromText(parts, input)),
  ),
  importLabelled: os.drafts.importLabelled.handler(async function* ({ input, context: { parts }, signal }) {
    const stopping = signal ?? new AbortController().signal;
    const [label = ''] = checkLabels([input.label]);
    yield* failingAsData(importLabelled(parts, { ...input, label }, stopping));
  }),
  revisions: os.drafts.revisions.handler(({ input, context: { parts } }) => [
    ...parts.store.revisions(parts.store.resolveDraft(input.id)),
  ]),
  revision: os.drafts.revision.handler(({ input, context: { parts } }) => {
    const kept = parts.store.revision(parts.store.resolveDraft(input.id), input.revision as RevisionId);
    return { title: kept.title, text: renderBody(kept.draft) };
  }),
  revert: os.drafts.revert.handler(({ input, context: { parts } }) => {
    const id = parts.store.resolveDraft(input.id);
    const kept = parts.store.revision(id, input.revision as RevisionId);
    parts.edit(id, 'revert', (draft) => ({
      ...replaceBody(draft, renderBody(kept.draft), parts.newId),
      title: kept.title,
    }));
    return parts.view(id);
  }),
  secrets: os.drafts.secrets.handler(async ({ input, context: { parts } }) => [
    ...(await secretsOf(parts.store, parts.store.resolveDraft(input.id))),
  ]),
  maskSecrets: os.drafts.maskSecrets.handler(async ({ input, context: { parts } }) => {
    const id = parts.store.resolveDraft(input.id);
    await maskSecrets(parts, id, input.secrets ?? null);
    return parts.view(id);
  }),
};
