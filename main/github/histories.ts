/**
 * How issues came to what they say: the edit history, which only GraphQL has.
 *
 * `UserContentEdit.diff` holds, against its name, the whole text after that edit, and the connection lists the newest
 * first, down to the text the issue was created with; `diff` is null where a revision was deleted or is older than
 * 2018. GitHub's reference says none of this. It is how git-bug reads it (git-bug/git-bug, bridge/github/import.go and
 * import_mediator.go). Should it ever hold something else, it equals nothing that was sent, and nothing is done.
 */
import type { Octokit } from '@octokit/rest';
import { z } from 'zod';

import type { IssueRef } from '../../app/draft.ts';
import type { IssueHistory } from '../../app/lost-race.ts';
import type { Asked, Failure } from './answer.ts';
import { notGitHub, pauseUntil, readFailure } from './answer.ts';

/** An issue, and how many of its edits to ask for: at most 100, each as long as the issue. */
export interface HistoryQuestion {
  readonly issue: IssueRef;
  readonly edits: number;
}

/** One issue's part of an answer. `hidden`: not there any more, or not for this token. `later`: GitHub had trouble with it. */
export type HistoryPart = IssueHistory | 'hidden' | 'later';

export type HistoriesAnswer =
  | Failure
  /** One for each question, in their order. */
  | { readonly is: 'told'; readonly histories: readonly HistoryPart[] }
  /** The token may not ask such things, or the server does not know them: nothing else is wrong. */
  | { readonly is: 'unavailable' }
  /** GraphQL's own quota is used up, which says nothing about REST's. UTC milliseconds; null where GitHub does not say. */
  | { readonly is: 'spent'; readonly untilMs: number | null };

/** Changes of a title to look back to. */
const RENAMES = 20;

const FRAGMENT = `
fragment History on Issue {
  timelineItems(last: ${RENAMES}, itemTypes: [RENAMED_TITLE_EVENT]) {
    nodes { ... on RenamedTitleEvent { previousTitle currentTitle } }
  }
}`;

/** One query for any number of issues, each under a name of its own. */
function queryFor(count: number): string {
  const numbers = Array.from({ length: count }, (_, index) => index);
  const variables = numbers.map(
    (n) => `$owner${n}: String!, $name${n}: String!, $number${n}: Int!, $edits${n}: Int!`,
  );
  const parts = numbers.map(
    (n) => `
  issue${n}: repository(owner: $owner${n}, name: $name${n}) {
    issue(number: $number${n}) {
      ...History
      userContentEdits(first: $edits${n}) { nodes { diff } pageInfo { hasNextPage } }
    }
  }`,
  );
  return `query Histories(${variables.join(', ')}) {${parts.join('')}\n}\n${FRAGMENT}`;
}

function variablesFor(questions: readonly HistoryQuestion[]): Record<string, string | number> {
  return Object.fromEntries(
    questions.flatMap(({ issue, edits }, n): [string, string | number][] => {
      const [owner = '', name = ''] = issue.repo.split('/');
      return [
        [`owner${n}`, owner],
        [`name${n}`, name],
        [`number${n}`, issue.number],
        [`edits${n}`, edits],
      ];
    }),
  );
}

const partSchema = z.object({
  issue: z.object({
    userContentEdits: z
      .object({
        nodes: z.array(z.object({ diff: z.string().nullish() }).nullable()).nullish(),
        pageInfo: z.object({ hasNextPage: z.boolean() }),
      })
      .nullable(),
    timelineItems: z.object({
      nodes: z.array(z.object({ previousTitle: z.string(), currentTitle: z.string() }).nullable()).nullish(),
    }),
  }),
});

const errorSchema = z.object({
  type: z.string().optional(),
  message: z.string().optional(),
  path: z.array(z.union([z.string(), z.number()])).optional(),
  extensions: z.object({ code: z.string().optional() }).optional(),
});
type GraphqlError = z.infer<typeof errorSchema>;

const answerSchema = z.object({
  data: z.record(z.string(), z.unknown()).nullish(),
  errors: z.array(errorSchema).optional(),
});

