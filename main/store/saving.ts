/** Writing drafts: as a whole when they are made, and what changed of them afterwards. */
import { isDeepStrictEqual } from 'node:util';

import type { Draft, Entry } from '../../app/draft.ts';
import { DebriefError } from '../../app/errors.ts';
import type { DraftId, EntryId } from '../../app/ids.ts';
import { timelineOf } from '../../app/timeline/entries.ts';
import type { DraftTable } from './drafts.ts';
import type { PartTables } from './parts.ts';
import { readParts, writeParts } from './parts.ts';
import type { NotePictures } from './pictures.ts';
import type { RevisionReason, RevisionTable } from './revisions.ts';
import { StaleDraft } from './stale-draft.ts';
import type { SyncTable } from './sync-records.ts';

export interface Saving {
  readonly drafts: DraftTable;
  readonly parts: PartTables;
  readonly revisions: RevisionTable;
  readonly notePictures: NotePictures;
  readonly sync: SyncTable;
  readonly nowMs: () => number;
}

/** @throws DebriefError draft.unknown */
export function readDraft({ drafts, parts }: Pick<Saving, 'drafts' | 'parts'>, id: DraftId): Draft {
  const head = drafts.get(id);
  if (head === null) throw new DebriefError('draft.unknown', { id });
  return { ...head, sections: readParts(parts, id) };
}

export function insertDraft({ drafts, parts, notePictures, nowMs }: Saving, draft: Draft): void {
  drafts.insert(draft);
  writeParts(parts, draft.id, [], draft.sections, nowMs());
  notePictures(draft);
}

/** When a draft last changed is not part of what it says. */
function content({ updatedAtMs: _updatedAtMs, ...said }: Draft): Omit<Draft, 'updatedAtMs'> {
  return said;
}

/** What its issue is made of: the stopwatch has no part in it. */
function filedPart({ title, repo, host, labels, zone, zoneSource, sections }: Draft): unknown {
  return [title, repo, host, labels, zone, zoneSource, sections];
}

/**
 * Writes what changed from `before` to `after`, keeps the version before it where the reason asks for one, and notes
 * that GitHub is owed it.
 * @returns the draft as it is kept now
 * @throws StaleDraft if `before` is not what is kept; DebriefError draft.unknown
 */
export function saveDraft(saving: Saving, before: Draft, after: Draft, reason: RevisionReason): Draft {
  const { drafts, parts, revisions, notePictures, sync } = saving;
  const kept = readDraft(saving, before.id);
  if (!isDeepStrictEqual(content(kept), content(before))) throw new StaleDraft(before.id);
  if (isDeepStrictEqual(content(before), content(after))) return kept;
  const nowMs = saving.nowMs();
  const saved: Draft = {
    ...after,
    id: before.id,
    createdAtMs: before.createdAtMs,
    updatedAtMs: Math.max(kept.updatedAtMs, nowMs),
  };
  revisions.keep(kept, saved, reason, nowMs);
  drafts.update(saved);
  writeParts(parts, before.id, before.sections, saved.sections, nowMs);
  notePictures(saved);
  if (!isDeepStrictEqual(filedPart(before), filedPart(saved))) sync.markChanged(before.id);
  return saved;
}

/**
 * Adds an entry to the first timeline without reading the draft: what a person waits for during an incident.
 * @param by whether a person logged it, or the app remarks it: then the draft is not the one last logged into
 * @throws DebriefError draft.unknown (also for a draft that was put aside), timeline.missing
 */
export function logEntry(
  { drafts, parts, sync, nowMs }: Saving,
  draft: DraftId,
  entry: Entry,
  by: 'person' | 'app',
): void {
  if (!drafts.touch(draft, nowMs(), by)) throw new DebriefError('draft.unknown', { id: draft });
  if (!parts.entries.append(draft, entry)) throw new DebriefError('timeline.missing');
  sync.markChanged(draft);
}

/**
 * Adds an entry that waited outside of the database, also to a draft that was put aside meanwhile.
 * @returns false if there is no such draft, or it has no timeline: then nothing was changed
 */
export function takeInEntry({ drafts, parts, sync, nowMs }: Saving, draft: DraftId, entry: Entry): boolean {
  if (!parts.entries.append(draft, entry)) return false;
  // It was logged earlier: which incident was logged into last is not for it to say.
  if (!drafts.touch(draft, nowMs(), 'app')) drafts.bump(draft);
  sync.markChanged(draft);
  return true;
}

/**
 * Brings a removed entry back to where it was: into its section, or the first timeline if that is gone.
 * @throws DebriefError draft.unknown, entry.unknown, timeline.missing
 */
export function restoreEntry(saving: Saving, id: DraftId, entry: EntryId): Entry {
  const { drafts, parts, sync, nowMs } = saving;
  const before = readDraft(saving, id);
  const restored = parts.entries.removed(id).find((each) => each.id === entry);
  if (restored === undefined) throw new DebriefError('entry.unknown', { id: entry });
  parts.entries.restore(id, entry, timelineOf(before).id);
  parts.entries.arrange(
    id,
    readParts(parts, id).map((section) => section.entries),
  );
  drafts.update({ ...before, updatedAtMs: Math.max(before.updatedAtMs, nowMs()) });
  sync.markChanged(id);
  const { removedAtMs: _removedAtMs, ...asItWas } = restored;
  return asItWas;
}
