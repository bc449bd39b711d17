import { fullName, LEVELS, type Grant, type Level, type Repository, type Viewer } from './model.ts';
import { needsAuthentication, notFound, readOnly, tokenCannot, type Answer } from './problems.ts';

/** What an endpoint needs, in GitHub's words for fine-grained tokens. */
export type Need = 'metadata=read' | 'contents=read' | 'contents=write' | 'issues=read' | 'issues=write';

/** What `login` may do in the repository, or null for nothing. Anyone may read a public one. */
export function levelOf(repository: Repository, login: string | null): Level | null {
  const key = login?.toLowerCase();
  if (key !== undefined && key === repository.owner.toLowerCase()) return 'admin';
  const level = key === undefined ? undefined : repository.levels.get(key);
  return level ?? (repository.isPrivate ? null : 'read');
}

/** Whether the viewer has at least `level` in the repository. */
export function hasLevel(viewer: Viewer, repository: Repository, level: Level): boolean {
  const actual = levelOf(repository, viewer.account?.login ?? null);
  return actual !== null && LEVELS.indexOf(actual) >= LEVELS.indexOf(level);
}

/** Whether the viewer may know that the repository exists. */
export function maySee(viewer: Viewer, repository: Repository): boolean {
  if (!repository.isPrivate) return true;
  return hasLevel(viewer, repository, 'read') && viewer.grant !== null && covers(viewer.grant, repository);
}

/**
 * The answer that keeps the viewer from what it asks, or null where nothing does. Where a token lacks a permission
 * GitHub says 403 and names it to a fine-grained one, and says 404 to a classic one
 * (https://docs.github.com/rest/using-the-rest-api/troubleshooting-the-rest-api).
 */
export function refusal(
  viewer: Viewer,
  repository: Repository,
  need: Need,
  documentation: string,
): Answer | null {
  if (!maySee(viewer, repository)) return notFound(documentation);
  const { grant } = viewer;
  const writes = need.endsWith('=write');
  if (grant === null) return writes ? needsAuthentication(documentation) : null;
  if (!mayUse(grant, repository, need)) {
    return grant.kind === 'classic'
      ? notFound(documentation, { 'x-accepted-oauth-scopes': 'public_repo, repo' })
      : tokenCannot(need, documentation);
  }
  return writes && repository.isArchived ? readOnly(documentation) : null;
}

function mayUse(grant: Grant, repository: Repository, need: Need): boolean {
  const writes = need.endsWith('=write');
  if (!writes && !repository.isPrivate) return true;
  if (grant.kind === 'classic') {
    return grant.scopes.includes('repo') || (!repository.isPrivate && grant.scopes.includes('public_repo'));
  }
  if (need === 'metadata=read') return covers(grant, repository);
  const [name = '', access] = need.split('=');
  const granted = grant.permissions[name];
  return covers(grant, repository) && (granted === 'write' || granted === access);
}

function covers(grant: Grant, repository: Repository): boolean {
  if (grant.kind === 'classic') return grant.scopes.includes('repo');
  if (grant.repositories === 'all') return true;
  const name = fullName(repository).toLowerCase();
  return grant.repositories.some((chosen) => chosen.toLowerCase() === name);
}
