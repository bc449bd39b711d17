import { describe, expect, it } from 'vitest';

import type { KnownAccount, SessionOptions } from '../../../main/account/session.ts';
import { Session } from '../../../main/account/session.ts';
import type { Keychain } from '../../../main/account/keychain.ts';
import { checkToken, serverFor, tokenFromEnvironment } from '../../../main/account/server.ts';
import { memoryKeychain, noKeychain, TOKEN } from '../../support/core.ts';

interface Made {
  readonly session: Session;
  /** API address and token of every question, in order. */
  readonly asked: string[];
  readonly kept: () => readonly KnownAccount[];
}

const DATABASE = (): { accounts: readonly KnownAccount[] } => ({ accounts: [] });

function make(
  keychain: Keychain,
  environment: Record<string, string> = {},
  database = DATABASE(),
  more: Partial<SessionOptions> = {},
): Made {
  const asked: string[] = [];
  const session = new Session({
    environment,
    keychain,
    loadAccounts: () => database.accounts,
    saveAccounts: (accounts) => {
      database.accounts = accounts;
    },
    nowMs: () => database.accounts.length,
    whoIs: (server, token) => {
      asked.push(`${server.apiUrl} ${token}`);
      return Promise.resolve({ is: 'told', value: { login: 'kim', scopes: ['repo'], expiresAtMs: null } });
    },
    repoToTry: () => null,
    readIssues: () => Promise.resolve({ is: 'told', value: null }),
    ...more,
  });
  return { session, asked, kept: () => database.accounts };
}

async function signIn(session: Session, token: string, host?: string): ReturnType<Session['signIn']> {
  return session.signIn(token, session.serverToSignIn(host, undefined));
}

describe('signing in', () => {
  it('keeps the token in the keychain, and nothing of it anywhere else', async () => {
    const keychain = memoryKeychain();
    const { session, kept } = make(keychain);
    expect(await signIn(session, `${TOKEN}\n`)).toEqual({
      login: 'kim',
      host: 'github.com',
      kept: 'keychain',
      notes: [],
    });
    expect(await keychain.read('github.com')).toBe(TOKEN);
    expect(JSON.stringify(kept())).not.toContain(TOKEN);
  });

  it('lasts for this run only where there is no keychain, and says so', async () => {
    const { session } = make(noKeychain());
    expect(await signIn(session, TOKEN)).toMatchObject({ kept: 'memory' });
    expect(session.keychainTrouble).toBe('none');
    expect(await session.credentials()).toMatchObject({ token: TOKEN });
  });

  it('never sends a token to another server than the one it was signed in to', async () => {
    const environment: Record<string, string> = {};
    const { session } = make(memoryKeychain(), environment);
    await signIn(session, TOKEN);
    environment['DEBRIEF_API_URL'] = 'https://evil.example';
    expect(await session.credentials()).toBeNull();
    expect(await session.credentials('evil.example')).toBeNull();
    expect(await session.credentials('github.com')).toMatchObject({
      server: { apiUrl: 'https://api.github.com' },
    });
  });

  it('to a host that is named goes there, whatever address the environment names', () => {
    const { session } = make(memoryKeychain(), { DEBRIEF_API_URL: 'http://127.0.0.1:9' });
    expect(session.serverToSignIn('git.acme.example', undefined).apiUrl).toBe(
      'https://git.acme.example/api/v3',
    );
    expect(session.serverToSignIn('', undefined).apiUrl).toBe('http://127.0.0.1:9');
  });

  it('anew to a host that is known goes to the address where it was; to github.com always to its own', async () => {
    const { session } = make(memoryKeychain());
    await session.signIn(TOKEN, serverFor('git.acme.example', 'http://127.0.0.1:9'));
    expect(session.serverToSignIn('git.acme.example', '').apiUrl).toBe('http://127.0.0.1:9');
    expect(session.serverToSignIn('git.acme.example', 'https://api.acme.example').apiUrl).toBe(
      'https://api.acme.example',
    );
    await session.signIn(TOKEN, serverFor('github.com', 'http://127.0.0.1:9'));
    expect(session.serverToSignIn('github.com', undefined).apiUrl).toBe('https://api.github.com');
  });

  it('with a token that the server does not accept says of which server it was', async () => {
    const { session, kept } = make(memoryKeychain(), {}, DATABASE(), {
      whoIs: () => Promise.resolve({ is: 'signIn', error: { code: 'github.unauthorized', params: {} } }),
    });
    await expect(signIn(session, TOKEN)).rejects.toMatchObject({
      code: 'token.refused',
      message: 'github.com does not accept this token. Nothing was changed.',
    });
    expect(kept()).toEqual([]);
  });

  it('ends with the token gone from the keychain', async () => {
    const keychain = memoryKeychain();
    const { session } = make(keychain);
    await signIn(session, TOKEN);
    await session.signOut();
    expect(await keychain.read('github.com')).toBeNull();
    expect(await session.account()).toBeNull();
  });

  it('in another process is noticed: the token in memory is not used any more', async () => {
    const [keychain, database] = [memoryKeychain(), DATABASE()];
    const clock = { ms: 1 };
    const one = make(keychain, {}, database, { nowMs: () => clock.ms }).session;
    const other = make(keychain, {}, database, { nowMs: () => clock.ms }).session;
    await signIn(one, 'ghp_first');
    clock.ms = 2;
    await signIn(other, 'ghp_second');
    expect(await one.credentials()).toMatchObject({ token: 'ghp_second' });
    await other.signOut();
    expect(await one.credentials()).toBeNull();
  });
});

