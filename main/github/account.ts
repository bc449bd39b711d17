/** Who a token belongs to, and the issue templates of a repository. */
import type { Octokit } from '@octokit/rest';
import { z } from 'zod';

import type { Answer, Asked } from './answer.ts';
import { notGitHub, readFailure } from './answer.ts';

const userSchema = z.object({ login: z.string().min(1) });
const folderSchema = z.array(z.object({ name: z.string(), path: z.string(), type: z.string() }));
const fileSchema = z.object({ content: z.string(), encoding: z.literal('base64') });

/** GET /user: the account's login. */
export async function whoAmI(client: Octokit, nowMs: number): Promise<Answer<{ readonly login: string }>> {
  const asked: Asked = { kind: 'account', what: 'account' };
  try {
    const answer = await client.rest.users.getAuthenticated();
    const parsed = userSchema.safeParse(answer.data);
    return parsed.success ? { is: 'told', value: parsed.data } : notGitHub(asked, answer.status);
  } catch (error) {
    const failure = readFailure(asked, error, nowMs);
    return failure.is === 'unchanged' ? notGitHub(asked, 304) : failure;
  }
}

/** A template as it stands in a repository. */
export interface TemplateFile {
  readonly name: string;
  readonly source: string;
}

const TEMPLATE_FOLDER = '.github/ISSUE_TEMPLATE';

/** The files of a repository's issue template folder; none where it has no such folder. */
export async function listTemplates(client: Octokit, repo: string, nowMs: number): Promise<Answer<readonly TemplateFile[]>> {
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
    if (failure.is === 'refused' && failure.error.code === 'github.notFound') return { is: 'told', value: [] };
    return failure.is === 'unchanged' ? { is: 'told', value: [] } : failure;
  }
}
