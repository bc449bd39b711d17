import { refusal, maySee } from '../access.ts';
import { isObject, parseJson, type Json, type JsonObject } from '../json.ts';
import type { Limits, Quota } from '../limits.ts';
import type { Issue, Viewer } from '../model.ts';
import { graphqlErrors, needsGraphqlAuthentication, type Answer, type GraphqlError } from '../problems.ts';
import type { Request } from '../request.ts';
import type { State } from '../state.ts';
import { Unsupported } from './call.ts';

export const GRAPHQL_PATH = '/graphql';

/** What answering takes. */
interface Place {
  readonly state: State;
  readonly limits: Limits;
}

/** One issue that a query asks about, under a name of its own. */
interface Question {
  readonly name: string;
  readonly owner: string;
  readonly repository: string;
  readonly number: number;
  readonly edits: number;
}

/**
 * POST /graphql, which is beside GitHub's REST description: answers the one query that Debrief has, for how issues came
 * to what they say, and throws {@link Unsupported} for any other. Null for any other request.
 *
 * `diff` holds the whole text after an edit, newest first, down to the one the issue was created with; an issue that was
 * never edited has none. So git-bug reads it (git-bug/git-bug, bridge/github/import.go).
 */
export function answerGraphql(request: Request, viewer: Viewer, at: Place): Answer | null {
  if (request.path !== GRAPHQL_PATH || request.method !== 'POST') return null;
  if (viewer.account === null) return needsGraphqlAuthentication();
  // Its quota is apart from REST's.
  const account = `${GRAPHQL_PATH} ${viewer.account.login}`;
  const quota = at.limits.quota(account, at.state.nowMs);
  if (quota.remaining === 0)
    return graphqlErrors(
      [{ type: 'RATE_LIMITED', message: 'API rate limit exceeded.' }],
      undefined,
      headersOf(quota),
    );
  at.limits.spend(account, at.state.nowMs);
  const errors: GraphqlError[] = [];
  const data = Object.fromEntries(
    questionsOf(request).map((question) => [question.name, answerOne(question, viewer, at.state, errors)]),
  );
  return graphqlErrors(errors, data, headersOf(at.limits.quota(account, at.state.nowMs)));
}

function headersOf(quota: Quota): Record<string, string> {
  return {
    'x-ratelimit-limit': String(quota.limit),
    'x-ratelimit-remaining': String(quota.remaining),
    'x-ratelimit-used': String(quota.used),
    'x-ratelimit-reset': String(Math.ceil(quota.resetAtMs / 1000)),
    'x-ratelimit-resource': 'graphql',
  };
}

const SELECTION =
  'issue(number: $number#) { ...History userContentEdits(first: $edits#) { nodes { diff } pageInfo { hasNextPage } } }';
const FRAGMENT =
  'fragment History on Issue { timelineItems(last: 20, itemTypes: [RENAMED_TITLE_EVENT]) ' +
  '{ nodes { ... on RenamedTitleEvent { previousTitle currentTitle } } } }';

/** The query for so many issues, in one line. */
function queryFor(count: number): string {
  const each = (text: string): string[] =>
    Array.from({ length: count }, (_, n) => text.replaceAll('#', String(n)));
  const variables = each('$owner#: String!, $name#: String!, $number#: Int!, $edits#: Int!');
  const parts = each(`issue#: repository(owner: $owner#, name: $name#) { ${SELECTION} }`);
  return `query Histories(${variables.join(', ')}) { ${parts.join(' ')} } ${FRAGMENT}`;
}

function questionsOf(request: Request): readonly Question[] {
  const body = parseJson(request.text);
  const query = isObject(body) && typeof body['query'] === 'string' ? body['query'] : '';
  const variables = isObject(body) && isObject(body['variables']) ? body['variables'] : {};
  const count = query.match(/\bissue\d+: /g)?.length ?? 0;
  const isKnown = query.replace(/\s+/g, ' ').trim() === queryFor(count);
  const questions = Array.from({ length: count }, (_, n) => questionOf(variables, n));
  if (!isKnown || count === 0 || questions.includes(null) || Object.keys(variables).length !== 4 * count)
    throw new Unsupported(`The stand-in does not know the query ${query}`);
  return questions.filter((question) => question !== null);
}

function questionOf(variables: JsonObject, n: number): Question | null {
  const [owner, repository] = [variables[`owner${n}`], variables[`name${n}`]];
  const [number, edits] = [variables[`number${n}`], variables[`edits${n}`]];
  if (typeof owner !== 'string' || typeof repository !== 'string') return null;
  // "Values of `first` and `last` must be within 1-100" (GitHub's docs, "Rate limits and query limits").
  if (typeof number !== 'number' || typeof edits !== 'number' || edits < 1 || edits > 100) return null;
  return { name: `issue${n}`, owner, repository, number, edits };
}

function answerOne(question: Question, viewer: Viewer, state: State, errors: GraphqlError[]): Json {
  const { name, owner, repository: repo, number } = question;
  const repository = state.findRepository(`${owner}/${repo}`)?.repository ?? null;
  if (repository === null || !maySee(viewer, repository)) {
    const message = `Could not resolve to a Repository with the name '${owner}/${repo}'.`;
    errors.push({ type: 'NOT_FOUND', path: [name], message });
    return null;
  }
  if (refusal(viewer, repository, 'issues=read', '') !== null) {
    const message = 'Resource not accessible by personal access token';
    errors.push({ type: 'FORBIDDEN', path: [name, 'issue'], message });
    return { issue: null };
  }
  const slot = repository.slots.get(number);
  if (slot?.kind === 'issue') return { issue: historyOf(slot.issue, question.edits, state) };
  const message = `Could not resolve to an Issue with the number of ${number}.`;
  errors.push({ type: 'NOT_FOUND', path: [name, 'issue'], message });
  return { issue: null };
}

function historyOf(issue: Issue, most: number, state: State): JsonObject {
  const { revisions } = issue;
  const texts = revisions.filter((each, index) => index === 0 || each.body !== revisions[index - 1]?.body);
  const edits = texts.length === 1 ? [] : texts.toReversed();
  const renames = revisions.flatMap((each, index) => {
    const previousTitle = revisions[index - 1]?.title ?? each.title;
    return previousTitle === each.title ? [] : [{ previousTitle, currentTitle: each.title }];
  });
  return {
    timelineItems: { nodes: renames.slice(-20) },
    userContentEdits: {
      nodes: edits.slice(0, most).map((each) => ({ diff: state.isDeleted(each) ? null : (each.body ?? '') })),
      pageInfo: { hasNextPage: edits.length > most },
    },
  };
}
