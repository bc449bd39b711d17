import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import type { AccountView } from '../../../app/views.ts';
import type { Core } from '../../../main/core.ts';
import { LinkLost } from '../../../renderer/link.ts';
import { SignIn } from '../../../renderer/state/sign-in.svelte.ts';
import { openTestCore, temporaryFolder, TOKEN } from '../../support/core.ts';
import { startGithub, type StandIn } from '../../support/github/stand-in.ts';
import type { FaultyClient } from '../faulty-client.ts';
import { faultyClient } from '../faulty-client.ts';

const CLIENT_ID = 'Ov23liTestOfDebrief';

let nowMs: number;
let github: StandIn;
let folder: ReturnType<typeof temporaryFolder>;
let core: Core;
let faulty: FaultyClient;
let signIn: SignIn;
let said: string[];
let signedIn: AccountView[];
/** What happens while the core waits between its questions, the first one first; then it waits until it is stopped. */
let meanwhile: (() => void)[];

/** A wait of the core is over as soon as something was done meanwhile. */
function wait(ms: number, signal: AbortSignal): Promise<void> {
  nowMs += ms;
  const next = meanwhile.shift();
  next?.();
  if (next !== undefined || signal.aborted) return Promise.resolve();
  return new Promise((resolve) => signal.addEventListener('abort', () => resolve(), { once: true }));
}

beforeEach(async () => {
  nowMs = Date.UTC(2026, 2, 1);
  [said, signedIn, meanwhile] = [[], [], []];
  github = await startGithub({ now: () => nowMs });
  github.addAccount({ login: 'kim', token: TOKEN });
  github.addApp({ clientId: CLIENT_ID });
  folder = temporaryFolder();
  const environment = { DEBRIEF_API_URL: github.url };
  core = openTestCore(folder.path, github.url, { environment, nowMs: () => nowMs, wait });
  await core.client.settings.set({ 'github.clientId': CLIENT_ID });
  faulty = faultyClient(core.client);
  signIn = new SignIn({
    client: faulty.client,
    nowMs: () => nowMs,
    say: (text) => said.push(text),
    signedIn: (account) => signedIn.push(account),
  });
  await signIn.refresh();
});

afterEach(async () => {
  await core.close();
  folder[Symbol.dispose]();
  expect(github.violations).toEqual([]);
  await github.close();
});

const enter = (): void => github.enterCode('ABCD-0001', 'kim');
const refuse = (): void => github.enterCode('ABCD-0001', null);
const nothing = (): void => undefined;

describe('how one can sign in', () => {
  it('is with a code where there is a client id, else with a token', async () => {
    expect(signIn).toMatchObject({ canUseCode: true, way: 'code' });
    signIn.choose('token');
    expect(signIn.way).toBe('token');
    signIn.choose('code');
    await core.client.settings.set({ 'github.clientId': '' });
    await signIn.refresh();
    expect(signIn).toMatchObject({ canUseCode: false, way: 'token' });
  });

  it('is to the server of the environment, or to one that is named', () => {
    expect(signIn.wantedHost).toBe(new URL(github.url).host);
    signIn.goElsewhere(true);
    expect(signIn.wantedHost).toBe('');
    signIn.apiUrl = 'https://git.acme.example/api/v3';
    expect(signIn.wantedHost).toBe('git.acme.example');
    signIn.host = 'https://git.other.example/ops';
    expect(signIn.wantedHost).toBe('git.other.example');
  });

  it('can be anew to a server that is given', () => {
    signIn.open('git.acme.example');
    expect(signIn).toMatchObject({
      isOpen: true,
      renewedHost: 'git.acme.example',
      wantedHost: 'git.acme.example',
    });
    signIn.open(new URL(github.url).host);
    expect(signIn).toMatchObject({ isElsewhere: false, host: '' });
  });
});

