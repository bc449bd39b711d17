import type { Outcome, Wire } from './exchange.ts';
import { readRequest } from './request.ts';
import type { Answering } from './server.ts';

const MOST_REDIRECTS = 20;
const REDIRECTS = new Set([301, 302, 303, 307, 308]);
const WITHOUT_BODY = new Set([204, 304]);

/**
 * A `fetch` that reaches the stand-in without a socket, for tests that make requests by the hundred thousand. What
 * fails, fails as it does in Node's `fetch`: a broken connection is a TypeError "fetch failed" with a cause, a cut answer
 * a body that can't be read to its end. Whatever is not the stand-in's is refused, as by a port where nobody listens.
 */
export function fetchInProcess(answering: Answering, baseUrl: () => string): typeof fetch {
  return async (input, init) => {
    let request = new Request(input, { ...init });
    const text = await request.text();
    for (let redirects = 0; ; redirects += 1) {
      const response = await fetchOnce(answering, baseUrl(), request, text);
      const location = response.headers.get('location');
      if (!REDIRECTS.has(response.status) || location === null || request.redirect === 'manual')
        return response;
      if (request.redirect === 'error' || redirects >= MOST_REDIRECTS) throw networkError('ERR_REDIRECT');
      request = follow(request, response.status, new URL(location, request.url).href);
    }
  };
}

/** The body goes by the side: a Request's can be read only once. */
async function fetchOnce(
  answering: Answering,
  baseUrl: string,
  request: Request,
  text: string,
): Promise<Response> {
  request.signal.throwIfAborted();
  if (!request.url.startsWith(`${baseUrl}/`)) throw networkError('ECONNREFUSED');
  const headers = { ...Object.fromEntries(request.headers), host: new URL(baseUrl).host };
  const sent = request.method === 'GET' || request.method === 'HEAD' ? '' : text;
  const read = readRequest(request.method, request.url.slice(baseUrl.length), withAgent(headers), sent);
  const response = responseTo(await orAborted(request.signal, answering(read)), request.method);
  // Only a `fetch` sets the address that it ended at; clients read it.
  Object.defineProperty(response, 'url', { value: request.url });
  return response;
}

/** Node's `fetch` names itself where its caller does not. */
function withAgent(headers: Readonly<Record<string, string>>): Record<string, string> {
  return { 'user-agent': 'node', accept: '*/*', ...headers };
}

/** Whichever comes first: the outcome, or the client giving up. */
async function orAborted(signal: AbortSignal, outcome: Promise<Outcome>): Promise<Outcome> {
  const { promise, reject } = Promise.withResolvers<never>();
  const giveUp = (): void => reject(signal.reason instanceof Error ? signal.reason : new Error('aborted'));
  signal.addEventListener('abort', giveUp, { once: true });
  try {
    return await Promise.race([outcome, promise]);
  } finally {
    signal.removeEventListener('abort', giveUp);
  }
}

function responseTo(outcome: Outcome, method: string): Response {
  if (outcome.kind === 'drop') throw networkError('UND_ERR_SOCKET');
  const { wire } = outcome;
  const init = { status: wire.status, headers: wire.headers };
  if (method === 'HEAD' || WITHOUT_BODY.has(wire.status)) return new Response(null, init);
  return new Response(outcome.kind === 'cut' ? cutBody(wire) : new Uint8Array(wire.body), init);
}

function cutBody(wire: Wire): ReadableStream<Uint8Array> {
  const half = new Uint8Array(wire.body.subarray(0, Math.floor(wire.body.length / 2)));
  let isGiven = false;
  return new ReadableStream({
    pull: (controller) => {
      if (isGiven) controller.error(new TypeError('terminated'));
      else controller.enqueue(half);
      isGiven = true;
    },
  });
}

/** As the Fetch standard has it (https://fetch.spec.whatwg.org/#http-redirect-fetch): 301 and 302 turn a POST into a GET. */
function follow(request: Request, status: number, url: string): Request {
  const becomesGet =
    (status === 303 && request.method !== 'HEAD') || (status < 303 && request.method === 'POST');
  const { signal, redirect } = request;
  const headers = new Headers(request.headers);
  if (becomesGet) headers.delete('content-type');
  return new Request(url, { method: becomesGet ? 'GET' : request.method, headers, signal, redirect });
}

function networkError(code: string): TypeError {
  return new TypeError('fetch failed', { cause: Object.assign(new Error(code), { code }) });
}