describe('several accounts', () => {
  const hosts = async (session: Session): Promise<readonly string[]> =>
    (await session.accounts()).map((each) => each.host);

  it('are one a host, the last signed in first, each with its own token for its own server', async () => {
    const { session, asked } = make(memoryKeychain());
    await signIn(session, 'ghp_public');
    await signIn(session, 'ghp_acme', 'git.acme.example');
    expect(await hosts(session)).toEqual(['git.acme.example', 'github.com']);
    expect(await session.credentials()).toMatchObject({ token: 'ghp_acme' });
    expect(await session.credentials('github.com')).toMatchObject({ token: 'ghp_public' });
    expect(await session.credentials('www.github.com')).toMatchObject({ token: 'ghp_public' });
    expect(await session.credentials('git.acme.example')).toMatchObject({ token: 'ghp_acme' });
    expect(await session.credentials('github.example')).toBeNull();
    expect(asked).toEqual(['https://api.github.com ghp_public', 'https://git.acme.example/api/v3 ghp_acme']);
  });

  it('signed in to again takes the place of the one on its host', async () => {
    const { session } = make(memoryKeychain());
    await signIn(session, 'ghp_one');
    await signIn(session, 'ghp_two');
    expect(await hosts(session)).toEqual(['github.com']);
    expect(await session.credentials()).toMatchObject({ token: 'ghp_two' });
  });

  it('can be chosen as the default one, and left one by one', async () => {
    const keychain = memoryKeychain();
    const { session } = make(keychain);
    await signIn(session, 'ghp_public');
    await signIn(session, 'ghp_acme', 'git.acme.example');
    session.choose('GitHub.com');
    expect(await hosts(session)).toEqual(['github.com', 'git.acme.example']);
    await session.signOut('git.acme.example');
    expect(await hosts(session)).toEqual(['github.com']);
    expect(await keychain.read('git.acme.example')).toBeNull();
    expect(await keychain.read('github.com')).toBe('ghp_public');
    expect(() => {
      session.choose('git.acme.example');
    }).toThrow(expect.objectContaining({ code: 'account.unknown' }));
  });

  it('stand behind the one of the environment, which serves its own host only', async () => {
    const environment: Record<string, string> = {};
    const { session } = make(memoryKeychain(), environment);
    await signIn(session, 'ghp_acme', 'git.acme.example');
    environment['GH_TOKEN'] = TOKEN;
    expect(await hosts(session)).toEqual(['github.com', 'git.acme.example']);
    expect(await session.credentials()).toMatchObject({ token: TOKEN, kept: 'environment' });
    expect(await session.credentials('git.acme.example')).toMatchObject({ token: 'ghp_acme' });
  });

  it('a server on this machine stands in for any site that no other account has', async () => {
    const { session } = make(memoryKeychain(), { DEBRIEF_API_URL: 'http://127.0.0.1:9', GH_TOKEN: TOKEN });
    expect(await session.credentials('github.com')).toMatchObject({ token: TOKEN });
    await signIn(session, 'ghp_public', 'github.com');
    expect(await session.credentials('github.com')).toMatchObject({ token: 'ghp_public' });
  });
});

describe('the token of the environment', () => {
  it.each([
    ['github.com', { GH_TOKEN: 'a', GITHUB_TOKEN: 'b', GH_ENTERPRISE_TOKEN: 'c' }, 'a'],
    ['github.com', { GITHUB_TOKEN: 'b', GH_TOKEN: '' }, 'b'],
    ['acme.ghe.com', { GH_TOKEN: 'a' }, 'a'],
    ['git.acme.example', { GH_TOKEN: 'a' }, null],
    ['git.acme.example', { GH_TOKEN: 'a', GH_ENTERPRISE_TOKEN: 'c', GITHUB_ENTERPRISE_TOKEN: 'd' }, 'c'],
    ['git.acme.example', { GH_TOKEN: 'a', DEBRIEF_API_URL: 'https://git.acme.example/api' }, 'a'],
    ['github.com', { GH_ENTERPRISE_TOKEN: 'c' }, null],
  ])('for %s out of %j is %s, as for gh', (host, environment, token) => {
    expect(tokenFromEnvironment(environment, serverFor(host, undefined))).toBe(token);
  });
});

describe('a token', () => {
  it.each(['', ' \n', 'two\nlines', 'two words', 'ключ', 'x'.repeat(300)])(
    'is refused in the form %j without being repeated',
    (token) => {
      expect(() => checkToken(token)).toThrow(expect.objectContaining({ code: 'token.invalid' }));
      try {
        checkToken(token);
      } catch (error) {
        if (token.trim().length > 3) expect(String(error)).not.toContain(token.trim());
      }
    },
  );
});

describe('the address of a server', () => {
  it.each([
    [undefined, undefined, 'https://api.github.com'],
    ['github.com', undefined, 'https://api.github.com'],
    ['git.acme.example', undefined, 'https://git.acme.example/api/v3'],
    ['acme.ghe.com', undefined, 'https://api.acme.ghe.com'],
    [undefined, 'http://127.0.0.1:8080/', 'http://127.0.0.1:8080'],
    [undefined, 'http://localhost:8080/api', 'http://localhost:8080/api'],
  ])('for host %s and address %s is %s', (host, apiUrl, expected) => {
    expect(serverFor(host, apiUrl).apiUrl).toBe(expected);
  });

  it.each([
    'http://api.example.com',
    'ftp://127.0.0.1',
    'https://user:secret@example.com',
    'nonsense',
    'http://127.0.0.1.evil.example',
  ])('%s is not one that gets a token', (apiUrl) => {
    expect(() => serverFor(undefined, apiUrl)).toThrow(expect.objectContaining({ code: 'url.insecure' }));
  });
});
