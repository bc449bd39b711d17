import { createHash } from 'node:crypto';
import type { Call } from './endpoints/call.ts';
import type { JsonObject } from './json.ts';
import { fullName, type Repository } from './model.ts';
import { repositoryUrl } from './places.ts';

/** A commit as an answer to a write of a file shows it. Its hash is made up: it depends on what no client can see. */
export function commitAnswer(call: Call, repository: Repository, message: string): JsonObject {
  const hashOf = (what: string): string =>
    createHash('sha1').update(`${what} ${message} ${repository.files.size}`).digest('hex');
  const [sha, tree] = [hashOf('commit'), hashOf('tree')];
  const login = call.viewer.account?.login ?? '';
  const person = {
    name: login,
    email: `${login}@users.noreply.github.com`,
    date: new Date(call.state.nowMs).toISOString().replace(/\.\d+/, ''),
  };
  return {
    sha,
    node_id: Buffer.from(sha).toString('base64'),
    url: `${repositoryUrl(call, repository)}/git/commits/${sha}`,
    html_url: `${call.webUrl}/${fullName(repository)}/commit/${sha}`,
    author: person,
    committer: person,
    message,
    tree: { url: `${repositoryUrl(call, repository)}/git/trees/${tree}`, sha: tree },
    parents: [],
    verification: {
      verified: false,
      reason: 'unsigned',
      signature: null,
      payload: null,
      verified_at: null,
    },
  };
}
