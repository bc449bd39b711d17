import type { Need } from './access.ts';
import type { Handler, RepositoryHandler } from './endpoints/call.ts';
import {
  createComment,
  deleteComment,
  getComment,
  listComments,
  updateComment,
} from './endpoints/comments.ts';
import { getContents, putContents } from './endpoints/contents.ts';
import { createIssue, getIssue, listIssues, updateIssue } from './endpoints/issues.ts';
import { addLabels, removeLabel } from './endpoints/labels.ts';
import { getRepository, listLabels, listOwnRepositories } from './endpoints/repositories.ts';
import { getMeta, getOwnAccount, getRateLimit, getZen, listVersions } from './endpoints/service.ts';

interface Endpoint {
  readonly method: string;
  /** As GitHub's description has it: the operation is looked up there by it. */
  readonly template: string;
}

/** An operation that the stand-in has. */
export type Route =
  | (Endpoint & { readonly kind: 'service'; readonly handle: Handler })
  | (Endpoint & {
      readonly kind: 'repository';
      readonly need: Need;
      /** Counts towards GitHub's limits on content. */
      readonly createsContent: boolean;
      readonly handle: RepositoryHandler;
    });

/** A request's route, and what its path says. */
export interface Match {
  readonly route: Route;
  readonly params: Readonly<Record<string, string>>;
  /** The repository of the path: by name, or by id as in `/repositories/{id}`. */
  readonly repository: { readonly name: string } | { readonly id: number } | null;
  /** What follows the repository in the path, `/issues` and the like. */
  readonly rest: string;
}

const REPOSITORY = '/repos/{owner}/{repo}';
const ISSUE = `${REPOSITORY}/issues/{issue_number}`;
const COMMENT = `${REPOSITORY}/issues/comments/{comment_id}`;

const ROUTES: readonly Route[] = [
  service('/user', getOwnAccount),
  service('/user/repos', listOwnRepositories),
  service('/rate_limit', getRateLimit),
  service('/zen', getZen),
  service('/meta', getMeta),
  service('/versions', listVersions),
  repository('GET', REPOSITORY, 'metadata=read', getRepository),
  repository('GET', `${REPOSITORY}/labels`, 'issues=read', listLabels),
  repository('GET', `${REPOSITORY}/contents/{path}`, 'contents=read', getContents),
  repository('PUT', `${REPOSITORY}/contents/{path}`, 'contents=write', putContents),
  repository('GET', `${REPOSITORY}/issues`, 'issues=read', listIssues),
  repository('POST', `${REPOSITORY}/issues`, 'issues=write', createIssue, true),
  repository('GET', COMMENT, 'issues=read', getComment),
  repository('PATCH', COMMENT, 'issues=write', updateComment),
  repository('DELETE', COMMENT, 'issues=write', deleteComment),
  repository('GET', ISSUE, 'issues=read', getIssue),
  repository('PATCH', ISSUE, 'issues=write', updateIssue),
  repository('POST', `${ISSUE}/labels`, 'issues=write', addLabels),
  repository('DELETE', `${ISSUE}/labels/{name}`, 'issues=write', removeLabel),
  repository('GET', `${ISSUE}/comments`, 'issues=read', listComments),
  repository('POST', `${ISSUE}/comments`, 'issues=write', createComment, true),
];

function service(template: string, handle: Handler): Route {
  return { kind: 'service', method: 'GET', template, handle };
}

function repository(
  method: string,
  template: string,
  need: Need,
  handle: RepositoryHandler,
  createsContent = false,
): Route {
  return { kind: 'repository', method, template, need, handle, createsContent };
}

const PATTERNS = new Map(ROUTES.map((route) => [route, patternOf(route.template)]));

/** `/repositories/{id}` stands for `/repos/{owner}/{repo}`: GitHub's redirects and page links lead there. */
function patternOf(template: string): RegExp {
  const source = template
    .replace(REPOSITORY, '(?:/repos/(?<owner>[^/]+)/(?<repo>[^/]+)|/repositories/(?<repository_id>\\d+))')
    .replace('{path}', '(?<path>.+)')
    .replace(/\{(\w+)\}/g, '(?<$1>[^/]+)');
  return new RegExp(`^${source}$`);
}

/** The route of a request, or null where the stand-in has none. HEAD is GET without the body. */
export function matchRoute(method: string, path: string): Match | null {
  const wanted = method === 'HEAD' ? 'GET' : method;
  for (const [route, pattern] of PATTERNS) {
    const found = route.method === wanted ? pattern.exec(path) : null;
    if (found !== null) return matchOf(route, path, found.groups ?? {});
  }
  return null;
}

function matchOf(route: Route, path: string, groups: Readonly<Record<string, string | undefined>>): Match {
  const { repository_id: id, ...named } = groups;
  const params: Record<string, string> = {};
  for (const [name, value] of Object.entries(named)) {
    if (value !== undefined) params[name] = decoded(value);
  }
  const { owner, repo } = params;
  const byName = owner === undefined || repo === undefined ? null : { name: `${owner}/${repo}` };
  const rest = path.split('/').slice(id === undefined ? 4 : 3);
  return {
    route,
    params,
    repository: id === undefined ? byName : { id: Number(id) },
    rest: rest.map((segment) => `/${segment}`).join(''),
  };
}

/** What is no percent-encoding stands for itself. */
function decoded(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}
