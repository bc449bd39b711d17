/**
 * One exchange with GitHub for one thing that is filed: asks, and records what the answer means before anything else
 * happens. What to do and what an answer means is decided in app/sync.ts; nothing is decided here.
 */
import type { Draft, IssueRef } from '../../app/draft.ts';
import { markerOf } from '../../app/markdown/parse.ts';
import type { Texts } from '../../app/lost-race.ts';
import { mergeVersions } from '../../app/merge/version.ts';
import type { Held, PartWrite } from '../../app/parts.ts';
import { afterWrite, firstBody, heldAlone, joinBody, nextTidying, nextWrite } from '../../app/parts.ts';
import { restoredBody } from '../../app/parts/holding.ts';
import type { KeptError, SyncRecord, Version } from '../../app/sync.ts';
import { decide, sameBody, sameVersion } from '../../app/sync.ts';
import type { Answer, Failure } from '../github/answer.ts';
import type { RemoteIssue } from '../github/issues.ts';
import type { Store } from '../store/store.ts';
import type { SyncSubject } from '../store/sync-records.ts';
import { closeDouble } from './doubles.ts';
import type { LabelChange } from './labels.ts';
import { changedLabels, writeLabels } from './labels.ts';
import type { Ledger } from './ledger.ts';
import type { PictureCopies } from './picture-copies.ts';
import { whySecret } from './secrets/guard.ts';
import type { RemoteReport } from './remote-report.ts';
import { afterIssueWrite, readReport, readWhole, reportAlone, writeComment } from './remote-report.ts';
import type { SignedIn } from './signed-in.ts';
import type { Step } from './step.ts';
import { whyUnsendable } from './subjects.ts';

export interface ExchangeOptions extends SignedIn {
  readonly store: Store;
  readonly ledger: Ledger;
  readonly pictures: PictureCopies;
  /** Resolves when the next write may go out. Waited for before the read that a write relies on, not between the two. */
  readonly turn: () => Promise<void>;
  /** Whether this process may still write: asked in the transaction that notes the write, which it counts. */
  readonly claim: () => boolean;
}

/** GitHub's clock may run behind this machine's: look this much further back. */
export const CLOCK_SKEW_MS = 60 * 60_000;

/** The first word that stops a draft from being sent, before anything is asked of GitHub; null if none does. */
async function whyHeldBack(
  store: Store,
  subject: SyncSubject,
  repo: string | null,
  version: Version,
  theirs: Version | null,
): Promise<KeptError | null> {
  return whyUnsendable(repo, version) ?? (await whySecret(store, subject, version, theirs));
}

export class Exchange {
  private readonly options: ExchangeOptions;
  private readonly ledger: Ledger;
  /** How many pictures were put on GitHub. */
  placed = 0;

  constructor(options: ExchangeOptions) {
    this.options = options;
    this.ledger = options.ledger;
  }

  /** Files it. The intent is on disk before the request; the answer is recorded before anything else happens. */
  async create(subject: SyncSubject): Promise<Step> {
    const reason = 'not filed yet';
    const stopped = await this.placePictures(subject, 'create', reason);
    if (stopped !== null) return stopped;
    await this.options.turn();
    const { repo, version } = this.ledger.load(subject);
    const error = await whyHeldBack(this.options.store, subject, repo, version, null);
    if (error !== null) return this.ledger.settle(subject, 'create', reason, { is: 'refused', error });
    if (repo === null) return this.noRepo(subject, 'create', reason);
    const filed = { ...version, body: firstBody(version.body, subject.id) };
    const sent = { ...version, body: joinBody(heldAlone(filed.body)) };
    this.ledger.begin(subject, sent, false, this.options.claim);
    const answer = await this.createWithLabels(repo, filed);
    if (answer.is !== 'told') return this.ledger.settle(subject, 'create', reason, answer);
    this.ledger.link(subject, reportAlone(answer.value), sent, { is: 'created' });
    return { action: 'create', reason, outcome: { is: 'created' } };
  }

