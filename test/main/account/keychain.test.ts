import { randomUUID } from 'node:crypto';

import { afterEach, describe, expect, it, vi } from 'vitest';

import {
  KeychainUnavailable,
  openKeychain,
  troubleOf,
  troubleWords,
} from '../../../main/account/keychain.ts';
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

describe('the trouble with a keychain', () => {
  afterEach(() => {
    vi.useRealTimers();
  });

  /** As libsecret, D-Bus, macOS and Windows put it. */
  it.each([
    ['The name org.freedesktop.secrets was not provided by any .service files', 'none'],
    ['Cannot autolaunch D-Bus without X11 $DISPLAY', 'none'],
    ['libsecret-1.so.0: cannot open shared object file: No such file or directory', 'none'],
    ['Cannot create an item in a locked collection', 'locked'],
    ['Cannot get secret of a locked object', 'locked'],
    ['User interaction is not allowed.', 'locked'],
    ['The user name or passphrase you entered is not correct.', 'denied'],
    ['User canceled the operation.', 'denied'],
    ['The prompt was dismissed', 'denied'],
    ['Access is denied.', 'denied'],
  ] as const)('is told apart: %s', async (message, trouble) => {
    expect(troubleOf(message)).toBe(trouble);
    const keychain = openKeychain(() => Promise.reject(new Error(message)));
    await expect(keychain.read('github.com')).rejects.toMatchObject({ trouble });
  });

  it('is that it never answers, after a minute', async () => {
    vi.useFakeTimers();
    const never = (): Promise<never> => new Promise(() => undefined);
    const keytar = { getPassword: never, setPassword: never, deletePassword: never };
    const read = expect(openKeychain(async () => keytar).read('github.com')).rejects.toMatchObject({
      trouble: 'silent',
    });
    await vi.advanceTimersByTimeAsync(60_000);
    await read;
  });

  it('is said with what still works', () => {
    for (const words of Object.values(troubleWords)) expect(words).toContain('everything but sync works');
  });
});
