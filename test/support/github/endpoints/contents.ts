import { createHash } from 'node:crypto';
import { hasLevel } from '../access.ts';
import { commitAnswer } from '../commit-answer.ts';
import type { JsonObject } from '../json.ts';
import { fileKey, fullName, MAIN_BRANCH, type Repository } from '../model.ts';
import { repositoryUrl } from '../places.ts';
import { branchProtected, notFound, problem, shaNotSupplied, shaStale, type Answer } from '../problems.ts';
import { refuseUnsupported, type Call } from './call.ts';

/** Files larger than this are told of without what stands in them, and only as objects (GitHub's docs). */
const LARGEST_TOLD = 1024 * 1024;

/** GET /repos/{owner}/{repo}/contents/{path}: a file, or what stands in a folder. */
export function getContents(call: Call, repository: Repository): Answer {
  const branch = call.query.get('ref') ?? MAIN_BRANCH;
  if (!repository.branches.has(branch)) return notFound(call.documentation);
  const path = (call.params['path'] ?? '').replace(/\/+$/, '');
  const content = repository.files.get(fileKey(branch, path));
  if (content !== undefined) return fileAnswer(call, repository, { branch, path, content });
  const entries = childrenOf(repository, branch, path);
  if (entries.length === 0) return notFound(call.documentation);
  return {
    status: 200,
    json: entries.map((name) => entryAnswer(call, repository, branch, `${path}/${name}`)),
  };
}

/** PUT /repos/{owner}/{repo}/contents/{path}: a new file, or another content for one whose blob is named. */
export function putContents(call: Call, repository: Repository): Answer {
  refuseUnsupported(call, ['committer', 'author']);
  const branch = typeof call.body['branch'] === 'string' ? call.body['branch'] : MAIN_BRANCH;
  const path = call.params['path'] ?? '';
  const { content, message } = call.body;
  if (!hasLevel(call.viewer, repository, 'write')) return notFound(call.documentation);
  if (!repository.branches.has(branch)) return problem(404, `Branch ${branch} not found`, call.documentation);
  const bytes = fromBase64(content);
  if (bytes === null) return problem(422, 'content is not valid Base64', call.documentation);
  if (repository.protectedBranches.has(branch)) return branchProtected(call.documentation);
  const key = fileKey(branch, path);
  const before = repository.files.get(key);
  const sha = call.body['sha'];
  if (before !== undefined && typeof sha !== 'string') return shaNotSupplied(call.documentation);
  if (before !== undefined && sha !== gitHash('blob', before)) return shaStale(path, call.documentation);
  repository.files.set(key, bytes);
  return {
    status: before === undefined ? 201 : 200,
    json: {
      content: entryAnswer(call, repository, branch, path),
      commit: commitAnswer(call, repository, typeof message === 'string' ? message : ''),
    },
  };
}

function fromBase64(content: unknown): Buffer | null {
  if (typeof content !== 'string' || !/^[A-Za-z0-9+/\s]*={0,2}\s*$/.test(content)) return null;
  return Buffer.from(content, 'base64');
}

function childrenOf(repository: Repository, branch: string, path: string): readonly string[] {
  const folder = `${fileKey(branch, path)}/`;
  const under = [...repository.files.keys()].filter((key) => key.startsWith(folder));
  return [...new Set(under.map((key) => key.slice(folder.length).split('/')[0] ?? ''))].toSorted();
}

interface File {
  readonly branch: string;
  readonly path: string;
  readonly content: Buffer;
}

function fileAnswer(call: Call, repository: Repository, { branch, path, content }: File): Answer {
  if (call.accept.includes('application/vnd.github.raw')) {
    const type = 'application/vnd.github.raw+json; charset=utf-8';
    return { status: 200, headers: { 'content-type': type }, text: content.toString() };
  }
  const entry = entryAnswer(call, repository, branch, path);
  const isObject = call.accept.includes('application/vnd.github.object');
  const headers = isObject ? { 'content-type': 'application/vnd.github.object; charset=utf-8' } : {};
  const isLong = content.length > LARGEST_TOLD;
  const encoded = content.toString('base64').replace(/.{1,60}/g, '$&\n');
  const json = { ...entry, content: isLong ? '' : encoded, encoding: isLong ? 'none' : 'base64' };
  return { status: 200, headers, json };
}

function entryAnswer(call: Call, repository: Repository, branch: string, path: string): JsonObject {
  const content = repository.files.get(fileKey(branch, path));
  const type = content === undefined ? 'dir' : 'file';
  const sha = gitHash(content === undefined ? 'tree' : 'blob', content ?? Buffer.from(path));
  const self = `${repositoryUrl(call, repository)}/contents/${path}?ref=${branch}`;
  const git = `${repositoryUrl(call, repository)}/git/${content === undefined ? 'trees' : 'blobs'}/${sha}`;
  const html = `${call.webUrl}/${fullName(repository)}/${content === undefined ? 'tree' : 'blob'}/${branch}/${path}`;
  const download = `https://raw.githubusercontent.com/${fullName(repository)}/${branch}/${path}`;
  return {
    type,
    name: path.slice(path.lastIndexOf('/') + 1),
    path,
    sha,
    size: content?.length ?? 0,
    url: self,
    git_url: git,
    html_url: html,
    download_url: content === undefined ? null : download,
    _links: { self, git, html },
  };
}

/** The name that git gives to a thing (a tree's is made up: it depends on what no client can see). */
function gitHash(kind: string, content: Buffer): string {
  return createHash('sha1').update(`${kind} ${content.length}\0`).update(content).digest('hex');
}
