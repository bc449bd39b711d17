import { createHash } from 'node:crypto';
import type { JsonObject } from '../json.ts';
import { fullName, type Repository } from '../model.ts';
import { repositoryUrl } from '../places.ts';
import { notFound, type Answer } from '../problems.ts';
import { refuseUnsupported, type Call } from './call.ts';

/** GET /repos/{owner}/{repo}/contents/{path}: a file, or what stands in a folder. */
export function getContents(call: Call, repository: Repository): Answer {
  refuseUnsupported(call, ['ref']);
  const path = (call.params['path'] ?? '').replace(/\/+$/, '');
  const text = repository.files.get(path);
  if (text !== undefined) return fileAnswer(call, repository, path, text);
  const entries = childrenOf(repository, path);
  if (entries.length === 0) return notFound(call.documentation);
  return { status: 200, json: entries.map((name) => entryAnswer(call, repository, `${path}/${name}`)) };
}

function childrenOf(repository: Repository, path: string): readonly string[] {
  const under = [...repository.files.keys()].filter((file) => file.startsWith(`${path}/`));
  return [...new Set(under.map((file) => file.slice(path.length + 1).split('/')[0] ?? ''))].toSorted();
}

function fileAnswer(call: Call, repository: Repository, path: string, text: string): Answer {
  if (call.accept.includes('application/vnd.github.raw')) {
    const type = 'application/vnd.github.raw+json; charset=utf-8';
    return { status: 200, headers: { 'content-type': type }, text };
  }
  const content = Buffer.from(text)
    .toString('base64')
    .replace(/.{1,60}/g, '$&\n');
  return { status: 200, json: { ...entryAnswer(call, repository, path), content, encoding: 'base64' } };
}

function entryAnswer(call: Call, repository: Repository, path: string): JsonObject {
  const text = repository.files.get(path);
  const type = text === undefined ? 'dir' : 'file';
  const sha = gitHash(text === undefined ? 'tree' : 'blob', text ?? path);
  const self = `${repositoryUrl(call, repository)}/contents/${path}?ref=main`;
  const git = `${repositoryUrl(call, repository)}/git/${text === undefined ? 'trees' : 'blobs'}/${sha}`;
  const html = `${call.webUrl}/${fullName(repository)}/${text === undefined ? 'tree' : 'blob'}/main/${path}`;
  const download = `https://raw.githubusercontent.com/${fullName(repository)}/main/${path}`;
  return {
    type,
    name: path.slice(path.lastIndexOf('/') + 1),
    path,
    sha,
    size: Buffer.byteLength(text ?? ''),
    url: self,
    git_url: git,
    html_url: html,
    download_url: text === undefined ? null : download,
    _links: { self, git, html },
  };
}

/** The name that git gives to a thing (a tree's is made up: it depends on what no client can see). */
function gitHash(kind: string, text: string): string {
  return createHash('sha1')
    .update(`${kind} ${Buffer.byteLength(text)}\0${text}`)
    .digest('hex');
}
