import { hasLevel } from '../access.ts';
import { issueAnswer } from '../answers.ts';
import type { Issue, Repository } from '../model.ts';
import { paged } from '../paging.ts';
import { issueUrl } from '../places.ts';
import { issuesDisabled, needsAuthentication, notYours, type Answer } from '../problems.ts';
import { issuesOf } from '../state.ts';
import { onIssue, refuseUnsupported, type Call } from './call.ts';
import { readIssueFields } from './issue-fields.ts';

/** Fields and filters of issues that GitHub has and Debrief has no use for. */
const UNSUPPORTED_FIELDS = ['milestone', 'type', 'issue_field_values', 'duplicate_issue_id'];
const UNSUPPORTED_FILTERS = ['milestone', 'assignee', 'mentioned', 'type', 'issue_field_values'];

/** GET /repos/{owner}/{repo}/issues. Pull requests are among them, and all that is left where issues are off. */
export function listIssues(call: Call, repository: Repository): Answer {
  refuseUnsupported(call, UNSUPPORTED_FILTERS);
  const { nowMs } = call.state;
  const listed = issuesOf(repository)
    .filter((issue) => issue.listedFromMs <= nowMs)
    .filter((issue) => repository.hasIssues || issue.isPullRequest)
    .filter((issue) => matches(call.query, issue))
    .toSorted(order(call.query));
  const url = `${call.apiUrl}/repositories/${repository.id}/issues`;
  return paged(listed, call.query, url, (issue) => issueAnswer(call, repository, issue));
}

function matches(query: URLSearchParams, issue: Issue): boolean {
  const state = query.get('state') ?? 'open';
  const creator = query.get('creator')?.toLowerCase();
  const sinceMs = Date.parse(query.get('since') ?? '');
  const labels = issue.labels.map((name) => name.toLowerCase());
  const wanted = (query.get('labels') ?? '').toLowerCase().split(',').filter(Boolean);
  return (
    (state === 'all' || issue.state === state) &&
    (creator === undefined || issue.author.toLowerCase() === creator) &&
    (Number.isNaN(sinceMs) || issue.updatedAtMs >= sinceMs) &&
    wanted.every((name) => labels.includes(name))
  );
}

function order(query: URLSearchParams): (one: Issue, other: Issue) => number {
  const sort = query.get('sort') ?? 'created';
  const sign = query.get('direction') === 'asc' ? 1 : -1;
  const key = (issue: Issue): number => {
    if (sort === 'updated') return issue.updatedAtMs;
    return sort === 'comments' ? issue.comments.length : issue.createdAtMs;
  };
  return (one, other) => sign * (key(one) - key(other) || one.number - other.number);
}

/** POST /repos/{owner}/{repo}/issues */
export function createIssue(call: Call, repository: Repository): Answer {
  refuseUnsupported(call, UNSUPPORTED_FIELDS);
  if (!repository.hasIssues) return issuesDisabled();
  const { account } = call.viewer;
  if (account === null) return needsAuthentication(call.documentation);
  const reading = readIssueFields(call, repository);
  if ('refused' in reading) return reading.refused;
  const { title = '', body = null, labels = [], assignees = [] } = reading.change;
  const author = account.login;
  const issue = call.state.createIssue(repository, {
    title,
    body,
    labels,
    assignees,
    author,
    isPullRequest: false,
  });
  const headers = { location: issueUrl(call, repository, issue) };
  return { status: 201, headers, json: issueAnswer(call, repository, issue) };
}

/** GET /repos/{owner}/{repo}/issues/{issue_number} */
export function getIssue(call: Call, repository: Repository): Answer {
  return onIssue(call, repository, (issue) => ({
    status: 200,
    headers: { 'last-modified': new Date(issue.updatedAtMs).toUTCString() },
    json: issueAnswer(call, repository, issue),
  }));
}

/** PATCH /repos/{owner}/{repo}/issues/{issue_number}. For its author, and for who may push. */
export function updateIssue(call: Call, repository: Repository): Answer {
  refuseUnsupported(call, UNSUPPORTED_FIELDS);
  return onIssue(call, repository, (issue) => {
    const login = call.viewer.account?.login ?? '';
    if (issue.author !== login && !hasLevel(call.viewer, repository, 'triage'))
      return notYours(call.documentation);
    const reading = readIssueFields(call, repository);
    if ('refused' in reading) return reading.refused;
    call.state.changeIssue(issue, reading.change, login);
    return { status: 200, json: issueAnswer(call, repository, issue) };
  });
}
