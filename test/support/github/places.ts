import { fullName, type Issue, type Repository } from './model.ts';

/** Where the stand-in's answers point to. */
export interface Places {
  /** Base of the API, without a slash at its end. */
  readonly apiUrl: string;
  /** Base of the pages that a person would open, as `https://github.com`. */
  readonly webUrl: string;
}

/** The API address of a repository, by name. */
export function repositoryUrl(places: Places, repository: Repository): string {
  return `${places.apiUrl}/repos/${fullName(repository)}`;
}

/** The API address of an issue, by name and number. */
export function issueUrl(places: Places, repository: Repository, issue: Issue): string {
  return `${repositoryUrl(places, repository)}/issues/${issue.number}`;
}

/** The page of an issue or pull request. */
export function issuePage(places: Places, repository: Repository, issue: Issue): string {
  const kind = issue.isPullRequest ? 'pull' : 'issues';
  return `${places.webUrl}/${fullName(repository)}/${kind}/${issue.number}`;
}

/** A GraphQL node id: opaque to clients, unlike for every thing. */
export function nodeId(kind: string, id: number): string {
  return Buffer.from(`${kind}:${id}`).toString('base64url');
}
