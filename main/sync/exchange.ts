/**
 * One exchange with GitHub for one thing that is filed: asks, and records what the answer means before anything else
 * happens. What to do and what an answer means is decided in app/sync.ts; nothing is decided here.
 */
import { editAction } from '../../app/action-items.ts';
import type { Draft, IssueRef } from '../../app/draft.ts';
import type { ActionId, NewId } from '../../app/ids.ts';
import { cutMarker, markerOf } from '../../app/markdown/parse.ts';
import { mergeBodies, mergeLabels, mergeTitle } from '../../app/merge.ts';
import { replaceBody } from '../../app/sections.ts';
import type { Outcome, Pacing, SyncRecord, Version } from '../../app/sync.ts';
import { beginWrite, decide, next, sameBody, sameVersion } from '../../app/sync.ts';
import type { Answer, Failure } from '../github/answer.ts';
import type { GitHubIssues, IssueChange, RemoteIssue } from '../github/issues.ts';
import type { Store } from '../store/store.ts';
import type { SyncSubject } from '../store/sync-records.ts';
import { whySecret } from './secrets/guard.ts';
import { versionOfAction, versionOfDraft, whyUnsendable } from './subjects.ts';

/** What an exchange came to: the named action, and why. */
export interface Step {
  readonly action: 'create' | 'look' | 'none' | 'pull' | 'update' | 'merge' | 'stop';
  readonly reason: string;
  /** What GitHub said, if it did not do what was asked. */
  readonly outcome: Outcome;
}

export interface ExchangeOptions {
  readonly store: Store;
  readonly issues: GitHubIssues;
  /** The account's login: only its own issues can be the answer to its lost creates. */
  readonly login: () => Promise<Answer<{ readonly login: string }>>;
  readonly nowMs: () => number;
  readonly pacing: () => Pacing;
  readonly newId: NewId;
  /** Resolves when the next write may go out. Waited for before the read that a write relies on, not between the two. */
  readonly turn: () => Promise<void>;
  /** Whether this process may still write: asked in the transaction that notes the write, which it counts. */
  readonly claim: () => boolean;
}

/** Another process has taken over, or has done it already: nothing was sent. */
export class NotOurTurn extends Error {
  override readonly name = 'NotOurTurn';
}

/** GitHub's clock may run behind this machine's: look this much further back. */
export const CLOCK_SKEW_MS = 60 * 60_000;

export class Exchange {
  private readonly options: ExchangeOptions;

  constructor(options: ExchangeOptions) {
    this.options = options;
  }

  /** Files it. The intent is on disk before the request; the answer is recorded before anything else happens. */
  async create(subject: SyncSubject): Promise<Step> {
    const reason = 'not filed yet';
    await this.options.turn();
    const { repo, version } = this.load(subject);
    const unsendable = whyUnsendable(repo, version);
    if (unsendable !== null || repo === null) {
      return this.settle(subject, 'create', reason, {
        is: 'refused',
        error: unsendable ?? { code: 'draft.noRepo', params: {} },
      });
    }
    const secret = await whySecret(this.options.store, subject, version, null);
    if (secret !== null) return this.settle(subject, 'create', reason, { is: 'refused', error: secret });
    this.begin(subject, version, false);
    const answer = await this.createWithLabels(repo, version);
    if (answer.is !== 'told') return this.settle(subject, 'create', reason, answer);
    return this.link(subject, answer.value, version, { is: 'created' }, 'create', reason);
  }

  /** An account that may not make labels is refused as a whole (nothing was done): then it goes out without them. */
  private async createWithLabels(repo: string, version: Version): Promise<Answer<RemoteIssue>> {
    const { issues } = this.options;
    const answer = await issues.create(repo, version);
    const isForLabels = answer.is === 'refused' && answer.error.code === 'github.labelsRefused';
    if (!isForLabels || version.labels.length === 0) return answer;
    await this.options.turn();
    if (!this.options.claim()) return answer;
    return issues.create(repo, { ...version, labels: [] });
  }

  /** Notes on disk that a write is under way, if it is still this process's to make. */
  private begin(subject: SyncSubject, intent: Version, linked: boolean): void {
    const { store, nowMs, claim } = this.options;
    store.transaction(() => {
      const record = store.getSync(subject);
      const isStillDue =
        (record.state === 'queued' || record.state === 'synced') && (record.issue !== null) === linked;
      if (!isStillDue || !claim()) throw new NotOurTurn();
      store.putSync(subject, { ...record, ...beginWrite(record, linked, nowMs()), intent });
    });
  }

