/** Why an account is not asked any more in a run: what stops one subject stops all of the same account. */
import type { Outcome } from '../../app/sync.ts';

export class Halts {
  private readonly byAccount = new Map<string, Outcome>();

  has(account: string): boolean {
    return this.byAccount.has(account);
  }

  why(account: string): Outcome | null {
    return this.byAccount.get(account) ?? null;
  }

  /** Stops the account where an outcome does so: no network, no sign-in. Did it? */
  stop(account: string, outcome: Outcome): boolean {
    const stops = outcome.is === 'notSent' || outcome.is === 'signIn';
    if (stops) this.byAccount.set(account, outcome);
    return stops;
  }
}
