/** What was written under a draft's issue, and what of it goes into the timeline. */
import { isTaken } from '../../app/comments.ts';
import type { DraftId } from '../../app/ids.ts';
import type { CommentsView } from '../../app/views.ts';
import type { Parts } from '../parts.ts';
import type { KeptComment } from '../store/comments.ts';
import { readComments, takeIn } from '../sync/comments.ts';
import { os } from './base.ts';

function viewOf(parts: Parts, id: DraftId): CommentsView {
  const { store } = parts;
  const draft = store.getDraft(id);
  const { follows, readAtMs } = store.commentReading(id);
  const stateOf = (comment: KeptComment): KeptComment['state'] => {
    if (isTaken(draft, comment)) return 'taken';
    // It was taken once, and its entry was removed since: that is a decision too.
    return comment.state === 'taken' ? 'dismissed' : comment.state;
  };
  return {
    follows,
    readAtMs,
    comments: store.comments(id).map((comment) => ({ ...comment, state: stateOf(comment) })),
  };
}

export const comments = {
  list: os.comments.list.handler(({ input, context: { parts } }) =>
    viewOf(parts, parts.store.resolveDraft(input.id)),
  ),
  refresh: os.comments.refresh.handler(async ({ input, context: { parts } }) => {
    const id = parts.store.resolveDraft(input.id);
    await readComments(parts, id);
    parts.changes.tell();
    return viewOf(parts, id);
  }),
  take: os.comments.take.handler(({ input, context: { parts } }) => {
    const id = parts.store.resolveDraft(input.id);
    takeIn(parts, id, input.comments);
    return viewOf(parts, id);
  }),
  dismiss: os.comments.dismiss.handler(({ input, context: { parts } }) => {
    const id = parts.store.resolveDraft(input.id);
    parts.store.markComments(id, input.comments, 'dismissed');
    parts.changes.tell();
    return viewOf(parts, id);
  }),
  follow: os.comments.follow.handler(({ input, context: { parts } }) => {
    const id = parts.store.resolveDraft(input.id);
    parts.store.followComments(id, input.follows);
    parts.changes.tell();
    return viewOf(parts, id);
  }),
};
