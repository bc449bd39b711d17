import { randomBytes } from 'node:crypto';
import { isObject, parseJson, type Json, type JsonObject } from '../json.ts';
import type { Places } from '../places.ts';
import type { Answer } from '../problems.ts';
import type { Request } from '../request.ts';
import type { State } from '../state.ts';

const DOCS =
  'https://docs.github.com/apps/oauth-apps/building-oauth-apps/authorizing-oauth-apps#error-codes-for-the-device-flow';
const GRANT_TYPE = 'urn:ietf:params:oauth:grant-type:device_code';

/**
 * OAuth's device flow, which is beside GitHub's API and so not in its description. Null for any other request.
 * Source: GitHub's docs, "Authorizing OAuth apps", "Device flow".
 */
export function answerDeviceFlow(request: Request, state: State, places: Places): Answer | null {
  if (request.method !== 'POST') return null;
  if (request.path === '/login/device/code')
    return inForm(request, giveCode(fieldsOf(request), state, places));
  if (request.path === '/login/oauth/access_token')
    return inForm(request, giveToken(fieldsOf(request), state));
  return null;
}

function fieldsOf(request: Request): Readonly<Record<string, string>> {
  const json = parseJson(request.text);
  const fields = isObject(json) ? json : Object.fromEntries(new URLSearchParams(request.text));
  return Object.fromEntries(Object.entries(fields).map(([name, value]) => [name, textOf(value)]));
}

function textOf(value: Json): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}

interface Said {
  readonly status: number;
  readonly json: JsonObject;
}

function giveCode(fields: Readonly<Record<string, string>>, state: State, places: Places): Said {
  const { client_id: clientId = '', scope = '' } = fields;
  const app = state.deviceCodes.app(clientId);
  if (app === null) return { status: 404, json: { error: 'Not Found' } };
  if (!app.isEnabled) return refused('device_flow_disabled');
  const code = state.deviceCodes.start(clientId, scope, app, state.nowMs);
  return {
    status: 200,
    json: {
      device_code: code.deviceCode,
      user_code: code.userCode,
      verification_uri: app.verificationUri ?? `${places.apiUrl}/login/device`,
      expires_in: app.expiresInS,
      interval: app.intervalS,
    },
  };
}

function giveToken(fields: Readonly<Record<string, string>>, state: State): Said {
  const { client_id: clientId = '', device_code: deviceCode = '', grant_type: grantType } = fields;
  if (state.deviceCodes.app(clientId) === null) return refused('incorrect_client_credentials');
  if (grantType !== GRANT_TYPE) return refused('unsupported_grant_type');
  const asking = state.deviceCodes.ask(clientId, deviceCode, state.nowMs);
  if (asking.is === 'refused') return refused(asking.error, asking.intervalS);
  const token = `gho_${randomBytes(18).toString('hex')}`;
  const scopes = asking.scope.split(/[\s,]+/).filter((scope) => scope !== '');
  state.setToken(token, { login: asking.login, grant: { kind: 'classic', scopes }, expiresAtMs: null });
  return { status: 200, json: { access_token: token, token_type: 'bearer', scope: scopes.join(',') } };
}

/** GitHub says 200 to a refusal. */
function refused(error: string, intervalS?: number): Said {
  const interval = intervalS === undefined ? {} : { interval: intervalS };
  return {
    status: 200,
    json: { error, error_description: `Refused: ${error}.`, error_uri: DOCS, ...interval },
  };
}

/** As a form, unless JSON is asked for. */
function inForm(request: Request, { status, json }: Said): Answer {
  if ((request.headers['accept'] ?? '').includes('application/json')) return { status, json };
  const pairs = Object.entries(json).map(([name, value]): [string, string] => [name, textOf(value)]);
  const headers = { 'content-type': 'application/x-www-form-urlencoded; charset=utf-8' };
  return { status, headers, text: new URLSearchParams(pairs).toString() };
}
