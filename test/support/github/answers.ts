import { levelOf } from './access.ts';
import { accountAnswer } from './account-answers.ts';
import { isoSecond } from './instants.ts';
import type { JsonObject } from './json.ts';
import type { Comment, Issue, Repository } from './model.ts';
import { issuePage, issueUrl, nodeId, repositoryUrl } from './places.ts';
import { labelAnswer, type RepositoryView } from './repository-answers.ts';

/** An issue or pull request as GitHub shows it, in lists and by itself. */
export function issueAnswer(view: RepositoryView, repository: Repository, issue: Issue): JsonObject {
  const url = issueUrl(view, repository, issue);
  const assignees = issue.assignees.map((login) => accountAnswer(view, view.state.account(login)));
  return {
    id: issue.id,
    node_id: nodeId('Issue', issue.id),
    number: issue.number,
    title: issue.title,
    body: issue.body,
    user: accountAnswer(view, view.state.account(issue.author)),
    author_association: association(repository, issue.author),
    labels: issue.labels.map((name) => labelAnswer(view, repository, view.state.label(repository, name))),
    assignees,
    ...(view.version < '2026-03-10' && { assignee: assignees[0] ?? null }),
    milestone: null,
    comments: issue.comments.length,
    ...progress(view, issue),
    ...issueAddresses(view, repository, issue),
    ...(issue.isPullRequest && { draft: false, pull_request: pullRequest(view, repository, issue) }),
    reactions: noReactions(url),
    performed_via_github_app: null,
  };
}

function progress(view: RepositoryView, issue: Issue): JsonObject {
  return {
    state: issue.state,
    state_reason: issue.stateReason,
    locked: false,
    active_lock_reason: null,
    created_at: isoSecond(issue.createdAtMs),
    updated_at: isoSecond(issue.updatedAtMs),
    closed_at: issue.closedAtMs === null ? null : isoSecond(issue.closedAtMs),
    closed_by: issue.closedBy === null ? null : accountAnswer(view, view.state.account(issue.closedBy)),
  };
}

function issueAddresses(view: RepositoryView, repository: Repository, issue: Issue): JsonObject {
  const url = issueUrl(view, repository, issue);
  return {
    url,
    repository_url: repositoryUrl(view, repository),
    labels_url: `${url}/labels{/name}`,
    comments_url: `${url}/comments`,
    events_url: `${url}/events`,
    timeline_url: `${url}/timeline`,
    html_url: issuePage(view, repository, issue),
  };
}

function pullRequest(view: RepositoryView, repository: Repository, issue: Issue): JsonObject {
  const page = issuePage(view, repository, issue);
  return {
    url: `${repositoryUrl(view, repository)}/pulls/${issue.number}`,
    html_url: page,
    diff_url: `${page}.diff`,
    patch_url: `${page}.patch`,
  };
}

/** A comment as GitHub shows it. */
export function commentAnswer(
  view: RepositoryView,
  repository: Repository,
  issue: Issue,
  comment: Comment,
): JsonObject {
  const url = `${repositoryUrl(view, repository)}/issues/comments/${comment.id}`;
  return {
    id: comment.id,
    node_id: nodeId('IssueComment', comment.id),
    url,
    html_url: `${issuePage(view, repository, issue)}#issuecomment-${comment.id}`,
    issue_url: issueUrl(view, repository, issue),
    body: comment.body,
    user: accountAnswer(view, view.state.account(comment.author)),
    author_association: association(repository, comment.author),
    created_at: isoSecond(comment.createdAtMs),
    updated_at: isoSecond(comment.updatedAtMs),
    reactions: noReactions(url),
    performed_via_github_app: null,
  };
}

function association(repository: Repository, login: string): string {
  const level = levelOf(repository, login);
  if (login.toLowerCase() === repository.owner.toLowerCase()) return 'OWNER';
  return level !== null && level !== 'read' ? 'COLLABORATOR' : 'NONE';
}

function noReactions(url: string): JsonObject {
  const none = { '+1': 0, '-1': 0, laugh: 0, hooray: 0, confused: 0, heart: 0, rocket: 0, eyes: 0 };
  return { url: `${url}/reactions`, total_count: 0, ...none };
}
