import type { Fault } from './faults.ts';
import { isoSecond } from './instants.ts';
import {
  badCredentials,
  conflict,
  graphqlErrors,
  invalid,
  issueDeleted,
  issuesDisabled,
  legallyBlocked,
  mayNotCreateLabels,
  moved,
  notFound,
  portal,
  primaryLimit,
  samlRequired,
  secondaryLimit,
  serverError,
  tokenCannot,
  type Answer,
} from './problems.ts';

/** A fault by which GitHub answers, but something else than what was asked for. */
export type Reply = Exclude<
  Fault,
  { kind: 'drop' | 'lose-answer' | 'cut-answer' | 'empty-answer' | 'hang' | 'clock' }
>;

/** What a faulty answer depends on. */
export interface Circumstances {
  readonly nowMs: number;
  readonly limitPerHour: number;
  /** The page about the operation. */
  readonly documentation: string;
  /** Owner of the repository that was asked for. */
  readonly owner: string;
  /** Where what was asked for really is: by the repository's id. */
  readonly realUrl: string;
}

const HALF_HOUR_MS = 1_800_000;

/** The answer that the fault gives in place of the usual one. */
export function replyTo(fault: Reply, at: Circumstances): Answer {
  switch (fault.kind) {
    case 'bad-credentials':
      return badCredentials();
    case 'missing-permission':
      return tokenCannot(fault.permission ?? 'issues=write', at.documentation);
    case 'saml':
      return samlRequired(fault.organization ?? at.owner);
    case 'labels-refused':
      return mayNotCreateLabels();
    case 'primary-limit':
      return primaryLimit(fault.status ?? 403, at.limitPerHour, at.nowMs + (fault.resetInMs ?? HALF_HOUR_MS));
    case 'secondary-limit':
      return secondaryLimit(fault.status ?? 403, fault.retryAfterS ?? null);
    case 'not-found':
      return notFound(at.documentation);
    case 'conflict':
      return conflict(at.documentation);
    case 'issues-disabled':
      return issuesDisabled();
    case 'issue-deleted':
      return issueDeleted(at.documentation);
    case 'invalid':
      return fieldAtFault(fault, at.documentation);
    case 'spam':
      return tooQuickly(at.documentation);
    case 'legal':
      return legallyBlocked(isoSecond(at.nowMs));
    case 'server-error':
      return serverError(fault.status ?? 502, fault.retryAfterS ?? null);
    case 'portal':
      return portal();
    case 'graphql-error':
      return graphqlRefusal(fault, at);
    case 'moved':
      return moved(fault.status ?? 301, fault.to ?? at.realUrl);
  }
}

function graphqlRefusal(fault: Extract<Reply, { kind: 'graphql-error' }>, at: Circumstances): Answer {
  const { type, code, message = 'Something went wrong while executing your query.', resetInMs } = fault;
  const error = { message, ...(type !== undefined && { type }), ...(code !== undefined && { code }) };
  if (resetInMs === undefined) return graphqlErrors([error]);
  return graphqlErrors([error], undefined, {
    'x-ratelimit-remaining': '0',
    'x-ratelimit-reset': String(Math.ceil((at.nowMs + resetInMs) / 1000)),
  });
}

function fieldAtFault(fault: Extract<Reply, { kind: 'invalid' }>, documentation: string): Answer {
  const { field = 'title', code = 'invalid', message } = fault;
  const error = { resource: 'Issue', field, code, ...(message !== undefined && { message }) };
  return invalid([error], documentation);
}

/** What GitHub says to what it takes for spam. */
function tooQuickly(documentation: string): Answer {
  const error = {
    resource: 'Issue',
    code: 'unprocessable',
    field: 'data',
    message: 'was submitted too quickly',
  };
  return invalid([error], documentation);
}
