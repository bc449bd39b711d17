/** Issues on GitHub: each call is one question, each answer a typed outcome. */
import type { Octokit } from '@octokit/rest';
import { z } from 'zod';

import type { IssueRef } from '../../app/draft.ts';
import type { Version } from '../../app/sync.ts';
import type { Answer, Asked, ConditionalAnswer } from './answer.ts';
import { notGitHub, readFailure } from './answer.ts';

/** An issue as GitHub has it. */
export interface RemoteIssue {
  readonly issue: IssueRef;
  readonly version: Version;
  /** Login of who made it; null where the account is gone. */
  readonly author: string | null;
  /** For the next conditional read; null where the answer had none, or was that of a write. */
  readonly etag: string | null;
  /** ISO 8601, GitHub's clock; null where the answer did not say. A comment that is made or edited counts as well. */
  readonly updatedAt: string | null;
}

const labelsSchema = z.array(z.union([z.string(), z.object({ name: z.string().nullish() })]));

function namesOf(labels: z.infer<typeof labelsSchema>): readonly string[] {
  return labels.map((label) => (typeof label === 'string' ? label : (label.name ?? ''))).filter(Boolean);
}

const issueSchema = z.object({
  number: z.number().int(),
  html_url: z.string(),
  title: z.string(),
  body: z.string().nullish(),
  state: z.string(),
  user: z.object({ login: z.string() }).nullish(),
  labels: labelsSchema,
  pull_request: z.unknown().optional(),
  updated_at: z.string().optional(),
});
type IssueAnswer = z.infer<typeof issueSchema>;

const ISSUE_URL = /\/([\w.-]+\/[\w.-]+)\/(?:issues|pull)\/\d+$/;

function readIssue(answer: IssueAnswer, askedRepo: string, etag: string | null): RemoteIssue {
  return {
    issue: {
      repo: ISSUE_URL.exec(answer.html_url)?.[1] ?? askedRepo,
      number: answer.number,
      url: answer.html_url,
    },
    version: {
      title: answer.title,
      body: answer.body ?? '',
      labels: namesOf(answer.labels),
      state: answer.state === 'closed' ? 'closed' : 'open',
    },
    author: answer.user?.login ?? null,
    etag,
    updatedAt: answer.updated_at ?? null,
  };
}

/** Is a line of a text this one, spaces around it aside? */
export function hasLine(text: string, line: string): boolean {
  return text.split(/\r?\n/).some((each) => each.trim() === line);
}

function split(repo: string): { readonly owner: string; readonly repo: string } {
  const [owner = '', name = ''] = repo.split('/');
  return { owner, repo: name };
}

/** What a repository's list of changes shows. */
export interface ChangedIssues {
  readonly issues: readonly RemoteIssue[];
  /** When the last of them changed (ISO 8601, GitHub's clock): where to go on from. */
  readonly latest: string;
  /** For the same question again; null where the next question is another. */
  readonly etag: string | null;
}

/** A page of the issues that have a label. */
export interface LabelledIssues {
  readonly issues: readonly RemoteIssue[];
  readonly isLast: boolean;
}

/** What is asked of a repository's issue list: all of them, in the order in which they were made, unless it says otherwise. */
interface ListQuery {
  readonly creator?: string;
  readonly since?: string;
  readonly labels?: string;
  readonly state?: 'open' | 'closed' | 'all';
  readonly direction?: 'asc' | 'desc';
  /** From 1. */
  readonly page: number;
}

/**
 * What to write of an issue; what is left out stays as GitHub has it. `labels` is the whole list and replaces what is
 * there, also what somebody added a moment ago: `addLabels` and `removeLabel` don't.
 */
export type IssueChange = Partial<Pick<Version, 'title' | 'body' | 'labels'>>;

const PER_PAGE = 100;

/**
 * Goes through a list by last change, page by page, while it moves: an issue that changes meanwhile goes to the end, and
 * those behind it move up, past the border of a page. So the next page is asked for by the time of the last issue seen, a
 * second back, rather than by its number.
 */
class Changes {
  private readonly byNumber = new Map<number, IssueAnswer>();
  private since: string;
  private page = 1;
  latest: string;

  constructor(since: string) {
    this.since = since;
    this.latest = since;
  }

  /** What to ask for. */
  get next(): { readonly since: string; readonly page: number } {
    return { since: this.since, page: this.page };
  }

  /** Without pull requests, each as it was seen last. */
  get issues(): readonly IssueAnswer[] {
    return [...this.byNumber.values()].filter((each) => each.pull_request === undefined);
  }

