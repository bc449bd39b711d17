import { DEFAULT_API_VERSION } from './description.ts';
import { replyTo, type Reply } from './fault-answers.ts';
import type { Faults, Hit } from './faults.ts';
import { isRead, type Journal } from './journal.ts';
import { parseJson } from './json.ts';
import type { Viewer } from './model.ts';
import type { Answer } from './problems.ts';
import type { Request } from './request.ts';
import { addressById, documentationFor, identify, respond, type Surroundings } from './respond.ts';

/** An answer as it goes over the wire. */
export interface Wire {
  readonly status: number;
  /** Names in lower case; `content-length` is among them where there is a body. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
}

/** What becomes of a request: an answer, half of one before the connection breaks, or a broken connection. */
export type Outcome =
  | { readonly kind: 'answer'; readonly wire: Wire }
  | { readonly kind: 'cut'; readonly wire: Wire }
  | { readonly kind: 'drop' };

/** Everything between the transport and what GitHub holds: the faults, the journal, the headers of every answer. */
export class Exchange {
  readonly #at: Surroundings;
  readonly #faults: Faults;
  readonly #journal: Journal;
  readonly #clock: () => number;
  #answered = 0;

  /** `clock` dates the journal: milliseconds since 1970, never skewed. */
  constructor(at: Surroundings, faults: Faults, journal: Journal, clock: () => number) {
    this.#at = at;
    this.#faults = faults;
    this.#journal = journal;
    this.#clock = clock;
  }

