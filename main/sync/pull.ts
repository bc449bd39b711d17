/**
 * Takes in what changed on GitHub: one conditional question a repository, and an exchange for each draft whose issue moved
 * on. A list of changes does not show what left the repository: for that, issues are read one by one, in turn.
 */
import type { Outcome } from '../../app/sync.ts';
import { notSignedIn } from '../account/session.ts';
import type { KeptSync, SyncSubject } from '../store/sync-records.ts';
import type { Store } from '../store/store.ts';
import type { AccountPauses } from './account-pauses.ts';
import type { Connectivity } from './connectivity.ts';
import type { Exchange } from './exchange.ts';
import { Followed } from './followed.ts';
import type { Halts } from './halts.ts';
import type { Place } from './places.ts';
import { placesOf } from './places.ts';
import { Poll } from './poll.ts';
import type { PollAnswer } from './poll.ts';
import type { SignedIn } from './signed-in.ts';
import type { Step } from './step.ts';
import type { SubjectAccounts } from './subject-accounts.ts';

/**
 * What a run asks GitHub of its own accord. `nothing`: it only sends. `named`: each of its drafts, by a conditional read.
 * `all`: each repository, once. `watch`: that, and in turn whether issues are still where they were.
 */
export type PullScope = 'nothing' | 'named' | 'all' | 'watch';

export interface PullOptions {
  readonly store: Store;
  readonly nowMs: () => number;
  readonly connectivity: Connectivity;
  readonly signedIn: (site: string | null) => Promise<SignedIn | null>;
  readonly accounts: SubjectAccounts;
  readonly pauses: AccountPauses;
  readonly scope: PullScope;
  readonly isOver: () => boolean;
  readonly perform: (subject: SyncSubject, what: (exchange: Exchange) => Promise<Step>) => Promise<Step>;
}

/** Issues of a repository that are read by themselves in one round of `watch`: all of ten within a minute. */
const MOST_IN_TURN = 10;

const NOTHING_CHANGED: Step = {
  action: 'none',
  reason: 'nothing changed on either side',
  outcome: { is: 'inStep' },
};

/** What one run takes in, of the drafts that were in step when it began. */
export class Pull {
  private readonly options: PullOptions;
  private readonly followed: Followed;
  private left: readonly Place[];

  constructor(options: PullOptions, subjects: readonly SyncSubject[]) {
    const { store, scope, nowMs } = options;
    this.options = options;
    this.followed = new Followed(store, nowMs);
    const wanted = new Set<string>(subjects.map((each) => each.id));
    this.left = scope === 'nothing' ? [] : store.snapshot(() => places(store, scope, wanted));
  }

  /**
   * Asks each repository that was not asked yet and whose account may ask now. `done` gets what was done, `halts` what
   * stops an account. Gives when to go on (UTC milliseconds); null if there is nothing left to ask.
   */
  async go(done: Map<string, Step>, halts: Halts): Promise<number | null> {
    const later: Place[] = [];
    let earliestMs = Infinity;
    for (const place of this.left) {
      if (this.options.isOver()) break;
      const account = this.options.accounts.accountAt(place.site);
      if (halts.has(account)) continue;
      const isPaused = this.options.pauses.untilMs(account) !== null;
      const wasAsked = !isPaused && (await this.ask(account, place, done, halts));
      const untilMs = this.options.pauses.untilMs(account);
      if (untilMs === null || wasAsked) continue;
      later.push(place);
      earliestMs = Math.min(earliestMs, untilMs);
    }
    this.left = later;
    return later.length === 0 ? null : earliestMs;
  }

  /** Was everything asked that there is to ask? */
  private async ask(account: string, place: Place, done: Map<string, Step>, halts: Halts): Promise<boolean> {
    const { store, signedIn, nowMs, scope } = this.options;
    const who = await signedIn(place.site);
    if (who === null) {
      if (place.drafts.length > 0) halts.stop(account, { is: 'signIn', error: notSignedIn(place.site) });
      return true;
    }
    if (place.drafts.length === 0 && this.followed.isLeftAlone(place)) return true;
    if (scope === 'named') {
      const allRead = await this.readEach(account, place.drafts, done, halts);
      return allRead && this.note(account, who, await this.followed.readNew(who.issues, place), halts);
    }
    // One thing is asked for by itself: that says all that a list would, and whether it is still there.
    if (place.drafts.length + place.linked.length === 1) {
      return (
        (await this.readEach(account, place.drafts, done, halts)) &&
        this.note(account, who, await this.followed.read(who.issues, place.linked), halts)
      );
    }
    const answer = await new Poll(store, who.issues, nowMs).changed(place);
    if (answer.is !== 'told') return this.refused(account, who, place, answer, done, halts);
    await this.take(place, answer, done);
    if (!this.note(account, who, await this.followed.readNew(who.issues, place), halts)) return true;
    if (scope === 'watch') await this.readInTurn(account, place, done, halts);
    return true;
  }

