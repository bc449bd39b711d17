/**
 * Performs what the sync machine decides: one request in flight, at GitHub's pace, in one process at a time (a lease in
 * the database), until nothing more can be done now.
 */
import type { NewId } from '../../app/ids.ts';
import type { PaceRules } from '../../app/pace.ts';
import type { PictureFolder } from '../../app/picture-folder.ts';
import type { Effect, Outcome, Pacing } from '../../app/sync.ts';
import { nextEffect, recover } from '../../app/sync.ts';
import type { SyncReport } from '../../app/views.ts';
import { notSignedIn } from '../account/session.ts';
import type { PictureFiles } from '../pictures/picture-files.ts';
import { StaleDraft } from '../store/stale-draft.ts';
import type { Store } from '../store/store.ts';
import type { SyncSubject } from '../store/sync-records.ts';
import { AccountPauses } from './account-pauses.ts';
import type { Connectivity } from './connectivity.ts';
import { closingOf } from './doubles.ts';
import { Exchange } from './exchange.ts';
import { Halts } from './halts.ts';
import { HeldLease } from './held-lease.ts';
import { Ledger } from './ledger.ts';
import { NotOurTurn } from './not-our-turn.ts';
import { Patience } from './patience.ts';
import { PictureCopies } from './picture-copies.ts';
import type { PullScope } from './pull.ts';
import { Pull } from './pull.ts';
import { reportOf } from './reports.ts';
import type { SignedIn } from './signed-in.ts';
import type { Step } from './step.ts';
import { SubjectAccounts } from './subject-accounts.ts';
import { Turns } from './turns.ts';
import { WriteChecks } from './write-checks.ts';

export interface RunnerOptions {
  readonly store: Store;
  readonly connectivity: Connectivity;
  /** The account for issues of a site, or the default one for null; null where nobody is signed in there. */
  readonly signedIn: (site: string | null) => Promise<SignedIn | null>;
  /** Its host, without asking anybody: accounts are told apart by it. */
  readonly hostFor: (site: string | null) => string | null;
  readonly nowMs: () => number;
  readonly random: () => number;
  readonly newId: NewId;
  readonly lookAgainMs: () => readonly number[];
  readonly repost: () => Pacing['repost'];
  readonly pictureFiles: PictureFiles;
  /** Where a person wants pictures to go on GitHub; null: nowhere. */
  readonly pictureFolder: () => PictureFolder | null;
  readonly pace: PaceRules;
  /** Resolves after some milliseconds, or when the runner stops. */
  readonly wait: (ms: number, signal: AbortSignal) => Promise<void>;
  readonly changed: (subject: SyncSubject) => void;
  /** Told of each exchange, for the diagnostic log. */
  readonly performed: (subject: SyncSubject, step: Step) => void;
}

const LEASE_POLL_MS = 250;
/** A draft that another process keeps changing is left for the next round. */
const MOST_STALE = 5;

/** Something to do, not before an instant (UTC milliseconds). */
interface Later {
  readonly subject: SyncSubject;
  readonly atMs: number;
}

export class SyncRunner {
  private readonly options: RunnerOptions;
  private readonly lease: HeldLease;
  private readonly patience: Patience;
  private readonly turns: Turns;
  private readonly pauses: AccountPauses;
  private readonly accounts: SubjectAccounts;
  private readonly ledger: Ledger;
  private readonly checks: WriteChecks;
  private readonly pictures: PictureCopies;
  private running: Promise<unknown> = Promise.resolve();
  private runs = 0;

  constructor(options: RunnerOptions) {
    const { store, nowMs, newId, hostFor } = options;
    this.options = options;
    this.lease = new HeldLease(store, nowMs, newId);
    this.patience = new Patience(options, this.lease);
    this.turns = new Turns(options, this.lease, this.patience);
    this.pauses = new AccountPauses(store, nowMs);
    this.accounts = new SubjectAccounts(store, hostFor);
    this.ledger = new Ledger({
      store,
      nowMs,
      newId,
      pacing: () => ({
        lookAgainMs: options.lookAgainMs(),
        random: options.random(),
        repost: options.repost(),
      }),
    });
    this.checks = new WriteChecks({
      ...options,
      ledger: this.ledger,
      accounts: this.accounts,
      pauses: this.pauses,
      mayGoOn: () => !this.patience.isStopped && this.lease.take(),
    });
    this.pictures = new PictureCopies({
      store,
      files: options.pictureFiles,
      folder: options.pictureFolder,
      signedIn: options.signedIn,
      turn: (site) => this.turns.next(this.accounts.accountAt(site)),
      claim: (site) => this.turns.claim(this.accounts.accountAt(site)),
    });
  }

