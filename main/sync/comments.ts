/**
 * Takes in what was written under the issue of a draft. Only ever reads GitHub: when a person looks, and by itself for a
 * draft that follows its comments. Nothing new costs no quota.
 */
import { isOwnComment, isTaken, takeComments } from '../../app/comments.ts';
import { DebriefError } from '../../app/errors.ts';
import type { DraftId } from '../../app/ids.ts';
import type { Outcome } from '../../app/sync.ts';
import { siteOf } from '../account/server.ts';
import { notSignedIn } from '../account/session.ts';
import { errorOf } from '../github/answer.ts';
import type { Parts } from '../parts.ts';
import { AccountPauses } from './account-pauses.ts';

/** Reads what is new under the issue. @throws DebriefError comments.notFiled, account.*, github.* */
export async function readComments(parts: Parts, id: DraftId): Promise<void> {
  const { store, session, github, nowMs } = parts;
  const { issue } = store.getSync({ kind: 'draft', id });
  if (issue === null) throw new DebriefError('comments.notFiled');
  const site = siteOf(issue.url);
  const credentials = await session.credentials(site);
  if (credentials === null) {
    const { code, params } = notSignedIn(site);
    throw new DebriefError(code, params);
  }
  const account = credentials.server.host;
  const pauses = new AccountPauses(store, nowMs);
  const untilMs = pauses.untilMs(account);
  if (untilMs !== null) throw new DebriefError('github.waiting', { until: new Date(untilMs).toISOString() });
  const kept = store.commentReading(id);
  const before = kept.issueUrl === issue.url ? kept : { ...kept, since: null, etag: null };
  const { comments } = await github.answering(credentials);
  const answer = await comments.listChanged(issue, before.since, before.etag);
  parts.connectivity.note(credentials.server.apiUrl, answer.is !== 'notSent');
  if (answer.is === 'unchanged') {
    store.keepComments(id, [], { ...before, readAtMs: nowMs() });
    return;
  }
  if (answer.is !== 'told') {
    pauses.note(account, answer satisfies Outcome);
    throw errorOf(answer);
  }
  const { comments: found, latest, etag } = answer.value;
  const colleagues = found
    .filter((each) => !isOwnComment(each.body))
    .map(({ id: number, url, author, createdAtMs, body }) => ({
      id: number,
      url,
      author,
      atMs: createdAtMs,
      text: body,
    }));
  store.keepComments(id, colleagues, {
    ...store.commentReading(id),
    issueUrl: issue.url,
    since: latest,
    etag,
    readAtMs: nowMs(),
  });
}

/** Puts comments into the timeline, each once, in one transaction. @throws DebriefError timeline.missing */
export function takeIn(parts: Parts, id: DraftId, ids: readonly number[]): void {
  const { store, newId, edit } = parts;
  store.transaction(() => {
    const wanted = store.comments(id).filter((each) => ids.includes(each.id));
    edit(id, 'entry', (draft) => takeComments(draft, wanted, newId));
    store.markComments(
      id,
      wanted.map((each) => each.id),
      'taken',
    );
  });
  parts.changes.tell();
}

/** Those that nobody has decided on, and that no entry of the draft has. */
export function newComments(parts: Parts, id: DraftId): readonly number[] {
  const draft = parts.store.getDraft(id);
  return parts.store
    .comments(id)
    .filter((each) => each.state === 'new' && !isTaken(draft, each))
    .map((each) => each.id);
}

/** One look for every draft that follows its comments. What can't be read now is read the next time. */
export async function followComments(parts: Parts): Promise<void> {
  for (const id of parts.store.followedDrafts()) {
    try {
      await readComments(parts, id);
      const found = newComments(parts, id);
      if (found.length > 0) takeIn(parts, id, found);
    } catch (error) {
      if (!(error instanceof DebriefError)) throw error;
    }
  }
}
