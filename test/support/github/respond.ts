import { maySee, refusal } from './access.ts';
import {
  API_VERSIONS,
  DEFAULT_API_VERSION,
  documentationOf,
  isApiVersion,
  type ApiVersion,
} from './description.ts';
import { Unsupported, type Call } from './endpoints/call.ts';
import { answerDeviceFlow } from './endpoints/device-flow.ts';
import { answerGraphql } from './endpoints/graphql.ts';
import { revalidate } from './etag.ts';
import { isRead, type Violation } from './journal.ts';
import { isObject, parseJson, type JsonObject } from './json.ts';
import type { Limits } from './limits.ts';
import { fullName, type Repository, type Viewer } from './model.ts';
import type { Places } from './places.ts';
import {
  badCredentials,
  moved,
  noConditionalWrites,
  notFound,
  notJson,
  primaryLimit,
  problem,
  REST_DOCS,
  secondaryLimit,
  unknownVersion,
  unsupportedAccept,
  type Answer,
} from './problems.ts';
import type { Request } from './request.ts';
import type { Route } from './routes.ts';
import type { State } from './state.ts';
import { checkAnswer, checkRequest, type Operation } from './validate.ts';

/** What answering takes. */
export interface Surroundings {
  readonly state: State;
  readonly limits: Limits;
  readonly places: () => Places;
  /** Whether requests and answers are held against GitHub's description. */
  readonly isStrict: boolean;
  readonly violated: (violation: Violation) => void;
}

const CONDITIONS = ['if-match', 'if-none-match', 'if-modified-since', 'if-unmodified-since'];
const NOBODY: Viewer = { account: null, grant: null, expiresAtMs: null };

/** What GitHub answers when nothing fails. Spends the quota; leaves headers that every answer has to others. */
export function respond(request: Request, at: Surroundings): Answer {
  const version = versionOf(request);
  const viewer = identify(request, at.state);
  if (request.headers['user-agent'] === undefined) return needsUserAgent();
  const signIn = answerDeviceFlow(request, at.state, at.places());
  if (signIn !== null) return signIn;
  if (version === null) return unknownVersion(request.headers['x-github-api-version'] ?? '', API_VERSIONS);
  if (viewer === null) return badCredentials();
  const queried = query(request, viewer, at);
  if (queried !== null) return queried;
  if (request.match === null) return noSuchRoute(request, at);
  const { route } = request.match;
  const documentation = documentationFor(request, at.isStrict);
  const early = refuseEarly(request, documentation) ?? refuseSpent(route, viewer, at);
  if (early !== null) return early;
  const body = request.text === '' ? undefined : (parseJson(request.text) ?? null);
  if (body !== undefined && !isObject(body)) return notJson(documentation);
  const asked = { request, route, version, viewer, documentation, body };
  const answer = revalidate(request, viewer, answerChecked(asked, at));
  // A 304 is free: https://docs.github.com/rest/using-the-rest-api/best-practices-for-using-the-rest-api
  if (route.template !== '/rate_limit' && answer.status !== 304) spend(viewer, at);
  return answer;
}

function query(request: Request, viewer: Viewer, at: Surroundings): Answer | null {
  try {
    return answerGraphql(request, viewer, at);
  } catch (error) {
    return violation(request, at, 'request', [error instanceof Error ? error.message : String(error)]);
  }
}

/** A request that got past the door. */
interface Asked {
  readonly request: Request;
  readonly route: Route;
  readonly version: ApiVersion;
  readonly viewer: Viewer;
  readonly documentation: string;
  readonly body: JsonObject | undefined;
}

/** The version that the request names, GitHub's default where it names none, null where there is no such. */
function versionOf(request: Request): ApiVersion | null {
  const asked = request.headers['x-github-api-version'] ?? DEFAULT_API_VERSION;
  return isApiVersion(asked) ? asked : null;
}

/** Who is asking, by the token; null for a token that is unknown. */
export function identify(request: Request, state: State): Viewer | null {
  const authorization = request.headers['authorization'];
  if (authorization === undefined) return NOBODY;
  const [, value = ''] = /^(?:bearer|token)\s+(\S+)$/i.exec(authorization) ?? [];
  const token = state.findToken(value);
  if (token === null) return null;
  const { login, grant, expiresAtMs } = token;
  return { account: state.account(login), grant, expiresAtMs };
}

/** The page about the operation that the request asks for. */
export function documentationFor(request: Request, isStrict: boolean): string {
  const route = request.match?.route;
  if (!isStrict || route === undefined) return REST_DOCS;
  return (
    documentationOf(versionOf(request) ?? DEFAULT_API_VERSION, route.method, route.template) ?? REST_DOCS
  );
}

function needsUserAgent(): Answer {
  const headers = { 'content-type': 'text/html' };
  const text =
    'Request forbidden by administrative rules. Please make sure your request has a User-Agent header.';
  return { status: 403, headers, text };
}

function refuseEarly(request: Request, documentation: string): Answer | null {
  const accept = request.headers['accept'] ?? '*/*';
  if (!/\*\/\*|application\/|^$/.test(accept)) return unsupportedAccept(accept);
  const isConditional = CONDITIONS.some((name) => request.headers[name] !== undefined);
  return isConditional && !isRead(request.method) ? noConditionalWrites(documentation) : null;
}

