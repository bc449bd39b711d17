/**
 * The operating system's keychain behind three functions: Keychain on macOS, Credential Manager on Windows, the Secret
 * Service (GNOME Keyring, KWallet) elsewhere. Loaded when first needed: a logged moment does not wait for it.
 */

export interface Keychain {
  /** The secret kept for an account, or null for none. @throws KeychainUnavailable */
  read(account: string): Promise<string | null>;
  /** @throws KeychainUnavailable */
  write(account: string, secret: string): Promise<void>;
  /** @throws KeychainUnavailable */
  remove(account: string): Promise<void>;
}

/** There is no keychain, it is locked, or it was refused. Never carries the secret. */
export class KeychainUnavailable extends Error {
  override readonly name = 'KeychainUnavailable';
}

/** The name under which people find it in their keychain's own window. */
const SERVICE = 'Debrief';
/** A keyring that asks a person may take long; one that is gone never answers. */
const PATIENCE_MS = 60_000;

type Keytar = Pick<typeof import('keytar'), 'getPassword' | 'setPassword' | 'deletePassword'>;

async function loadKeytar(): Promise<Keytar> {
  const loaded = (await import('keytar')) as { readonly default?: Keytar } & Keytar;
  return loaded.default ?? loaded;
}

function bounded<T>(work: Promise<T>): Promise<T> {
  const { promise, reject } = Promise.withResolvers<never>();
  const timer = setTimeout(() => {
    reject(new KeychainUnavailable('the keychain does not answer'));
  }, PATIENCE_MS);
  return Promise.race([work, promise]).finally(() => {
    clearTimeout(timer);
  });
}

/** Opens the keychain. Nothing is asked of it before the first call. */
export function openKeychain(load: () => Promise<Keytar> = loadKeytar): Keychain {
  let keytar: Promise<Keytar> | null = null;
  const call = async <T>(work: (keytar: Keytar) => Promise<T>): Promise<T> => {
    try {
      keytar ??= load();
      return await bounded(work(await keytar));
    } catch (error) {
      keytar = null;
      // keytar's own messages name libsecret's and D-Bus's troubles; they never hold what was to be kept.
      throw new KeychainUnavailable(error instanceof Error ? error.message : 'unknown', { cause: error });
    }
  };
  return {
    read: (account) => call((each) => each.getPassword(SERVICE, account)),
    write: (account, secret) => call((each) => each.setPassword(SERVICE, account, secret)),
    remove: async (account) => {
      await call((each) => each.deletePassword(SERVICE, account));
    },
  };
}
