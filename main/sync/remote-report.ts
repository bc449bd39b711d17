/** A report as GitHub has it, whole: the issue, and the comments that a long one goes on in. */
import type { IssueRef } from '../../app/draft.ts';
import type { Held } from '../../app/parts.ts';
import { heldAlone, joinBody, withComment, withHead } from '../../app/parts.ts';
import type { PartWrite } from '../../app/parts.ts';
import { hasComments, hasStrays, holdingOf } from '../../app/parts/holding.ts';
import { readHead } from '../../app/parts/lines.ts';
import type { PartsRecord, SyncRecord } from '../../app/sync.ts';
import { sameVersion } from '../../app/sync.ts';
import type { Answer } from '../github/answer.ts';
import type { RemoteIssue } from '../github/issues.ts';
import type { SignedIn } from './signed-in.ts';

/** The body of its version is the whole report. */
export interface RemoteReport extends RemoteIssue {
  /** What of it is where. */
  readonly held: Held;
}

function reportOf(remote: RemoteIssue, held: Held): RemoteReport {
  return { ...remote, version: { ...remote.version, body: joinBody(held) }, held };
}

/** An issue that was filed just now: it has no comments. */
export function reportAlone(remote: RemoteIssue): RemoteReport {
  return reportOf(remote, heldAlone(remote.version.body));
}

/** An issue with the comments that its report goes on in, by one question more where there are any. */
export async function readWhole(
  remote: RemoteIssue,
  kept: PartsRecord | null,
  { comments, login }: Pick<SignedIn, 'comments' | 'login'>,
): Promise<Answer<RemoteReport>> {
  const { body } = remote.version;
  if (!hasComments(body, kept)) return { is: 'told', value: reportAlone(remote) };
  const seen = await comments.list(remote.issue);
  if (seen.is !== 'told') return seen;
  if (!hasStrays(body, seen.value))
    return { is: 'told', value: reportOf(remote, holdingOf(body, seen.value, kept, null)) };
  const me = await login();
  if (me.is !== 'told') return me;
  return { is: 'told', value: reportOf(remote, holdingOf(body, seen.value, kept, me.value.login)) };
}

/**
 * The report as it is on GitHub now.
 * @param seen what a list has just shown of the issue, where it did: then the issue is not read
 */
export async function readReport(
  issue: IssueRef,
  { base, etag, parts }: SyncRecord,
  seen: RemoteIssue | null,
  who: Pick<SignedIn, 'issues' | 'comments' | 'login'>,
): Promise<Answer<RemoteReport>> {
  if (seen !== null) return readWhole(seen, parts, who);
  const answer = await who.issues.read(issue, etag);
  if (answer.is === 'told') return readWhole(answer.value, parts, who);
  if (answer.is !== 'unchanged') return answer;
  if (base === null) return { is: 'unknown', status: 304 };
  const version = parts === null ? base : { ...base, body: parts.head };
  const same = { issue, version, etag, updatedAt: parts?.updatedAt ?? null, author: null };
  return readWhole(same, parts, who);
}

/** Does an issue in a list look as if it were not what both sides last agreed on? Of parts the list shows only that they changed. */
export function mayDiffer(remote: RemoteIssue, { base, parts }: SyncRecord): boolean {
  if (base === null) return false;
  if (parts === null && readHead(remote.version.body).partsOf === null)
    return !sameVersion(remote.version, base);
  return parts?.settled !== true || remote.updatedAt !== parts.updatedAt;
}

/** The report once the issue's own fields are others. */
export function afterIssueWrite(before: RemoteReport, remote: RemoteIssue): RemoteReport {
  return reportOf(remote, withHead(before.held, remote.version.body));
}

type CommentWrite = Exclude<PartWrite, { readonly do: 'head' }>;

/** Performs a write about a comment. Gives the report after it: as GitHub answered, and as it was asked. */
export async function writeComment(
  { comments }: Pick<SignedIn, 'comments'>,
  before: RemoteReport,
  write: CommentWrite,
): Promise<Answer<{ readonly answered: RemoteReport; readonly asked: RemoteReport }>> {
  const after = (id: number, body: string | null): RemoteReport =>
    // A comment counts as a change of its issue, whose new date this answer does not say.
    reportOf({ ...before, updatedAt: null }, withComment(before.held, id, body));
  if (write.do === 'remove') {
    const answer = await comments.remove(before.issue.repo, write.id);
    const gone = after(write.id, null);
    return answer.is === 'told' ? { is: 'told', value: { answered: gone, asked: gone } } : answer;
  }
  const answer =
    write.do === 'post'
      ? await comments.create(before.issue, write.body)
      : await comments.update(before.issue.repo, write.id, write.body);
  // Deleted since it was read: what is there now has to be looked at again.
  if (write.do === 'rewrite' && answer.is === 'refused' && answer.error.code === 'github.notFound')
    return { is: 'unknown', status: 404 };
  if (answer.is !== 'told') return answer;
  const { id, body } = answer.value;
  return { is: 'told', value: { answered: after(id, body), asked: after(id, write.body) } };
}
