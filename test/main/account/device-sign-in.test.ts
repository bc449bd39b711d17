import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import type { CoreClient } from '../../../app/contract.ts';
import type { Keychain } from '../../../main/account/keychain.ts';
import { openKeychain } from '../../../main/account/keychain.ts';
import type { Core } from '../../../main/core.ts';
import { openCore } from '../../../main/core.ts';
import { memoryKeychain, temporaryFolder } from '../../support/core.ts';
import type { AppSpec } from '../../support/github/specs.ts';
import { startGithub, type StandIn } from '../../support/github/stand-in.ts';
import { machine } from '../../support/machine.ts';

const CLIENT_ID = 'Ov23liTestOfDebrief';
const TOKEN_PATH = '/login/oauth/access_token';

let github: StandIn;
let folder: ReturnType<typeof temporaryFolder>;
let keychain: Keychain;
let core: Core;
let client: CoreClient;
let nowMs: number;
/** What the core waited for, in seconds; each wait is over at once, and the clock has moved on. */
let waits: number[];
/** Done before each wait ends, the first one first; then nothing more happens. */
let meanwhile: (() => void)[];

function open(environment: Record<string, string> = { DEBRIEF_CLIENT_ID: CLIENT_ID }): void {
  core = openCore({
    folder: folder.path,
    environment: { DEBRIEF_API_URL: github.url, ...environment },
    keychain,
    nowMs: () => nowMs,
    wait: (ms) => {
      waits.push(ms / 1000);
      nowMs += ms;
      meanwhile.shift()?.();
      return Promise.resolve();
    },
  });
  client = core.client;
}

beforeEach(async () => {
  nowMs = Date.UTC(2026, 2, 1);
  [waits, meanwhile] = [[], []];
  github = await startGithub({ now: () => nowMs });
  github.addAccount({ login: 'kim' });
  github.addApp({ clientId: CLIENT_ID });
  folder = temporaryFolder();
  keychain = memoryKeychain();
  open();
});

afterEach(async () => {
  await core.close();
  folder[Symbol.dispose]();
  expect(github.violations).toEqual([]);
  await github.close();
});

const enter = (): void => github.enterCode('ABCD-0001', 'kim');
const nothing = (): void => undefined;

/** Signs in; gives the code of the error where that fails. */
async function signIn(): Promise<{ readonly login: string } | { readonly code: unknown }> {
  try {
    const { id } = await client.account.startDevice({});
    return await client.account.awaitDevice({ id });
  } catch (error) {
    return { code: (error as { readonly data?: { readonly code?: unknown } }).data?.code };
  }
}

it('the server of a sign-in that names none is that of the environment', async () => {
  expect(await client.account.server({})).toEqual({ host: new URL(github.url).host });
  await core.close();
  open({ DEBRIEF_API_URL: '' });
  expect(await client.account.server({})).toEqual({ host: 'github.com' });
});

