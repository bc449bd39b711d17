/** Octokit as Debrief uses it: no plugin that repeats requests, redirects kept on the API's own host, a bounded wait. */
import { Octokit } from '@octokit/rest';

/** GitHub's REST API version; see GitHub's docs, "API Versions". */
const API_VERSION = '2026-03-10';
const MOST_REDIRECTS = 3;

export interface ClientOptions {
  readonly token: string;
  /** Root of the REST API, without a slash at its end. */
  readonly apiUrl: string;
  /** Milliseconds after which a request that has no answer is given up. */
  readonly timeoutMs: number;
  /** Node's fetch, unless a test has its own. */
  readonly fetch?: typeof globalThis.fetch;
}

/**
 * Follows 301, 302, 307 and 308 with the method and the body kept, as GitHub's docs ask ("Redirects"); fetch itself
 * would turn a POST into a GET. Only to the same origin: the token goes nowhere else.
 */
function keepingMethod(fetch: typeof globalThis.fetch): typeof globalThis.fetch {
  return async (input, init) => {
    let url = input instanceof Request ? input.url : String(input);
    for (let followed = 0; ; followed += 1) {
      const response = await fetch(url, { ...init, redirect: 'manual' });
      const location = response.headers.get('location');
      const moved = [301, 302, 307, 308].includes(response.status) && location !== null;
      if (!moved || followed === MOST_REDIRECTS) return response;
      const to = new URL(location, url);
      if (to.origin !== new URL(url).origin) return response;
      await response.body?.cancel();
      url = to.href;
    }
  };
}

/** A client for one account. The token stays inside it. */
export function makeClient(options: ClientOptions): Octokit {
  const fetch = keepingMethod(options.fetch ?? globalThis.fetch);
  const client = new Octokit({
    auth: options.token,
    baseUrl: options.apiUrl,
    userAgent: 'debrief',
    // Octokit logs deprecations to the console, which belongs to the command line.
    log: { debug: ignore, info: ignore, warn: ignore, error: ignore },
  });
  client.hook.wrap('request', async (send, request) => {
    request.headers['x-github-api-version'] = API_VERSION;
    // Not AbortSignal.timeout: nothing but listeners keeps its timer's signal alive, and a wait must end.
    const patience = new AbortController();
    const timer = setTimeout(() => {
      patience.abort(new DOMException(`no answer within ${options.timeoutMs} ms`, 'TimeoutError'));
    }, options.timeoutMs);
    // In place: the hook that signs the request passes on what it was given before this one.
    request.request = { ...request.request, fetch, signal: patience.signal };
    try {
      return await send(request);
    } finally {
      clearTimeout(timer);
    }
  });
  return client;
}

function ignore(): void {
  // Nothing of a request is written anywhere: its headers carry the token.
}
