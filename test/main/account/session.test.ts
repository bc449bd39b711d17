import { describe, expect, it } from 'vitest';

import type { KnownAccount } from '../../../main/account/session.ts';
import { Session } from '../../../main/account/session.ts';
import type { Keychain } from '../../../main/account/keychain.ts';
import { checkToken, serverFor } from '../../../main/account/server.ts';
import { memoryKeychain, noKeychain, TOKEN } from '../../support/core.ts';

function session(keychain: Keychain, environment: Record<string, string> = {}): { readonly session: Session; readonly asked: string[]; readonly kept: () => KnownAccount | null } {
  let account: KnownAccount | null = null;
  const asked: string[] = [];
  const made = new Session({
    environment,
    keychain,
    loadAccount: () => account,
    saveAccount: (known) => {
      account = known;
    },
    whoIs: (server) => {
      asked.push(server.apiUrl);
      return Promise.resolve({ is: 'told', value: { login: 'kim' } });
    },
  });
  return { session: made, asked, kept: () => account };
}

describe('signing in', () => {
  it('keeps the token in the keychain, and nothing of it anywhere else', async () => {
    const keychain = memoryKeychain();
    const { session: signed, kept } = session(keychain);
    expect(await signed.signIn(`${TOKEN}\n`, undefined, undefined)).toEqual({ login: 'kim', host: 'github.com', kept: 'keychain' });
    expect(await keychain.read('github.com')).toBe(TOKEN);
    expect(JSON.stringify(kept())).not.toContain(TOKEN);
  });

  it('lasts for this run only where there is no keychain, and says so', async () => {
    const { session: signed } = session(noKeychain());
    expect(await signed.signIn(TOKEN, undefined, undefined)).toMatchObject({ kept: 'memory' });
    expect(signed.keychainUnavailable).toBe(true);
    expect(await signed.credentials()).toMatchObject({ token: TOKEN });
  });

  it('takes the token that the environment gives, as gh does, for the server that it names', async () => {
    const { session: signed, asked } = session(noKeychain(), { GH_TOKEN: TOKEN, GH_HOST: 'git.acme.example' });
    expect(await signed.credentials()).toMatchObject({ kept: 'environment', server: { apiUrl: 'https://git.acme.example/api/v3' } });
    expect(asked).toEqual([]);
  });

  it('never sends a token to another server than the one it was signed in to', async () => {
    const environment: Record<string, string> = {};
    const { session: signed } = session(memoryKeychain(), environment);
    await signed.signIn(TOKEN, undefined, undefined);
    signed.forget();
    environment['DEBRIEF_API_URL'] = 'https://evil.example';
    expect(await signed.credentials()).toBeNull();
  });

  it('ends with the token gone from the keychain', async () => {
    const keychain = memoryKeychain();
    const { session: signed } = session(keychain);
    await signed.signIn(TOKEN, undefined, undefined);
    await signed.signOut();
    expect(await keychain.read('github.com')).toBeNull();
    expect(await signed.account()).toBeNull();
  });
});

describe('a token', () => {
  it.each(['', ' \n', 'two\nlines', 'two words', 'ключ', 'x'.repeat(300)])('is refused in the form %j without being repeated', (token) => {
    expect(() => checkToken(token)).toThrow(expect.objectContaining({ code: 'token.invalid' }));
    try {
      checkToken(token);
    } catch (error) {
      if (token.trim().length > 3) expect(String(error)).not.toContain(token.trim());
    }
  });
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

  it.each(['http://api.example.com', 'ftp://127.0.0.1', 'https://user:secret@example.com', 'nonsense', 'http://127.0.0.1.evil.example'])(
    '%s is not one that gets a token',
    (apiUrl) => {
      expect(() => serverFor(undefined, apiUrl)).toThrow(expect.objectContaining({ code: 'url.insecure' }));
    },
  );
});
