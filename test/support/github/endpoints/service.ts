import { ownAccountAnswer } from '../account-answers.ts';
import { API_VERSIONS } from '../description.ts';
import type { JsonObject } from '../json.ts';
import { needsAuthentication, type Answer } from '../problems.ts';
import type { Call } from './call.ts';

/** GET /user */
export function getOwnAccount(call: Call): Answer {
  const { account } = call.viewer;
  if (account === null) return needsAuthentication(call.documentation);
  return { status: 200, json: ownAccountAnswer(call, account) };
}

/** GET /rate_limit, which costs nothing. */
export function getRateLimit(call: Call): Answer {
  const { limit, used, remaining, resetAtMs } = call.quota;
  const core: JsonObject = { limit, used, remaining, reset: Math.ceil(resetAtMs / 1000) };
  const search: JsonObject = {
    limit: 30,
    used: 0,
    remaining: 30,
    reset: Math.ceil(call.state.nowMs / 1000) + 60,
  };
  const resources = { core, search, graphql: { ...core, used: 0, remaining: limit } };
  return { status: 200, json: { resources, ...(call.version < '2026-03-10' && { rate: core }) } };
}

/** GET /zen */
export function getZen(): Answer {
  const headers = { 'content-type': 'text/plain; charset=utf-8' };
  return { status: 200, headers, text: 'Anything added dilutes everything else.' };
}

/** GET /meta */
export function getMeta(): Answer {
  return { status: 200, json: { verifiable_password_authentication: false } };
}

/** GET /versions */
export function listVersions(): Answer {
  return { status: 200, json: [...API_VERSIONS] };
}