  /** Takes an answer in. Was it the last one? */
  take(answer: readonly IssueAnswer[]): boolean {
    for (const each of answer) this.byNumber.set(each.number, each);
    this.latest = answer.at(-1)?.updated_at ?? this.latest;
    if (answer.length < PER_PAGE) return true;
    const since = secondBefore(this.latest);
    // More than a page changed within one second: only then is the number of the page all there is to go on by.
    this.page = since > this.since ? 1 : this.page + 1;
    if (since > this.since) this.since = since;
    return false;
  }
}

/** GitHub's times have no milliseconds. */
function secondBefore(instant: string): string {
  return new Date(Date.parse(instant) - 1000).toISOString().replace('.000Z', 'Z');
}

/** The calls about issues, for one account. `nowMs`: the wall clock, for what GitHub says relative to it. */
export class GitHubIssues {
  private readonly client: Octokit;
  private readonly nowMs: () => number;

  constructor(client: Octokit, nowMs: () => number) {
    this.client = client;
    this.nowMs = nowMs;
  }

  /** POST /repos/{owner}/{repo}/issues. Never repeated by itself. */
  async create(repo: string, version: Version): Promise<Answer<RemoteIssue>> {
    const asked: Asked = { kind: 'create', what: repo };
    const { title, body, labels } = version;
    return this.one(asked, repo, () =>
      this.client.rest.issues.create({ ...split(repo), title, body, labels: [...labels] }),
    );
  }

  /** GET /repos/{owner}/{repo}/issues/{number}, conditional where an ETag is known. */
  async read(issue: IssueRef, etag: string | null): Promise<ConditionalAnswer<RemoteIssue>> {
    const asked: Asked = { kind: 'read', what: `${issue.repo}#${issue.number}` };
    const headers = etag === null ? {} : { 'if-none-match': etag };
    try {
      const answer = await this.client.rest.issues.get({
        ...split(issue.repo),
        issue_number: issue.number,
        headers,
      });
      return this.parse(asked, issue.repo, answer.status, answer.data, answer.headers.etag ?? null);
    } catch (error) {
      return readFailure(asked, error, this.nowMs());
    }
  }

  /** PATCH /repos/{owner}/{repo}/issues/{number}. Only after `read` has just shown what is there. */
  async update(issue: IssueRef, change: IssueChange): Promise<Answer<RemoteIssue>> {
    const asked: Asked = { kind: 'update', what: `${issue.repo}#${issue.number}` };
    const { labels, ...rest } = change;
    const fields = { ...rest, ...(labels === undefined ? {} : { labels: [...labels] }) };
    return this.one(asked, issue.repo, () =>
      this.client.rest.issues.update({ ...split(issue.repo), issue_number: issue.number, ...fields }),
    );
  }

  /** PATCH of the state alone: closed as a duplicate of another issue. Doing it twice does nothing the second time. */
  async closeAsDuplicate(issue: IssueRef): Promise<Answer<RemoteIssue>> {
    const asked: Asked = { kind: 'update', what: `${issue.repo}#${issue.number}` };
    return this.one(asked, issue.repo, () =>
      this.client.rest.issues.update({
        ...split(issue.repo),
        issue_number: issue.number,
        state: 'closed',
        state_reason: 'duplicate',
      }),
    );
  }

  /** POST /repos/{owner}/{repo}/issues/{number}/labels. Leaves the others as they are. Gives all that it has then. */
  async addLabels(issue: IssueRef, labels: readonly string[]): Promise<Answer<readonly string[]>> {
    return this.labels(issue, () =>
      this.client.rest.issues.addLabels({
        ...split(issue.repo),
        issue_number: issue.number,
        labels: [...labels],
      }),
    );
  }

  /** DELETE /repos/{owner}/{repo}/issues/{number}/labels/{name}. Gives all that it has then. 404 where it has no such. */
  async removeLabel(issue: IssueRef, name: string): Promise<Answer<readonly string[]>> {
    return this.labels(issue, () =>
      this.client.rest.issues.removeLabel({ ...split(issue.repo), issue_number: issue.number, name }),
    );
  }

  private async labels(
    issue: IssueRef,
    request: () => Promise<{ readonly status: number; readonly data: unknown }>,
  ): Promise<Answer<readonly string[]>> {
    const asked: Asked = { kind: 'update', what: `${issue.repo}#${issue.number}` };
    try {
      const answer = await request();
      const parsed = labelsSchema.safeParse(answer.data);
      return parsed.success
        ? { is: 'told', value: namesOf(parsed.data) }
        : { is: 'unknown', status: answer.status };
    } catch (error) {
      const failure = readFailure(asked, error, this.nowMs());
      return failure.is === 'unchanged' ? notGitHub(asked, 304) : failure;
    }
  }

