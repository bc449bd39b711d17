/** Comments of issues on GitHub: each call is one question, each answer a typed outcome. */
import type { Octokit } from '@octokit/rest';
import { z } from 'zod';

import type { IssueRef } from '../../app/draft.ts';
import type { Answer, Asked, ConditionalAnswer } from './answer.ts';
import { notGitHub, readFailure } from './answer.ts';

/** A comment as GitHub has it. */
export interface RemoteComment {
  readonly id: number;
  readonly url: string;
  readonly body: string;
  /** Login of who wrote it; null where the account is gone. */
  readonly author: string | null;
  /** UTC milliseconds, GitHub's clock. */
  readonly createdAtMs: number;
  readonly updatedAtMs: number;
}

const instant = z.iso.datetime({ offset: true }).transform((text) => Date.parse(text));
const commentSchema = z.object({
  id: z.number().int(),
  html_url: z.string(),
  body: z.string().nullish(),
  user: z.object({ login: z.string() }).nullish(),
  created_at: instant,
  updated_at: instant,
});

function commentOf(answer: z.infer<typeof commentSchema>): RemoteComment {
  return {
    id: answer.id,
    url: answer.html_url,
    body: answer.body ?? '',
    author: answer.user?.login ?? null,
    createdAtMs: answer.created_at,
    updatedAtMs: answer.updated_at,
  };
}

function placeOf(repo: string): { readonly owner: string; readonly repo: string } {
  const [owner = '', name = ''] = repo.split('/');
  return { owner, repo: name };
}

const PER_PAGE = 100;

/** What a list of changes shows. */
export interface ChangedComments {
  readonly comments: readonly RemoteComment[];
  /** When the last of them changed (ISO 8601, GitHub's clock): where to go on from. */
  readonly latest: string | null;
  /** For the same question again; null where the next question is another. */
  readonly etag: string | null;
}

function askedOf(issue: IssueRef): Asked {
  return { kind: 'list', what: `${issue.repo}#${issue.number}` };
}

function told(
  comments: readonly RemoteComment[],
  since: string | null,
  etag: string | null,
): Answer<ChangedComments> {
  const latestMs = Math.max(
    ...comments.map((each) => each.updatedAtMs),
    since === null ? 0 : Date.parse(since),
  );
  const latest = latestMs === 0 ? null : new Date(latestMs).toISOString().replace('.000Z', 'Z');
  return { is: 'told', value: { comments, latest, etag: latest === since ? etag : null } };
}

/** The calls about comments, for one account. `nowMs`: the wall clock, for what GitHub says relative to it. */
export class GitHubComments {
  private readonly client: Octokit;
  private readonly nowMs: () => number;

  constructor(client: Octokit, nowMs: () => number) {
    this.client = client;
    this.nowMs = nowMs;
  }

  /** GET /repos/{owner}/{repo}/issues/{number}/comments: all of them, oldest first. */
  async list(issue: IssueRef): Promise<Answer<readonly RemoteComment[]>> {
    const answer = await this.listChanged(issue, null, null);
    if (answer.is === 'unchanged') return notGitHub(askedOf(issue), 304);
    return answer.is === 'told' ? { is: 'told', value: answer.value.comments } : answer;
  }

  /**
   * The same, of those that changed at or after an instant. With the ETag of the last such call, nothing costs nothing
   * (304).
   * @param since ISO 8601, as GitHub gave it; null: all of them
   */
  async listChanged(
    issue: IssueRef,
    since: string | null,
    etag: string | null,
  ): Promise<ConditionalAnswer<ChangedComments>> {
    const asked = askedOf(issue);
    const found: RemoteComment[] = [];
    let firstEtag: string | null = null;
    for (let page = 1; ; page += 1) {
      try {
        const answer = await this.client.rest.issues.listComments({
          ...placeOf(issue.repo),
          issue_number: issue.number,
          ...(since === null ? {} : { since }),
          per_page: PER_PAGE,
          page,
          headers: page === 1 && etag !== null ? { 'if-none-match': etag } : {},
        });
        const parsed = z.array(commentSchema).safeParse(answer.data);
        if (!parsed.success) return notGitHub(asked, answer.status, answer.data);
        firstEtag ??= answer.headers.etag ?? null;
        found.push(...parsed.data.map(commentOf));
        if (parsed.data.length < PER_PAGE) return told(found, since, firstEtag);
      } catch (error) {
        return readFailure(asked, error, this.nowMs());
      }
    }
  }

  /** POST /repos/{owner}/{repo}/issues/{number}/comments. Never repeated by itself. */
  async create(issue: IssueRef, body: string): Promise<Answer<RemoteComment>> {
    const asked: Asked = { kind: 'create', what: `${issue.repo}#${issue.number}` };
    return this.one(asked, () =>
      this.client.rest.issues.createComment({
        ...placeOf(issue.repo),
        issue_number: issue.number,
        body,
      }),
    );
  }

  /** PATCH /repos/{owner}/{repo}/issues/comments/{id}. Only after `list` has just shown what is there. */
  async update(repo: string, id: number, body: string): Promise<Answer<RemoteComment>> {
    const asked: Asked = { kind: 'update', what: repo };
    return this.one(asked, () =>
      this.client.rest.issues.updateComment({ ...placeOf(repo), comment_id: id, body }),
    );
  }

  /** DELETE /repos/{owner}/{repo}/issues/comments/{id}. One that is gone already is as good as deleted. */
  async remove(repo: string, id: number): Promise<Answer<null>> {
    const asked: Asked = { kind: 'update', what: repo };
    try {
      await this.client.rest.issues.deleteComment({ ...placeOf(repo), comment_id: id });
      return { is: 'told', value: null };
    } catch (error) {
      const failure = readFailure(asked, error, this.nowMs());
      if (failure.is === 'unchanged') return notGitHub(asked, 304);
      const isGone = failure.is === 'refused' && failure.error.code === 'github.notFound';
      return isGone ? { is: 'told', value: null } : failure;
    }
  }

  private async one(
    asked: Asked,
    request: () => Promise<{ readonly status: number; readonly data: unknown }>,
  ): Promise<Answer<RemoteComment>> {
    try {
      const answer = await request();
      const parsed = commentSchema.safeParse(answer.data);
      // A write that was answered by something unreadable may have been done.
      return parsed.success
        ? { is: 'told', value: commentOf(parsed.data) }
        : { is: 'unknown', status: answer.status };
    } catch (error) {
      const failure = readFailure(asked, error, this.nowMs());
      return failure.is === 'unchanged' ? notGitHub(asked, 304) : failure;
    }
  }
}
