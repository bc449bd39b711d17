import { hasLevel, levelOf, maySee } from '../access.ts';
import { isoSecond } from '../instants.ts';
import { fullName, type Repository } from '../model.ts';
import { paged } from '../paging.ts';
import { needsAuthentication, type Answer } from '../problems.ts';
import { fullRepositoryAnswer, labelAnswer, repositoryAnswer } from '../repository-answers.ts';
import { refuseUnsupported, type Call } from './call.ts';

/** GET /repos/{owner}/{repo} */
export function getRepository(call: Call, repository: Repository): Answer {
  return { status: 200, json: fullRepositoryAnswer(call, repository) };
}

/** GET /repos/{owner}/{repo}/labels */
export function listLabels(call: Call, repository: Repository): Answer {
  const url = `${call.apiUrl}/repositories/${repository.id}/labels`;
  return paged([...repository.labels.values()], call.query, url, (label) =>
    labelAnswer(call, repository, label),
  );
}

/** GET /user/repos: those that the viewer has a part in and its token covers. */
export function listOwnRepositories(call: Call): Answer {
  refuseUnsupported(call, ['type', 'since', 'before']);
  const login = call.viewer.account?.login;
  if (login === undefined) return needsAuthentication(call.documentation);
  const visibility = call.query.get('visibility') ?? 'all';
  const affiliations = (call.query.get('affiliation') ?? 'owner,collaborator,organization_member').split(',');
  const shown = call.state.repositories
    .filter((repository) => hasPart(repository, login) && isCovered(call, repository))
    .filter((repository) => visibility === 'all' || (visibility === 'private') === repository.isPrivate)
    .filter((repository) => affiliations.includes(affiliation(call, repository, login)))
    .toSorted(order(call.query));
  return paged(shown, call.query, `${call.apiUrl}/user/repos`, (repository) =>
    repositoryAnswer(call, repository),
  );
}

function hasPart(repository: Repository, login: string): boolean {
  return levelOf(repository, login) === 'admin' || repository.levels.has(login.toLowerCase());
}

/** A fine-grained token lists the repositories chosen for it, a classic one without `repo` the public ones. */
function isCovered(call: Call, repository: Repository): boolean {
  const { grant } = call.viewer;
  if (grant?.kind === 'fine-grained' && grant.repositories !== 'all') {
    return grant.repositories.some((name) => name.toLowerCase() === fullName(repository).toLowerCase());
  }
  return maySee(call.viewer, repository) && hasLevel(call.viewer, repository, 'read');
}

function affiliation(call: Call, repository: Repository, login: string): string {
  if (repository.owner.toLowerCase() === login.toLowerCase()) return 'owner';
  return call.state.findAccount(repository.owner)?.isOrganization === true
    ? 'organization_member'
    : 'collaborator';
}

function order(query: URLSearchParams): (one: Repository, other: Repository) => number {
  const sort = query.get('sort') ?? 'full_name';
  const sign = (query.get('direction') ?? (sort === 'full_name' ? 'asc' : 'desc')) === 'asc' ? 1 : -1;
  const key = (repository: Repository): string => {
    if (sort === 'full_name') return fullName(repository).toLowerCase();
    return isoSecond(sort === 'created' ? repository.createdAtMs : repository.updatedAtMs);
  };
  return (one, other) => sign * (key(one) < key(other) ? -1 : Number(key(one) > key(other)));
}
