/**
 * Performs what the sync machine decides: one request in flight, at GitHub's pace, in one process at a time (a lease in
 * the database), until nothing more can be done now.
 */
import type { NewId } from '../../app/ids.ts';
import { nextWriteMs, recentWrites } from '../../app/pace.ts';
import type { PaceRules } from '../../app/pace.ts';
import type { Effect, Outcome, Pacing } from '../../app/sync.ts';
import { next, nextEffect, recover } from '../../app/sync.ts';
import { siteOf } from '../account/server.ts';
import { notSignedIn } from '../account/session.ts';
import type { Answer } from '../github/answer.ts';
import type { GitHubIssues } from '../github/issues.ts';
import type { KeptSync, SyncSubject } from '../store/sync-records.ts';
import { StaleDraft } from '../store/stale-draft.ts';
import type { Store } from '../store/store.ts';
import type { SyncReport } from '../../app/views.ts';
import { AccountPause } from './account-pause.ts';
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
  /** The account for issues of a site, or the default one for null; null where nobody is signed in there. */
  readonly signedIn: (site: string | null) => Promise<SignedIn | null>;
  /** Its host, without asking anybody: accounts are told apart by it. */
  readonly hostFor: (site: string | null) => string | null;
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
/** A wait is cut into pieces of at most this, so that a lease never runs out while its holder only waits. */
const LEASE_RENEW_MS = 20_000;
const WRITES_KEY = 'pace.writes';
const CREATES_KEY = 'sync.createdAt';
/** A draft that another process keeps changing is left for the next round. */
const MOST_STALE = 5;

/** What stops one stops all of the same account: no network, no sign-in. */
function haltedBy(outcome: Outcome): Outcome | null {
  return outcome.is === 'notSent' || outcome.is === 'signIn' ? outcome : null;
}

/** Where a create was sent. */
interface SentCreate {
  readonly subject: SyncSubject;
  readonly host: string;
}

/** Why an account is not asked any more in this run. */
type Halts = Map<string, Outcome>;

export class SyncRunner {
  private readonly options: RunnerOptions;
  private readonly holder: string;
  private readonly stopping = new AbortController();
  private running: Promise<unknown> = Promise.resolve();
  private readonly pause: AccountPause;
  private runs = 0;
  private leaseLost = false;

  constructor(options: RunnerOptions) {
    this.options = options;
    this.pause = new AccountPause(options.store, options.nowMs);
    this.holder = options.newId();
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
    return this.stopping.signal.aborted || this.leaseLost;
  }

  private async runNow(subjects: readonly SyncSubject[], waitMs: number): Promise<readonly SyncReport[]> {
    const deadlineMs = this.options.nowMs() + waitMs;
    if (!(await this.takeLease(deadlineMs))) {
      return subjects.map((subject) => reportOf(this.options.store, subject, null, null));
    }
    this.leaseLost = false;
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
    const { store, nowMs } = this.options;
    const done = new Map<string, Step>();
    let open = [...subjects];
    const pausedUntilMs = this.pause.untilMs();
    if (pausedUntilMs !== null && pausedUntilMs <= deadlineMs) await this.waitUntil(pausedUntilMs);
    const halts: Halts = new Map();
    await this.pull(subjects, done, halts);
    while (open.length > 0 && !this.isStopped()) {
      const later: { readonly subject: SyncSubject; readonly atMs: number }[] = [];
      for (const subject of open) {
        if (this.isStopped()) break;
        const account = this.accountOf(subject);
        if (halts.has(account)) continue;
        const effect = this.effectFor(subject);
        if (effect.do === 'wait') later.push({ subject, atMs: effect.untilMs });
        if (effect.do === 'wait' || effect.do === 'nothing') continue;
        if (effect.do === 'create') this.noteCreate(subject, this.options.hostFor(this.siteOf(subject)));
        const step = await this.perform(subject, (exchange) => exchange[effect.do](subject));
        done.set(subject.id, step);
        const halted = haltedBy(step.outcome);
        if (halted === null)
          later.push(...this.followUps(subject).map((each) => ({ subject: each, atMs: nowMs() })));
        else halts.set(account, halted);
      }
      const left = later.filter((each) => !halts.has(this.accountOf(each.subject)));
      const earliest = Math.min(...left.map((each) => each.atMs));
      open = left.map((each) => each.subject);
      if (earliest > deadlineMs) break;
      if (earliest > nowMs()) await this.waitUntil(earliest);
    }
    const untilMs = this.pause.untilMs();
    const paused: Outcome | null = untilMs === null ? null : { is: 'pause', untilMs };
    return subjects.map((subject) =>
      reportOf(store, subject, done.get(subject.id) ?? null, halts.get(this.accountOf(subject)) ?? paused),
    );
  }

