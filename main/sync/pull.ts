/** Takes in what changed on GitHub: one question a repository, and an exchange for each draft whose issue moved on. */
import type { Outcome } from '../../app/sync.ts';
import { notSignedIn } from '../account/session.ts';
import type { KeptSync, SyncSubject } from '../store/sync-records.ts';
import type { Store } from '../store/store.ts';
import type { AccountPauses } from './account-pauses.ts';
import type { Connectivity } from './connectivity.ts';
import type { Exchange } from './exchange.ts';
import type { Halts } from './halts.ts';
import { byRepository, Poll } from './poll.ts';
import type { PollAnswer } from './poll.ts';
import type { SignedIn } from './signed-in.ts';
import type { Step } from './step.ts';
import type { SubjectAccounts } from './subject-accounts.ts';

export interface PullOptions {
  readonly store: Store;
  readonly connectivity: Connectivity;
  readonly signedIn: (site: string | null) => Promise<SignedIn | null>;
  readonly accounts: SubjectAccounts;
  readonly pauses: AccountPauses;
  readonly isOver: () => boolean;
  readonly perform: (subject: SyncSubject, what: (exchange: Exchange) => Promise<Step>) => Promise<Step>;
}

const NOTHING_CHANGED: Step = {
  action: 'none',
  reason: 'nothing changed on either side',
  outcome: { is: 'inStep' },
};

/** What one run takes in, of the drafts that were in step when it began. */
export class Pull {
  private readonly options: PullOptions;
  private left: readonly (readonly KeptSync[])[];

  constructor(options: PullOptions, subjects: readonly SyncSubject[]) {
    this.options = options;
    const wanted = new Set<string>(subjects.map((each) => each.id));
    const inStep = options.store
      .allSync()
      .filter(
        ({ subject, record }) =>
          subject.kind === 'draft' && record.state === 'synced' && wanted.has(subject.id),
      );
    this.left = [...byRepository(inStep).values()];
  }

  /**
   * Asks each repository that was not asked yet and whose account may ask now. `done` gets what was done, `halts` what
   * stops an account. Gives when to go on (UTC milliseconds); null if there is nothing left to ask.
   */
  async go(done: Map<string, Step>, halts: Halts): Promise<number | null> {
    const later: (readonly KeptSync[])[] = [];
    let earliestMs = Infinity;
    for (const linked of this.left) {
      const first = linked[0]?.subject;
      if (first === undefined || this.options.isOver()) break;
      const account = this.options.accounts.accountOf(first);
      if (halts.has(account)) continue;
      if (this.options.pauses.untilMs(account) === null) await this.ask(account, first, linked, done, halts);
      const untilMs = this.options.pauses.untilMs(account);
      const unasked = linked.filter(({ subject }) => !done.has(subject.id));
      if (untilMs === null || unasked.length === 0) continue;
      later.push(unasked);
      earliestMs = Math.min(earliestMs, untilMs);
    }
    this.left = later;
    return later.length === 0 ? null : earliestMs;
  }

  private async ask(
    account: string,
    first: SyncSubject,
    linked: readonly KeptSync[],
    done: Map<string, Step>,
    halts: Halts,
  ): Promise<void> {
    const { store, signedIn, accounts } = this.options;
    const site = accounts.siteOf(first);
    const who = await signedIn(site);
    if (who === null) {
      halts.stop(account, { is: 'signIn', error: notSignedIn(site) });
      return;
    }
    const answer = await new Poll(store, who.issues).changed(linked);
    if (answer.is === 'told') return this.take(linked, answer, done);
    this.options.pauses.note(account, answer);
    if (answer.is === 'notSent') this.options.connectivity.note(false);
    if (halts.stop(account, answer) || answer.is === 'pause') return;
    return this.askEach(account, linked, answer, done);
  }

  /**
   * The list says no: what is wrong with each issue is asked of itself. Trouble at GitHub is not asked about a hundred
   * times.
   */
  private async askEach(
    account: string,
    linked: readonly KeptSync[],
    answer: Outcome,
    done: Map<string, Step>,
  ): Promise<void> {
    const { isOver, pauses, perform } = this.options;
    for (const { subject } of answer.is === 'unknown' ? linked.slice(0, 1) : linked) {
      if (isOver() || pauses.untilMs(account) !== null) return;
      done.set(subject.id, await perform(subject, (exchange) => exchange.compare(subject)));
    }
  }

  private async take(
    linked: readonly KeptSync[],
    answer: PollAnswer & { readonly is: 'told' },
    done: Map<string, Step>,
  ): Promise<void> {
    this.options.connectivity.note(true);
    for (const { subject } of linked) done.set(subject.id, NOTHING_CHANGED);
    for (const { subject, remote } of answer.changed)
      done.set(
        subject.id,
        await this.options.perform(subject, (exchange) => exchange.compare(subject, remote)),
      );
    answer.seen();
  }
}
