import { hasLevel } from './access.ts';
import { accountAnswer } from './account-answers.ts';
import type { ApiVersion } from './description.ts';
import { isoSecond } from './instants.ts';
import type { JsonObject } from './json.ts';
import { fullName, type Label, type Repository, type Viewer } from './model.ts';
import { nodeId, repositoryUrl, type Places } from './places.ts';
import { issuesOf, type State } from './state.ts';

/** What an answer about a repository depends on. */
export interface RepositoryView extends Places {
  readonly state: State;
  readonly viewer: Viewer;
  readonly version: ApiVersion;
}

/** A repository as it stands in lists (`repository`). */
export function repositoryAnswer(view: RepositoryView, repository: Repository): JsonObject {
  const openIssues = issuesOf(repository).filter((issue) => issue.state === 'open').length;
  const has = (level: 'admin' | 'triage' | 'write' | 'read'): boolean =>
    hasLevel(view.viewer, repository, level);
  return {
    id: repository.id,
    node_id: nodeId('Repository', repository.id),
    name: repository.name,
    full_name: fullName(repository),
    owner: accountAnswer(view, view.state.account(repository.owner)),
    private: repository.isPrivate,
    visibility: repository.isPrivate ? 'private' : 'public',
    description: null,
    fork: false,
    ...addresses(view, repository),
    ...features(view, repository),
    ...tallies(openIssues),
    created_at: isoSecond(repository.createdAtMs),
    updated_at: isoSecond(repository.updatedAtMs),
    pushed_at: isoSecond(repository.updatedAtMs),
    permissions: {
      admin: has('admin'),
      maintain: has('admin'),
      push: has('write'),
      triage: has('triage'),
      pull: has('read'),
    },
  };
}

/** A repository as asked for by name (`full-repository`). */
export function fullRepositoryAnswer(view: RepositoryView, repository: Repository): JsonObject {
  return { ...repositoryAnswer(view, repository), network_count: 0, subscribers_count: 0 };
}

function features(view: RepositoryView, repository: Repository): JsonObject {
  return {
    default_branch: 'main',
    homepage: null,
    language: null,
    license: null,
    mirror_url: null,
    topics: [],
    archived: repository.isArchived,
    disabled: false,
    is_template: false,
    allow_forking: true,
    web_commit_signoff_required: false,
    has_issues: repository.hasIssues,
    has_projects: true,
    has_wiki: true,
    has_pages: false,
    has_discussions: false,
    ...(view.version < '2026-03-10' && { has_downloads: true }),
  };
}

function tallies(openIssues: number): JsonObject {
  return {
    size: 0,
    forks: 0,
    forks_count: 0,
    stargazers_count: 0,
    watchers: 0,
    watchers_count: 0,
    open_issues: openIssues,
    open_issues_count: openIssues,
  };
}

/** What follows a repository's address in each of its `…_url` members. */
const UNDER: Readonly<Record<string, string>> = {
  archive: '/{archive_format}{/ref}',
  assignees: '/assignees{/user}',
  blobs: '/git/blobs{/sha}',
  branches: '/branches{/branch}',
  collaborators: '/collaborators{/collaborator}',
  comments: '/comments{/number}',
  commits: '/commits{/sha}',
  compare: '/compare/{base}...{head}',
  contents: '/contents/{+path}',
  contributors: '/contributors',
  deployments: '/deployments',
  downloads: '/downloads',
  events: '/events',
  forks: '/forks',
  git_commits: '/git/commits{/sha}',
  git_refs: '/git/refs{/sha}',
  git_tags: '/git/tags{/sha}',
  hooks: '/hooks',
  issue_comment: '/issues/comments{/number}',
  issue_events: '/issues/events{/number}',
  issues: '/issues{/number}',
  keys: '/keys{/key_id}',
  labels: '/labels{/name}',
  languages: '/languages',
  merges: '/merges',
  milestones: '/milestones{/number}',
  notifications: '/notifications{?since,all,participating}',
  pulls: '/pulls{/number}',
  releases: '/releases{/id}',
  stargazers: '/stargazers',
  statuses: '/statuses/{sha}',
  subscribers: '/subscribers',
  subscription: '/subscription',
  tags: '/tags',
  teams: '/teams',
  trees: '/git/trees{/sha}',
};

function addresses(view: Places, repository: Repository): JsonObject {
  const url = repositoryUrl(view, repository);
  const page = `${view.webUrl}/${fullName(repository)}`;
  const under = Object.entries(UNDER).map(([name, path]) => [`${name}_url`, url + path] as const);
  return {
    url,
    html_url: page,
    clone_url: `${page}.git`,
    git_url: `git://github.com/${fullName(repository)}.git`,
    ssh_url: `git@github.com:${fullName(repository)}.git`,
    svn_url: page,
    ...Object.fromEntries(under),
  };
}

/** A label as GitHub shows it, by itself and on issues. */
export function labelAnswer(places: Places, repository: Repository, label: Label): JsonObject {
  return {
    id: label.id,
    node_id: nodeId('Label', label.id),
    url: `${repositoryUrl(places, repository)}/labels/${encodeURIComponent(label.name)}`,
    name: label.name,
    color: label.color,
    default: label.isDefault,
    description: label.description,
  };
}