  /** The site that has the issue, or will have it; null for that of the default account. */
  private siteOf(subject: SyncSubject): string | null {
    const { store } = this.options;
    const { issue, unconfirmedSinceMs } = store.getSync(subject);
    if (issue !== null) return siteOf(issue.url);
    const sentTo =
      unconfirmedSinceMs === null ? undefined : this.creates().find((each) => each.subject.id === subject.id);
    if (sentTo !== undefined) return sentTo.host;
    return subject.kind === 'draft'
      ? null
      : this.siteOf({ kind: 'draft', id: store.draftOfAction(subject.id) });
  }

  private creates(): readonly SentCreate[] {
    return (this.options.store.getMeta(CREATES_KEY) ?? []) as readonly SentCreate[];
  }

  /**
   * On disk before a create: where its answer is lost, it is looked for on that server, whichever account is the default
   * one by then. What is known to be filed, or not, needs no note any more.
   */
  private noteCreate(subject: SyncSubject, host: string | null): void {
    if (host === null) return;
    const { store } = this.options;
    const open = this.creates().filter(
      (each) => each.subject.id !== subject.id && store.getSync(each.subject).unconfirmedSinceMs !== null,
    );
    store.setMeta(CREATES_KEY, [...open, { subject, host }] satisfies readonly SentCreate[]);
  }

  /** Tells accounts apart, those that are missing too. */
  private accountOf(subject: SyncSubject): string {
    const site = this.siteOf(subject);
    return this.options.hostFor(site) ?? `nobody at ${site ?? 'all'}`;
  }

  /** What an exchange may have left to do: more of the same, and for an action item the draft that now links to it. */
  private followUps(subject: SyncSubject): readonly SyncSubject[] {
    if (subject.kind === 'draft') return [subject];
    return [subject, { kind: 'draft', id: this.options.store.draftOfAction(subject.id) }];
  }

  /** Asks each repository once what changed there, and takes it. `halts` gets what stops an account. */
  private async pull(subjects: readonly SyncSubject[], done: Map<string, Step>, halts: Halts): Promise<void> {
    const { store, connectivity } = this.options;
    const asked = new Set<string>(subjects.map((each) => each.id));
    const inStep = store
      .allSync()
      .filter(
        ({ subject, record }) =>
          subject.kind === 'draft' && record.state === 'synced' && asked.has(subject.id),
      );
    for (const linked of byRepository(inStep).values()) {
      const first = linked[0]?.subject;
      if (first === undefined || this.isStopped()) return;
      const account = this.accountOf(first);
      if (halts.has(account)) continue;
      const untilMs = this.pause.untilMs();
      if (untilMs !== null) {
        this.notAsked(linked, { is: 'pause', untilMs }, done);
        return;
      }
      const site = this.siteOf(first);
      const who = await this.options.signedIn(site);
      if (who === null) {
        halts.set(account, { is: 'signIn', error: notSignedIn(site) });
        continue;
      }
      const answer = await new Poll(store, who.issues).changed(linked);
      if (answer.is !== 'told') {
        const halted = haltedBy(answer);
        if (answer.is === 'notSent') connectivity.note(false);
        if (halted !== null) {
          halts.set(account, halted);
          continue;
        }
        this.pause.note(answer);
        if (answer.is === 'pause') {
          this.notAsked(linked, answer, done);
          return;
        }
        // The list says no: what is wrong with each issue is asked of itself. Trouble at GitHub is not asked about a hundred times.
        const asked = answer.is === 'unknown' ? linked.slice(0, 1) : linked;
        for (const { subject } of asked) {
          if (this.isStopped() || this.pause.untilMs() !== null) break;
          done.set(subject.id, await this.perform(subject, (exchange) => exchange.compare(subject)));
        }
        continue;
      }
      connectivity.note(true);
      for (const { subject } of linked)
        done.set(subject.id, {
          action: 'none',
          reason: 'nothing changed on either side',
          outcome: { is: 'inStep' },
        });
      for (const { subject, remote } of answer.changed)
        done.set(subject.id, await this.perform(subject, (exchange) => exchange.compare(subject, remote)));
      answer.seen();
    }
  }

