import type { Comment } from '../../app/comments.ts';
import type { DraftId } from '../../app/ids.ts';
import type { Db } from './connection.ts';
import { statement } from './statement.ts';

/** `new`: nobody has looked at it. `dismissed`: it is not for the timeline. */
export type CommentState = 'new' | 'taken' | 'dismissed';

export interface KeptComment extends Comment {
  readonly state: CommentState;
}

export interface CommentTable {
  /** Oldest first. */
  of(draft: DraftId): readonly KeptComment[];
  /** Adds comments as new, and takes over what was edited of those that are kept already. Did anything change? */
  keep(draft: DraftId, comments: readonly Comment[]): boolean;
  mark(draft: DraftId, ids: readonly number[], state: CommentState): void;
}

interface Row {
  readonly id: number;
  readonly url: string;
  readonly author: string | null;
  readonly text: string;
  readonly at_ms: number;
  readonly state: string;
}

export function commentTable(db: Db): CommentTable {
  const of = statement<[DraftId], Row>(
    db,
    `SELECT id, url, author, text, at_ms, state FROM issue_comment WHERE draft_id = ? ORDER BY at_ms, id`,
  );
  const keep = statement<[Omit<Row, 'state'> & { readonly draft_id: DraftId }]>(
    db,
    `INSERT INTO issue_comment (draft_id, id, url, author, text, at_ms, state)
     VALUES (@draft_id, @id, @url, @author, @text, @at_ms, 'new')
     ON CONFLICT (draft_id, id) DO UPDATE SET url = excluded.url, author = excluded.author, text = excluded.text
       WHERE url <> excluded.url OR author IS NOT excluded.author OR text <> excluded.text`,
  );
  const mark = statement<[CommentState, DraftId, number]>(
    db,
    `UPDATE issue_comment SET state = ? WHERE draft_id = ? AND id = ?`,
  );
  return {
    of: (draft) =>
      of.all(draft).map(({ at_ms, state, ...rest }) => ({
        ...rest,
        atMs: at_ms,
        state: state as CommentState,
      })),
    keep: (draft, comments) =>
      comments
        .map(({ id, url, author, text, atMs }) =>
          keep.run({ draft_id: draft, id, url, author, text, at_ms: atMs }),
        )
        .some(({ changes }) => changes > 0),
    mark(draft, ids, state) {
      for (const id of ids) mark.run(state, draft, id);
    },
  };
}
