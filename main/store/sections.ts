import type { Section } from '../../app/draft.ts';
import type { DraftId, SectionId } from '../../app/ids.ts';
import type { Db } from './connection.ts';
import { statement } from './statement.ts';

/** A section without what is listed in it. */
export type BareSection = Omit<Section, 'entries' | 'actions'>;

export interface SectionTable {
  /** The sections of a draft in the order of the document. */
  of(draft: DraftId): readonly BareSection[];
  /** Adds the section, or replaces the one with its id. */
  put(draft: DraftId, section: BareSection, position: number): void;
  remove(draft: DraftId, id: SectionId): void;
}

interface Row {
  readonly id: string;
  readonly level: number;
  readonly name: string;
  readonly kind: string;
  readonly action_kind: string | null;
  readonly heading_source: string | null;
  readonly text: string;
  readonly guidance: string;
}

function sectionOf(row: Row): BareSection {
  return {
    id: row.id as SectionId,
    level: row.level,
    name: row.name,
    kind: row.kind as Section['kind'],
    actionKind: row.action_kind as Section['actionKind'],
    headingSource: row.heading_source,
    text: row.text,
    guidance: row.guidance,
  };
}

export function sectionTable(db: Db): SectionTable {
  const of = statement<[DraftId], Row>(
    db,
    `SELECT id, level, name, kind, action_kind, heading_source, text, guidance FROM section WHERE draft_id = ? ORDER BY position`,
  );
  const put = statement<[Row & { readonly draft_id: string; readonly position: number }]>(
    db,
    `INSERT INTO section (draft_id, id, position, level, name, kind, action_kind, heading_source, text, guidance)
     VALUES (@draft_id, @id, @position, @level, @name, @kind, @action_kind, @heading_source, @text, @guidance)
     ON CONFLICT (draft_id, id) DO UPDATE SET
       position = excluded.position, level = excluded.level, name = excluded.name, kind = excluded.kind,
       action_kind = excluded.action_kind, heading_source = excluded.heading_source, text = excluded.text, guidance = excluded.guidance`,
  );
  const remove = statement<[DraftId, SectionId]>(db, `DELETE FROM section WHERE draft_id = ? AND id = ?`);
  return {
    of: (draft) => of.all(draft).map(sectionOf),
    put(draft, section, position) {
      put.run({
        draft_id: draft,
        id: section.id,
        position,
        level: section.level,
        name: section.name,
        kind: section.kind,
        action_kind: section.actionKind,
        heading_source: section.headingSource,
        text: section.text,
        guidance: section.guidance,
      });
    },
    remove(draft, id) {
      remove.run(draft, id);
    },
  };
}
