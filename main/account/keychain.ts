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

/** `none`: there is no keychain. `locked`: it is, and nobody unlocked it. `denied`: a person or the system said no. */
export type KeychainTrouble = 'none' | 'locked' | 'denied' | 'silent';

/** There is no keychain, it is locked, it was refused, or it never answers. Never carries the secret. */
export class KeychainUnavailable extends Error {
  override readonly name = 'KeychainUnavailable';
  readonly trouble: KeychainTrouble;

  constructor(message: string, trouble: KeychainTrouble = 'none', options?: ErrorOptions) {
    super(message, options);
    this.trouble = trouble;
  }
}

/**
 * What a keychain's own message means. keytar hands on what libsecret, macOS (SecCopyErrorMessageString) and Windows
 * (FormatMessage) say, and no code with it. What is none of these is as good as no keychain.
 */
export function troubleOf(message: string): KeychainTrouble {
  if (/locked|interaction is not allowed/i.test(message)) return 'locked';
  if (/dismissed|cancell?ed|denied|not permitted|passphrase you entered is not correct/i.test(message))
    return 'denied';
  return 'none';
}

const kept = 'A sign-in lasts for this run only, and everything but sync works without it.';

/** What a person is told of it: what is so, what still works, and what they can do. */
export const troubleWords: Readonly<Record<KeychainTrouble, string>> = {
  none: `This machine has no keychain that Debrief can reach. ${kept} On Linux, gnome-keyring or KWallet is one.`,
  locked: `The keychain of this machine is locked. ${kept} Unlock it, and sign in or sync again.`,
  denied: `Debrief was denied the keychain of this machine. ${kept} Allow it when you are asked next, or in the keychain's own settings.`,
  silent: `The keychain of this machine does not answer. ${kept} It may wait for a password in a window of its own.`,
};

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
    reject(new KeychainUnavailable('the keychain does not answer', 'silent'));
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
      if (error instanceof KeychainUnavailable) throw error;
      const message = error instanceof Error ? error.message : 'unknown';
      throw new KeychainUnavailable(message, troubleOf(message), { cause: error });
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
