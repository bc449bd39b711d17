import { isArray, isObject, type Json, type JsonObject } from './json.ts';

/** Where a component of the description is known to the validator. */
export const componentId = (name: string): string => `https://github.invalid/schemas/${name}`;

const COMPONENT = '#/components/schemas/';

/** Keywords that mean in JSON Schema what they mean in OpenAPI 3.0, and hold no schema. */
const PLAIN = [
  'format',
  'pattern',
  'required',
  'minimum',
  'maximum',
  'minLength',
  'maxLength',
  'minItems',
  'maxItems',
  'uniqueItems',
] as const;

/** How a schema of the description is to be read. */
export interface Reading {
  /** True: an object may have no members but those described, where the description is silent on others. */
  readonly closed: boolean;
  /** Gives a named component, and is so told which ones are in use. */
  readonly component: (name: string) => JsonObject;
}

/**
 * Reads an OpenAPI 3.0 schema object as JSON Schema (draft 7).
 *
 * Three differences matter in GitHub's description (https://spec.openapis.org/oas/v3.0.3#schema-object):
 * `nullable` widens the type, and an `enum` beside it too; siblings of `$ref` are ignored; and `oneOf` is read as
 * `anyOf`, because its alternatives overlap (three that are all nullable, `integer` beside `number`), with which
 * a `discriminator` says nothing more.
 */
export function toJsonSchema(schema: JsonObject, reading: Reading): JsonObject {
  const reference = schema['$ref'];
  if (typeof reference === 'string') {
    const name = reference.slice(COMPONENT.length);
    reading.component(name);
    return { $ref: componentId(name) };
  }
  const merged = reading.closed ? mergeAllOf(schema, reading) : schema;
  const converted = convertKeywords(merged, reading);
  return merged['nullable'] === true ? allowNull(converted) : converted;
}

function convertKeywords(schema: JsonObject, reading: Reading): JsonObject {
  const converted: Record<string, Json> = {};
  for (const keyword of PLAIN) {
    const value = schema[keyword];
    if (value !== undefined) converted[keyword] = value;
  }
  if (schema['type'] !== undefined) converted['type'] = schema['type'];
  if (schema['enum'] !== undefined) converted['enum'] = schema['enum'];
  if (isObject(schema['items'])) converted['items'] = toJsonSchema(schema['items'], reading);
  const alternatives = schema['oneOf'] ?? schema['anyOf'];
  if (isArray(alternatives)) converted['anyOf'] = readEach(alternatives, reading);
  if (isArray(schema['allOf'])) converted['allOf'] = readEach(schema['allOf'], reading);
  if (isObject(schema['not'])) converted['not'] = toJsonSchema(schema['not'], reading);
  Object.assign(converted, convertMembers(schema, reading));
  return converted;
}

function convertMembers(schema: JsonObject, reading: Reading): JsonObject {
  const { properties, additionalProperties } = schema;
  const converted: Record<string, Json> = {};
  if (isObject(properties)) {
    converted['properties'] = Object.fromEntries(
      Object.entries(properties).map(([name, member]) => [name, readOne(member, reading)]),
    );
  }
  if (additionalProperties !== undefined) {
    converted['additionalProperties'] = readOne(additionalProperties, reading);
  } else if (reading.closed && isObject(properties)) {
    converted['additionalProperties'] = false;
  }
  return converted;
}

/** A member that is `true` or `false` is a schema in its own right, for `additionalProperties`. */
function readOne(schema: Json, reading: Reading): Json {
  return isObject(schema) ? toJsonSchema(schema, reading) : schema;
}

function readEach(schemas: readonly Json[], reading: Reading): readonly Json[] {
  return schemas.map((schema) => readOne(schema, reading));
}

/**
 * One object in place of an `allOf` of objects. Two closed objects can never both hold, each refusing the other's
 * members; their union is what the description means.
 */
function mergeAllOf(schema: JsonObject, reading: Reading): JsonObject {
  const parts = schema['allOf'];
  if (!isArray(parts)) return schema;
  const { allOf: _, ...rest } = schema;
  const properties: Record<string, Json> = {};
  const required = new Set<Json>();
  for (const part of [...parts, rest]) {
    const resolved = isObject(part) ? resolve(part, reading) : {};
    Object.assign(properties, isObject(resolved['properties']) ? resolved['properties'] : {});
    for (const name of isArray(resolved['required']) ? resolved['required'] : []) required.add(name);
  }
  return { ...rest, type: 'object', properties, ...(required.size > 0 && { required: [...required] }) };
}

function resolve(schema: JsonObject, reading: Reading): JsonObject {
  const reference = schema['$ref'];
  const target =
    typeof reference === 'string' ? reading.component(reference.slice(COMPONENT.length)) : schema;
  return mergeAllOf(target, reading);
}

function allowNull(schema: JsonObject): JsonObject {
  const { type, enum: values } = schema;
  if (typeof type !== 'string') return { anyOf: [schema, { type: 'null' }] };
  return { ...schema, type: [type, 'null'], ...(isArray(values) && { enum: [...values, null] }) };
}
