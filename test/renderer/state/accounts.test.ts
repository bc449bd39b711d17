import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import type { Core } from '../../../main/core.ts';
import { Accounts } from '../../../renderer/state/accounts.svelte.ts';
import { StatusState } from '../../../renderer/state/status.svelte.ts';
import { openTestCore, temporaryFolder, TOKEN } from '../../support/core.ts';
import { startGithub, type StandIn } from '../../support/github/stand-in.ts';
import type { FaultyClient } from '../faulty-client.ts';
import { faultyClient } from '../faulty-client.ts';

const HOSTS = ['git.acme.example', 'git.other.example'] as const;

let github: StandIn;
let folder: ReturnType<typeof temporaryFolder>;
let core: Core;
let faulty: FaultyClient;
let accounts: Accounts;

async function open(environment: Record<string, string>): Promise<void> {
  core = openTestCore(folder.path, github.url, { environment });
  faulty = faultyClient(core.client);
  const status = new StatusState(faulty.client);
  accounts = new Accounts(faulty.client, status);
  await status.refresh();
}

beforeEach(async () => {
  github = await startGithub();
  github.addAccount({ login: 'kim', token: TOKEN });
  folder = temporaryFolder();
});

afterEach(async () => {
  await core.close();
  folder[Symbol.dispose]();
  expect(github.violations).toEqual([]);
  await github.close();
});

const hosts = (): string[] | undefined => accounts.all?.map(({ host }) => host);

describe('the accounts', () => {
  beforeEach(async () => {
    await open({});
    for (const host of HOSTS) await core.client.account.signIn({ token: TOKEN, host, apiUrl: github.url });
  });

  it('are not known before they were read; then the default one is first', async () => {
    expect(accounts.all).toBeNull();
    await accounts.refresh();
    expect(hosts()).toEqual([HOSTS[1], HOSTS[0]]);
  });

  it('take another default when it is chosen', async () => {
    await accounts.refresh();
    await accounts.choose(HOSTS[0]);
    expect(hosts()).toEqual([HOSTS[0], HOSTS[1]]);
    expect(accounts.defaultHost).toBe(HOSTS[0]);
  });

  it('are fewer by the one that is left, and the next one is the default', async () => {
    await accounts.refresh();
    await accounts.signOut(HOSTS[1]);
    expect(hosts()).toEqual([HOSTS[0]]);
    expect(accounts.defaultHost).toBe(HOSTS[0]);
  });

  it('show nothing of an answer that was overtaken', async () => {
    let answer = (): void => undefined;
    faulty.fault('account.choose', { waits: new Promise<void>((resolve) => (answer = resolve)) });
    const choosing = accounts.choose(HOSTS[0]);
    await accounts.refresh();
    expect(hosts()).toEqual([HOSTS[1], HOSTS[0]]);
    await core.client.account.signOut({ host: HOSTS[1] });
    const later = accounts.refresh();
    answer();
    await Promise.all([choosing, later]);
    expect(hosts()).toEqual([HOSTS[0]]);
  });
});

describe('the environment’s account', () => {
  beforeEach(() => open({ GH_TOKEN: TOKEN, DEBRIEF_API_URL: github.url }));

  it('has no name before GitHub was asked, which is done once', async () => {
    await accounts.refresh();
    expect(accounts.all).toMatchObject([{ login: '', kept: 'environment' }]);
    await accounts.askWho();
    expect(accounts.all).toMatchObject([{ login: 'kim' }]);
    await accounts.askWho();
    expect(faulty.calls.filter((call) => call === 'account.get')).toHaveLength(1);
  });

  it('is not asked about again where nobody answered', async () => {
    github.fail({ kind: 'portal' }, { count: Infinity });
    await accounts.refresh();
    await expect(accounts.askWho()).rejects.toMatchObject({ code: 'DEBRIEF' });
    await accounts.askWho();
    expect(faulty.calls.filter((call) => call === 'account.get')).toHaveLength(1);
    expect(accounts.all).toMatchObject([{ login: '' }]);
  });

  it('comes before any other, whichever is chosen', async () => {
    await core.client.account.signIn({ token: TOKEN, host: HOSTS[0], apiUrl: github.url });
    await accounts.refresh();
    expect(accounts.isEnvironmentFirst).toBe(true);
    await accounts.choose(HOSTS[0]);
    expect(accounts.defaultHost).toBe(new URL(github.url).host);
  });
});
