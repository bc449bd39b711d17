import type { Json, JsonObject } from '../json.ts';
import type { Quota } from '../limits.ts';
import type { Issue, Repository } from '../model.ts';
import {
  invalid,
  issueDeleted,
  issuesDisabled,
  moved,
  notFound,
  type Answer,
  type FieldError,
} from '../problems.ts';
import type { RepositoryView } from '../repository-answers.ts';
import { maySee } from '../access.ts';

/** One request as an endpoint sees it: who asks, for what, and what GitHub holds. */
export interface Call extends RepositoryView {
  readonly method: string;
  readonly params: Readonly<Record<string, string>>;
  /** What follows the repository in the path. */
  readonly rest: string;
  readonly query: URLSearchParams;
  /** The members of the body; none where there is no body. */
  readonly body: JsonObject;
  readonly accept: string;
  readonly quota: Quota;
  /** The page about the operation, which errors point to. */
  readonly documentation: string;
}

/** Does what an operation on nothing in particular asks. */
export type Handler = (call: Call) => Answer;

/** Does what an operation on a repository asks. The viewer may see it, and has what the route says is needed. */
export type RepositoryHandler = (call: Call, repository: Repository) => Answer;

/** The client asked for something that GitHub has and the stand-in does not. Never to be answered as if it had. */
export class Unsupported extends Error {}

/** Throws {@link Unsupported} where the query or the body names one of `names` with a value. */
export function refuseUnsupported(call: Call, names: readonly string[]): void {
  for (const name of names) {
    const given: Json = call.body[name] ?? call.query.get(name);
    if (given !== null) throw new Unsupported(`The stand-in does not know "${name}".`);
  }
}

/** Does `act` on the issue of the path, or gives GitHub's answer for one that is disabled, deleted, moved or not there. */
export function onIssue(call: Call, repository: Repository, act: (issue: Issue) => Answer): Answer {
  const slot = repository.slots.get(Number(call.params['issue_number']));
  if (slot === undefined) return notFound(call.documentation);
  if (slot.kind === 'deleted') return issueDeleted(call.documentation);
  if (slot.kind === 'moved') return issueMoved(call, slot.repositoryId, slot.number);
  if (!repository.hasIssues && !slot.issue.isPullRequest) return issuesDisabled();
  return act(slot.issue);
}

function issueMoved(call: Call, repositoryId: number, number: number): Answer {
  const target = call.state.repositoryById(repositoryId);
  if (target === null || !maySee(call.viewer, target)) return notFound(call.documentation);
  const under = call.rest.replace(/^\/issues\/\d+/, '');
  return moved(301, `${call.apiUrl}/repositories/${repositoryId}/issues/${number}${under}`);
}

/** The longest title and body, in characters. So many are never more than the 262,144 bytes of GitHub's database. */
export const LONGEST_TITLE = 256;
export const LONGEST_BODY = 65_536;

/** Whether `text` has more than `most` characters (code points, as GitHub counts). */
export function isLongerThan(text: string, most: number): boolean {
  return text.length > most && Array.from(text).length > most;
}

/** A 422 for these errors, or null for none. */
export function refuseInvalid(call: Call, errors: readonly FieldError[]): Answer | null {
  return errors.length === 0 ? null : invalid(errors, call.documentation);
}
