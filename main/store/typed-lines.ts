import { PHASES } from '../../app/draft.ts';
import type { DraftId } from '../../app/ids.ts';
import type { TypedLine } from '../../app/views.ts';
import type { Db } from './connection.ts';
import { statement } from './statement.ts';

export interface TypedLineTable {
  /** What is kept for a draft, the line that was begun last first. */
  of(draft: DraftId): readonly TypedLine[];
  /** Keeps a line, over what was kept of it before. */
  put(draft: DraftId, line: TypedLine): void;
  /** Forgets a line: it was logged, or taken back. */
  remove(draft: DraftId, id: string): void;
}

interface Row {
  readonly id: string;
  readonly at_ms: number;
  readonly text: string;
  readonly phase: string | null;
}

export function typedLineTable(db: Db): TypedLineTable {
  const of = statement<[DraftId], Row>(
    db,
    `SELECT id, at_ms, text, phase FROM typed_line WHERE draft_id = ? ORDER BY at_ms DESC`,
  );
  const put = statement<[Row & { readonly draft_id: DraftId }]>(
    db,
    `INSERT INTO typed_line (draft_id, id, at_ms, text, phase) VALUES (@draft_id, @id, @at_ms, @text, @phase)
     ON CONFLICT (draft_id, id) DO UPDATE SET at_ms = excluded.at_ms, text = excluded.text, phase = excluded.phase`,
  );
  const remove = statement<[DraftId, string]>(db, `DELETE FROM typed_line WHERE draft_id = ? AND id = ?`);
  return {
    of: (draft) =>
      of.all(draft).map(({ id, at_ms: atMs, text, phase }) => ({
        id,
        atMs,
        text,
        phase: PHASES.find((each) => each === phase) ?? null,
      })),
    put(draft, { id, atMs, text, phase }) {
      put.run({ draft_id: draft, id, at_ms: atMs, text, phase });
    },
    remove(draft, id) {
      remove.run(draft, id);
    },
  };
}
