import { Ajv, type ErrorObject, type ValidateFunction } from 'ajv';
import { fullFormats } from 'ajv-formats/dist/formats.js';
import { findComponent, findOperation, followReference, type ApiVersion } from './description.ts';
import { isArray, isObject, type Json, type JsonObject } from './json.ts';
import { componentId, toJsonSchema } from './schema.ts';

/** An operation of GitHub's description, by its path template, in one version of the API. */
export interface Operation {
  readonly version: ApiVersion;
  readonly method: string;
  readonly template: string;
}

/** A request, in the parts that the description speaks of. */
export interface RequestParts {
  readonly path: Readonly<Record<string, string>>;
  readonly query: Readonly<Record<string, string>>;
  readonly contentType: string | null;
  /** Undefined where there is no body. */
  readonly body: Json | undefined;
}

/** An answer, in the parts that the description speaks of. `body` is text where the type is not JSON. */
export interface AnswerParts {
  readonly status: number;
  readonly contentType: string | null;
  /** Undefined where there is no body. */
  readonly body: Json | undefined;
}

/** Statuses that any operation of GitHub's may answer with, whether or not its description lists them. */
const ANYWHERE = new Set([301, 302, 304, 307, 308, 400, 401, 403, 404, 410, 415, 422, 429]);

/**
 * What in a request contradicts GitHub's description, one sentence each; empty where nothing does. Stricter than
 * GitHub: a parameter or a member of the body that is not described is a mistake of the client's, and is named.
 */
export function checkRequest(operation: Operation, request: RequestParts): readonly string[] {
  return [
    ...checkParameters(operation, 'path', request.path),
    ...checkParameters(operation, 'query', request.query),
    ...checkRequestBody(operation, request),
  ];
}

/**
 * What in an answer contradicts GitHub's description, one sentence each; empty where nothing does. An answer of
 * success may have no member that is not described; an error may, as GitHub's do.
 */
export function checkAnswer(operation: Operation, answer: AnswerParts): readonly string[] {
  const described = followReference(operation.version, responsesOf(operation)[String(answer.status)]);
  if (Object.keys(described).length === 0 && !ANYWHERE.has(answer.status)) {
    return [`Status ${answer.status} is not described.`];
  }
  const content = isObject(described['content']) ? described['content'] : {};
  if (Object.keys(content).length === 0) return checkUndescribed(answer);
  if (answer.body === undefined) return ['The answer should have a body.'];
  const type = mediaType(answer.contentType);
  if (type.startsWith('application/vnd.github.raw'))
    return typeof answer.body === 'string' ? [] : ['Raw is text.'];
  if (content[type] === undefined) return [`Content type ${type} is not described.`];
  const key = `answer ${answer.status} ${type}`;
  const validate = validator(operation, key, answer.status < 300 ? 'closed' : 'open', () =>
    schemaOf(content, type),
  );
  return problems('answer', validate, answer.body);
}

/** An error may have GitHub's basic form where the description is silent; a 204 or 304 has no body. */
function checkUndescribed(answer: AnswerParts): readonly string[] {
  if (answer.body === undefined) return [];
  const isError = isObject(answer.body) && typeof answer.body['message'] === 'string';
  return answer.status >= 300 && answer.status !== 304 && isError ? [] : ['The answer should have no body.'];
}

function checkParameters(
  operation: Operation,
  place: 'path' | 'query',
  given: Readonly<Record<string, string>>,
): readonly string[] {
  const validate = validator(operation, place, 'text', () => parametersSchema(operation, place));
  return problems(place, validate, { ...given });
}

function parametersSchema(operation: Operation, place: string): JsonObject {
  const properties: Record<string, Json> = {};
  const required: string[] = [];
  const listed = described(operation)['parameters'];
  for (const entry of isArray(listed) ? listed : []) {
    const parameter = followReference(operation.version, entry);
    const { name, schema } = parameter;
    if (parameter['in'] !== place || typeof name !== 'string' || !isObject(schema)) continue;
    properties[name] = schema;
    if (parameter['required'] === true) required.push(name);
  }
  return { type: 'object', properties, required, additionalProperties: false };
}

