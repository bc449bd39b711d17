/**
 * Performs what the sync machine decides: one request in flight, at GitHub's pace, in one process at a time (a lease in
 * the database), until nothing more can be done now.
 */
import type { ActionId, DraftId, NewId } from '../../app/ids.ts';
import { nextWriteMs, recentWrites } from '../../app/pace.ts';
import type { PaceRules } from '../../app/pace.ts';
import type { Effect, Outcome, Pacing } from '../../app/sync.ts';
import { ask, lookFirst, next, nextEffect, recover } from '../../app/sync.ts';
import type { Answer } from '../github/answer.ts';
import type { GitHubIssues } from '../github/issues.ts';
import type { SyncSubject } from '../store/sync-records.ts';
import { StaleDraft } from '../store/stale-draft.ts';
import type { Store } from '../store/store.ts';
import type { SyncReport } from '../../app/views.ts';
import type { Connectivity } from './connectivity.ts';
import type { Step } from './exchange.ts';
import { Exchange, NotOurTurn } from './exchange.ts';
import { byRepository, Poll } from './poll.ts';
import { reportOf } from './reports.ts';

/** Who to be towards GitHub. */
export interface SignedIn {
  readonly issues: GitHubIssues;
  readonly login: () => Promise<Answer<{ readonly login: string }>>;
}

export interface RunnerOptions {
  readonly store: Store;
  readonly connectivity: Connectivity;
  /** Null where nobody is signed in. */
  readonly signedIn: () => Promise<SignedIn | null>;
  readonly nowMs: () => number;
  readonly random: () => number;
  readonly newId: NewId;
  readonly lookAgainMs: () => readonly number[];
  readonly pace: PaceRules;
  /** Resolves after some milliseconds, or when the runner stops. */
  readonly wait: (ms: number, signal: AbortSignal) => Promise<void>;
  readonly changed: (subject: SyncSubject) => void;
}

const LEASE_MS = 60_000;
const LEASE_POLL_MS = 250;
const WRITES_KEY = 'pace.writes';
/** A draft that another process keeps changing is left for the next round. */
const MOST_STALE = 5;

/** What stops one stops all: no network, no account. */
function haltedBy(outcome: Outcome): Outcome | null {
  return outcome.is === 'notSent' || outcome.is === 'signIn' ? outcome : null;
}

export class SyncRunner {
  private readonly options: RunnerOptions;
  private readonly holder: string;
  private readonly stopping = new AbortController();
  private running: Promise<unknown> = Promise.resolve();
  private runs = 0;

  constructor(options: RunnerOptions) {
    this.options = options;
    this.holder = options.newId();
  }

  /** Asks for drafts to be sent; those with a repository, if none is named. */
  request(ids: readonly DraftId[] | null): readonly SyncSubject[] {
    const { store } = this.options;
    return store.transaction(() => {
      const asked = ids ?? store.listDrafts().filter((each) => each.repo !== null).map((each) => each.id);
      const subjects: SyncSubject[] = asked.map((id) => ({ kind: 'draft', id }));
      if (ids === null) subjects.push(...store.allSync().filter((each) => each.subject.kind === 'action').map((each) => each.subject));
      for (const subject of subjects) this.ask(subject);
      return subjects;
    });
  }

  /** Asks for one action item's issue. */
  requestAction(id: ActionId): SyncSubject {
    const subject: SyncSubject = { kind: 'action', id };
    this.ask(subject);
    return subject;
  }

  private ask(subject: SyncSubject): void {
    const { store } = this.options;
    const record = store.getSync(subject);
    const asked = ask(record, { is: 'send' });
    const mayBeFiled = subject.kind === 'draft' && record.state === 'local' && this.isOlderThanRecovery(subject.id);
    store.putSync(subject, { ...record, ...(mayBeFiled ? lookFirst(asked, store.getRecord(subject.id).createdAtMs) : asked) });
  }

