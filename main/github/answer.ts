/**
 * What an exchange with GitHub means. Whatever comes back, or does not, becomes one of these: nobody else looks at
 * status codes or headers.
 */
import { RequestError } from '@octokit/request-error';

import type { ErrorParams } from '../../app/error-words.ts';
import { DebriefError, assertNever } from '../../app/errors.ts';
import type { NotSentReason, Outcome } from '../../app/sync.ts';
import { NOT_SENT as WHY_NOT_SENT } from '../../app/sync.ts';

/** An answer of GitHub that could be read. */
export interface Told<T> {
  readonly is: 'told';
  readonly value: T;
}

/** The answers that say something about the request rather than giving what was asked for. */
export type Failure = Extract<Outcome, { is: 'notSent' | 'unknown' | 'pause' | 'signIn' | 'refused' }>;

export type Answer<T> = Told<T> | Failure;
/** The answer to a conditional read: `unchanged` (304) costs no quota. */
export type ConditionalAnswer<T> = Answer<T> | { readonly is: 'unchanged' };

/** What was asked, for the words of an error. */
export interface Asked {
  readonly kind: 'account' | 'create' | 'read' | 'update' | 'list';
  /** OWNER/NAME, or OWNER/NAME#NUMBER for an issue. */
  readonly what: string;
}

/** Failures before anything of the request was sent. Node's and OpenSSL's own codes. */
const NOT_SENT: Readonly<Record<string, NotSentReason>> = {
  ECONNREFUSED: 'refused',
  ENOTFOUND: 'name',
  EAI_AGAIN: 'name',
  EAI_FAIL: 'name',
  EAI_NODATA: 'name',
  ENETUNREACH: 'offline',
  EHOSTUNREACH: 'offline',
  ENETDOWN: 'offline',
  EADDRNOTAVAIL: 'offline',
  UND_ERR_CONNECT_TIMEOUT: 'offline',
  EPROTO: 'tls',
  DEPTH_ZERO_SELF_SIGNED_CERT: 'tls',
  SELF_SIGNED_CERT_IN_CHAIN: 'tls',
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: 'tls',
  UNABLE_TO_GET_ISSUER_CERT: 'tls',
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: 'tls',
  ERR_TLS_CERT_ALTNAME_INVALID: 'tls',
  CERT_HAS_EXPIRED: 'tls',
  CERT_NOT_YET_VALID: 'tls',
};

interface NodeError {
  readonly code?: unknown;
  readonly syscall?: unknown;
  readonly cause?: unknown;
  readonly errors?: unknown;
}

/** Why a network failure means that nothing was sent; null if something may have been. */
export function whyNotSent(error: unknown, depth = 0): NotSentReason | null {
  if (typeof error !== 'object' || error === null || depth > 5) return null;
  const { code, syscall, cause, errors } = error as NodeError;
  // Ports that fetch never opens (Fetch standard, "port blocking"): undici says so without a code.
  if (error instanceof Error && error.message === 'bad port') return 'refused';
  if (code === 'ETIMEDOUT' && syscall === 'connect') return 'offline';
  const known = typeof code === 'string' ? NOT_SENT[code] : undefined;
  if (known !== undefined) return known;
  if (Array.isArray(errors) && errors.length > 0) {
    // One attempt an address of the host: all of them have to have failed before sending.
    const reasons = errors.map((each) => whyNotSent(each, depth + 1));
    return reasons.includes(null) ? null : (reasons[0] ?? null);
  }
  return cause === undefined ? null : whyNotSent(cause, depth + 1);
}

type Headers = Readonly<Record<string, string | number | undefined>>;

const header = (headers: Headers, name: string): string => String(headers[name] ?? '');

interface ErrorBody {
  readonly message: string;
  readonly documentation: string;
  readonly first: { readonly field: string; readonly code: string; readonly message: string };
}

function readBody(data: unknown): ErrorBody | null {
  if (typeof data !== 'object' || data === null || !('message' in data)) return null;
  const body = data as { message: unknown; documentation_url?: unknown; errors?: unknown };
  const first: unknown = Array.isArray(body.errors) ? body.errors[0] : undefined;
  const part = (name: string): string =>
    typeof first === 'object' && first !== null && name in first
      ? String((first as Record<string, unknown>)[name])
      : '';
  return {
    message: String(body.message),
    documentation: typeof body.documentation_url === 'string' ? body.documentation_url : '',
    first: {
      field: part('field'),
      code: part('code'),
      message: typeof first === 'string' ? first : part('message'),
    },
  };
}

/**
 * When a rate limit ends (UTC milliseconds); null where GitHub does not say. The reset is on GitHub's clock, so it is
 * taken relative to the answer's own date: this machine's clock may be an hour off.
 * Source: GitHub's docs, "Rate limits for the REST API", "Exceeding the rate limit".
 */
export function pauseUntil(headers: Headers, nowMs: number): number | null {
  const retryAfter = Number(header(headers, 'retry-after') || NaN);
  if (Number.isFinite(retryAfter)) return nowMs + retryAfter * 1000;
  const resetMs = Number(header(headers, 'x-ratelimit-reset') || NaN) * 1000;
  if (header(headers, 'x-ratelimit-remaining') !== '0' || !Number.isFinite(resetMs)) return null;
  const theirNowMs = Date.parse(header(headers, 'date'));
  return nowMs + Math.max(1000, resetMs - (Number.isFinite(theirNowMs) ? theirNowMs : nowMs));
}