describe('a sign-in with a code', () => {
  it('says what to enter where, and is done once it was entered', async () => {
    meanwhile = [nothing, enter];
    const view = await client.account.startDevice({});
    expect(view).toMatchObject({
      userCode: 'ABCD-0001',
      verificationUri: `${github.url}/login/device`,
      host: new URL(github.url).host,
    });
    expect(await client.account.awaitDevice({ id: view.id })).toMatchObject({
      login: 'kim',
      kept: 'keychain',
      notes: [],
    });
    expect(waits).toEqual([5, 5]);
    expect(await client.account.get({})).toMatchObject({ login: 'kim' });
  });

  it('keeps the token in the keychain only, and shows the device code to nobody', async () => {
    meanwhile = [enter];
    const view = await client.account.startDevice({});
    const account = await client.account.awaitDevice({ id: view.id });
    const token = (await keychain.read(new URL(github.url).host)) ?? '';
    expect(token).toMatch(/^gho_/);
    const said = JSON.stringify([view, account, await client.account.list({}), await client.sync.status({})]);
    const onDisk = readdirSync(folder.path, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => readFileSync(join(entry.parentPath, entry.name), 'latin1'))
      .join('\n');
    for (const secret of [token, 'device-code-']) expect(said + onDisk).not.toContain(secret);
  });

  it('asks for the scope that filing needs', async () => {
    meanwhile = [enter];
    await signIn();
    expect(github.requests[0]).toMatchObject({
      path: '/login/device/code',
      body: { client_id: CLIENT_ID, scope: 'repo' },
    });
  });

  it('asks more slowly for good once it was told to slow down', async () => {
    meanwhile = [() => github.slowCode('ABCD-0001', 7), nothing, enter];
    expect(await signIn()).toMatchObject({ login: 'kim' });
    expect(waits).toEqual([5, 12, 12]);
  });

  it('is refused where the person says no', async () => {
    meanwhile = [() => github.enterCode('ABCD-0001', null)];
    expect(await signIn()).toEqual({ code: 'device.denied' });
    expect(await client.account.get({})).toBeNull();
  });

  it('ends when the code runs out, with no more questions than there were intervals', async () => {
    expect(await signIn()).toEqual({ code: 'device.expired' });
    expect(waits.length).toBe(900 / 5);
  });

  it.each<[string, Partial<AppSpec>]>([
    ['the app may not ask for codes', { isEnabled: false }],
    [
      'the code is to be entered on another server',
      { verificationUri: 'https://github.com.evil.example/login/device' },
    ],
    ['the code is to be entered without encryption', { verificationUri: 'http://github.com/login/device' }],
    ['the address is a program', { verificationUri: 'javascript:alert(1)' }],
  ])('is not begun where %s', async (_, app) => {
    github.addApp({ clientId: CLIENT_ID, ...app });
    expect(await signIn()).toEqual({ code: 'device.refused' });
    expect(github.requests.map((each) => each.path)).not.toContain(TOKEN_PATH);
  });

  it('is not begun with a client id that GitHub does not know', async () => {
    await client.settings.set({ 'github.clientId': 'unknown' });
    await core.close();
    open({});
    expect(await signIn()).toEqual({ code: 'device.refused' });
  });

  it('is not begun without a client id', async () => {
    await core.close();
    open({});
    expect(await client.account.canUseDevice({})).toEqual({ available: false });
    expect(await signIn()).toEqual({ code: 'device.noClient' });
    expect(github.requests).toEqual([]);
    await client.settings.set({ 'github.clientId': CLIENT_ID });
    expect(await client.account.canUseDevice({})).toEqual({ available: true });
  });

  it.each([
    ['a lost answer', { kind: 'drop' }],
    ['trouble on the other side', { kind: 'server-error' }],
    ['a network’s sign-in page', { kind: 'portal' }],
    ['half an answer', { kind: 'cut-answer' }],
  ] as const)('outlives %s, and asks less often after it', async (_, fault) => {
    meanwhile = [
      () => {
        github.fail(fault, { path: TOKEN_PATH });
      },
      enter,
    ];
    expect(await signIn()).toMatchObject({ login: 'kim' });
    expect(waits).toEqual([5, 10]);
  });

  it('follows no redirect with the code', async () => {
    await using elsewhere = await startGithub();
    github.fail({ kind: 'moved', status: 307, to: `${elsewhere.url}${TOKEN_PATH}` }, { path: TOKEN_PATH });
    meanwhile = [nothing, enter];
    expect(await signIn()).toMatchObject({ login: 'kim' });
    expect(elsewhere.requests).toEqual([]);
  });

  it('can be stopped, and nothing is kept of it', async () => {
    const { promise, resolve } = Promise.withResolvers<string>();
    meanwhile = [
      () => {
        void promise.then((id) => client.account.cancelDevice({ id }));
      },
    ];
    const { id } = await client.account.startDevice({});
    const end = client.account.awaitDevice({ id }).catch((error: unknown) => error);
    resolve(id);
    expect(await end).toMatchObject({ data: { code: 'device.cancelled' } });
    expect(await client.account.get({})).toBeNull();
    await expect(client.account.awaitDevice({ id })).rejects.toMatchObject({
      data: { code: 'device.unknown' },
    });
  });
});

describe.skipIf(!machine.keyring)('with the real keychain', () => {
  it('a token got by a code is there for the next start, until signing out', async () => {
    await core.close();
    keychain = openKeychain();
    open();
    meanwhile = [enter];
    expect(await signIn()).toMatchObject({ login: 'kim', kept: 'keychain' });
    await core.close();
    open();
    expect(await client.account.get({})).toMatchObject({ login: 'kim', kept: 'keychain' });
    await client.account.signOut({});
    expect(await keychain.read(new URL(github.url).host)).toBeNull();
  });
});
