import type { Json, JsonObject } from './json.ts';

/** An answer before it is put on the wire: JSON, text, or nothing. */
export interface Answer {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly json?: Json;
  readonly text?: string;
  /** Comes from something that is not GitHub, and has none of its headers. */
  readonly isForeign?: boolean;
}

/** One entry of `errors` in a 422. */
export interface FieldError {
  readonly resource: string;
  readonly field: string;
  readonly code: string;
  readonly message?: string;
  readonly value?: Json;
}

const DOCS = 'https://docs.github.com';

/** Where GitHub's answers point to when the answer has to do with no one operation. */
export const REST_DOCS = `${DOCS}/rest`;
const LIMIT_DOCS = `${REST_DOCS}/using-the-rest-api/rate-limits-for-the-rest-api`;
const SAML_DOCS = `${DOCS}/articles/authenticating-to-a-github-organization-with-saml-single-sign-on/`;

/** An error in GitHub's form, with what else the body says and the headers that belong to it. */
export function problem(
  status: number,
  message: string,
  documentation: string,
  more: JsonObject = {},
  headers: Readonly<Record<string, string>> = {},
): Answer {
  return {
    status,
    headers,
    json: { message, ...more, documentation_url: documentation, status: String(status) },
  };
}

/** 400 for a body that is not the JSON of an object. */
export const notJson = (documentation: string): Answer =>
  problem(400, 'Problems parsing JSON', documentation);

/** 400 for `If-Match` and its kin on a write: GitHub has no conditional update. */
export const noConditionalWrites = (documentation: string): Answer =>
  problem(
    400,
    'Conditional request headers are not allowed in unsafe requests unless supported by the endpoint',
    documentation,
  );

/** 400 for a version that GitHub does not have. */
export function unknownVersion(asked: string, supported: readonly string[]): Answer {
  const list = supported.map((version) => `"${version}"`).join(', ');
  return problem(
    400,
    `The version you specified in the "X-GitHub-API-Version" request header, "${asked}", is not a supported version. ` +
      `The following versions are currently supported: ${list}.`,
    REST_DOCS,
  );
}

/** 401 for a token that GitHub does not know. */
export const badCredentials = (): Answer => problem(401, 'Bad credentials', REST_DOCS);

/** 401 for no token where one is needed. */
export const needsAuthentication = (documentation: string): Answer =>
  problem(401, 'Requires authentication', documentation);

/** 403 for a fine-grained token without the permission, which `x-accepted-github-permissions` names. */
export const tokenCannot = (permission: string, documentation: string): Answer =>
  problem(
    403,
    'Resource not accessible by personal access token',
    documentation,
    {},
    { 'x-accepted-github-permissions': permission },
  );

/** 403 for what only the author or someone with push access may do. */
export const notYours = (documentation: string): Answer =>
  problem(403, 'Must have admin rights to Repository.', documentation);

/** 403 for a write to an archived repository. */
export const readOnly = (documentation: string): Answer =>
  problem(403, 'Repository was archived so is read-only.', documentation);

/** 403 for a label that does not exist, named by an account that may not create it. */
export const mayNotCreateLabels = (): Answer =>
  problem(
    403,
    'You do not have permission to create labels on this repository.',
    `${DOCS}/v3/issues/labels/`,
    {
      errors: [{ resource: 'Repository', field: 'label', code: 'unauthorized' }],
    },
  );

/** 403 for a token that the organization has not let in; `x-github-sso` says where a person can do so. */
export const samlRequired = (organization: string): Answer =>
  problem(
    403,
    'Resource protected by organization SAML enforcement. You must grant your Personal Access token access to this organization.',
    SAML_DOCS,
    {},
    {
      'x-github-sso': `required; url=https://github.com/orgs/${organization}/sso?authorization_request=A5E2`,
    },
  );

/** 403 or 429 for an hour's requests spent. The headers say until when (seconds since 1970, as GitHub does). */
export const primaryLimit = (status: number, limit: number, resetAtMs: number): Answer =>
  problem(
    status,
    'API rate limit exceeded for user ID 1. If you reach out to GitHub Support for help, please include the request ID.',
    LIMIT_DOCS,
    {},
    {
      'x-ratelimit-limit': String(limit),
      'x-ratelimit-remaining': '0',
      'x-ratelimit-used': String(limit),
      'x-ratelimit-reset': String(Math.ceil(resetAtMs / 1000)),
    },
  );

/** 403 or 429 for too much at once, with or without `retry-after` (seconds). */
export const secondaryLimit = (status: number, retryAfterS: number | null): Answer =>
  problem(
    status,
    'You have exceeded a secondary rate limit and have been temporarily blocked from content creation. Please retry your request again later.',
    `${LIMIT_DOCS}#about-secondary-rate-limits`,
    {},
    retryAfterS === null ? {} : { 'retry-after': String(retryAfterS) },
  );

