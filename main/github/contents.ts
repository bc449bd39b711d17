/** Files in repositories on GitHub, as far as pictures need them: each call is one question, each answer a typed outcome. */
import { createHash } from 'node:crypto';

import { RequestError } from '@octokit/request-error';
import type { Octokit } from '@octokit/rest';
import { z } from 'zod';

import type { PictureFolder } from '../../app/picture-folder.ts';
import { pictureFolderText } from '../../app/picture-folder.ts';
import type { Answer, Asked, Failure } from './answer.ts';
import { notGitHub, readFailure } from './answer.ts';

const fileSchema = z.object({
  type: z.literal('file').optional(),
  sha: z.string(),
  html_url: z.url({ protocol: /^https?$/ }),
});
const putSchema = z.object({ content: fileSchema });

/** How a file is asked for so that one of more than 1 MB is told of, too (GitHub's docs, "Get repository content"). */
const AS_OBJECT = 'application/vnd.github.object+json';

/** GitHub refuses a write to a branch that is protected, or where a rule forbids it, with a 409 that says so in words. */
const PROTECTED = /\b(?:rule violations?|protected|required|reviews?|pull request)\b/i;

/** The name that git gives to a file's content. */
export function gitBlobHash(bytes: Uint8Array): string {
  return createHash('sha1').update(`blob ${bytes.length}\0`).update(bytes).digest('hex');
}

/**
 * What shows the file as it is: GitHub's page of it leads there for whoever may see the repository, a private one too.
 * Addresses of raw.githubusercontent.com would carry a token that ends soon.
 */
function rawAddress(html: string): string {
  return `${html}?raw=true`;
}

function pathIn({ folder }: PictureFolder, name: string): string {
  return folder === '' ? name : `${folder}/${name}`;
}

/** The same failure in words about pictures. */
function aboutPictures(failure: Failure, folder: PictureFolder): Failure {
  const { repo } = folder;
  const place = pictureFolderText(folder);
  if (failure.is !== 'refused') return failure;
  const { code, params } = failure.error;
  if (code === 'github.forbidden')
    return { is: 'refused', error: { code: 'github.pictureForbidden', params: { repo } } };
  if (code === 'github.notFound')
    return { is: 'refused', error: { code: 'github.pictureNowhere', params: { place } } };
  if (code === 'github.invalid' || code === 'github.unexpected') {
    const reason =
      code === 'github.unexpected' ? `status ${params['status'] ?? ''}` : String(params['reason']);
    return { is: 'refused', error: { code: 'github.pictureRefused', params: { place, reason } } };
  }
  return failure;
}

/** Why a write was refused for good, where its 409 says so; a 409 of another kind met a write of somebody else's. */
function whyProtected(error: unknown): string | null {
  if (!(error instanceof RequestError) || error.status !== 409) return null;
  const data: unknown = error.response?.data;
  const message = typeof data === 'object' && data !== null && 'message' in data ? String(data.message) : '';
  return PROTECTED.test(message) ? (message.split('\n')[0] ?? message).replace(/[.\s]+$/, '') : null;
}

/** Octokit reads as JSON only what is called so, and an answer in this form may be called by its own name. */
function read(data: unknown): unknown {
  if (typeof data !== 'string') return data;
  try {
    return JSON.parse(data);
  } catch {
    return data;
  }
}

/** The calls about files, for one account. `nowMs`: the wall clock, for what GitHub says relative to it. */
export class GitHubContents {
  private readonly client: Octokit;
  private readonly nowMs: () => number;

  constructor(client: Octokit, nowMs: () => number) {
    this.client = client;
    this.nowMs = nowMs;
  }

  /**
   * GET /repos/{owner}/{repo}/contents/{path}: the address of a file that is there; null where there is none of that name.
   * One of that name that holds something else is refused.
   */
  async find(folder: PictureFolder, name: string, bytes: Uint8Array): Promise<Answer<string | null>> {
    const asked = askedOf(folder, 'read');
    try {
      const answer = await this.client.request('GET /repos/{owner}/{repo}/contents/{path}', {
        ...placeOf(folder.repo),
        path: pathIn(folder, name),
        ...(folder.branch === null ? {} : { ref: folder.branch }),
        headers: { accept: AS_OBJECT },
      });
      const parsed = fileSchema.safeParse(read(answer.data));
      if (!parsed.success) return notGitHub(asked, answer.status, answer.data);
      if (parsed.data.sha === gitBlobHash(bytes))
        return { is: 'told', value: rawAddress(parsed.data.html_url) };
      const params = { place: pictureFolderText(folder), reason: `another file is called ${name} there` };
      return { is: 'refused', error: { code: 'github.pictureRefused', params } };
    } catch (error) {
      const failure = readFailure(asked, error, this.nowMs());
      if (failure.is === 'unchanged') return notGitHub(asked, 304);
      const isAbsent = failure.is === 'refused' && failure.error.code === 'github.notFound';
      return isAbsent ? { is: 'told', value: null } : aboutPictures(failure, folder);
    }
  }

  /**
   * PUT /repos/{owner}/{repo}/contents/{path}: a new file. Gives its address. One that is there already is not written
   * again (422, since no hash of what it would replace is sent): it is looked at instead. Sent twice, it is there once.
   */
  async create(folder: PictureFolder, name: string, bytes: Uint8Array): Promise<Answer<string>> {
    const asked = askedOf(folder, 'update');
    try {
      const answer = await this.client.request('PUT /repos/{owner}/{repo}/contents/{path}', {
        ...placeOf(folder.repo),
        path: pathIn(folder, name),
        message: `Add a picture of a debrief (${name.slice(0, 12)})`,
        content: Buffer.from(bytes).toString('base64'),
        ...(folder.branch === null ? {} : { branch: folder.branch }),
      });
      const parsed = putSchema.safeParse(answer.data);
      return parsed.success
        ? { is: 'told', value: rawAddress(parsed.data.content.html_url) }
        : { is: 'unknown', status: answer.status };
    } catch (error) {
      const reason = whyProtected(error);
      if (reason !== null) {
        const params = { place: pictureFolderText(folder), reason };
        return { is: 'refused', error: { code: 'github.pictureRefused', params } };
      }
      const failure = readFailure(asked, error, this.nowMs());
      if (failure.is === 'unchanged') return notGitHub(asked, 304);
      if (failure.is === 'refused' && failure.error.code === 'github.invalid') {
        const found = await this.find(folder, name, bytes);
        if (found.is !== 'told') return found;
        if (found.value !== null) return { is: 'told', value: found.value };
      }
      return aboutPictures(failure, folder);
    }
  }
}

function askedOf({ repo }: PictureFolder, kind: 'read' | 'update'): Asked {
  return { kind, what: repo };
}

function placeOf(repo: string): { readonly owner: string; readonly repo: string } {
  const [owner = '', name = ''] = repo.split('/');
  return { owner, repo: name };
}