function checkRequestBody(operation: Operation, request: RequestParts): readonly string[] {
  const expected = followReference(operation.version, described(operation)['requestBody']);
  const content = isObject(expected['content']) ? expected['content'] : {};
  if (Object.keys(content).length === 0) return request.body === undefined ? [] : ['No body is described.'];
  if (request.body === undefined) return expected['required'] === true ? ['A body is required.'] : [];
  const type = mediaType(request.contentType);
  if (content[type] === undefined) return [`Content type ${type} is not described.`];
  return problems(
    'body',
    validator(operation, 'body', 'closed', () => schemaOf(content, type)),
    request.body,
  );
}

function described(operation: Operation): JsonObject {
  const found = findOperation(operation.version, operation.method, operation.template);
  if (found === null) throw new Error(`GitHub describes no ${operation.method} ${operation.template}.`);
  return found;
}

function responsesOf(operation: Operation): JsonObject {
  const responses = described(operation)['responses'];
  return isObject(responses) ? responses : {};
}

function schemaOf(content: JsonObject, type: string): JsonObject {
  const media = content[type];
  return isObject(media) && isObject(media['schema']) ? media['schema'] : {};
}

function mediaType(contentType: string | null): string {
  return (contentType ?? 'none').split(';')[0]?.trim().toLowerCase() ?? '';
}

/** `closed` refuses members that are not described, `open` allows them, `text` also reads numbers out of strings. */
type Mode = 'closed' | 'open' | 'text';

const compilers = new Map<string, Ajv>();
const validators = new Map<string, ValidateFunction>();

/** A compiled validator, kept for the life of the process: compiling takes milliseconds, validating microseconds. */
function validator(
  operation: Operation,
  part: string,
  mode: Mode,
  schema: () => JsonObject,
): ValidateFunction {
  const { version, method, template } = operation;
  const key = `${version} ${method} ${template} ${part}`;
  const known = validators.get(key);
  if (known !== undefined) return known;
  const ajv = compiler(version, mode);
  const validate = ajv.compile(read(ajv, version, mode, schema()));
  validators.set(key, validate);
  return validate;
}

function compiler(version: ApiVersion, mode: Mode): Ajv {
  const key = `${version} ${mode}`;
  const known = compilers.get(key);
  if (known !== undefined) return known;
  const ajv = new Ajv({
    // OpenAPI's schemas aren't written for strict mode, and what is compiled is compiled once: in haste.
    strict: false,
    validateSchema: false,
    inlineRefs: false,
    code: { optimize: false },
    allErrors: true,
    validateFormats: true,
    formats: { ...fullFormats },
    logger: false,
    coerceTypes: mode === 'text',
  });
  compilers.set(key, ajv);
  return ajv;
}

/** Reads a schema, and makes every component that it refers to, however far down, known to the compiler. */
function read(ajv: Ajv, version: ApiVersion, mode: Mode, schema: JsonObject): JsonObject {
  const component = (name: string): JsonObject => {
    const found = findComponent(version, 'schemas', name);
    if (ajv.schemas[componentId(name)] === undefined) {
      // Known before it is read: components refer to one another in circles.
      ajv.addSchema({ $id: componentId(name) });
      const converted = toJsonSchema(found, reading);
      ajv.removeSchema(componentId(name)).addSchema({ $id: componentId(name), ...converted });
    }
    return found;
  };
  const reading = { closed: mode === 'closed', component };
  return toJsonSchema(schema, reading);
}

function problems(where: string, validate: ValidateFunction, value: unknown): readonly string[] {
  return validate(value) ? [] : (validate.errors ?? []).slice(0, 10).map((error) => sentence(where, error));
}

function sentence(where: string, error: ErrorObject): string {
  return `${where}${error.instancePath} ${error.message ?? error.keyword}: ${JSON.stringify(error.params)}`;
}