  /** A database that was restored from a backup may not know what was filed after it. */
  private isOlderThanRecovery(id: DraftId): boolean {
    const recoveredAtMs = this.options.store.getMeta('recoveredAtMs');
    return typeof recoveredAtMs === 'number' && this.options.store.getRecord(id).createdAtMs < recoveredAtMs;
  }

  /**
   * Goes on until nothing more can be done now, waiting out pauses for at most `waitMs`.
   * @param subjects what to bring in step; those that are in step already are compared, at the price of one read each
   */
  run(subjects: readonly SyncSubject[], waitMs: number): Promise<readonly SyncReport[]> {
    // One run after the other: a second one would find the first one's requests half done.
    this.runs += 1;
    const run = this.running
      .then(() => this.runNow(subjects, waitMs))
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
    this.stopping.abort();
    await this.running;
  }

  private isStopped(): boolean {
    return this.stopping.signal.aborted;
  }

  private async runNow(subjects: readonly SyncSubject[], waitMs: number): Promise<readonly SyncReport[]> {
    const deadlineMs = this.options.nowMs() + waitMs;
    if (!(await this.takeLease(deadlineMs))) {
      return subjects.map((subject) => reportOf(this.options.store, subject, null, null));
    }
    try {
      this.recoverInterrupted();
      return await this.drain(subjects, deadlineMs);
    } finally {
      this.options.store.dropLease(this.holder);
    }
  }