/** 404 for what is not there, and for what this token may not know of. */
export const notFound = (documentation: string, headers: Readonly<Record<string, string>> = {}): Answer =>
  problem(404, 'Not Found', documentation, {}, headers);

/** 404 for a label that the issue does not have. */
export const labelNotThere = (documentation: string): Answer =>
  problem(404, 'Label does not exist', documentation);

/** 409, which GitHub gives where a change meets another one. */
export const conflict = (documentation: string): Answer => problem(409, 'Conflict', documentation);

/** 409 for a write to a branch that takes none without a review. */
export const branchProtected = (documentation: string): Answer =>
  problem(
    409,
    'Repository rule violations found\n\nChanges must be made through a pull request.\n\n',
    documentation,
  );

/** 409 for a file that is another by now than the one that was to be replaced. */
export const shaStale = (path: string, documentation: string): Answer =>
  problem(409, `${path} does not match the given blob`, documentation);

/** 422 for a file that is there already, where the one to be replaced was not named. */
export const shaNotSupplied = (documentation: string): Answer =>
  problem(422, 'Invalid request.\n\n"sha" wasn\'t supplied.', documentation);

/** 410 for a repository that has no issues. */
export const issuesDisabled = (): Answer =>
  problem(410, 'Issues are disabled for this repo', `${DOCS}/v3/issues/`);

/** 410 for an issue that was deleted. */
export const issueDeleted = (documentation: string): Answer =>
  problem(410, 'This issue was deleted', documentation);

/** 415 for an `Accept` that GitHub cannot meet. */
export const unsupportedAccept = (accept: string): Answer =>
  problem(415, `Unsupported 'Accept' header: '${accept}'. Must accept 'application/json'.`, REST_DOCS);

/** 422, saying which field is at fault. */
export const invalid = (errors: readonly FieldError[], documentation: string): Answer =>
  problem(422, 'Validation Failed', documentation, { errors: errors.map((error) => ({ ...error })) });

/** 451 for a repository that a court or a notice has shut. */
export function legallyBlocked(createdAt: string): Answer {
  const block = { reason: 'dmca', created_at: createdAt, html_url: 'https://github.com/github/dmca' };
  return { status: 451, json: { message: 'Repository access blocked', block } };
}

/** 301, 302, 307 or 308 to where the thing now is. */
export function moved(status: number, url: string): Answer {
  const message = status === 301 || status === 308 ? 'Moved Permanently' : 'Temporary Redirect';
  const documentation = `${REST_DOCS}/guides/best-practices-for-using-the-rest-api#follow-redirects`;
  return problem(status, message, documentation, { url }, { location: url });
}

/** One error of GraphQL's. `code` stands for a query that does not fit the server's schema. */
export interface GraphqlError {
  readonly type?: string;
  readonly message: string;
  readonly path?: readonly string[];
  readonly code?: string;
}

/** 200 with what there is and what is wrong with the rest, as GraphQL has it; without `data`, nothing was done. */
export function graphqlErrors(
  errors: readonly GraphqlError[],
  data?: JsonObject,
  headers: Readonly<Record<string, string>> = {},
): Answer {
  const listed = errors.map(({ code, ...error }) => ({
    ...error,
    ...(code !== undefined && { extensions: { code } }),
  }));
  return {
    status: 200,
    headers,
    json: { ...(data !== undefined && { data }), ...(listed.length > 0 && { errors: listed }) },
  };
}

/** 401 for GraphQL without a token. */
export const needsGraphqlAuthentication = (): Answer =>
  problem(
    401,
    'This endpoint requires you to be authenticated.',
    `${DOCS}/graphql/guides/forming-calls-with-graphql#authentication`,
  );

const UNICORN = `<!DOCTYPE html>
<html>
  <head><title>Unicorn! &middot; GitHub</title></head>
  <body><p><strong>We had issues producing the response to your request.</strong></p></body>
</html>
`;

/** 5xx as GitHub's edge gives it: HTML. */
export const serverError = (status: number, retryAfterS: number | null): Answer => ({
  status,
  headers: {
    'content-type': 'text/html; charset=utf-8',
    ...(retryAfterS !== null && { 'retry-after': String(retryAfterS) }),
  },
  text: UNICORN,
});

const PORTAL = `<!DOCTYPE html>
<html>
  <head><title>Welcome to our guest network</title></head>
  <body><form method="post" action="/login"><input name="room"><button>Sign in</button></form></body>
</html>
`;

/** 200 with the sign-in page of a network that stands in between: not GitHub at all. */
export const portal = (): Answer => ({
  status: 200,
  headers: { 'content-type': 'text/html', server: 'guest-gateway' },
  text: PORTAL,
  isForeign: true,
});