  /**
   * The issues of an author whose body has a line, the oldest first, among those changed since then.
   * The list rather than the search index, which lags by minutes; pull requests, which the list mixes in, are left out.
   * @param sinceMs UTC milliseconds; null: among all of the author's issues
   */
  async findByLine(
    repo: string,
    creator: string,
    sinceMs: number | null,
    line: string,
  ): Promise<Answer<readonly RemoteIssue[]>> {
    const asked: Asked = { kind: 'list', what: repo };
    const since = sinceMs === null ? {} : { since: new Date(sinceMs).toISOString() };
    const found = new Map<number, RemoteIssue>();
    for (let page = 1; ; page += 1) {
      const answer = await this.page(asked, repo, { creator, ...since, page });
      if (answer.is !== 'told') return answer;
      for (const each of answer.value) {
        if (each.pull_request === undefined && hasLine(each.body ?? '', line))
          found.set(each.number, readIssue(each, repo, null));
      }
      if (answer.value.length < PER_PAGE)
        return { is: 'told', value: [...found.values()].sort((a, b) => a.issue.number - b.issue.number) };
    }
  }

  /**
   * The issues of a repository that changed at or after an instant, oldest change first; pull requests left out. With the
   * ETag of the last such call, nothing costs nothing (304).
   * @param since ISO 8601, as GitHub gave it
   */
  async listChanged(
    repo: string,
    since: string,
    etag: string | null,
  ): Promise<ConditionalAnswer<ChangedIssues>> {
    const asked: Asked = { kind: 'list', what: repo };
    const changes = new Changes(since);
    let firstEtag: string | null = null;
    for (let requests = 1; ; requests += 1) {
      try {
        const answer = await this.client.rest.issues.listForRepo({
          ...split(repo),
          ...changes.next,
          state: 'all',
          sort: 'updated',
          direction: 'asc',
          per_page: PER_PAGE,
          headers: requests === 1 && etag !== null ? { 'if-none-match': etag } : {},
        });
        const parsed = z.array(issueSchema).safeParse(answer.data);
        if (!parsed.success) return notGitHub(asked, answer.status, answer.data);
        firstEtag ??= answer.headers.etag ?? null;
        if (!changes.take(parsed.data)) continue;
        const issues = changes.issues.map((each) => readIssue(each, repo, null));
        const { latest } = changes;
        return { is: 'told', value: { issues, latest, etag: latest === since ? firstEtag : null } };
      } catch (error) {
        return readFailure(asked, error, this.nowMs());
      }
    }
  }

  /**
   * One page of the issues that have a label, the newest first; pull requests left out. Their bodies are whole.
   * @param page from 1
   */
  async listLabelled(
    repo: string,
    label: string,
    state: 'open' | 'closed' | 'all',
    page: number,
  ): Promise<Answer<LabelledIssues>> {
    const query: ListQuery = { labels: label, state, direction: 'desc', page };
    const answer = await this.page({ kind: 'list', what: repo }, repo, query);
    if (answer.is !== 'told') return answer;
    const issues = answer.value
      .filter((each) => each.pull_request === undefined)
      .map((each) => readIssue(each, repo, null));
    return { is: 'told', value: { issues, isLast: answer.value.length < PER_PAGE } };
  }

  private async page(asked: Asked, repo: string, query: ListQuery): Promise<Answer<IssueAnswer[]>> {
    try {
      const answer = await this.client.rest.issues.listForRepo({
        ...split(repo),
        state: 'all',
        sort: 'created',
        direction: 'asc',
        per_page: PER_PAGE,
        ...query,
      });
      const parsed = z.array(issueSchema).safeParse(answer.data);
      return parsed.success
        ? { is: 'told', value: parsed.data }
        : notGitHub(asked, answer.status, answer.data);
    } catch (error) {
      const failure = readFailure(asked, error, this.nowMs());
      return failure.is === 'unchanged' ? { is: 'told', value: [] } : failure;
    }
  }

  private async one(
    asked: Asked,
    repo: string,
    request: () => Promise<{ readonly status: number; readonly data: unknown }>,
  ): Promise<Answer<RemoteIssue>> {
    try {
      const answer = await request();
      // The ETag of a write is not that of the issue's own address.
      return this.parse(asked, repo, answer.status, answer.data, null);
    } catch (error) {
      const failure = readFailure(asked, error, this.nowMs());
      return failure.is === 'unchanged' ? notGitHub(asked, 304) : failure;
    }
  }

  private parse(
    asked: Asked,
    repo: string,
    status: number,
    data: unknown,
    etag: string | null,
  ): Answer<RemoteIssue> {
    const parsed = issueSchema.safeParse(data);
    if (parsed.success) return { is: 'told', value: readIssue(parsed.data, repo, etag) };
    // A write that was answered by something unreadable may have been done.
    return asked.kind === 'read' ? notGitHub(asked, status, data) : { is: 'unknown', status };
  }
}
