/** The times and phases of every draft, without their texts: what it takes to say how long incidents took. */
import type { EntryView } from '../../app/views.ts';
import type { DraftId } from '../../app/ids.ts';
import type { Db } from './connection.ts';
import { certaintyOf } from './entries.ts';
import { statement } from './statement.ts';

/** A timeline whose entries have no text. */
export interface Timeline {
  readonly entries: EntryView[];
}

interface Row {
  readonly draft_id: string;
  readonly section_id: string;
  readonly id: string;
  readonly at_ms: number;
  readonly certainty: string;
  readonly until_ms: number | null;
  readonly phase: EntryView['phase'];
}

/** Gives the timelines of drafts in use in which a phase is marked, by draft. */
export function phaseTimelines(db: Db): () => ReadonlyMap<DraftId, readonly Timeline[]> {
  const all = statement<[], Row>(
    db,
    `SELECT entry.draft_id, section_id, entry.id, at_ms, certainty, until_ms, phase
     FROM draft CROSS JOIN entry ON entry.draft_id = draft.id AND entry.removed_at_ms IS NULL
     WHERE draft.removed_at_ms IS NULL AND EXISTS (
       SELECT 1 FROM entry AS marked
       WHERE marked.draft_id = draft.id AND marked.phase IS NOT NULL AND marked.removed_at_ms IS NULL)
     ORDER BY draft.key, order_ms`,
  );
  return () => {
    const byDraft = new Map<DraftId, Map<string, Timeline>>();
    for (const row of all.all()) {
      const draft = row.draft_id as DraftId;
      const timelines = byDraft.get(draft) ?? new Map<string, Timeline>();
      byDraft.set(draft, timelines);
      const timeline = timelines.get(row.section_id) ?? { entries: [] };
      timelines.set(row.section_id, timeline);
      const { id, at_ms: atMs, phase } = row;
      timeline.entries.push({ id, draft, atMs, certainty: certaintyOf(row), text: '', phase });
    }
    return new Map([...byDraft].map(([draft, timelines]) => [draft, [...timelines.values()]]));
  };
}