  /** Looks whether a create whose answer was lost did happen. */
  async look(subject: SyncSubject): Promise<Step> {
    const { record, repo, version } = this.load(subject);
    const reason = 'the answer to filing it was lost';
    if (repo === null)
      return this.settle(subject, 'look', reason, {
        is: 'refused',
        error: { code: 'draft.noRepo', params: {} },
      });
    // The last look, after which it would be sent again, trusts no clock: it goes through all of the account's issues.
    const isLast = this.options.pacing().lookAgainMs[record.looks + 1] === undefined;
    const sinceMs = isLast ? null : (record.unconfirmedSinceMs ?? this.options.nowMs()) - CLOCK_SKEW_MS;
    const who = await this.options.login();
    if (who.is !== 'told') return this.settle(subject, 'look', reason, who);
    const found = await this.options.issues.findByLine(repo, who.value.login, sinceMs, markerOf(subject.id));
    if (found.is !== 'told') return this.settle(subject, 'look', reason, found);
    if (found.value === null) return this.settle(subject, 'look', reason, { is: 'notFound' });
    return this.link(subject, found.value, record.intent ?? version, { is: 'found' }, 'look', reason);
  }

  /**
   * Reads what GitHub has, and brings both sides in step.
   * @param seen what a list has just shown of it, where it did: then nothing is read
   */
  async compare(subject: SyncSubject, seen: RemoteIssue | null = null): Promise<Step> {
    if (seen === null && this.load(subject).record.owes) await this.options.turn();
    const { record } = this.load(subject);
    const { issue, base } = record;
    if (issue === null || base === null || subject.kind !== 'draft') {
      return this.settle(subject, 'none', 'nothing to compare', { is: 'inStep' });
    }
    const answer =
      seen === null
        ? await this.options.issues.read(issue, record.etag)
        : ({ is: 'told', value: seen } as const);
    if (answer.is !== 'told' && answer.is !== 'unchanged')
      return this.settle(subject, 'none', 'could not be read', answer);
    const remote: RemoteIssue =
      answer.is === 'told' ? answer.value : { issue, version: base, etag: record.etag };
    const theirs = remote.version;
    // Loaded only now: the person may have written on while the answer was under way.
    const { draft, version: mine } = this.load(subject);
    const decision = decide(mine, base, theirs);
    switch (decision.do) {
      case 'none':
      case 'agree':
        this.agree(subject, remote, theirs);
        return { action: 'none', reason: decision.reason, outcome: { is: 'inStep' } };
      case 'pull':
        this.pull(subject, draft, remote);
        return { action: 'pull', reason: decision.reason, outcome: { is: 'inStep' } };
      case 'update':
        return this.update(subject, remote, mine, decision.reason);
      case 'merge':
        return this.merge(subject, draft, remote, { mine, base });
    }
  }

  /** Writes the fields in which this side differs from what GitHub was just seen to hold. */
  private async update(
    subject: SyncSubject,
    remote: RemoteIssue,
    mine: Version,
    reason: string,
  ): Promise<Step> {
    const unsendable =
      whyUnsendable(remote.issue.repo, mine) ??
      (await whySecret(this.options.store, subject, mine, remote.version));
    if (unsendable !== null)
      return this.settle(subject, 'update', reason, { is: 'refused', error: unsendable });
    this.begin(subject, mine, true);
    const answer = await this.options.issues.update(remote.issue, changedFields(mine, remote.version));
    if (answer.is !== 'told') return this.settle(subject, 'update', reason, answer);
    return this.link(subject, answer.value, mine, { is: 'inStep' }, 'update', reason);
  }

  private async merge(
    subject: SyncSubject,
    draft: Draft,
    remote: RemoteIssue,
    sides: { readonly mine: Version; readonly base: Version },
  ): Promise<Step> {
    const reason = 'changed on both sides';
    const { mine, base } = sides;
    const theirs = remote.version;
    const body = mergeBodies(base.body, mine.body, theirs.body);
    const title = mergeTitle(base.title, mine.title, theirs.title);
    if (!body.clean || !title.clean) {
      const params = { issue: `${remote.issue.repo}#${remote.issue.number}` };
      const { record } = this.load(subject);
      const row = next(record, { is: 'conflict' }, true, this.options.nowMs(), this.options.pacing());
      const error = { code: 'github.conflict', params } as const;
      this.options.store.putSync(subject, { ...record, ...row, theirs, error });
      return { action: 'merge', reason, outcome: { is: 'conflict' } };
    }
    const merged: Version = {
      title: title.value,
      body: body.text,
      labels: mergeLabels(base.labels, mine.labels, theirs.labels),
      state: theirs.state,
    };
    this.adopt(subject, draft, remote, merged);
    if (sameVersion(merged, theirs)) return { action: 'merge', reason, outcome: { is: 'inStep' } };
    const step = await this.update(subject, remote, this.load(subject).version, reason);
    return { ...step, action: 'merge' };
  }

  /** What GitHub has becomes what is here; a version of what was here is kept. */
  private pull(subject: SyncSubject, draft: Draft, remote: RemoteIssue): void {
    this.adopt(subject, draft, remote, remote.version);
  }

  /** Takes a version into the draft, with GitHub's as the base both agree on. */
  private adopt(subject: SyncSubject, draft: Draft, remote: RemoteIssue, version: Version): void {
    const { store, newId } = this.options;
    store.transaction(() => {
      const record = store.getSync(subject);
      const { dropped } = record;
      const changed: Draft = {
        ...(version.body === versionOfDraft(draft, record).body
          ? draft
          : replaceBody(draft, cutMarker(version.body).text, newId)),
        title: version.title,
        labels: [...version.labels, ...draft.labels.filter((label) => dropped.includes(label))],
        repo: remote.issue.repo,
      };
      store.saveDraft(draft, changed, 'sync');
      this.agree(subject, remote, remote.version);
    });
  }