describe('a sign-in with a code', () => {
  it('shows the code and says it, letter by letter, until it was entered', async () => {
    const stages: string[] = [];
    meanwhile = [() => stages.push(signIn.stage.is), enter];
    const ended = signIn.useCode();
    expect(signIn.stage).toEqual({ is: 'asking' });
    await ended;
    expect(signedIn).toMatchObject([{ login: 'kim', kept: 'keychain' }]);
    expect(signIn.stage).toEqual({ is: 'ready' });
    expect(said).toEqual([
      `The code is A B C D - 0 0 0 1. Enter it at ${new URL(github.url).host}/login/device.`,
    ]);
  });

  it.each([
    ['that is refused', [refuse], 'device.denied'],
    ['that runs out', [() => (nowMs += 900_000)], 'device.expired'],
  ])('%s ends with what happened and what to do', async (_, happens, code) => {
    meanwhile = [...happens];
    await signIn.useCode();
    expect(signIn.stage).toMatchObject({ is: 'ended', problem: { code, step: null } });
    expect(said.at(-1)).toContain('Nothing was changed.');
    expect(signedIn).toEqual([]);
  });

  it('can be stopped, and begun again', async () => {
    const first = signIn.useCode();
    await expect.poll(() => signIn.stage.is).toBe('waiting');
    await signIn.cancel();
    await first;
    expect(signIn.stage).toMatchObject({ is: 'ended', problem: { code: 'device.cancelled' } });
    meanwhile = [() => github.enterCode('ABCD-0002', 'kim')];
    await signIn.useCode();
    expect(signedIn).toMatchObject([{ login: 'kim' }]);
  });

  it('of which a new code is asked for forgets the old one', async () => {
    const first = signIn.useCode();
    await expect.poll(() => signIn.stage.is).toBe('waiting');
    meanwhile = [() => github.enterCode('ABCD-0002', 'kim')];
    await Promise.all([first, signIn.useCode()]);
    expect(signedIn).toHaveLength(1);
    expect(signIn.stage).toEqual({ is: 'ready' });
    expect(said.join()).not.toContain('stopped');
  });

  it('goes on when the link to the core was lost', async () => {
    faulty.fault('account.awaitDevice', { fails: new LinkLost('gone') }, { fails: new LinkLost('gone') });
    meanwhile = [nothing, enter];
    await signIn.useCode();
    expect(signedIn).toMatchObject([{ login: 'kim' }]);
    expect(faulty.calls.filter((call) => call === 'account.awaitDevice')).toHaveLength(3);
  });

  it('ends once the code has run out, if the link does not come back', async () => {
    faulty.fault('account.awaitDevice', { fails: new LinkLost('gone') });
    meanwhile = [() => (nowMs += 900_000)];
    await signIn.useCode();
    expect(signIn.stage).toMatchObject({ is: 'ended' });
  });

  it('that GitHub refuses says so in the words for somebody who waits', async () => {
    github.fail({ kind: 'portal' });
    await signIn.useCode();
    expect(signIn.stage).toMatchObject({ is: 'ended' });
    expect(JSON.stringify(signIn.stage)).not.toMatch(/by itself|sync again/);
  });
});

describe('a sign-in with a token', () => {
  it('hands the token over and keeps nothing of it', async () => {
    signIn.open(null);
    await signIn.useToken(TOKEN);
    expect(signedIn).toMatchObject([{ login: 'kim' }]);
    expect(signIn).toMatchObject({ isOpen: false, isSending: false, problem: null });
    const fields = Object.getOwnPropertyNames(SignIn.prototype)
      .filter((name) => Object.getOwnPropertyDescriptor(SignIn.prototype, name)?.get !== undefined)
      .map((name) => Reflect.get(signIn, name) as unknown);
    expect(JSON.stringify([fields, said])).not.toContain(TOKEN);
  });

  it('to a server with an unusual API goes there, and is anew with its host alone', async () => {
    signIn.goElsewhere(true);
    signIn.host = 'https://git.acme.example/some/page';
    signIn.apiUrl = github.url;
    await signIn.useToken(TOKEN);
    signIn.open('git.acme.example');
    await signIn.useToken(TOKEN);
    expect(signedIn).toMatchObject([{ host: 'git.acme.example' }, { host: 'git.acme.example' }]);
  });

  it('that GitHub does not know says what to do, and promises nothing', async () => {
    await signIn.useToken('ghp_unknown');
    expect(signIn.problem).toMatchObject({ code: 'token.refused', step: null });
    expect(said.at(-1)).toContain('does not accept this token');
    expect(signedIn).toEqual([]);
  });

  it.each([{ kind: 'portal' }, { kind: 'server-error' }] as const)(
    'while GitHub can’t be had (%o) promises nothing either',
    async (fault) => {
      github.fail(fault);
      await signIn.useToken(TOKEN);
      expect(signIn.problem?.help).not.toMatch(/by itself|sync again/);
    },
  );
});