  /** GitHub asked for a pause before these could be asked about. */
  private notAsked(linked: readonly KeptSync[], outcome: Outcome, done: Map<string, Step>): void {
    for (const { subject } of linked)
      done.set(subject.id, { action: 'none', reason: 'GitHub asked for a pause', outcome });
  }

  private effectFor(subject: SyncSubject): Effect {
    const record = this.options.store.getSync(subject);
    const effect = nextEffect(record, record.issue !== null, this.options.nowMs());
    const untilMs = this.pause.untilMs();
    if (untilMs === null || effect.do === 'nothing' || (effect.do === 'wait' && effect.untilMs >= untilMs))
      return effect;
    return { do: 'wait', untilMs, reason: 'GitHub asked for a pause' };
  }

  /** Waits, and keeps the lease meanwhile. */
  private async waitUntil(atMs: number): Promise<void> {
    const { store, nowMs, wait } = this.options;
    for (let leftMs = atMs - nowMs(); leftMs > 0 && !this.isStopped(); leftMs = atMs - nowMs()) {
      await wait(Math.min(leftMs, LEASE_RENEW_MS), this.stopping.signal);
      this.leaseLost = !store.takeLease(this.holder, nowMs() + LEASE_MS);
    }
  }

  private async perform(subject: SyncSubject, what: (exchange: Exchange) => Promise<Step>): Promise<Step> {
    const { store, connectivity, nowMs, newId, signedIn, changed } = this.options;
    if (!store.takeLease(this.holder, nowMs() + LEASE_MS)) return this.takenOver();
    const site = this.siteOf(subject);
    const who = await signedIn(site);
    if (who === null) return this.notSignedIn(subject, site);
    const pacing = (): Pacing => this.pacing();
    const exchange = new Exchange({
      store,
      ...who,
      nowMs,
      pacing,
      newId,
      turn: () => this.turn(),
      claim: () => this.claim(),
    });
    for (let tries = 1; ; tries += 1) {
      try {
        const step = await what(exchange);
        connectivity.note(step.outcome.is !== 'notSent');
        this.pause.note(step.outcome);
        changed(subject);
        return step;
      } catch (error) {
        // Stopped while waiting for its turn: nothing was sent or recorded.
        if (this.stopping.signal.aborted)
          return { action: 'stop', reason: 'stopped', outcome: { is: 'notSent', reason: 'offline' } };
        if (error instanceof NotOurTurn) {
          // Without the lease it would stay so, however often it were tried.
          return store.renewLease(this.holder, nowMs() + LEASE_MS)
            ? { action: 'none', reason: 'another Debrief took it', outcome: { is: 'inStep' } }
            : this.takenOver();
        }
        if (!(error instanceof StaleDraft) || tries === MOST_STALE) throw error;
      }
    }
  }

  /** The lease ran out, as where the machine slept, and went to another process: this run ends. */
  private takenOver(): Step {
    this.leaseLost = true;
    return { action: 'stop', reason: 'another Debrief took over', outcome: { is: 'inStep' } };
  }

  /** Nobody is signed in: nothing is sent, and everything stays in the queue. */
  private notSignedIn(subject: SyncSubject, site: string | null): Step {
    const { store, nowMs } = this.options;
    const outcome: Outcome = { is: 'signIn', error: notSignedIn(site) };
    const record = store.getSync(subject);
    store.putSync(subject, {
      ...record,
      ...next(record, outcome, record.issue !== null, nowMs(), this.pacing()),
    });
    return { action: 'stop', reason: 'not signed in', outcome };
  }

  private pacing(): Pacing {
    return { lookAgainMs: this.options.lookAgainMs(), random: this.options.random() };
  }

  /** Waits for GitHub's pace. */
  private async turn(): Promise<void> {
    const { nowMs, pace } = this.options;
    for (
      let atMs = nextWriteMs(this.writes(), nowMs(), pace);
      atMs > nowMs();
      atMs = nextWriteMs(this.writes(), nowMs(), pace)
    ) {
      await this.waitUntil(atMs);
      this.stopping.signal.throwIfAborted();
      if (this.leaseLost) throw new NotOurTurn();
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
