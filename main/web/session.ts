import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';

/** A person has a few browsers at most. Beyond that the oldest session ends, so that the list can't grow for ever. */
const mostSessions = 16;

/**
 * Who may talk to the core: whoever holds the secret of a session, which is had for a key that works once. Both live in
 * memory only, and only as hashes, so a new start of the host ends every session.
 */
export class Sessions {
  #keyHash: Buffer | undefined;
  #sessionHashes: Buffer[] = [];

  /** A key for the address that a person opens. The one issued before stops working. */
  issueKey(): string {
    const key = newSecret();
    this.#keyHash = hashOf(key);
    return key;
  }

  /** Takes the key out of use and gives the secret of a new session; undefined where this is not the key. */
  exchange(key: string): string | undefined {
    if (this.#keyHash === undefined || !timingSafeEqual(hashOf(key), this.#keyHash)) return undefined;
    this.#keyHash = undefined;
    const secret = newSecret();
    this.#sessionHashes = [...this.#sessionHashes, hashOf(secret)].slice(-mostSessions);
    return secret;
  }

  /** Is one of these the secret of a session? A browser may send several cookies of one name. */
  includes(secrets: readonly string[]): boolean {
    return secrets.some((secret) => {
      const hash = hashOf(secret);
      return this.#sessionHashes.some((each) => timingSafeEqual(each, hash));
    });
  }
}

function newSecret(): string {
  return randomBytes(32).toString('base64url');
}

/** Hashes have one length, which a comparison in constant time needs, and say nothing of what they are hashes of. */
function hashOf(secret: string): Buffer {
  return createHash('sha256').update(secret).digest();
}
