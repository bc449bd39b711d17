import { isArray, isObject, parseJson, type Json } from './json.ts';
import { startGithub, type Options, type StandIn } from './stand-in.ts';

/** When the clock of {@link begin} stands at first: 2026-03-01T09:14:00Z. */
export const START_MS = Date.UTC(2026, 2, 1, 9, 14);

/** The account of {@link begin}, and its token. */
export const ADA = 'ghp_adas_token';

/** What a request can have besides its method and path. */
export interface Asking {
  readonly body?: unknown;
  readonly token?: string | null;
  readonly headers?: Readonly<Record<string, string>>;
  readonly version?: string;
  readonly redirect?: RequestRedirect;
  readonly signal?: AbortSignal;
  readonly fetch?: typeof fetch;
}

/** An answer with its body read. */
export interface Answered {
  readonly status: number;
  readonly headers: Headers;
  /** Undefined where it is not JSON. */
  readonly json: Json | undefined;
  readonly text: string;
}

/** A stand-in on a clock that stands still until it is moved, with an account `ada` who may push to `acme/ops`. */
export async function begin(options: Options = {}): Promise<{ github: StandIn; clock: { nowMs: number } }> {
  const clock = { nowMs: START_MS };
  const github = await startGithub({ now: () => clock.nowMs, ...options });
  github.addAccount({ login: 'ada', token: ADA });
  github.addRepository({ repo: 'acme/ops', push: ['ada'] });
  return { github, clock };
}

/** Asks over plain `fetch`, as `ada` where no token is named. `path` may be an address, as links are. */
export async function ask(
  github: StandIn,
  method: string,
  path: string,
  asking: Asking = {},
): Promise<Answered> {
  const { body, token = ADA, version, redirect = 'follow', signal = null } = asking;
  const url = path.startsWith('http') ? path : github.url + path;
  const response = await (asking.fetch ?? fetch)(url, {
    method,
    redirect,
    signal,
    headers: {
      accept: 'application/vnd.github+json',
      ...(token !== null && { authorization: `Bearer ${token}` }),
      ...(version !== undefined && { 'x-github-api-version': version }),
      ...(body !== undefined && { 'content-type': 'application/json' }),
      ...asking.headers,
    },
    body: body === undefined ? null : JSON.stringify(body),
  });
  const text = await response.text();
  return { status: response.status, headers: response.headers, text, json: parseJson(text) };
}

/** The member of a JSON object that stands at `path`; undefined where there is none. */
export function at(json: Json | undefined, ...path: readonly (string | number)[]): Json | undefined {
  return path.reduce<Json | undefined>((value, key) => {
    if (isArray(value)) return value[Number(key)];
    return isObject(value) ? value[key] : undefined;
  }, json);
}

/** The text that stands at `path`. Throws where there is none. */
export function textAt(json: Json | undefined, ...path: readonly (string | number)[]): string {
  const text = at(json, ...path);
  if (typeof text !== 'string') throw new Error(`No text at ${path.join('.')}: ${JSON.stringify(json)}`);
  return text;
}
