/** What the store does with what was written under the issues of drafts. */
import type { Comment } from '../../app/comments.ts';
import type { DraftId } from '../../app/ids.ts';
import type { Access } from './access.ts';
import type { CommentReading } from './comment-readings.ts';
import { commentReadings } from './comment-readings.ts';
import type { CommentState, KeptComment } from './comments.ts';
import { commentTable } from './comments.ts';
import type { Db } from './connection.ts';
import { draftTable } from './drafts.ts';

export interface CommentStore {
  /** Oldest first. */
  comments(draft: DraftId): readonly KeptComment[];
  /** Keeps what was read, and how far: new comments as new, edits of those that are known. */
  keepComments(draft: DraftId, comments: readonly Comment[], reading: CommentReading): void;
  markComments(draft: DraftId, ids: readonly number[], state: CommentState): void;
  commentReading(draft: DraftId): CommentReading;
  /** Whether new comments go into the timeline by themselves. */
  followComments(draft: DraftId, follows: boolean): void;
  /** Drafts in use that follow their comments. */
  followedDrafts(): readonly DraftId[];
}

export function commentStore({ db, access }: { readonly db: Db; readonly access: Access }): CommentStore {
  const table = commentTable(db);
  const readings = commentReadings(db);
  const drafts = draftTable(db);
  return {
    comments: (draft) => access.read(() => table.of(draft)),
    keepComments: (draft, comments, reading) =>
      access.write(() => {
        readings.set(draft, reading);
        if (table.keep(draft, comments)) drafts.bump(draft);
      }),
    markComments: (draft, ids, state) =>
      access.write(() => {
        table.mark(draft, ids, state);
        drafts.bump(draft);
      }),
    commentReading: (draft) => access.read(() => readings.get(draft)),
    followComments: (draft, follows) =>
      access.write(() => {
        readings.set(draft, { ...readings.get(draft), follows });
        drafts.bump(draft);
      }),
    followedDrafts: () => access.read(() => readings.followed()),
  };
}