function refuseSpent(route: Route, viewer: Viewer, at: Surroundings): Answer | null {
  const { nowMs } = at.state;
  const quota = at.limits.quota(viewer.account?.login ?? null, nowMs);
  if (quota.remaining > 0 || route.template === '/rate_limit') return null;
  return primaryLimit(403, quota.limit, quota.resetAtMs);
}

function spend(viewer: Viewer, at: Surroundings): void {
  at.limits.spend(viewer.account?.login ?? null, at.state.nowMs);
}

/** Answers, and holds both the request and the answer against GitHub's description. */
function answerChecked(asked: Asked, at: Surroundings): Answer {
  const { method, template } = asked.route;
  const operation: Operation = { version: asked.version, method, template };
  const wrong = at.isStrict ? checkRequest(operation, partsOf(asked, at.state)) : [];
  if (wrong.length > 0) return violation(asked.request, at, 'request', wrong);
  const answer = perform(asked, at);
  const type = answer.headers?.['content-type'] ?? 'application/json; charset=utf-8';
  const parts = { status: answer.status, contentType: type, body: answer.json ?? answer.text };
  const flaws = at.isStrict && answer.status !== 500 ? checkAnswer(operation, parts) : [];
  return flaws.length > 0 ? violation(asked.request, at, 'answer', flaws) : answer;
}

function partsOf(asked: Asked, state: State): Parameters<typeof checkRequest>[1] {
  const { request, body } = asked;
  const repository = findRepository(asked, state);
  const named = repository === null ? {} : { owner: repository.owner, repo: repository.name };
  return {
    path: { ...named, ...request.match?.params },
    query: Object.fromEntries(new URLSearchParams(request.search)),
    contentType: request.headers['content-type'] ?? null,
    body,
  };
}

function findRepository(asked: Asked, state: State): Repository | null {
  const place = asked.request.match?.repository ?? null;
  if (place === null) return null;
  return 'id' in place
    ? state.repositoryById(place.id)
    : (state.findRepository(place.name)?.repository ?? null);
}

function perform(asked: Asked, at: Surroundings): Answer {
  try {
    const call = callOf(asked, at);
    if (asked.route.kind === 'service') return asked.route.handle(call);
    const repository = findRepository(asked, at.state);
    if (repository === null || !maySee(asked.viewer, repository)) return notFound(asked.documentation);
    return (
      redirectMoved(asked, repository, at) ??
      refusal(asked.viewer, repository, asked.route.need, asked.documentation) ??
      refuseTooMuch(asked, at) ??
      asked.route.handle(call, repository)
    );
  } catch (error) {
    const side = error instanceof Unsupported ? 'request' : 'answer';
    return violation(asked.request, at, side, [error instanceof Error ? error.message : String(error)]);
  }
}

function callOf(asked: Asked, at: Surroundings): Call {
  const { request, viewer, version, documentation } = asked;
  return {
    ...at.places(),
    state: at.state,
    viewer,
    version,
    documentation,
    method: request.method,
    params: request.match?.params ?? {},
    rest: request.match?.rest ?? '',
    query: new URLSearchParams(request.search),
    body: asked.body ?? {},
    accept: request.headers['accept'] ?? '',
    quota: at.limits.quota(viewer.account?.login ?? null, at.state.nowMs),
  };
}

/** To what bears the name no more GitHub redirects: 301 for a read, 307, which keeps the method, for a write. */
function redirectMoved(asked: Asked, repository: Repository, at: Surroundings): Answer | null {
  const place = asked.request.match?.repository;
  if (place === null || place === undefined || 'id' in place) return null;
  if (place.name.toLowerCase() === fullName(repository).toLowerCase()) return null;
  return moved(isRead(asked.request.method) ? 301 : 307, addressById(asked.request, repository, at));
}

/** The address of what the request asks for, by the repository's id. */
export function addressById(request: Request, repository: Repository, at: Surroundings): string {
  const rest = request.match?.rest ?? '';
  return `${at.places().apiUrl}/repositories/${repository.id}${rest}${request.search}`;
}

function refuseTooMuch(asked: Asked, at: Surroundings): Answer | null {
  if (asked.route.kind !== 'repository' || !asked.route.createsContent) return null;
  const waitS = at.limits.create(asked.viewer.account?.login ?? '', at.state.nowMs);
  return waitS === null ? null : secondaryLimit(403, waitS);
}

function noSuchRoute(request: Request, at: Surroundings): Answer {
  violation(request, at, 'request', ['The stand-in has no such endpoint.']);
  return notFound(REST_DOCS);
}

/** Writes the contradiction down, and answers so that nobody can take it for GitHub. */
export function violation(
  request: Request,
  at: Surroundings,
  side: Violation['side'],
  problems: readonly string[],
): Answer {
  at.violated({ method: request.method, path: request.path, side, problems });
  const message = `Stand-in: ${request.method} ${request.path}, ${side} against GitHub's description.`;
  return problem(500, message, REST_DOCS, { errors: [...problems] });
}