  /** Records that both sides agree on what GitHub has; if something else was changed here meanwhile, it is owed. */
  private agree(subject: SyncSubject, remote: RemoteIssue, base: Version): void {
    const { store, nowMs, pacing } = this.options;
    store.transaction(() => {
      const record = store.getSync(subject);
      const linked: SyncRecord = {
        ...record,
        issue: remote.issue,
        base,
        etag: remote.etag,
        theirs: null,
        intent: null,
      };
      const owes = !sameVersion(this.load(subject, linked).version, base);
      store.putSync(subject, {
        ...linked,
        ...next({ ...record, owes }, { is: 'inStep' }, true, nowMs(), pacing()),
      });
    });
  }

  /** A write was answered by an issue: it is tied to the draft, in one transaction and before anything else. */
  private link(
    subject: SyncSubject,
    remote: RemoteIssue,
    sent: Version,
    outcome: Outcome,
    action: Step['action'],
    reason: string,
  ): Step {
    const { store, nowMs, pacing } = this.options;
    store.transaction(() => {
      const record = store.getSync(subject);
      const held = new Set(remote.version.labels.map((label) => label.toLowerCase()));
      const dropped =
        outcome.is === 'found'
          ? record.dropped
          : [...record.dropped, ...sent.labels.filter((label) => !held.has(label.toLowerCase()))];
      const base: Version = {
        ...sent,
        labels: sent.labels.filter((label) => held.has(label.toLowerCase())),
        state: remote.version.state,
      };
      const linked: SyncRecord = {
        ...record,
        issue: remote.issue,
        base,
        etag: null,
        dropped,
        theirs: null,
        intent: null,
      };
      if (subject.kind === 'action') this.linkAction(subject, remote.issue);
      const { version, draft } = this.load(subject, linked);
      // What was found may have been changed there since; the list of changes may have been read past that already.
      const movedOn = outcome.is === 'found' && !sameVersion(remote.version, base);
      const owes = subject.kind === 'draft' && (movedOn || !sameVersion(version, base));
      store.putSync(subject, { ...linked, ...next({ ...record, owes }, outcome, true, nowMs(), pacing()) });
      if (subject.kind === 'draft' && draft.repo !== remote.issue.repo)
        this.rememberMove(draft, remote.issue.repo);
    });
    return { action, reason, outcome };
  }

  private linkAction(subject: SyncSubject, issue: IssueRef): void {
    const { store } = this.options;
    const draft = store.getDraft(store.draftOfAction(subject.id as ActionId));
    store.saveDraft(draft, editAction(draft, subject.id as ActionId, { issue }), 'sync');
  }

  /** GitHub answered from another place: the repository was renamed or moved there. */
  private rememberMove(draft: Draft, repo: string): void {
    this.options.store.saveDraft(draft, { ...draft, repo }, 'sync');
  }

  /** Records an answer that did not bring both sides in step. */
  private settle(
    subject: SyncSubject,
    action: Step['action'],
    reason: string,
    outcome: Failure | Outcome,
  ): Step {
    const { store, nowMs, pacing } = this.options;
    store.transaction(() => {
      const record = store.getSync(subject);
      store.putSync(subject, {
        ...record,
        ...next(record, outcome, record.issue !== null, nowMs(), pacing()),
      });
    });
    return { action, reason, outcome };
  }

  private load(
    subject: SyncSubject,
    given?: SyncRecord,
  ): {
    readonly draft: Draft;
    readonly record: SyncRecord;
    readonly repo: string | null;
    readonly version: Version;
  } {
    const { store } = this.options;
    const record = given ?? store.getSync(subject);
    if (subject.kind === 'draft') {
      const draft = store.getDraft(subject.id);
      return { draft, record, repo: draft.repo, version: versionOfDraft(draft, record) };
    }
    const draft = store.getDraft(store.draftOfAction(subject.id));
    const item = draft.sections.flatMap((section) => section.actions).find((each) => each.id === subject.id);
    const draftRecord = store.getSync({ kind: 'draft', id: draft.id });
    const version =
      item === undefined
        ? (record.intent ?? versionOfDraft(draft, record))
        : versionOfAction(item, draft, draftRecord);
    return { draft, record, repo: item?.repo ?? draft.repo, version };
  }
}

/** Only what differs is sent: a field that somebody else changes meanwhile is not touched. */
function changedFields(mine: Version, theirs: Version): IssueChange {
  return {
    ...(mine.title === theirs.title ? {} : { title: mine.title }),
    ...(sameBody(mine.body, theirs.body) ? {} : { body: mine.body }),
    ...(sameVersion({ ...theirs, labels: mine.labels }, theirs) ? {} : { labels: mine.labels }),
  };
}