  /**
   * Goes on until nothing more can be done now, waiting out pauses for at most `waitMs`.
   * @param subjects what to bring in step
   * @param scope what to ask GitHub of what is in step already
   */
  run(
    subjects: readonly SyncSubject[],
    waitMs: number,
    scope: PullScope = 'all',
  ): Promise<readonly SyncReport[]> {
    // One run after the other: a second one would find the first one's requests half done.
    this.runs += 1;
    const run = this.running
      .then(() => this.runNow(subjects, waitMs, scope))
      .finally(() => {
        this.runs -= 1;
      });
    this.running = run.catch(() => undefined);
    return run;
  }

  /** Is it syncing right now? */
  get busy(): boolean {
    return this.runs > 0;
  }

  /** Ends the waiting, and resolves when the request in flight was answered and recorded. */
  async stop(): Promise<void> {
    this.patience.stop();
    await this.running;
  }

  private async runNow(
    subjects: readonly SyncSubject[],
    waitMs: number,
    scope: PullScope,
  ): Promise<readonly SyncReport[]> {
    const deadlineMs = this.options.nowMs() + waitMs;
    if (!(await this.takeLease(deadlineMs)))
      return subjects.map((subject) => reportOf(this.options.store, subject, null, null));
    try {
      this.recoverInterrupted();
      return await this.drain(subjects, deadlineMs, scope);
    } finally {
      this.lease.drop();
    }
  }

  private async takeLease(deadlineMs: number): Promise<boolean> {
    while (!this.lease.take()) {
      if (this.options.nowMs() >= deadlineMs || this.patience.isStopped) return false;
      await this.patience.pause(LEASE_POLL_MS);
    }
    return true;
  }

  /** Whoever holds the lease is alone: a write that is recorded as under way was cut off by the end of its process. */
  private recoverInterrupted(): void {
    const { store, nowMs } = this.options;
    for (const { subject, record } of store.allSync()) {
      if (record.state !== 'sending') continue;
      store.putSync(subject, { ...record, ...recover(record, record.issue !== null, nowMs()) });
    }
  }

  private async drain(
    subjects: readonly SyncSubject[],
    deadlineMs: number,
    scope: PullScope,
  ): Promise<readonly SyncReport[]> {
    const { store, nowMs } = this.options;
    const done = new Map<string, Step>();
    const halts = new Halts();
    // Before anything else: what it brings back goes out in this run.
    await this.checks.go(subjects, done);
    const pull = this.pullOf(subjects, scope);
    let open = [...subjects];
    await this.closeDoubles(subjects, done, halts);
    while (!this.patience.isOver) {
      const pullAtMs = await pull.go(done, halts);
      const later = await this.round(open, done, halts);
      const earliest = Math.min(pullAtMs ?? Infinity, ...later.map((each) => each.atMs));
      if (earliest === Infinity || earliest > deadlineMs) break;
      open = later.map((each) => each.subject);
      if (earliest > nowMs()) await this.patience.until(earliest);
    }
    return store.snapshot(() =>
      subjects
        .filter((each) => store.isThere(each))
        .map((subject) => {
          const account = this.accounts.accountOf(subject);
          const untilMs = this.pauses.untilMs(account);
          const paused: Outcome | null = untilMs === null ? null : { is: 'pause', untilMs };
          return reportOf(store, subject, done.get(subject.id) ?? null, halts.why(account) ?? paused);
        }),
    );
  }

  /** What a person asked for: once a run, since trouble would go on in the next. */
  private async closeDoubles(
    subjects: readonly SyncSubject[],
    done: Map<string, Step>,
    halts: Halts,
  ): Promise<void> {
    for (const subject of subjects) {
      if (this.patience.isOver) return;
      const account = this.accountToClose(subject);
      if (account === null || halts.has(account)) continue;
      const step = await this.perform(subject, (exchange) => exchange.closeDouble(subject));
      done.set(subject.id, step);
      halts.stop(account, step.outcome);
    }
  }

  /** The account that may close the double of a subject now; null where none was asked to, or it has to wait. */
  private accountToClose(subject: SyncSubject): string | null {
    const { store } = this.options;
    return store.snapshot(() => {
      if (!store.isThere(subject) || closingOf(store.getSync(subject)) === null) return null;
      const account = this.accounts.accountOf(subject);
      return this.pauses.untilMs(account) === null ? account : null;
    });
  }

  private pullOf(subjects: readonly SyncSubject[], scope: PullScope): Pull {
    const { store, nowMs, connectivity, signedIn } = this.options;
    const { accounts, pauses } = this;
    return new Pull(
      {
        store,
        nowMs,
        scope,
        connectivity,
        signedIn,
        accounts,
        pauses,
        isOver: () => this.patience.isOver,
        perform: (subject, what) => this.perform(subject, what),
      },
      subjects,
    );
  }

