import { createHash } from 'node:crypto';
import { isRead } from './journal.ts';
import type { Viewer } from './model.ts';
import type { Answer } from './problems.ts';
import type { Request } from './request.ts';

/**
 * The answer to a read with its ETag; or 304 where the client has that very answer already. GitHub's ETags are weak,
 * and differ by who asks and for which media type (it answers with `vary`).
 */
export function revalidate(request: Request, viewer: Viewer, answer: Answer): Answer {
  if (!isRead(request.method) || answer.status !== 200) return answer;
  const etag = etagOf(request, viewer, answer);
  const known = (request.headers['if-none-match'] ?? '').split(',').map((tag) => tag.trim());
  if (known.some((tag) => tag === '*' || opaque(tag) === opaque(etag))) {
    return { status: 304, headers: { etag } };
  }
  return { ...answer, headers: { ...answer.headers, etag } };
}

function etagOf(request: Request, viewer: Viewer, answer: Answer): string {
  const login = viewer.account?.login ?? '';
  const kind = `${request.headers['accept'] ?? ''}\n${request.headers['x-github-api-version'] ?? ''}`;
  const said = answer.text ?? JSON.stringify([answer.json, answer.headers?.['link']]);
  return `W/"${createHash('sha256').update(`${login}\n${kind}\n${said}`).digest('hex')}"`;
}

/** Weak comparison (RFC 9110, section 8.8.3.2): the `W/` doesn't count. */
function opaque(tag: string): string {
  return tag.replace(/^W\//, '');
}