function isPause(status: number, headers: Headers, body: ErrorBody | null): boolean {
  if (status !== 403 && status !== 429) return false;
  if (
    status === 429 ||
    headers['retry-after'] !== undefined ||
    header(headers, 'x-ratelimit-remaining') === '0'
  )
    return true;
  // A secondary limit can come without any header; GitHub's docs name only the message and its documentation link.
  return (
    (body?.documentation ?? '').includes('rate-limit') ||
    /\b(?:secondary rate|abuse detection)/i.test(body?.message ?? '')
  );
}

const refused = (
  code: Extract<Failure, { is: 'refused' }>['error']['code'],
  params: ErrorParams,
): Failure => ({
  is: 'refused',
  error: { code, params },
});

function forbidden(asked: Asked, headers: Headers, body: ErrorBody | null): Failure {
  const repo = asked.what.replace(/#.*/, '');
  const sso = /url=(\S+)/.exec(header(headers, 'x-github-sso'))?.[1];
  if (sso !== undefined) return refused('github.saml', { repo, url: sso.replace(/[;,]$/, '') });
  if (body?.first.field === 'label') return refused('github.labelsRefused', { repo });
  if (/archived|locked/i.test(body?.message ?? '')) return refused('github.archived', { repo });
  const accepted = header(headers, 'x-accepted-github-permissions').split(/[;,]/)[0] ?? '';
  const [name = '', level = ''] = accepted.trim().split('=');
  const permission =
    name === ''
      ? 'Issues: write'
      : `${name[0]?.toUpperCase() ?? ''}${name.slice(1).replaceAll('_', ' ')}: ${level}`;
  return refused('github.forbidden', { repo, permission });
}

function invalid(body: ErrorBody | null): Failure {
  const { field, code, message } = body?.first ?? { field: '', code: '', message: '' };
  return refused('github.invalid', {
    field: field === '' ? 'content' : field,
    reason: (
      [message, code, body?.message].find((each) => each !== undefined && each !== '') ??
      'no reason was given'
    ).replace(/\.$/, ''),
  });
}

/** The meaning of an answer whose status is not 2xx or 304. */
function readStatus(asked: Asked, status: number, headers: Headers, data: unknown, nowMs: number): Failure {
  const body = readBody(data);
  const repo = asked.what.replace(/#.*/, '');
  if (status < 500 && body === null) return notGitHub(asked, status, data);
  if (isPause(status, headers, body)) return { is: 'pause', untilMs: pauseUntil(headers, nowMs) };
  switch (status) {
    case 401:
      return { is: 'signIn', error: { code: 'github.unauthorized', params: {} } };
    case 403:
      return forbidden(asked, headers, body);
    case 404:
      return refused('github.notFound', { repo: asked.what });
    case 410:
      return asked.kind === 'create' || /disabled/i.test(body?.message ?? '')
        ? refused('github.issuesOff', { repo })
        : refused('github.issueGone', { issue: asked.what });
    case 422:
      return invalid(body);
    case 451:
      return refused('github.legal', { repo });
    default:
      return status >= 500 || status === 409 || status === 408
        ? { is: 'unknown', status }
        : refused('github.unexpected', { status });
  }
}

/**
 * An answer that GitHub does not give. To a read, a page or a way to one is a network's sign-in page or a proxy; what is
 * cut or empty says nothing. For a create one can never be sure.
 * @param data the answer's body, where it could be read at all
 */
export function notGitHub(asked: Asked, status: number, data: unknown = '<'): Failure {
  const isPage = typeof data === 'string' && (/^\s*</.test(data) || (status >= 300 && status < 400));
  return asked.kind === 'create' || !isPage ? { is: 'unknown', status } : { is: 'notSent', reason: 'portal' };
}

/**
 * The meaning of what a request threw. Octokit reports a network failure as status 500: it is told apart by the missing
 * response (octokit/request.js, src/fetch-wrapper.ts).
 * @throws whatever is a bug rather than an answer
 */
export function readFailure(
  asked: Asked,
  error: unknown,
  nowMs: number,
): Failure | { readonly is: 'unchanged' } {
  if (error instanceof RequestError && error.response !== undefined) {
    const { headers, data } = error.response;
    if (error.status === 304) return { is: 'unchanged' };
    return readStatus(asked, error.status, headers, data, nowMs);
  }
  const isNetwork =
    error instanceof RequestError ||
    (error instanceof Error && ['AbortError', 'TimeoutError'].includes(error.name));
  if (!isNetwork) throw error;
  const reason = whyNotSent(error);
  return reason === null ? { is: 'unknown', status: 0 } : { is: 'notSent', reason };
}

/** A failure as an error, for a person who waits for the answer. */
export function errorOf(failure: Failure): DebriefError {
  switch (failure.is) {
    case 'notSent':
      return new DebriefError('github.unreachable', { reason: WHY_NOT_SENT[failure.reason] });
    case 'unknown':
      return new DebriefError('github.unavailable', { status: failure.status });
    case 'pause':
      return new DebriefError('github.waiting', {
        until: failure.untilMs === null ? 'later' : new Date(failure.untilMs).toISOString(),
      });
    case 'signIn':
    case 'refused':
      return new DebriefError(failure.error.code, failure.error.params);
    default:
      return assertNever(failure);
  }
}