  /** One exchange for each subject that has something to do now. Gives what there is to do after that. */
  private async round(
    open: readonly SyncSubject[],
    done: Map<string, Step>,
    halts: Halts,
  ): Promise<readonly Later[]> {
    const later: Later[] = [];
    for (const subject of open) {
      if (this.patience.isOver) break;
      const due = this.options.store.snapshot(() => this.dueFor(subject, halts));
      if (due === null) continue;
      const { account, effect } = due;
      if (effect.do === 'wait') later.push({ subject, atMs: effect.untilMs });
      if (effect.do === 'wait' || effect.do === 'nothing') continue;
      if (effect.do === 'create') this.accounts.noteCreate(subject);
      const step = await this.perform(subject, (exchange) => exchange[effect.do](subject));
      const before = done.get(subject.id)?.pictures ?? 0;
      done.set(subject.id, { ...step, pictures: before + (step.pictures ?? 0) });
      if (halts.stop(account, step.outcome)) continue;
      const atMs = this.options.nowMs();
      later.push(...this.followUps(subject).map((each) => ({ subject: each, atMs })));
    }
    return this.options.store.snapshot(() =>
      later.filter((each) => !halts.has(this.accounts.accountOf(each.subject))),
    );
  }

  /** What an exchange may have left to do: more of the same, and for an action item the draft that now links to it. */
  private followUps(subject: SyncSubject): readonly SyncSubject[] {
    if (subject.kind === 'draft') return [subject];
    if (!this.options.store.isThere(subject)) return [];
    return [subject, { kind: 'draft', id: this.options.store.draftOfAction(subject.id) }];
  }

  /** What there is to do for a subject, and with which account; null where it is gone, or the account is to stop. */
  private dueFor(
    subject: SyncSubject,
    halts: Halts,
  ): { readonly account: string; readonly effect: Effect } | null {
    if (!this.options.store.isThere(subject)) return null;
    const account = this.accounts.accountOf(subject);
    return halts.has(account) ? null : { account, effect: this.effectFor(subject, account) };
  }

  private effectFor(subject: SyncSubject, account: string): Effect {
    const record = this.options.store.getSync(subject);
    const effect = nextEffect(record, record.issue !== null, this.options.nowMs());
    const untilMs = this.pauses.untilMs(account);
    if (untilMs === null || effect.do === 'nothing' || (effect.do === 'wait' && effect.untilMs >= untilMs))
      return effect;
    return { do: 'wait', untilMs, reason: 'GitHub asked for a pause' };
  }

  private async perform(subject: SyncSubject, what: (exchange: Exchange) => Promise<Step>): Promise<Step> {
    const { store, connectivity, signedIn, changed, performed } = this.options;
    if (!this.lease.take()) return TAKEN_OVER;
    const { site, account } = store.snapshot(() => this.accounts.of(subject));
    const who = await signedIn(site);
    if (who === null) {
      // Nothing is sent, and everything stays in the queue.
      return this.ledger.settle(subject, 'stop', 'not signed in', { is: 'signIn', error: notSignedIn(site) });
    }
    const exchange = new Exchange({
      store,
      ...who,
      ledger: this.ledger,
      pictures: this.pictures,
      turn: () => this.turns.next(account),
      claim: () => this.turns.claim(account),
    });
    for (let tries = 1; ; tries += 1) {
      try {
        const step: Step = { ...(await what(exchange)), pictures: exchange.placed };
        connectivity.note(who.apiUrl, step.outcome.is !== 'notSent');
        this.pauses.note(account, step.outcome);
        changed(subject);
        performed(subject, step);
        return step;
      } catch (error) {
        if (error instanceof NotOurTurn) return this.givenUp();
        if (!store.isThere(subject)) return TAKEN_OUT;
        if (!(error instanceof StaleDraft) || tries === MOST_STALE) throw error;
      }
    }
  }

  /** Why a turn was not taken: nothing was sent or recorded. */
  private givenUp(): Step {
    if (this.patience.isStopped)
      return { action: 'stop', reason: 'stopped', outcome: { is: 'notSent', reason: 'offline' } };
    // Without the lease it would stay so, however often it were tried.
    if (!this.lease.renew()) return TAKEN_OVER;
    return { action: 'none', reason: 'another Debrief took it', outcome: { is: 'inStep' } };
  }
}

/** An action item was taken out of its draft meanwhile. Brought back, it is found: its row still says what was sent. */
const TAKEN_OUT: Step = {
  action: 'none',
  reason: 'it was taken out of its draft',
  outcome: { is: 'inStep' },
};
/** The lease ran out, as where the machine slept, and went to another process: the run ends. */
const TAKEN_OVER: Step = { action: 'stop', reason: 'another Debrief took over', outcome: { is: 'inStep' } };
