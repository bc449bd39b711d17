/** How a preview asks GitHub: an account that can't answer now is asked once, and nothing of it is written down. */
import type { Failure } from '../github/answer.ts';
import { notSignedIn } from '../account/session.ts';
import type { SyncSubject } from '../store/sync-records.ts';
import type { Store } from '../store/store.ts';
import { AccountPauses } from './account-pauses.ts';
import type { Connectivity } from './connectivity.ts';
import type { SignedIn } from './signed-in.ts';
import { SubjectAccounts } from './subject-accounts.ts';

export interface AskingOptions {
  readonly store: Store;
  readonly connectivity: Connectivity;
  readonly signedIn: (site: string | null) => Promise<SignedIn | null>;
  readonly hostFor: (site: string | null) => string | null;
  readonly nowMs: () => number;
}

const OTHERS = new Set<string>(['notSent', 'unknown', 'pause', 'signIn'] satisfies Failure['is'][]);

/** An answer that the account's other questions would get too; a refusal is about one repository only. */
function isForAll(answer: { readonly is: string }): answer is Failure {
  return OTHERS.has(answer.is);
}

export class PreviewAsking {
  private readonly options: AskingOptions;
  private readonly accounts: SubjectAccounts;
  private readonly pauses: AccountPauses;
  private readonly failed = new Map<string, Failure>();

  constructor(options: AskingOptions) {
    this.options = options;
    this.accounts = new SubjectAccounts(options.store, options.hostFor);
    this.pauses = new AccountPauses(options.store, options.nowMs);
  }

  /** The server that a subject is asked about at, where it is known by name. */
  siteOf(subject: SyncSubject): string | null {
    return this.accounts.siteOf(subject);
  }

  /** Until when nothing is asked for a subject (UTC milliseconds); null if it may be asked now. */
  pausedUntilMs(subject: SyncSubject): number | null {
    return this.pauses.untilMs(this.accounts.accountOf(subject));
  }

  /** Puts a question with the account of a subject, unless it is known what would come of it. */
  async ask<A extends { readonly is: string }>(
    subject: SyncSubject,
    question: (who: SignedIn) => Promise<A>,
  ): Promise<A | Failure> {
    const account = this.accounts.accountOf(subject);
    const untilMs = this.pauses.untilMs(account);
    if (untilMs !== null) return { is: 'pause', untilMs };
    const known = this.failed.get(account);
    if (known !== undefined) return known;
    const site = this.accounts.siteOf(subject);
    const who = await this.options.signedIn(site);
    const answer: A | Failure =
      who === null ? { is: 'signIn', error: notSignedIn(site) } : await question(who);
    if (isForAll(answer)) this.failed.set(account, answer);
    return answer;
  }

  /** Could a question be put at all? For what a sync would write without one. */
  reach(subject: SyncSubject): Promise<{ readonly is: 'reached' } | Failure> {
    return this.ask(subject, async (who): Promise<{ readonly is: 'reached' } | Failure> =>
      (await this.options.connectivity.check(who.apiUrl))
        ? { is: 'reached' }
        : { is: 'notSent', reason: 'offline' },
    );
  }
}
