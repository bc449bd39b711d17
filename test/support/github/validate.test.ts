import { describe, expect, test } from 'vitest';
import { at, ask, begin } from './ask.ts';
import { findComponent } from './description.ts';
import { isObject, type Json, type JsonObject } from './json.ts';
import { toJsonSchema } from './schema.ts';
import { checkAnswer, checkRequest, type Operation } from './validate.ts';

const READ: Operation = {
  version: '2022-11-28',
  method: 'GET',
  template: '/repos/{owner}/{repo}/issues/{issue_number}',
};
const CREATE: Operation = { version: '2026-03-10', method: 'POST', template: '/repos/{owner}/{repo}/issues' };
const JSON_TYPE = 'application/json; charset=utf-8';

/** GitHub's own example of an issue, from its description. */
function exampleIssue(): JsonObject {
  const value = findComponent('2022-11-28', 'examples', 'issue')['value'];
  if (!isObject(value)) throw new Error('The description has no example of an issue.');
  return value;
}

function checkIssue(change: Record<string, Json>, operation = READ): readonly string[] {
  return checkAnswer(operation, {
    status: 200,
    contentType: JSON_TYPE,
    body: { ...exampleIssue(), ...change },
  });
}

describe('an answer held against GitHub’s description', () => {
  test('passes where it is GitHub’s own example', () => {
    expect(checkIssue({})).toEqual([]);
  });

  test.each<[string, Record<string, Json>]>([
    ['a number that is text', { number: '1347' }],
    ['an address that is none', { url: 'not an address' }],
    ['a time that is none', { created_at: 'yesterday' }],
    ['null where it may not be', { title: null }],
    ['a reason that GitHub does not know', { state_reason: 'bored' }],
    ['a flaw far down', { user: { login: 'ada' } }],
    ['a member that GitHub does not have', { lables: [] }],
  ])('fails for %s', (_, change) => {
    expect(checkIssue(change)).not.toEqual([]);
  });

  test('fails for a member that is missing, and names it', () => {
    const { user: _, ...issue } = exampleIssue();
    const problems = checkAnswer(READ, { status: 200, contentType: JSON_TYPE, body: issue });
    expect(problems).toEqual([expect.stringContaining('user')]);
  });

  test('knows that null may stand for an enum, a reference and a list of alternatives', () => {
    expect(checkIssue({ state_reason: null, user: null, milestone: null, body: null })).toEqual([]);
  });

  test('differs by version: the latest has no single assignee', () => {
    const problems = checkIssue({}, { ...READ, version: '2026-03-10' });
    expect(problems).toEqual([expect.stringContaining('assignee')]);
  });

  test('fails for a status, a type or a body that is not described', () => {
    const body = exampleIssue();
    expect(checkAnswer(READ, { status: 207, contentType: JSON_TYPE, body })).not.toEqual([]);
    expect(checkAnswer(READ, { status: 200, contentType: 'text/html', body: '<p>' })).not.toEqual([]);
    expect(checkAnswer(READ, { status: 200, contentType: JSON_TYPE, body: undefined })).not.toEqual([]);
    expect(checkAnswer(READ, { status: 304, contentType: JSON_TYPE, body })).not.toEqual([]);
    expect(checkAnswer(READ, { status: 304, contentType: null, body: undefined })).toEqual([]);
  });

  test('takes an error in GitHub’s form, whatever else it says', () => {
    const body = { message: 'Not Found', documentation_url: 'https://docs.github.com/rest', more: 1 };
    expect(checkAnswer(READ, { status: 404, contentType: JSON_TYPE, body })).toEqual([]);
    expect(checkAnswer(READ, { status: 401, contentType: JSON_TYPE, body })).toEqual([]);
    expect(checkAnswer(READ, { status: 404, contentType: JSON_TYPE, body: { message: 1 } })).not.toEqual([]);
  });
});