  /**
   * Puts the pictures of a draft where its text will say that they are. That tells nobody anything of the draft itself; but
   * where its text may not go out, neither do they. Gives why it can't go on; null where it can.
   */
  private async placePictures(
    subject: SyncSubject,
    action: Step['action'],
    reason: string,
  ): Promise<Step | null> {
    const { pictures, store } = this.options;
    if (subject.kind !== 'draft' || !pictures.waiting.areAny) return null;
    const { draft, repo, version, record } = this.ledger.load(subject);
    const names = pictures.waiting.of(draft);
    if (names.length === 0) return null;
    const error = await whyHeldBack(store, subject, repo, version, record.base);
    if (error !== null) return this.ledger.settle(subject, action, reason, { is: 'refused', error });
    const answer = await pictures.place(names);
    if (answer.is !== 'told') return this.ledger.settle(subject, action, reason, answer);
    this.placed += answer.value;
    return null;
  }

  private noRepo(subject: SyncSubject, action: Step['action'], reason: string): Step {
    const error: KeptError = { code: 'draft.noRepo', params: {} };
    return this.ledger.settle(subject, action, reason, { is: 'refused', error });
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

  /** Looks whether a create whose answer was lost did happen. */
  async look(subject: SyncSubject): Promise<Step> {
    const { ledger } = this;
    const { record, repo, version } = ledger.load(subject);
    const reason = 'the answer to filing it was lost';
    if (repo === null) return this.noRepo(subject, 'look', reason);
    // The last look, after which it would be sent again, trusts no clock: it goes through all of the account's issues.
    const isLast = ledger.pacing().lookAgainMs[record.looks + 1] === undefined;
    const sinceMs = isLast ? null : (record.unconfirmedSinceMs ?? ledger.nowMs()) - CLOCK_SKEW_MS;
    const who = await this.options.login();
    if (who.is !== 'told') return ledger.settle(subject, 'look', reason, who);
    const found = await this.options.issues.findByLine(repo, who.value.login, sinceMs, markerOf(subject.id));
    if (found.is !== 'told') return ledger.settle(subject, 'look', reason, found);
    const [oldest, ...others] = found.value;
    if (oldest === undefined) return ledger.settle(subject, 'look', reason, { is: 'notFound' });
    const whole = await readWhole(oldest, record.parts, this.options);
    if (whole.is !== 'told') return ledger.settle(subject, 'look', reason, whole);
    ledger.link(subject, whole.value, record.intent ?? version, { is: 'found' });
    for (const other of others) ledger.noteDouble(subject, other);
    return { action: 'look', reason, outcome: { is: 'found' } };
  }

  /**
   * Reads what GitHub has, and brings both sides in step.
   * @param seen what a list has just shown of it, where it did: then nothing is read
   */
  async compare(subject: SyncSubject, seen: RemoteIssue | null = null): Promise<Step> {
    const { ledger } = this;
    if (seen === null && ledger.recordOf(subject).owes) {
      const stopped = await this.placePictures(subject, 'update', 'changed here only');
      if (stopped !== null) return stopped;
      await this.options.turn();
    }
    const asked = ledger.recordOf(subject);
    const { issue, base } = asked;
    if (issue === null || base === null || subject.kind !== 'draft')
      return ledger.settle(subject, 'none', 'nothing to compare', { is: 'inStep' });
    const answer = await readReport(issue, asked, seen, this.options);
    if (answer.is !== 'told') return ledger.settle(subject, 'none', NOT_READ, orHidden(answer, issue));
    const remote = answer.value;
    // Loaded only now: the person may have written on while the answer was under way.
    const { draft, version: mine, record } = ledger.load(subject);
    const decision = decide(mine, arrived(record, remote) ?? base, remote.version);
    const isTheirs = decision.do === 'pull' || decision.do === 'merge';
    const restored = isTheirs ? restoredBody(remote.held, record.parts, base.body) : null;
    if (restored !== null) return this.conflict(subject, remote, restored);
    switch (decision.do) {
      case 'none':
      case 'agree':
        return this.tidy(subject, remote, decision.reason);
      case 'pull':
        ledger.adopt(subject, draft, remote, remote.version);
        return { action: 'pull', reason: decision.reason, outcome: { is: 'inStep' } };
      case 'update':
        return this.update(subject, remote, mine, decision.reason);
      case 'merge':
        return this.merge(subject, draft, remote, { mine, base });
    }
  }

  /**
   * Reads the issue of a draft that is in step, to see whether it changed or is gone. Says nothing of the draft while
   * GitHub can't be asked.
   */
  async glance(subject: SyncSubject): Promise<Step> {
    const { issue, etag, state } = this.ledger.recordOf(subject);
    if (issue === null || state !== 'synced') return IN_STEP;
    const answer = await this.options.issues.read(issue, etag);
    if (answer.is === 'told') return this.compare(subject, answer.value);
    if (answer.is === 'unchanged') return IN_STEP;
    const outcome = orHidden(answer, issue);
    return outcome.is === 'refused'
      ? this.ledger.settle(subject, 'none', NOT_READ, outcome)
      : { action: 'none', reason: NOT_READ, outcome };
  }

  /** A list shows another issue with the marker of a draft. The draft is tied to the older one of the account's own. */
  async meetDouble(subject: SyncSubject, other: RemoteIssue): Promise<Step> {
    const { issue } = this.ledger.recordOf(subject);
    if (issue !== null && other.issue.number < issue.number) {
      const who = await this.options.login();
      if (who.is !== 'told') return { ...IN_STEP, outcome: who };
      if (other.author === who.value.login) this.ledger.tieToOlder(subject, other);
    }
    this.ledger.noteDouble(subject, other);
    return IN_STEP;
  }

  /** Closes the second issue of a draft, as a person asked. */
  closeDouble(subject: SyncSubject): Promise<Step> {
    return closeDouble(this.options, subject);
  }

  private conflict(subject: SyncSubject, remote: RemoteReport, restored: string | null): Step {
    this.ledger.conflict(subject, remote, restored);
    return { action: 'merge', reason: 'changed on both sides', outcome: { is: 'conflict' } };
  }

  /** Both sides hold the same text; a comment that is left over may be left to remove. */
  private async tidy(subject: SyncSubject, remote: RemoteReport, reason: string): Promise<Step> {
    this.ledger.agree(subject, remote, remote.version);
    const write = nextTidying(remote.held, subject.id);
    if (write === null) return { action: 'none', reason, outcome: { is: 'inStep' } };
    return this.write(subject, remote, remote.version, write, 'comments of the report are out of place');
  }

  /** Writes the fields in which this side differs from what GitHub was just seen to hold. */
  private async update(
    subject: SyncSubject,
    remote: RemoteReport,
    mine: Version,
    reason: string,
  ): Promise<Step> {
    const { repo } = remote.issue;
    const error = await whyHeldBack(this.options.store, subject, repo, mine, remote.version);
    if (error !== null) return this.ledger.settle(subject, 'update', reason, { is: 'refused', error });
    const { placed } = this;
    const stopped = await this.placePictures(subject, 'update', reason);
    if (stopped !== null) return stopped;
    // What was read is no longer fresh, and the text names them by other addresses now.
    if (this.placed > placed) return this.compare(subject);
    const write = sameBody(mine.body, remote.version.body)
      ? nextTidying(remote.held, subject.id)
      : nextWrite(remote.held, mine.body, subject.id);
    return this.write(subject, remote, mine, write, reason);
  }

  /** One write. Where more are needed, the draft still owes what is left, and the next comparison goes on from there. */
  private async write(
    subject: SyncSubject,
    remote: RemoteReport,
    mine: Version,
    write: PartWrite | null,
    reason: string,
  ): Promise<Step> {
    const done: Step = { action: 'update', reason, outcome: { is: 'inStep' } };
    const body = joinBody(afterWrite(remote.held, write));
    if (write === null || write.do === 'head') {
      const labels = changedLabels(mine.labels, remote.version.labels);
      const sent: Version = { ...mine, body };
      const written = await this.writeIssue(subject, remote, sent, write?.body ?? null, labels);
      if (written.is !== 'told') return this.ledger.settle(subject, 'update', reason, written);
      const report = afterIssueWrite(remote, written.value);
      this.ledger.link(subject, report, sent, { is: 'inStep' }, labels.added);
      return done;
    }
    if (write.do === 'post') this.ledger.notePost(subject, remote, write.body);
    this.ledger.begin(subject, { ...remote.version, body }, true, this.options.claim);
    const answer = await writeComment(this.options, remote, write);
    if (answer.is !== 'told') return this.ledger.settle(subject, 'update', reason, answer);
    this.ledger.link(subject, answer.value.answered, answer.value.asked.version, { is: 'inStep' });
    return done;
  }

  /**
   * Writes the fields of the issue itself in which it is to differ.
   * @param head its body; null to leave that as it is
   */
  private async writeIssue(
    subject: SyncSubject,
    { held, ...remote }: RemoteReport,
    sent: Version,
    head: string | null,
    labels: LabelChange,
  ): Promise<Answer<RemoteIssue>> {
    const { claim, issues } = this.options;
    const issue: RemoteIssue = { ...remote, version: { ...remote.version, body: held.head } };
    const texts = changedTexts({ ...sent, body: head ?? held.head }, issue.version);
    if (Object.keys(texts).length === 0) {
      this.ledger.begin(subject, sent, true, claim);
      return writeLabels(this.options, issue, labels, true);
    }
    const checked = checkable(texts, held);
    const unchecked =
      Object.keys(checked).length === 0 ? null : { read: readOf(checked, issue.version), sent: checked };
    const key = this.ledger.begin(subject, sent, true, claim, unchecked);
    // First, so that as little time as can be is between the read and the write.
    const written = await issues.update(issue.issue, texts);
    this.ledger.noteAnswer(key, checked, written);
    return written.is === 'told' ? writeLabels(this.options, written.value, labels, false) : written;
  }

  private async merge(
    subject: SyncSubject,
    draft: Draft,
    remote: RemoteReport,
    sides: { readonly mine: Version; readonly base: Version },
  ): Promise<Step> {
    const reason = 'changed on both sides';
    const merged = mergeVersions(sides.base, sides.mine, remote.version);
    if (merged === null) return this.conflict(subject, remote, null);
    this.ledger.adopt(subject, draft, remote, merged);
    if (sameVersion(merged, remote.version)) return { action: 'merge', reason, outcome: { is: 'inStep' } };
    const step = await this.update(subject, remote, this.ledger.load(subject).version, reason);
    return { ...step, action: 'merge' };
  }
}

const NOT_READ = 'could not be read';
const IN_STEP: Step = {
  action: 'none',
  reason: 'nothing changed on either side',
  outcome: { is: 'inStep' },
};

/** GitHub hides what a token may not see: for an issue that could be read before, more is to be said than "not found". */
function orHidden(answer: Failure, { repo, number }: IssueRef): Failure {
  if (answer.is !== 'refused' || answer.error.code !== 'github.notFound') return answer;
  return { is: 'refused', error: { code: 'github.issueHidden', params: { issue: `${repo}#${number}` } } };
}

/** What was sent last, if its answer was lost and it did arrive: then that is what both sides last agreed on. */
function arrived({ intent }: SyncRecord, remote: RemoteReport): Version | null {
  return intent !== null && sameVersion(intent, remote.version) ? intent : null;
}

/** Only what differs is sent: a field that somebody else changes meanwhile is not touched. */
function changedTexts(mine: Version, theirs: Version): Texts {
  return {
    ...(mine.title === theirs.title ? {} : { title: mine.title }),
    ...(sameBody(mine.body, theirs.body) ? {} : { body: mine.body }),
  };
}

/** What the edit history can be asked about: in a report that goes on in comments the body is one of its parts only. */
function checkable({ body, ...texts }: Texts, { comments, loose }: Held): Texts {
  return body === undefined || comments.length + loose.length > 0 ? texts : { ...texts, body };
}

/** The same fields as they were read. */
function readOf(texts: Texts, { title, body }: Version): Texts {
  return {
    ...(texts.title === undefined ? {} : { title }),
    ...(texts.body === undefined ? {} : { body }),
  };
}