/**
 * The address of GraphQL for the root of a REST API.
 * Source: GitHub's docs, "Forming calls with GraphQL": `https://api.github.com/graphql`, and for Enterprise Server
 * `https://HOST/api/graphql`, where REST is at `https://HOST/api/v3`.
 */
export function graphqlUrl(apiUrl: string): string {
  return `${apiUrl.replace(/\/+$/, '').replace(/\/api\/v3$/, '/api')}/graphql`;
}

/** Errors that stay so until somebody changes the token, its permissions or the server. */
function isForGood({ type, extensions }: GraphqlError): boolean {
  // A query that does not fit the server's schema has a code of GraphQL's validation, as `undefinedField`, and no type.
  const isUnknownThere = type === undefined && extensions?.code !== undefined;
  return type === 'FORBIDDEN' || type === 'INSUFFICIENT_SCOPES' || isUnknownThere;
}

function historyOf(part: z.infer<typeof partSchema>['issue']): IssueHistory {
  const { userContentEdits: edits, timelineItems } = part;
  return {
    bodies: (edits?.nodes ?? []).map((edit) => edit?.diff ?? null),
    hasOlder: edits?.pageInfo.hasNextPage ?? false,
    titles: (timelineItems.nodes ?? [])
      .flatMap((change) => (change === null ? [] : [{ from: change.previousTitle, to: change.currentTitle }]))
      .reverse(),
  };
}

function partOf(data: unknown, errors: readonly GraphqlError[]): HistoryPart {
  const parsed = partSchema.safeParse(data);
  if (parsed.success) return historyOf(parsed.data.issue);
  const isHidden = errors.every((error) => error.type === 'NOT_FOUND' || isForGood(error));
  return isHidden ? 'hidden' : 'later';
}

/** The edit histories of issues, for one account. `nowMs`: the wall clock, for what GitHub says relative to it. */
export class GitHubHistories {
  private readonly client: Octokit;
  private readonly nowMs: () => number;

  constructor(client: Octokit, nowMs: () => number) {
    this.client = client;
    this.nowMs = nowMs;
  }

  /** POST /graphql, one query for all. Only reads. */
  async of(questions: readonly HistoryQuestion[]): Promise<HistoriesAnswer> {
    const asked: Asked = { kind: 'read', what: questions[0]?.issue.repo ?? '' };
    try {
      const answer = await this.client.request({
        method: 'POST',
        url: graphqlUrl(this.client.request.endpoint.DEFAULTS.baseUrl),
        query: queryFor(questions.length),
        variables: variablesFor(questions),
      });
      const parsed = answerSchema.safeParse(answer.data);
      const isAnswer = parsed.success && (parsed.data.data ?? parsed.data.errors) !== undefined;
      if (!isAnswer) return notGitHub(asked, answer.status, answer.data);
      return this.read(questions, parsed.data, answer.headers);
    } catch (error) {
      const failure = readFailure(asked, error, this.nowMs());
      if (failure.is === 'unchanged') return notGitHub(asked, 304);
      return failure.is === 'refused' ? { is: 'unavailable' } : failure;
    }
  }

  /**
   * What an answer with status 200 says: a refusal comes with one, too. Source: GitHub's docs, "Rate limits and query
   * limits for the GraphQL API": the primary limit has status 200 and no quota left, a secondary one 200 or 403.
   */
  private read(
    questions: readonly HistoryQuestion[],
    { data, errors = [] }: z.infer<typeof answerSchema>,
    headers: Readonly<Record<string, string | number | undefined>>,
  ): HistoriesAnswer {
    const untilMs = pauseUntil(headers, this.nowMs());
    if (errors.some((error) => error.type === 'RATE_LIMITED')) return { is: 'spent', untilMs };
    if (errors.some((error) => /\bsecondary rate/i.test(error.message ?? '')))
      return { is: 'pause', untilMs };
    const parts = questions.map((_, n) => {
      const name = `issue${n}`;
      return partOf(
        data?.[name],
        errors.filter(({ path }) => path === undefined || path[0] === name),
      );
    });
    const isTold = parts.some((part) => typeof part === 'object');
    if (!isTold && errors.some(isForGood)) return { is: 'unavailable' };
    return { is: 'told', histories: parts };
  }
}
