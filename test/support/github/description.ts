import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { isArray, isObject, type Json, type JsonObject } from './json.ts';

/** The API versions that the stand-in speaks (https://docs.github.com/rest/about-the-rest-api/api-versions). */
export const API_VERSIONS = ['2022-11-28', '2026-03-10'] as const;

export type ApiVersion = (typeof API_VERSIONS)[number];

/** The version that GitHub assumes where a request names none. */
export const DEFAULT_API_VERSION: ApiVersion = '2022-11-28';

/** Whether `text` names a version that the stand-in speaks. */
export function isApiVersion(text: string): text is ApiVersion {
  return API_VERSIONS.some((version) => version === text);
}

let document: JsonObject | null = null;

/**
 * GitHub's own OpenAPI description of api.github.com, as published in `@octokit/openapi`. 13 MB, a quarter of a
 * second to parse: read at the first call and kept for the life of the process.
 */
export function loadDescription(): JsonObject {
  document ??= parseDescription();
  return document;
}

function parseDescription(): JsonObject {
  const file = createRequire(import.meta.url).resolve('@octokit/openapi/generated/api.github.com.json');
  const parsed: unknown = JSON.parse(readFileSync(file, 'utf8'));
  if (!isObject(parsed)) throw new Error(`${file} does not hold a JSON object.`);
  return parsed;
}

const operations = new Map<string, JsonObject | null>();

/** The operation as described for `version`, or null where GitHub has none. `template` as in `/repos/{owner}/{repo}`. */
export function findOperation(version: ApiVersion, method: string, template: string): JsonObject | null {
  const key = `${version} ${method} ${template}`;
  const known = operations.get(key);
  if (known !== undefined) return known;
  const operation = member(member(loadDescription(), 'paths'), template)[method.toLowerCase()];
  const found = isObject(operation) ? inVersion(operation, version) : null;
  operations.set(key, found);
  return found;
}

/** The page about the operation, which GitHub's errors point to. */
export function documentationOf(version: ApiVersion, method: string, template: string): string | null {
  const url = member(findOperation(version, method, template) ?? {}, 'externalDocs')['url'];
  return typeof url === 'string' ? url : null;
}

/** A component (`schemas`, `parameters`, `responses`) as described for `version`. Throws where there is none. */
export function findComponent(version: ApiVersion, group: string, name: string): JsonObject {
  const component = member(member(loadDescription(), 'components'), group)[name];
  if (!isObject(component)) throw new Error(`GitHub's description has no ${group}/${name}.`);
  return inVersion(component, version);
}

/** Follows a `$ref` into the components; anything else is given back as it is. */
export function followReference(version: ApiVersion, value: Json | undefined): JsonObject {
  if (!isObject(value)) return {};
  const reference = value['$ref'];
  if (typeof reference !== 'string') return value;
  const [, , group = '', name = ''] = reference.split('/');
  return findComponent(version, group, name);
}

function member(object: JsonObject, name: string): JsonObject {
  const value = object[name];
  return isObject(value) ? value : {};
}

/**
 * The description is written for the oldest version, and carries what each later one changed as
 * `x-github-breaking-changes`: merge patches (RFC 7396), to be applied in turn.
 */
function inVersion(described: JsonObject, version: ApiVersion): JsonObject {
  const changes = described['x-github-breaking-changes'];
  if (!isArray(changes)) return described;
  let current: Json = described;
  for (const change of changes) {
    if (!isObject(change) || typeof change['version'] !== 'string' || change['version'] > version) continue;
    if (!isObject(change['patch']))
      throw new Error(`No merge patch: ${JSON.stringify(change).slice(0, 200)}`);
    current = mergePatch(current, change['patch']);
  }
  return isObject(current) ? current : described;
}

/** RFC 7396, section 2: a null takes a member away, an object is merged, anything else replaces. */
function mergePatch(target: Json | undefined, patch: Json): Json {
  if (!isObject(patch)) return patch;
  const before = isObject(target) ? target : {};
  const merged = Object.entries(patch).map(
    ([name, value]) => [name, mergePatch(before[name], value)] as const,
  );
  const kept = Object.entries({ ...before, ...Object.fromEntries(merged) });
  return Object.fromEntries(kept.filter(([name]) => patch[name] !== null));
}