  private async takeLease(deadlineMs: number): Promise<boolean> {
    const { store, nowMs, wait } = this.options;
    while (!store.takeLease(this.holder, nowMs() + LEASE_MS)) {
      if (nowMs() >= deadlineMs || this.stopping.signal.aborted) return false;
      await wait(LEASE_POLL_MS, this.stopping.signal);
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

  private async drain(subjects: readonly SyncSubject[], deadlineMs: number): Promise<readonly SyncReport[]> {
    const { store, nowMs, wait } = this.options;
    const done = new Map<string, Step>();
    let open = [...subjects];
    let halted: Outcome | null = await this.pull(subjects, done);
    while (open.length > 0 && halted === null && !this.isStopped()) {
      const later: { readonly subject: SyncSubject; readonly atMs: number }[] = [];
      for (const subject of open) {
        if (this.isStopped()) break;
        const effect = this.effectFor(subject);
        if (effect.do === 'wait') later.push({ subject, atMs: effect.untilMs });
        if (effect.do === 'wait' || effect.do === 'nothing') continue;
        const step = await this.perform(subject, (exchange) => exchange[effect.do](subject));
        done.set(subject.id, step);
        halted = haltedBy(step.outcome);
        if (halted !== null) break;
        later.push(...this.followUps(subject).map((each) => ({ subject: each, atMs: nowMs() })));
      }
      const earliest = Math.min(...later.map((each) => each.atMs));
      open = later.map((each) => each.subject);
      if (halted !== null || earliest > deadlineMs) break;
      if (earliest > nowMs()) await wait(earliest - nowMs(), this.stopping.signal);
    }
    return subjects.map((subject) => reportOf(store, subject, done.get(subject.id) ?? null, halted));
  }

  /** What an exchange may have left to do: more of the same, and for an action item the draft that now links to it. */
  private followUps(subject: SyncSubject): readonly SyncSubject[] {
    if (subject.kind === 'draft') return [subject];
    return [subject, { kind: 'draft', id: this.options.store.draftOfAction(subject.id) }];
  }

  /** Asks each repository once what changed there, and takes it. Gives what stops the whole run, if anything does. */
  private async pull(subjects: readonly SyncSubject[], done: Map<string, Step>): Promise<Outcome | null> {
    const { store, signedIn, connectivity } = this.options;
    const asked = new Set<string>(subjects.map((each) => each.id));
    const inStep = store.allSync().filter(({ subject, record }) => subject.kind === 'draft' && record.state === 'synced' && asked.has(subject.id));
    if (inStep.length === 0) return null;
    const who = await signedIn();
    if (who === null) return { is: 'signIn', error: { code: 'account.none', params: {} } };
    const poll = new Poll(store, who.issues);
    for (const linked of byRepository(inStep).values()) {
      if (this.stopping.signal.aborted) return null;
      const answer = await poll.changed(linked);
      if (answer.is !== 'told') {
        const halted = haltedBy(answer);
        if (answer.is === 'notSent') connectivity.note(false);
        if (halted !== null) return halted;
        // The list says no: what is wrong with each issue is asked of itself.
        for (const { subject } of linked) done.set(subject.id, await this.perform(subject, (exchange) => exchange.compare(subject)));
        continue;
      }
      connectivity.note(true);
      for (const { subject } of linked) done.set(subject.id, { action: 'none', reason: 'nothing changed on either side', outcome: { is: 'inStep' } });
      for (const { subject, remote } of answer.changed) done.set(subject.id, await this.perform(subject, (exchange) => exchange.compare(subject, remote)));
      answer.seen();
    }
    return null;
  }

  private effectFor(subject: SyncSubject): Effect {
    const record = this.options.store.getSync(subject);
    return nextEffect(record, record.issue !== null, this.options.nowMs());
  }

  private async perform(subject: SyncSubject, what: (exchange: Exchange) => Promise<Step>): Promise<Step> {
    const { store, connectivity, nowMs, newId, signedIn, changed } = this.options;
    store.renewLease(this.holder, nowMs() + LEASE_MS);
    const who = await signedIn();
    if (who === null) return this.notSignedIn(subject);
    const pacing = (): Pacing => this.pacing();
    const exchange = new Exchange({ store, ...who, nowMs, pacing, newId, turn: () => this.turn(), claim: () => this.claim() });
    for (let tries = 1; ; tries += 1) {
      try {
        const step = await what(exchange);
        connectivity.note(step.outcome.is !== 'notSent');
        changed(subject);
        return step;
      } catch (error) {
        // Stopped while waiting for its turn: nothing was sent or recorded.
        if (this.stopping.signal.aborted) return { action: 'stop', reason: 'stopped', outcome: { is: 'notSent', reason: 'offline' } };
        if (error instanceof NotOurTurn) return { action: 'none', reason: 'another Debrief took it', outcome: { is: 'inStep' } };
        if (!(error instanceof StaleDraft) || tries === MOST_STALE) throw error;
      }
    }
  }

  /** Nobody is signed in: nothing is sent, and everything stays in the queue. */
  private notSignedIn(subject: SyncSubject): Step {
    const { store, nowMs } = this.options;
    const outcome: Outcome = { is: 'signIn', error: { code: 'account.none', params: {} } };
    const record = store.getSync(subject);
    store.putSync(subject, { ...record, ...next(record, outcome, record.issue !== null, nowMs(), this.pacing()) });
    return { action: 'stop', reason: 'not signed in', outcome };
  }

  private pacing(): Pacing {
    return { lookAgainMs: this.options.lookAgainMs(), random: this.options.random() };
  }

  /** Waits for GitHub's pace. */
  private async turn(): Promise<void> {
    const { nowMs, wait, pace } = this.options;
    for (let atMs = nextWriteMs(this.writes(), nowMs(), pace); atMs > nowMs(); atMs = nextWriteMs(this.writes(), nowMs(), pace)) {
      await wait(atMs - nowMs(), this.stopping.signal);
      this.stopping.signal.throwIfAborted();
    }
  }

  /** Counts a write, if the lease is still held. Kept on disk: a restart does not shorten a pause. */
  private claim(): boolean {
    const { store, nowMs } = this.options;
    if (!store.renewLease(this.holder, nowMs() + LEASE_MS)) return false;
    store.setMeta(WRITES_KEY, [...recentWrites(this.writes(), nowMs()), nowMs()]);
    return true;
  }

  private writes(): readonly number[] {
    return (this.options.store.getMeta(WRITES_KEY) ?? []) as readonly number[];
  }
}
