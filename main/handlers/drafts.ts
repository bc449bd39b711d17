/** Drafts: list, make, change, put aside, export, import, history. */
import { createDraft } from '../../app/create.ts';
import type { Draft } from '../../app/draft.ts';
import { checkLabels, checkRepo, checkTitle } from '../../app/draft.ts';
import { DebriefError } from '../../app/errors.ts';
import { exportJson, importJson } from '../../app/export.ts';
import type { DraftId, RevisionId, SectionId } from '../../app/ids.ts';
import { importDraft } from '../../app/import.ts';
import { cutMarker } from '../../app/markdown/parse.ts';
import { renderBody } from '../../app/markdown/render.ts';
import { replaceBody, setSectionText, setZone } from '../../app/sections.ts';
import { NEW_RECORD } from '../../app/sync.ts';
import type { DraftView } from '../../app/views.ts';
import { errorOf } from '../github/answer.ts';
import type { Parts } from '../parts.ts';
import { secretsOf } from '../sync/secrets/guard.ts';
import { summaryOf } from '../views.ts';
import { os } from './base.ts';
import { maskSecrets } from './secrets.ts';
import { findTemplate } from './templates.ts';

interface Fields {
  readonly title?: string | undefined;
  readonly repo?: string | null | undefined;
  readonly zone?: string | undefined;
  readonly labels?: string[] | undefined;
}

/** The zone of a new draft: as given, else the setting, else that of this machine. */
export function zoneFor(parts: Parts, zone: string | undefined): string {
  return zone ?? (parts.settings().zone || parts.machineZone());
}

function repoFor(parts: Parts, repo: string | null | undefined): string | null {
  return repo === undefined ? parts.settings().repo || null : repo;
}

function change(draft: Draft, fields: Fields, parts: Parts): Draft {
  const zoned = fields.zone === undefined ? draft : setZone(draft, fields.zone, parts.newId);
  return {
    ...zoned,
    title: fields.title === undefined ? draft.title : checkTitle(fields.title),
    repo: fields.repo === undefined ? draft.repo : checkRepo(fields.repo),
    labels: fields.labels === undefined ? draft.labels : checkLabels(fields.labels),
  };
}

/** A new draft from the built-in template, not saved yet. */
export async function newDraft(
  parts: Parts,
  fields: Fields,
  template: Parameters<typeof findTemplate>[1],
): Promise<Draft> {
  const given = {
    ...fields,
    zone: zoneFor(parts, fields.zone),
    repo: checkRepo(repoFor(parts, fields.repo)),
  };
  return createDraft(await findTemplate(parts, template, given.repo), given, {
    nowMs: parts.nowMs(),
    newId: parts.newId,
  });
}

function insert(parts: Parts, draft: Draft): DraftView {
  parts.store.insertDraft(draft);
  parts.changes.tell();
  return parts.view(draft.id);
}

/** A file's text as a draft: Debrief's own JSON, or any Markdown. */
function fromText(parts: Parts, input: Fields & { readonly text: string; readonly fileName: string }): Draft {
  const making = { nowMs: parts.nowMs(), newId: parts.newId };
  if (/\.json$/i.test(input.fileName))
    return change(importJson(input.text, input.fileName, making), input, parts);
  const { text, fileName, ...fields } = input;
  const fallbackTitle =
    fileName.replace(/^.*[\\/]/, '').replace(/\.(?:md|markdown|txt)$/i, '') || 'Imported report';
  const given = { ...fields, repo: repoFor(parts, fields.repo), zone: zoneFor(parts, fields.zone) };
  return importDraft(text, { ...given, zoneGiven: fields.zone !== undefined, fallbackTitle }, making);
}

function isKnown(parts: Parts, id: string): boolean {
  try {
    return parts.store.getRecord(id as DraftId).id === id;
  } catch (error) {
    if (error instanceof DebriefError && error.code === 'draft.unknown') return false;
    throw error;
  }
}

/** An issue as a draft that is linked to it. The draft it was filed from, if that is on this machine. */
async function fromIssue(
  parts: Parts,
  repo: string,
  number: number,
  zone: string | undefined,
): Promise<DraftView> {
  const credentials = await parts.session.credentials();
  if (credentials === null) throw new DebriefError('account.none');
  const name = checkRepo(repo);
  if (name === null) throw new DebriefError('repo.invalid', { repo });
  const issues = await parts.github.issues(credentials);
  const answer = await issues.read({ repo: name, number, url: '' }, null);
  if (answer.is === 'unchanged') throw new DebriefError('github.unexpected', { status: 304 });
  if (answer.is !== 'told') throw errorOf(answer);
  const { issue, version, etag } = answer.value;
  const known = parts.store
    .allSync()
    .find(({ subject, record }) => subject.kind === 'draft' && record.issue?.url === issue.url);
  if (known !== undefined) return parts.view(known.subject.id as DraftId);
  const { text, marker } = cutMarker(version.body);
  const draft = importDraft(
    text,
    {
      title: version.title,
      repo: issue.repo,
      labels: version.labels,
      zone: zoneFor(parts, zone),
      zoneGiven: zone !== undefined,
      fallbackTitle: version.title,
    },
    { nowMs: parts.nowMs(), newId: parts.newId },
  );
  const id = marker !== null && !isKnown(parts, marker.draftId) ? (marker.draftId as DraftId) : draft.id;
  parts.store.transaction(() => {
    parts.store.insertDraft({ ...draft, id });
    parts.store.putSync(
      { kind: 'draft', id },
      { ...NEW_RECORD, state: 'synced', issue, base: version, etag },
    );
  });
  parts.changes.tell();
  return parts.view(id);
}

async function exported(parts: Parts, id: DraftId, format: 'md' | 'html' | 'json'): Promise<string> {
  const draft = parts.store.getDraft(id);
  if (format === 'md') return renderBody(draft);
  if (format === 'json') return exportJson(draft);
  const { renderPage } = await import('../../app/page.ts');
  const host = (await parts.session.account())?.host ?? 'github.com';
  return renderPage(draft.title, renderBody(draft), { repo: draft.repo, host });
}

export const drafts = {
  list: os.drafts.list.handler(({ input, context: { parts } }) => {
    const words = input.search?.trim() ?? '';
    if (words === '') return parts.store.listDrafts().map((record) => summaryOf(record));
    return parts.store.searchDrafts(words).map((record) => summaryOf(record, record.match));
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
  export: os.drafts.export.handler(async ({ input, context: { parts } }) => ({
    text: await exported(parts, parts.store.resolveDraft(input.id), input.format),
  })),
  import: os.drafts.import.handler(({ input, context: { parts } }) =>
    'issue' in input
      ? fromIssue(parts, input.issue.repo, input.issue.number, input.zone)
      : insert(parts, fromText(parts, input)),
  ),
  revisions: os.drafts.revisions.handler(({ input, context: { parts } }) => [
    ...parts.store.revisions(parts.store.resolveDraft(input.id)),
  ]),
  revision: os.drafts.revision.handler(({ input, context: { parts } }) => {
    const kept = parts.store.revision(parts.store.resolveDraft(input.id), input.revision as RevisionId);
    return { title: kept.title, text: kept.body };
  }),
  revert: os.drafts.revert.handler(({ input, context: { parts } }) => {
    const id = parts.store.resolveDraft(input.id);
    const kept = parts.store.revision(id, input.revision as RevisionId);
    parts.edit(id, 'revert', (draft) => ({
      ...replaceBody(draft, kept.body, parts.newId),
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
