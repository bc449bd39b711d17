import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import { z } from 'zod';

import type { LoadPicture } from '../picture-answer.ts';
import { answerWithPicture } from '../picture-answer.ts';
import { answerWith, everyAnswer } from '../renderer-answer.ts';
import type { RendererFiles } from '../renderer-files.ts';
import {
  comesFromOwnPage,
  cookieName,
  cookiesNamed,
  mayRead,
  ownHost,
  pathOf,
  sessionCookie,
  type Asked,
} from './guards.ts';
import type { Sessions } from './session.ts';

/** What the answers follow from. */
export type Site = {
  readonly port: number;
  readonly files: RendererFiles;
  readonly loadPicture: LoadPicture;
  readonly sessions: Sessions;
  /** Told of every request that was refused. */
  readonly refused: (status: number, path: string) => void;
};

/** The body of `POST /session`. */
const keyBody = z.object({ key: z.string().max(200) });
const largestBody = 1024;

/** Does the request carry the cookie of a session? */
export function hasSession({ port, sessions }: Site, asked: Asked): boolean {
  return sessions.includes(cookiesNamed(cookieName(port), asked));
}

/**
 * Answers requests: the renderer's files to whoever asks, since they are public; a session for the key; pictures to whoever
 * has a session. Everything else of a person goes over the link (see links.ts), which only a session opens.
 */
export function answerRequests(site: Site): RequestListener {
  return (request, response) => {
    answer(site, request).then(
      (given) => {
        if (given.status >= 400 && given.status !== 426) site.refused(given.status, pathOf(request));
        send(response, given, request.method === 'HEAD');
      },
      // The client went away, or a file did. Neither is of interest to anybody else.
      () => response.destroy(),
    );
  };
}

type Answer = {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: Uint8Array;
};

async function answer(site: Site, request: IncomingMessage): Promise<Answer> {
  const host = ownHost(request, site.port);
  if (host === undefined) return refusal(403);
  const path = pathOf(request);
  if (path === '/session') return openSession(site, host, request);
  if (request.method !== 'GET' && request.method !== 'HEAD') return refusal(405, { allow: 'GET, HEAD' });
  if (!mayRead(request)) return refusal(403);
  const file = site.files.find(path);
  if (file !== undefined) return { status: 200, ...(await answerWith(file, [`ws://${host}`])) };
  if (!hasSession(site, request)) return refusal(403);
  // So a page can tell a session that ended (403) from a host that is gone, which a WebSocket doesn't tell it.
  const picture = await answerWithPicture(path, site.loadPicture);
  if (picture !== null) return { status: 200, ...picture };
  return path === '/rpc' ? refusal(426, { upgrade: 'websocket' }) : refusal(404);
}

/** Exchanges the key for the cookie. JSON, because a form of another site can't send that without being asked first. */
async function openSession(site: Site, host: string, request: IncomingMessage): Promise<Answer> {
  if (request.method !== 'POST') return refusal(405, { allow: 'POST' });
  if (!comesFromOwnPage(request, host)) return refusal(403);
  if (request.headers['content-type']?.split(';', 1)[0]?.trim() !== 'application/json') return refusal(415);
  const body = await readBody(request);
  if (body === undefined) return refusal(413);
  const parsed = keyBody.safeParse(fromJson(body));
  if (!parsed.success) return refusal(400);
  const secret = site.sessions.exchange(parsed.data.key);
  if (secret === undefined) return refusal(403);
  return { status: 204, headers: { ...everyAnswer, 'set-cookie': sessionCookie(site.port, secret) } };
}

/** The connection ends with a refusal, so that what is still on its way needs not be read. */
function refusal(status: number, headers: Record<string, string> = {}): Answer {
  return { status, headers: { ...everyAnswer, ...headers, connection: 'close', 'content-length': '0' } };
}

function send(response: ServerResponse, { status, headers, body }: Answer, isHead: boolean): void {
  const length = body === undefined ? {} : { 'content-length': String(body.byteLength) };
  response.writeHead(status, { ...headers, ...length });
  response.end(isHead ? undefined : body);
}

/** The body as text; undefined where it is larger than any that is meant. */
function readBody(request: IncomingMessage): Promise<string | undefined> {
  if (Number(request.headers['content-length'] ?? 0) > largestBody) return Promise.resolve(undefined);
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let size = 0;
    request.on('data', (chunk: Buffer) => {
      chunks.push(chunk);
      size += chunk.length;
      if (size <= largestBody) return;
      request.pause();
      resolve(undefined);
    });
    request.on('end', () => resolve(Buffer.concat(chunks).toString('utf8')));
    request.on('error', reject);
  });
}

function fromJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