describe('a request held against GitHub’s description', () => {
  const path = { owner: 'acme', repo: 'ops' };
  const check = (body: Json | undefined, query: Record<string, string> = {}, contentType = JSON_TYPE) =>
    checkRequest(CREATE, { path, query, contentType, body });

  test('passes where it is as described', () => {
    expect(check({ title: 'x', body: 'y', labels: ['a', { name: 'b' }] })).toEqual([]);
  });

  test('fails for what is missing, of another type, or not described', () => {
    expect(check({ body: 'y' })).toEqual([expect.stringContaining('title')]);
    expect(check({ title: 'x', body: 7 })).not.toEqual([]);
    expect(check({ title: 'x', lables: ['a'] })).toEqual([expect.stringContaining('lables')]);
    expect(check({ title: 'x' }, { creator: 'ada' })).toEqual([expect.stringContaining('creator')]);
    expect(check({ title: 'x' }, {}, 'text/plain')).toEqual([expect.stringContaining('text/plain')]);
    expect(check(undefined)).toEqual(['A body is required.']);
  });

  test('differs by version: the latest takes no single assignee', () => {
    expect(check({ title: 'x', assignee: 'ada' })).toEqual([expect.stringContaining('assignee')]);
  });

  test('reads numbers, instants and choices out of the query', () => {
    const list: Operation = { ...CREATE, method: 'GET' };
    const query = { per_page: '100', since: '2026-03-01T09:14:00Z', state: 'all' };
    const asked = { path, contentType: null, body: undefined };
    expect(checkRequest(list, { ...asked, query })).toEqual([]);
    for (const wrong of [{ per_page: 'many' }, { since: 'yesterday' }, { state: 'ajar' }]) {
      expect(checkRequest(list, { ...asked, query: { ...query, ...wrong } })).not.toEqual([]);
    }
  });
});

describe('a schema of OpenAPI 3.0 read as JSON Schema', () => {
  const reading = {
    closed: true,
    component: () => ({ type: 'object', properties: { a: {} }, required: ['a'] }),
  };

  test('widens what is nullable, and its enum', () => {
    expect(toJsonSchema({ type: 'string', enum: ['x'], nullable: true }, reading)).toEqual({
      type: ['string', 'null'],
      enum: ['x', null],
    });
  });

  test('makes one closed object of an allOf', () => {
    const schema = {
      allOf: [{ $ref: '#/components/schemas/a' }, { properties: { b: {} }, required: ['b'] }],
    };
    expect(toJsonSchema(schema, reading)).toEqual({
      type: 'object',
      properties: { a: {}, b: {} },
      required: ['a', 'b'],
      additionalProperties: false,
    });
  });
});

describe('a stand-in that is strict', () => {
  test('answers 500 to a request against the description, does nothing, and remembers', async () => {
    await using github = (await begin()).github;
    const answer = await ask(github, 'POST', '/repos/acme/ops/issues', { body: { title: 'x', lables: [] } });
    expect([answer.status, at(answer.json, 'message')]).toEqual([500, expect.stringContaining('Stand-in')]);
    expect(github.issues('acme/ops')).toEqual([]);
    expect(github.violations).toEqual([
      {
        method: 'POST',
        path: '/repos/acme/ops/issues',
        side: 'request',
        problems: [expect.stringContaining('lables')],
      },
    ]);
  });

  test('answers 500 where its own answer would be wrong', async () => {
    await using github = (await begin({ webUrl: 'not an address' })).github;
    const answer = await ask(github, 'GET', '/user');
    expect([answer.status, github.violations[0]?.side]).toEqual([500, 'answer']);
  });

  test('answers 500 where it breaks down itself', async () => {
    await using github = (await begin({ now: () => NaN })).github;
    expect((await ask(github, 'GET', '/repos/acme/ops')).status).toBe(500);
    expect(github.violations).toEqual([expect.objectContaining({ side: 'answer' })]);
  });

  test('takes nothing for granted that it does not know', async () => {
    await using github = (await begin()).github;
    expect((await ask(github, 'GET', '/repos/acme/ops/pulls')).status).toBe(404);
    expect((await ask(github, 'GET', '/repos/acme/ops/issues?milestone=1')).status).toBe(500);
    expect(github.violations).toHaveLength(2);
  });

  test('catches a token outside its header, and keeps it out of what it remembers', async () => {
    await using github = (await begin()).github;
    await ask(github, 'GET', '/user');
    expect(JSON.stringify(github.requests)).not.toContain('ghp_adas_token');
    await ask(github, 'POST', '/repos/acme/ops/issues', { body: { title: 'x', body: 'ghp_adas_token' } });
    expect(github.violations).toEqual([
      expect.objectContaining({ problems: ['A token stands outside the authorization header.'] }),
    ]);
  });

  test('can be told to look at nothing', async () => {
    await using github = (await begin({ isStrict: false })).github;
    const answer = await ask(github, 'POST', '/repos/acme/ops/issues', { body: { title: 'x', lables: [] } });
    expect([answer.status, github.violations]).toEqual([201, []]);
  });
});
