/** A draft as JSON: all that it holds, readable by people and programs, and importable again without loss. */
import { z } from 'zod';

import type { Certainty, Draft, Entry, Section } from './draft.ts';
import { ACTION_KINDS, EXACT, PHASES } from './draft.ts';
import { DebriefError } from './errors.ts';
import type { ActionId, DraftId, EntryId, SectionId } from './ids.ts';
import type { Making } from './import.ts';
import { renderBody } from './markdown/render.ts';
import { MOST_PICTURES, pictureName } from './pictures.ts';
import type { PictureName } from './pictures.ts';
import { HOST } from './places.ts';
import { checkCertainty } from './timeline/entries.ts';

const instant = z.iso.datetime({ offset: true });
const slice = z.string().nullable();
const issue = z.object({ repo: z.string(), number: z.number().int(), url: z.string() });

/** Left out by the first Debrief, for which every time was exact. */
const certainty = z.discriminatedUnion('is', [
  z.object({ is: z.enum(['exact', 'about', 'unknown']) }),
  z.object({ is: z.literal('range'), until: instant, about: z.boolean() }),
]);
const entry = z.object({
  at: instant,
  certainty: certainty.default(EXACT),
  text: z.string(),
  phase: z.enum(PHASES).nullable(),
  headingSource: slice,
  textSource: slice,
});
const action = z.object({
  text: z.string(),
  kind: z.enum(ACTION_KINDS).nullable(),
  repo: z.string().nullable(),
  issue: issue.nullable(),
  source: slice,
  after: z.string(),
});
const section = z.object({
  level: z.number().int().min(0).max(6),
  name: z.string(),
  kind: z.enum(['prose', 'timeline', 'actions']),
  actionKind: z.enum(ACTION_KINDS).nullable(),
  headingSource: slice,
  text: z.string(),
  guidance: z.string(),
  entries: z.array(entry),
  actions: z.array(action),
});

/** `data`: its bytes in base64; null where the document would have become too long. */
const picture = z.object({
  name: z.string().refine((name) => pictureName(name) !== null),
  data: z.string().nullable(),
});

/** The document. `debrief` is the version of this format; `body` repeats the Markdown for readers of the file. */
export const exportDocument = z.object({
  debrief: z.literal(1),
  title: z.string(),
  repo: z.string().nullable(),
  // Files of earlier versions have none.
  host: z.string().regex(HOST).nullable().default(null),
  labels: z.array(z.string()),
  zone: z.string(),
  zoneSource: z.enum(['chosen', 'declared', 'assumed']),
  createdAt: instant,
  updatedAt: instant,
  startedAt: instant.nullable(),
  endedAt: instant.nullable(),
  body: z.string(),
  sections: z.array(section),
  // Files of earlier versions have none.
  pictures: z.array(picture).max(MOST_PICTURES).default([]),
});
export type ExportDocument = z.infer<typeof exportDocument>;

const iso = (atMs: number): string => new Date(atMs).toISOString();
const isoOrNull = (atMs: number | null): string | null => (atMs === null ? null : iso(atMs));
const msOrNull = (text: string | null): number | null => (text === null ? null : Date.parse(text));

function exportCertainty(known: Certainty): z.infer<typeof certainty> {
  return known.is === 'range' ? { is: 'range', until: iso(known.untilMs), about: known.about } : known;
}

function importEntry({ at, certainty: known, ...rest }: z.infer<typeof entry>, id: EntryId): Entry {
  const atMs = Date.parse(at);
  const read: Certainty =
    known.is === 'range' ? { is: 'range', untilMs: Date.parse(known.until), about: known.about } : known;
  return { id, atMs, certainty: checkCertainty(read, atMs), ...rest };
}

function exportSection({ id: _, entries, actions, ...rest }: Section): z.infer<typeof section> {
  return {
    ...rest,
    entries: entries.map(({ id: _id, atMs, certainty: known, ...each }) => ({
      at: iso(atMs),
      certainty: exportCertainty(known),
      ...each,
    })),
    actions: actions.map(({ id: _id, ...each }) => each),
  };
}

/** A picture with its bytes in base64; null where it is left to those who have it. */
export interface ExportedPicture {
  readonly name: PictureName;
  readonly data: string | null;
}

/** The draft as an indented JSON document. Ids stay out: they name things on this machine only. */
export function exportJson(draft: Draft, pictures: readonly ExportedPicture[] = []): string {
  const exported: z.infer<typeof exportDocument> = {
    debrief: 1,
    title: draft.title,
    repo: draft.repo,
    host: draft.host,
    labels: [...draft.labels],
    zone: draft.zone,
    zoneSource: draft.zoneSource,
    createdAt: iso(draft.createdAtMs),
    updatedAt: iso(draft.updatedAtMs),
    startedAt: isoOrNull(draft.startedAtMs),
    endedAt: isoOrNull(draft.endedAtMs),
    body: renderBody(draft),
    sections: draft.sections.map(exportSection),
    pictures: pictures.map((each) => ({ ...each })),
  };
  return `${JSON.stringify(exported, null, 2)}\n`;
}

function readJson(text: string, file: string): unknown {
  try {
    return JSON.parse(text.replace(/^\ufeff/, ''));
  } catch (error) {
    throw new DebriefError('file.notDebrief', {
      file,
      reason: error instanceof Error ? error.message : 'not JSON',
    });
  }
}

/** Such a document, from its text. @throws DebriefError file.notDebrief */
export function readExport(text: string, file: string): ExportDocument {
  const parsed = exportDocument.safeParse(readJson(text, file));
  if (!parsed.success) {
    const issue = parsed.error.issues[0];
    throw new DebriefError('file.notDebrief', {
      file,
      reason: `${issue?.path.join('.') ?? ''}: ${issue?.message ?? 'invalid'}`,
    });
  }
  return parsed.data;
}

/** A new draft from such a document. @throws DebriefError entry.endsFirst */
export function draftFromExport(data: ExportDocument, { newId, nowMs }: Making): Draft {
  return {
    id: newId() as DraftId,
    title: data.title,
    repo: data.repo,
    host: data.host,
    labels: data.labels,
    zone: data.zone,
    zoneSource: data.zoneSource,
    sections: data.sections.map(({ entries, actions, ...rest }) => ({
      id: newId() as SectionId,
      ...rest,
      entries: entries.map((each) => importEntry(each, newId() as EntryId)),
      actions: actions.map((each) => ({ id: newId() as ActionId, ...each })),
    })),
    createdAtMs: Date.parse(data.createdAt),
    updatedAtMs: nowMs,
    startedAtMs: msOrNull(data.startedAt),
    endedAtMs: msOrNull(data.endedAt),
  };
}
