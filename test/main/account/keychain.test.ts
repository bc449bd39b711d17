import { randomUUID } from 'node:crypto';

import { describe, expect, it } from 'vitest';

import { KeychainUnavailable, openKeychain } from '../../../main/account/keychain.ts';
import { machine } from '../../support/machine.ts';

describe.skipIf(!machine.keyring)('the real keychain', () => {
  it('keeps a secret, gives it back to another connection, and forgets it', async () => {
    const account = `test-${randomUUID()}.example`;
    const secret = `secret-${randomUUID()}`;
    await openKeychain().write(account, secret);
    expect(await openKeychain().read(account)).toBe(secret);
    await openKeychain().remove(account);
    expect(await openKeychain().read(account)).toBeNull();
  });
});

describe('a keychain that can’t be reached', () => {
  it('is an error of its own, which never carries what was to be kept', async () => {
    const keychain = openKeychain(() =>
      Promise.reject(new Error('libsecret-1.so.0: cannot open shared object file')),
    );
    const error: unknown = await keychain.write('github.com', 'the-secret').catch((each: unknown) => each);
    expect(error).toBeInstanceOf(KeychainUnavailable);
    expect(String(error)).not.toContain('the-secret');
  });

  it('is tried again at the next call', async () => {
    let loads = 0;
    const keychain = openKeychain(() => {
      loads += 1;
      return Promise.reject(new Error('not yet'));
    });
    await expect(keychain.read('a')).rejects.toThrow(KeychainUnavailable);
    await expect(keychain.read('a')).rejects.toThrow(KeychainUnavailable);
    expect(loads).toBe(2);
  });
});
