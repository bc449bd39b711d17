/** Who a token belongs to and what it may do, and the issue templates of a repository. */
import type { Octokit } from '@octokit/rest';
import { z } from 'zod';

import type { Identity } from '../account/session.ts';
import type { Answer, Asked } from './answer.ts';
import { notGitHub, readFailure } from './answer.ts';

const userSchema = z.object({ login: z.string().min(1) });
/** Tokens of these kinds have permissions instead of scopes: fine-grained ones, and those of GitHub Apps. */
const WITHOUT_SCOPES = /^(?:github_pat_|ghu_|ghs_)/;
const folderSchema = z.array(z.object({ name: z.string(), path: z.string(), type: z.string() }));
const fileSchema = z.object({ content: z.string(), encoding: z.literal('base64') });

type Headers = Readonly<Record<string, string | number | undefined>>;

/** The scopes that GitHub says a token has; null for one that has none because its kind has permissions instead. */
function scopesIn(headers: Headers, token: string): readonly string[] | null {
  const listed = headers['x-oauth-scopes'];
  if (listed === undefined) return null;
  const scopes = String(listed)
    .split(',')
    .map((scope) => scope.trim())
    .filter((scope) => scope !== '');
  return scopes.length === 0 && WITHOUT_SCOPES.test(token) ? null : scopes;
}

/** When the token expires, as in `2026-03-15 09:00:00 UTC` or with an offset for its end; null where GitHub says nothing. */
function expiryIn(headers: Headers): number | null {
  const text = String(headers['github-authentication-token-expiration'] ?? '');
  const [, date = '', time = '', zone = ''] =
    /^(\d{4}-\d\d-\d\d)[ T](\d\d:\d\d:\d\d) ?(UTC|[+-]\d{4})$/.exec(text) ?? [];
  const atMs = Date.parse(`${date}T${time}${zone === 'UTC' ? 'Z' : zone.replace(/(\d\d)$/, ':$1')}`);
  return Number.isNaN(atMs) ? null : atMs;
}

/** GET /user: the account's login, and what the answer's headers say of the token. */
export async function whoAmI(client: Octokit, token: string, nowMs: number): Promise<Answer<Identity>> {
  const asked: Asked = { kind: 'account', what: 'account' };
  try {
    const answer = await client.rest.users.getAuthenticated();
    const parsed = userSchema.safeParse(answer.data);
    if (!parsed.success) return notGitHub(asked, answer.status);
    const { headers } = answer;
    return {
      is: 'told',
      value: { ...parsed.data, scopes: scopesIn(headers, token), expiresAtMs: expiryIn(headers) },
    };
  } catch (error) {
    const failure = readFailure(asked, error, nowMs);
    return failure.is === 'unchanged' ? notGitHub(asked, 304) : failure;
  }
}

/** GET /repos/{owner}/{repo}/issues: can they be read? */
export async function readIssues(client: Octokit, repo: string, nowMs: number): Promise<Answer<null>> {
  const asked: Asked = { kind: 'list', what: repo };
  const [owner = '', name = ''] = repo.split('/');
  try {
    const answer = await client.rest.issues.listForRepo({ owner, repo: name, per_page: 1 });
    return Array.isArray(answer.data) ? { is: 'told', value: null } : notGitHub(asked, answer.status);
  } catch (error) {
    const failure = readFailure(asked, error, nowMs);
    return failure.is === 'unchanged' ? { is: 'told', value: null } : failure;
  }
}

/** A template as it stands in a repository. */
export interface TemplateFile {
  readonly name: string;
  readonly source: string;
}

const TEMPLATE_FOLDER = '.github/ISSUE_TEMPLATE';

/** The files of a repository's issue template folder; none where it has no such folder. */
export async function listTemplates(
  client: Octokit,
  repo: string,
  nowMs: number,
): Promise<Answer<readonly TemplateFile[]>> {
  const asked: Asked = { kind: 'list', what: repo };
  const [owner = '', name = ''] = repo.split('/');
  try {
    const folder = await client.rest.repos.getContent({ owner, repo: name, path: TEMPLATE_FOLDER });
    const entries = folderSchema.safeParse(folder.data);
    if (!entries.success) return notGitHub(asked, folder.status);
    const wanted = entries.data.filter((each) => each.type === 'file' && /\.(?:md|ya?ml)$/i.test(each.name));
    const files: TemplateFile[] = [];
    for (const each of wanted.filter((one) => !/^config\.ya?ml$/i.test(one.name))) {
      const file = await client.rest.repos.getContent({ owner, repo: name, path: each.path });
      const parsed = fileSchema.safeParse(file.data);
      if (!parsed.success) return notGitHub(asked, file.status);
      files.push({ name: each.name, source: Buffer.from(parsed.data.content, 'base64').toString('utf8') });
    }
    return { is: 'told', value: files };
  } catch (error) {
    const failure = readFailure(asked, error, nowMs);
    if (failure.is === 'refused' && failure.error.code === 'github.notFound')
      return { is: 'told', value: [] };
    return failure.is === 'unchanged' ? { is: 'told', value: [] } : failure;
  }
}
