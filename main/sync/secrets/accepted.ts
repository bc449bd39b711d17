/** Which secrets a person has said may be filed: remembered by draft, and only as hashes. */
import { createHmac, randomBytes } from 'node:crypto';

import type { DraftId } from '../../../app/ids.ts';
import type { Store } from '../../store/store.ts';

/** One for each database, so that a list of hashes made elsewhere finds nothing here. */
const KEY = 'secrets.key';
const acceptedKey = (draft: DraftId): string => `secrets.accepted.${draft}`;

/** Half of a SHA-256: enough to tell secrets apart, and short to pass around. */
const ID_LENGTH = 32;

export class AcceptedSecrets {
  private readonly store: Store;
  private readonly keeps: boolean;
  private key: Buffer | null = null;

  /**
   * `read only`: where nothing was kept yet, nothing is. The names it gives then are good for this object only.
   */
  constructor(store: Store, use: 'keep' | 'read only' = 'keep') {
    this.store = store;
    this.keeps = use === 'keep';
  }

  /** Names a secret without saying it. */
  idOf(secret: string): string {
    this.key ??= this.loadKey();
    return createHmac('sha256', this.key).update(secret).digest('hex').slice(0, ID_LENGTH);
  }

  /** The names of the secrets that may be filed with a draft. */
  of(draft: DraftId): ReadonlySet<string> {
    return new Set((this.store.getMeta(acceptedKey(draft)) ?? []) as readonly string[]);
  }

  accept(draft: DraftId, ids: readonly string[]): void {
    this.store.transaction(() => {
      this.store.setMeta(acceptedKey(draft), [...new Set([...this.of(draft), ...ids])]);
    });
  }

  private loadKey(): Buffer {
    return this.store.transaction(() => {
      const kept = this.store.getMeta(KEY);
      if (typeof kept === 'string') return Buffer.from(kept, 'hex');
      const made = randomBytes(32);
      if (this.keeps) this.store.setMeta(KEY, made.toString('hex'));
      return made;
    });
  }
}
