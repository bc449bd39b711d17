/** The stopwatch and the timeline. Logging is the one path that nothing may slow down or lose. */
import { addBackfill } from '../../app/backfill/into-draft.ts';
import { entriesOf, lastMadeHere } from '../../app/draft.ts';
import { DebriefError } from '../../app/errors.ts';
import type { DraftId, EntryId, SectionId } from '../../app/ids.ts';
import { editEntry, makeEntry, removeEntry } from '../../app/timeline/entries.ts';
import type { EntryView } from '../../app/views.ts';
import { draftFor } from '../entry-log.ts';
import type { Parts } from '../parts.ts';
import { entryView } from '../entry-view.ts';
import { os } from './base.ts';
import { newDraft } from './new-draft.ts';

/** When it is, or was when this machine's clock showed `stampMs`, by the clock of the draft's incident. */
function momentOf(parts: Parts, id: DraftId, stampMs: number | undefined): number {
  return stampMs === undefined ? parts.clocks.nowMs(id) : parts.clocks.instantOf(id, stampMs);
}

function find(parts: Parts, draft: DraftId, entry: string): EntryView {
  const found = entriesOf(parts.store.getDraft(draft)).find((each) => each.id === entry);
  if (found === undefined) throw new DebriefError('entry.unknown', { id: entry });
  return entryView(found, draft);
}

export const timeline = {
  start: os.timeline.start.handler(async ({ input, context: { parts } }) => {
    const startedAtMs = input.atMs ?? parts.nowMs();
    if (input.id === undefined) {
      const draft = await newDraft(parts, input, null);
      parts.store.transaction(() => {
        parts.store.insertDraft({ ...draft, startedAtMs });
        parts.clocks.start(draft.id);
      });
      parts.changes.tell();
      return parts.view(draft.id);
    }
    const id = parts.store.resolveDraft(input.id);
    // Started again after a stop, the clock goes on from the first start.
    parts.clocks.start(id);
    parts.edit(id, 'stopwatch', (draft) => ({
      ...draft,
      startedAtMs: draft.startedAtMs ?? startedAtMs,
      endedAtMs: null,
    }));
    return parts.view(id);
  }),
  stop: os.timeline.stop.handler(({ input, context: { parts } }) => {
    const id = parts.store.resolveDraft(input.id);
    const atMs = momentOf(parts, id, input.stampMs);
    parts.edit(id, 'stopwatch', (draft) =>
      draft.startedAtMs === null || draft.endedAtMs !== null
        ? draft
        : { ...draft, endedAtMs: Math.max(draft.startedAtMs, atMs) },
    );
    return parts.view(id);
  }),
  current: os.timeline.current.handler(({ context: { parts } }) =>
    parts.view(draftFor(parts.store, undefined)),
  ),
  log: os.timeline.log.handler(({ input, context: { parts } }) => {
    const { draft, entry } = parts.entryLog.log(input);
    const logged = entryView(entry, draft);
    parts.changes.tellLogged(logged);
    return logged;
  }),
  typed: os.timeline.typed.handler(({ input, context: { parts } }) => [
    ...parts.store.typedLines(parts.store.resolveDraft(input.id)),
  ]),
  keepTyped: os.timeline.keepTyped.handler(({ input, context: { parts } }) => {
    parts.store.keepTypedLine(parts.store.resolveDraft(input.id), input.line);
    return {};
  }),
  dropTyped: os.timeline.dropTyped.handler(({ input, context: { parts } }) => {
    parts.store.dropTypedLine(parts.store.resolveDraft(input.id), input.line);
    return {};
  }),
  addAll: os.timeline.addAll.handler(({ input, context: { parts } }) => {
    const id = parts.store.resolveDraft(input.draft);
    const entries = input.entries.map(({ atMs, certainty, text, phase = null }) =>
      makeEntry(parts.newId() as EntryId, atMs, text, phase, certainty),
    );
    const read = input.section === undefined ? null : { ...input.section, id: input.section.id as SectionId };
    const revision = parts.store.transaction(() => {
      parts.edit(id, 'backfill', (draft) => addBackfill(draft, entries, read, parts.newId));
      return parts.store.revisions(id)[0]?.id;
    });
    if (revision === undefined) throw new Error('the version before is kept with every backfill');
    parts.changes.tell();
    return { entries: entries.map((each) => entryView(each, id)), revision };
  }),
  edit: os.timeline.edit.handler(({ input, context: { parts } }) => {
    const id = parts.store.resolveDraft(input.draft);
    const { atMs, certainty, text, phase } = input;
    parts.edit(id, 'entry', (draft) =>
      editEntry(draft, input.entry as EntryId, {
        ...(atMs === undefined ? {} : { atMs }),
        ...(certainty === undefined ? {} : { certainty }),
        ...(text === undefined ? {} : { text }),
        ...(phase === undefined ? {} : { phase }),
      }),
    );
    return find(parts, id, input.entry);
  }),
  remove: os.timeline.remove.handler(({ input, context: { parts } }) => {
    const id = parts.store.resolveDraft(input.draft);
    const removed = find(parts, id, input.entry);
    parts.edit(id, 'remove', (draft) => removeEntry(draft, input.entry as EntryId));
    return removed;
  }),
  restore: os.timeline.restore.handler(({ input, context: { parts } }) => {
    const id = parts.store.resolveDraft(input.draft);
    parts.store.restoreEntry(id, input.entry as EntryId);
    parts.changes.tell();
    return find(parts, id, input.entry);
  }),
  undo: os.timeline.undo.handler(({ input, context: { parts } }) => {
    const id = draftFor(parts.store, input.draft);
    const last = parts.store.transaction(() => {
      const draft = parts.store.getDraft(id);
      const made = lastMadeHere(draft);
      if (made === null) throw new DebriefError('undo.nothing', { title: draft.title });
      parts.store.saveDraft(draft, removeEntry(draft, made.id), 'remove');
      return made;
    });
    parts.changes.tell();
    return entryView(last, id);
  }),
  redo: os.timeline.redo.handler(({ input, context: { parts } }) => {
    const id = draftFor(parts.store, input.draft);
    const last = parts.store.transaction(() => {
      const [removed] = parts.store.removedEntries(id);
      if (removed === undefined)
        throw new DebriefError('redo.nothing', { title: parts.store.getDraft(id).title });
      return parts.store.restoreEntry(id, removed.id);
    });
    parts.changes.tell();
    return entryView(last, id);
  }),
};