  /** The list says no. */
  private async refused(
    account: string,
    who: SignedIn,
    place: Place,
    answer: Exclude<PollAnswer, { is: 'told' }>,
    done: Map<string, Step>,
    halts: Halts,
  ): Promise<boolean> {
    if (!this.note(account, who, answer, halts)) return answer.is !== 'pause';
    if (place.drafts.length === 0) {
      if (answer.is === 'refused') this.followed.leaveAlone(place);
      return true;
    }
    return this.askEach(account, place.drafts, answer, done);
  }

  /** Takes note of what GitHub said, if it said anything but what was asked for. May the account go on? */
  private note(account: string, who: SignedIn, answer: Outcome | null, halts: Halts): boolean {
    this.options.connectivity.note(who.apiUrl, answer?.is !== 'notSent');
    if (answer === null) return true;
    this.options.pauses.note(account, answer);
    return !halts.stop(account, answer) && answer.is !== 'pause';
  }

  /**
   * The list says no: what is wrong with each issue is asked of itself. Trouble at GitHub is not asked about a hundred
   * times.
   */
  private async askEach(
    account: string,
    drafts: readonly KeptSync[],
    answer: Outcome,
    done: Map<string, Step>,
  ): Promise<boolean> {
    const { isOver, pauses, perform } = this.options;
    for (const { subject } of answer.is === 'unknown' ? drafts.slice(0, 1) : drafts) {
      if (isOver() || pauses.untilMs(account) !== null) return false;
      done.set(subject.id, await perform(subject, (exchange) => exchange.compare(subject)));
    }
    return true;
  }

  private async take(
    place: Place,
    answer: PollAnswer & { readonly is: 'told' },
    done: Map<string, Step>,
  ): Promise<void> {
    const { perform } = this.options;
    for (const { subject } of place.drafts) done.set(subject.id, NOTHING_CHANGED);
    for (const { subject, remote } of answer.changed)
      done.set(subject.id, await perform(subject, (exchange) => exchange.compare(subject, remote)));
    for (const { subject, remote } of answer.doubles)
      await perform(subject, (exchange) => exchange.meetDouble(subject, remote));
    this.followed.take(place, answer.issues);
    answer.seen();
  }

  /** Reads each by its ETag: nothing of the quota while it did not change. Were all read? */
  private async readEach(
    account: string,
    drafts: readonly KeptSync[],
    done: Map<string, Step>,
    halts: Halts,
  ): Promise<boolean> {
    const { isOver, pauses, perform } = this.options;
    for (const { subject } of drafts) {
      if (isOver() || pauses.untilMs(account) !== null) return false;
      const step = await perform(subject, (exchange) => exchange.glance(subject));
      if (step.action !== 'none' || !done.has(subject.id)) done.set(subject.id, step);
      if (halts.stop(account, step.outcome)) return true;
    }
    return true;
  }

  /** Those that were not read for longest. */
  private async readInTurn(
    account: string,
    place: Place,
    done: Map<string, Step>,
    halts: Halts,
  ): Promise<void> {
    const { store } = this.options;
    const key = `watch.${place.key}`;
    const last = store.getMeta(key);
    const after = place.drafts.findIndex((each) => each.draft === last) + 1;
    const inTurn = [...place.drafts.slice(after), ...place.drafts.slice(0, after)].slice(0, MOST_IN_TURN);
    if (await this.readEach(account, inTurn, done, halts)) store.setMeta(key, inTurn.at(-1)?.draft ?? null);
  }
}

/** A list is read past all that it shows, so it is taken in for every draft of a repository, named or not. */
function places(store: Store, scope: PullScope, wanted: ReadonlySet<string>): readonly Place[] {
  const drafts = store
    .allSync()
    .filter((each) => each.subject.kind === 'draft' && each.record.state === 'synced' && !each.isRemoved);
  const named = drafts.filter(({ draft }) => wanted.has(draft));
  const linked = store.linkedIssues();
  if (scope === 'named')
    return placesOf(
      named,
      linked.filter(({ draft }) => wanted.has(draft)),
    );
  return placesOf(drafts, linked);
}