  /** Takes a request all the way to what becomes of it. Never rejects for anything that a client does. */
  async handle(request: Request): Promise<Outcome> {
    const { method, path } = request;
    const template = request.match?.route.template ?? null;
    const hit = this.#faults.take({ method, path, template });
    const entry = this.#journal.begin({
      ...{ method, path, template },
      query: request.search,
      atMs: this.#clock(),
      headers: request.headers,
      body: request.text === '' ? undefined : (parseJson(request.text) ?? request.text),
      fault: hit?.fault.kind ?? null,
      status: null,
    });
    this.#refuseLeaks(request);
    const outcome = hit === null ? this.#usual(request) : await this.#faulty(request, hit);
    if (outcome.kind === 'answer') entry.answered(outcome.wire.status);
    return outcome;
  }

  #usual(request: Request): Outcome {
    return { kind: 'answer', wire: this.#dress(request, respond(request, this.#at)) };
  }

  async #faulty(request: Request, hit: Hit): Promise<Outcome> {
    const { fault } = hit;
    switch (fault.kind) {
      case 'drop':
        return { kind: 'drop' };
      case 'lose-answer':
        respond(request, this.#at);
        return { kind: 'drop' };
      case 'cut-answer':
        return this.#cut(request, fault.clean ?? false);
      case 'empty-answer':
        return { kind: 'answer', wire: emptied(this.#dress(request, respond(request, this.#at))) };
      case 'hang':
        return this.#hang(request, hit, fault.acts ?? false);
      case 'clock':
        return { kind: 'answer', wire: this.#dress(request, respond(request, this.#at), fault.aheadMs) };
      default:
        return this.#reply(request, fault);
    }
  }

  #cut(request: Request, isClean: boolean): Outcome {
    const wire = this.#dress(request, respond(request, this.#at));
    if (!isClean) return { kind: 'cut', wire };
    const body = wire.body.subarray(0, Math.floor(wire.body.length / 2));
    return { kind: 'answer', wire: { ...wire, body, headers: withLength(wire.headers, body) } };
  }

  /** A request that hangs is not forgotten when its client gives up: once released, it is done. */
  async #hang(request: Request, hit: Hit, actsFirst: boolean): Promise<Outcome> {
    const early = actsFirst ? this.#usual(request) : null;
    const mayGoOn = await hit.released;
    return mayGoOn ? (early ?? this.#usual(request)) : { kind: 'drop' };
  }

  #reply(request: Request, fault: Reply): Outcome {
    if (fault.acts === true) respond(request, this.#at);
    const { state, limits, isStrict, places } = this.#at;
    const place = request.match?.repository ?? null;
    const repository = isById(place)
      ? state.repositoryById(place.id)
      : state.findRepository(place?.name ?? '')?.repository;
    const answer = replyTo(fault, {
      nowMs: state.nowMs,
      limitPerHour: limits.quota(this.#viewer(request).account?.login ?? null, state.nowMs).limit,
      documentation: documentationFor(request, isStrict),
      owner: repository?.owner ?? 'github',
      realUrl:
        repository === null || repository === undefined
          ? places().apiUrl + request.path + request.search
          : addressById(request, repository, this.#at),
    });
    return { kind: 'answer', wire: this.#dress(request, answer) };
  }

  #viewer(request: Request): Viewer {
    return identify(request, this.#at.state) ?? { account: null, grant: null, expiresAtMs: null };
  }

  /** Puts on the headers that every answer of GitHub's has; few, where it comes from what stands before it. */
  #dress(request: Request, answer: Answer, aheadMs = 0): Wire {
    const { nowMs } = this.#at.state;
    const body = bodyOf(answer);
    const headers = {
      date: new Date(nowMs + aheadMs).toUTCString(),
      ...(answer.isForeign !== true && this.#edgeHeaders()),
      ...(!isHtml(answer) && this.#githubHeaders(request, answer)),
      ...answer.headers,
    };
    return { status: answer.status, body, headers: hasBody(answer) ? withLength(headers, body) : headers };
  }

  #edgeHeaders(): Record<string, string> {
    this.#answered += 1;
    return {
      server: 'github.com',
      'x-github-request-id': `0000:${this.#answered.toString(16).padStart(6, '0')}`,
    };
  }

  #githubHeaders(request: Request, answer: Answer): Record<string, string> {
    const { account, grant, expiresAtMs } = this.#viewer(request);
    const quota = this.#at.limits.quota(account?.login ?? null, this.#at.state.nowMs);
    return {
      ...(answer.json !== undefined && { 'content-type': 'application/json; charset=utf-8' }),
      ...(isRead(request.method) && {
        'cache-control': `${account === null ? 'public' : 'private'}, max-age=60, s-maxage=60`,
        vary: 'Accept, Authorization, Cookie, X-GitHub-OTP, Accept-Encoding, X-Requested-With',
      }),
      ...(grant?.kind === 'classic' && { 'x-oauth-scopes': grant.scopes.join(', ') }),
      ...(expiresAtMs !== null && { 'github-authentication-token-expiration': inUtc(expiresAtMs) }),
      'x-github-api-version-selected': request.headers['x-github-api-version'] ?? DEFAULT_API_VERSION,
      'x-github-media-type': 'github.v3; format=json',
      'x-ratelimit-limit': String(quota.limit),
      'x-ratelimit-remaining': String(quota.remaining),
      'x-ratelimit-used': String(quota.used),
      'x-ratelimit-reset': String(Math.ceil(quota.resetAtMs / 1000)),
      'x-ratelimit-resource': 'core',
    };
  }

  /** A token belongs in `authorization` and nowhere else: anywhere else it ends up in somebody's log. */
  #refuseLeaks(request: Request): void {
    const { authorization: _, ...others } = request.headers;
    const elsewhere = [request.path, request.search, request.text, ...Object.values(others)];
    for (const token of this.#at.state.tokenValues) {
      if (token.length < SHORTEST_TOKEN || !elsewhere.some((text) => text.includes(token))) continue;
      const problems = ['A token stands outside the authorization header.'];
      this.#at.violated({ method: request.method, path: request.path, side: 'request', problems });
    }
  }
}

/** Anything shorter turns up by chance. */
const SHORTEST_TOKEN = 8;

function isById(
  place: { readonly name: string } | { readonly id: number } | null,
): place is { readonly id: number } {
  return place !== null && 'id' in place;
}

/** As `2026-03-15 09:00:00 UTC`: the form of that one header. */
function inUtc(atMs: number): string {
  return new Date(atMs)
    .toISOString()
    .replace('T', ' ')
    .replace(/\.\d+Z$/, ' UTC');
}

/** GitHub's own answers never are: HTML comes from what stands before it. */
function isHtml(answer: Answer): boolean {
  return (answer.headers?.['content-type'] ?? '').startsWith('text/html');
}

function hasBody(answer: Answer): boolean {
  return answer.json !== undefined || answer.text !== undefined;
}

function bodyOf(answer: Answer): Buffer {
  return Buffer.from(answer.text ?? (answer.json === undefined ? '' : JSON.stringify(answer.json)));
}

function withLength(headers: Readonly<Record<string, string>>, body: Buffer): Record<string, string> {
  return { ...headers, 'content-length': String(body.length) };
}

function emptied(wire: Wire): Wire {
  const body = Buffer.alloc(0);
  return { ...wire, body, headers: withLength(wire.headers, body) };
}
