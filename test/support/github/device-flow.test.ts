import { afterEach, beforeEach, expect, test } from 'vitest';
import { at } from './ask.ts';
import type { Json } from './json.ts';
import { startGithub, type StandIn } from './stand-in.ts';

const GRANT_TYPE = 'urn:ietf:params:oauth:grant-type:device_code';

let nowMs: number;
let github: StandIn;

beforeEach(async () => {
  nowMs = Date.UTC(2026, 2, 1);
  github = await startGithub({ now: () => nowMs });
  github.addApp({ clientId: 'app' });
});

afterEach(async () => {
  expect(github.violations).toEqual([]);
  await github.close();
});

async function post(path: string, body: object): Promise<{ readonly status: number; readonly json: Json }> {
  const headers = { accept: 'application/json', 'content-type': 'application/json' };
  const answer = await fetch(github.url + path, { method: 'POST', headers, body: JSON.stringify(body) });
  return { status: answer.status, json: (await answer.json()) as Json };
}

function text(json: Json, name: string): string {
  const value = at(json, name);
  if (typeof value !== 'string') throw new Error(`${name} is not a text`);
  return value;
}

async function begin(): Promise<{ readonly device: string; readonly user: string }> {
  const { json } = await post('/login/device/code', { client_id: 'app', scope: 'repo' });
  return { device: text(json, 'device_code'), user: text(json, 'user_code') };
}

/** Asks for the token after so many seconds. */
async function ask(device: string, afterS: number, more: object = {}): Promise<Json> {
  nowMs += afterS * 1000;
  const body = { client_id: 'app', device_code: device, grant_type: GRANT_TYPE, ...more };
  return (await post('/login/oauth/access_token', body)).json;
}

test('a code that was entered gives a token, once', async () => {
  const { device, user } = await begin();
  expect(at(await ask(device, 5), 'error')).toBe('authorization_pending');
  github.enterCode(user, 'kim');
  const token = text(await ask(device, 5), 'access_token');
  const me = await fetch(`${github.url}/user`, { headers: { authorization: `Bearer ${token}` } });
  expect([me.headers.get('x-oauth-scopes'), at((await me.json()) as Json, 'login')]).toEqual(['repo', 'kim']);
  expect(at(await ask(device, 5), 'error')).toBe('incorrect_device_code');
});

test('who asks too early is told to slow down, and by how much', async () => {
  const { device } = await begin();
  expect(await ask(device, 1)).toMatchObject({ error: 'slow_down', interval: 10 });
  expect(at(await ask(device, 5), 'error')).toBe('slow_down');
  expect(at(await ask(device, 15), 'error')).toBe('authorization_pending');
});

test.each([
  ['a code that was refused', 5, {}, 'access_denied'],
  ['a code that ran out', 901, {}, 'expired_token'],
  ['a code that was never given', 5, { device_code: 'another' }, 'incorrect_device_code'],
  ['another kind of grant', 5, { grant_type: 'password' }, 'unsupported_grant_type'],
  ['another app', 5, { client_id: 'other' }, 'incorrect_client_credentials'],
])('%s has an error of its own', async (_, afterS, more, error) => {
  const { device, user } = await begin();
  github.enterCode(user, null);
  expect(at(await ask(device, afterS, more), 'error')).toBe(error);
});

test('an app that is unknown, or may not ask for codes, gets none', async () => {
  github.addApp({ clientId: 'off', isEnabled: false });
  expect((await post('/login/device/code', { client_id: 'nobody' })).status).toBe(404);
  expect(at((await post('/login/device/code', { client_id: 'off' })).json, 'error')).toBe(
    'device_flow_disabled',
  );
});
