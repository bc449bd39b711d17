import { hasLevel } from '../access.ts';
import { commentAnswer } from '../answers.ts';
import type { Comment, Issue, Repository } from '../model.ts';
import { paged } from '../paging.ts';
import { repositoryUrl } from '../places.ts';
import { notFound, notYours, type Answer, type FieldError } from '../problems.ts';
import { findComment } from '../state.ts';
import { isLongerThan, LONGEST_BODY, onIssue, refuseInvalid, type Call } from './call.ts';

/** GET /repos/{owner}/{repo}/issues/{issue_number}/comments, oldest first. */
export function listComments(call: Call, repository: Repository): Answer {
  return onIssue(call, repository, (issue) => {
    const sinceMs = Date.parse(call.query.get('since') ?? '');
    const shown = issue.comments.filter((comment) => Number.isNaN(sinceMs) || comment.updatedAtMs >= sinceMs);
    const url = `${call.apiUrl}/repositories/${repository.id}/issues/${issue.number}/comments`;
    return paged(shown, call.query, url, (comment) => commentAnswer(call, repository, issue, comment));
  });
}

/** POST /repos/{owner}/{repo}/issues/{issue_number}/comments */
export function createComment(call: Call, repository: Repository): Answer {
  return onIssue(call, repository, (issue) => {
    const { body } = call.body;
    const text = typeof body === 'string' ? body : '';
    const refused = refuseInvalid(call, textErrors(text));
    if (refused !== null) return refused;
    const comment = call.state.addComment(issue, call.viewer.account?.login ?? '', text);
    const location = `${repositoryUrl(call, repository)}/issues/comments/${comment.id}`;
    return { status: 201, headers: { location }, json: commentAnswer(call, repository, issue, comment) };
  });
}

/** GET /repos/{owner}/{repo}/issues/comments/{comment_id} */
export function getComment(call: Call, repository: Repository): Answer {
  return onComment(call, repository, (issue, comment) => ({
    status: 200,
    json: commentAnswer(call, repository, issue, comment),
  }));
}

/** PATCH /repos/{owner}/{repo}/issues/comments/{comment_id} */
export function updateComment(call: Call, repository: Repository): Answer {
  return onComment(call, repository, (issue, comment) => {
    if (!mayChange(call, repository, comment)) return notYours(call.documentation);
    const { body } = call.body;
    const text = typeof body === 'string' ? body : '';
    const refused = refuseInvalid(call, textErrors(text));
    if (refused !== null) return refused;
    call.state.changeComment(issue, comment, text);
    return { status: 200, json: commentAnswer(call, repository, issue, comment) };
  });
}

/** DELETE /repos/{owner}/{repo}/issues/comments/{comment_id} */
export function deleteComment(call: Call, repository: Repository): Answer {
  return onComment(call, repository, (issue, comment) => {
    if (!mayChange(call, repository, comment)) return notYours(call.documentation);
    issue.comments.splice(issue.comments.indexOf(comment), 1);
    return { status: 204 };
  });
}

function onComment(
  call: Call,
  repository: Repository,
  act: (issue: Issue, comment: Comment) => Answer,
): Answer {
  const found = findComment(repository, Number(call.params['comment_id']));
  return found === null ? notFound(call.documentation) : act(found.issue, found.comment);
}

function mayChange(call: Call, repository: Repository, comment: Comment): boolean {
  return comment.author === call.viewer.account?.login || hasLevel(call.viewer, repository, 'write');
}

function textErrors(text: string): FieldError[] {
  const place = { resource: 'IssueComment', field: 'data', code: 'unprocessable' };
  if (text.trim() === '') return [{ ...place, message: 'Body cannot be blank' }];
  if (!isLongerThan(text, LONGEST_BODY)) return [];
  return [{ ...place, message: `Body is too long (maximum is ${LONGEST_BODY} characters)` }];
}
