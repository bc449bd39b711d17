/**
 * The books of the sync: what is known of each subject with regard to GitHub, and how an answer changes it. Each entry is
 * one transaction, made before anything else happens.
 */
import { editAction } from '../../app/action-items.ts';
import type { Draft, IssueRef } from '../../app/draft.ts';
import type { ActionId, DraftId, NewId } from '../../app/ids.ts';
import type { Texts, UncheckedWrite } from '../../app/lost-race.ts';
import { regain } from '../../app/lost-race.ts';
import { cutMarker } from '../../app/markdown/parse.ts';
import { commonVersion } from '../../app/merge/ancestor.ts';
import { nextTidying } from '../../app/parts.ts';
import { keptBeforePost, keptOf } from '../../app/parts/holding.ts';
import { fromGitHub } from '../../app/pictures.ts';
import { replaceBody } from '../../app/sections.ts';
import type { KeptError, Note, Outcome, Pacing, PartsRecord, SyncRecord, Version } from '../../app/sync.ts';
import { addNote, ask, beginWrite, isSameNote, next, sameVersion } from '../../app/sync.ts';
import type { Answer, Failure } from '../github/answer.ts';
import type { RemoteIssue } from '../github/issues.ts';
import type { Store } from '../store/store.ts';
import type { SyncSubject } from '../store/sync-records.ts';
import type { WriteKey } from '../store/unchecked-writes.ts';
import { NotOurTurn } from './not-our-turn.ts';
import type { RemoteReport } from './remote-report.ts';
import type { Step } from './step.ts';
import { versionOfAction, versionOfDraft } from './subjects.ts';

export interface LedgerOptions {
  readonly store: Store;
  readonly nowMs: () => number;
  readonly newId: NewId;
  readonly pacing: () => Pacing;
}

/** A subject as it is now: its draft, what is known of it, and how it would look as an issue. */
export interface Loaded {
  readonly draft: Draft;
  readonly record: SyncRecord;
  /** Where it is, or is to be filed. */
  readonly repo: string | null;
  readonly version: Version;
}

export class Ledger {
  private readonly options: LedgerOptions;

  constructor(options: LedgerOptions) {
    this.options = options;
  }

  /** UTC milliseconds. */
  nowMs(): number {
    return this.options.nowMs();
  }

  pacing(): Pacing {
    return this.options.pacing();
  }

  /** What is known of a subject that is still there. @throws DebriefError action.unknown */
  recordOf(subject: SyncSubject): SyncRecord {
    const { store } = this.options;
    return store.snapshot(() => {
      if (subject.kind === 'action') store.draftOfAction(subject.id);
      return store.getSync(subject);
    });
  }

  /** @throws DebriefError draft.unknown, action.unknown */
  load(subject: SyncSubject, given?: SyncRecord): Loaded {
    return this.options.store.snapshot(() => this.read(subject, given));
  }

  private read(subject: SyncSubject, given: SyncRecord | undefined): Loaded {
    const { store } = this.options;
    const record = given ?? store.getSync(subject);
    if (subject.kind === 'draft') {
      const draft = store.getDraft(subject.id);
      return { draft, record, repo: draft.repo, version: this.versionOf(draft, record) };
    }
    const draft = store.getDraft(store.draftOfAction(subject.id));
    const item = draft.sections.flatMap((section) => section.actions).find((each) => each.id === subject.id);
    const draftRecord = store.getSync({ kind: 'draft', id: draft.id });
    const version =
      item === undefined
        ? (record.intent ?? this.versionOf(draft, record))
        : versionOfAction(item, draft, draftRecord);
    return { draft, record, repo: item?.repo ?? draft.repo, version };
  }

  private versionOf(draft: Draft, record: SyncRecord): Version {
    return versionOfDraft(draft, record, this.options.store.pictures.addressOf);
  }

  /**
   * Notes that a write is under way, if it is still this process's to make.
   * @param claim asked in the same transaction: may this process write? @throws NotOurTurn
   * @param texts what it changes of the texts of an issue, to be checked afterwards. Gives the name of that note
   */
  begin(
    subject: SyncSubject,
    intent: Version,
    linked: boolean,
    claim: () => boolean,
    texts: UncheckedWrite | null = null,
  ): WriteKey | null {
    const { store, nowMs } = this.options;
    return store.transaction(() => {
      const record = store.getSync(subject);
      const isStillDue =
        (record.state === 'queued' || record.state === 'synced') && (record.issue !== null) === linked;
      if (!isStillDue || !claim()) throw new NotOurTurn();
      // An earlier create that was looked for in vain may turn up yet: what it sent is older, and so the base that loses no word.
      const kept = record.looks > 0 ? (record.intent ?? intent) : intent;
      store.putSync(subject, { ...record, ...beginWrite(record, linked, nowMs()), intent: kept });
      return texts === null || subject.kind !== 'draft' ? null : store.unchecked.add(subject.id, texts);
    });
  }

  /** What a write of texts came to. One that was not done went over nothing; one whose answer was lost may have. */
  noteAnswer(key: WriteKey | null, sent: Texts, answer: Answer<RemoteIssue>): void {
    const { unchecked } = this.options.store;
    if (key === null || answer.is === 'unknown') return;
    if (answer.is !== 'told') return unchecked.remove(key);
    // The history has them as GitHub keeps them.
    const { title, body } = answer.value.version;
    unchecked.setSent(key, {
      ...(sent.title === undefined ? {} : { title }),
      ...(sent.body === undefined ? {} : { body }),
    });
  }

  /** Records an answer that did not bring both sides in step. */
  settle(subject: SyncSubject, action: Step['action'], reason: string, outcome: Failure | Outcome): Step {
    this.options.store.updateSync(subject, (record) => ({ ...record, ...this.after(record, outcome) }));
    return { action, reason, outcome };
  }

  /** Keeps, before a comment is sent, what is sent: should the answer be lost, the comment is looked for by it. */
  notePost(subject: SyncSubject, remote: RemoteReport, body: string): void {
    const parts = keptBeforePost(remote.held, body);
    this.options.store.updateSync(subject, (record) => ({ ...record, parts }));
  }

  /**
   * Keeps both texts of a conflict for a person.
   * @param restored where it is about a part that was deleted on GitHub: what GitHub has, with that part put back
   */
  conflict(subject: SyncSubject, remote: RemoteReport, restored: string | null): void {
    const params = { issue: nameOf(remote.issue) };
    this.options.store.updateSync(subject, (record) => ({
      ...record,
      ...this.after(record, { is: 'conflict' }),
      theirs: remote.version,
      parts: keptParts(remote, record, restored),
      error: { code: 'github.conflict', params },
    }));
  }

  /** Takes a version into the draft, with GitHub's as the base both agree on. A version of what was here is kept. */
  adopt(subject: SyncSubject, draft: Draft, remote: RemoteReport, version: Version): void {
    const { store } = this.options;
    store.transaction(() => {
      const record = store.getSync(subject);
      this.take(draft, record, version, remote.issue.repo);
      this.agree(subject, remote, remote.version);
    });
  }

  private take(draft: Draft, record: SyncRecord, version: Version, repo: string | null): void {
    const { store, newId } = this.options;
    const changed: Draft = {
      ...(version.body === this.versionOf(draft, record).body
        ? draft
        : replaceBody(draft, fromGitHub(cutMarker(version.body).text, store.pictures.addressOf), newId)),
      title: version.title,
      labels: [...version.labels, ...draft.labels.filter((label) => record.dropped.includes(label))],
      repo,
    };
    store.saveDraft(draft, changed, 'sync');
  }

  /**
   * Brings back what a write of ours went over. What could be merged is owed to GitHub; where a
   * person has to choose, it is a conflict against what had been read before that write.
   */
  regain(id: DraftId, write: UncheckedWrite, overwritten: Texts): void {
    const subject: SyncSubject = { kind: 'draft', id };
    const { draft, record, version: mine } = this.load(subject);
    const { base: held, issue } = record;
    if (held === null || issue === null) return;
    const regained = regain(write, overwritten, mine, held);
    if (regained.is === 'merged') this.take(draft, record, regained.version, draft.repo);
    if (regained.is !== 'conflict') return;
    this.options.store.putSync(subject, {
      ...record,
      ...this.after(record, { is: 'conflict' }),
      base: regained.base,
      theirs: regained.theirs,
      held,
      error: { code: 'github.conflict', params: { issue: nameOf(issue) } },
    });
  }

  /** Says that words were overwritten which nobody can bring back. */
  noteDeleted(id: DraftId): void {
    const on = new Date(this.nowMs()).toISOString().slice(0, 10);
    this.options.store.updateSync({ kind: 'draft', id }, (record) => {
      const { issue, notes } = record;
      if (issue === null) return record;
      const params = { issue: nameOf(issue), url: issue.url, on };
      return { ...record, notes: addNote(notes, { code: 'github.wordsDeleted', params }) };
    });
  }

  /** Records that both sides agree on what GitHub has; if something else was changed here meanwhile, it is owed. */
  agree(subject: SyncSubject, remote: RemoteReport, base: Version): void {
    const { store } = this.options;
    store.transaction(() => {
      const record = store.getSync(subject);
      const linked: SyncRecord = {
        ...record,
        issue: remote.issue,
        base,
        etag: remote.etag,
        theirs: null,
        held: null,
        intent: null,
        notes: withMove(record, null, remote.issue),
        parts: keptParts(remote, record),
      };
      const { draft, version } = this.load(subject, linked);
      if (draft.repo !== remote.issue.repo) this.rememberMove(draft, remote.issue.repo);
      const owes = !sameVersion(version, base) || isUntidy(subject, remote);
      store.putSync(subject, { ...linked, ...this.after({ ...record, owes }, { is: 'inStep' }) });
    });
  }

  /**
   * A write was answered by an issue: it is tied to the draft.
   * @param newLabels those of `sent` that it was to get: what did not come back is remembered
   */
  link(
    subject: SyncSubject,
    remote: RemoteReport,
    sent: Version,
    outcome: Outcome,
    newLabels: readonly string[] = sent.labels,
  ): void {
    const { store } = this.options;
    store.transaction(() => {
      const record = store.getSync(subject);
      const held = new Set(remote.version.labels.map((label) => label.toLowerCase()));
      const notTaken = newLabels.filter((label) => !held.has(label.toLowerCase()));
      const dropped = outcome.is === 'found' ? record.dropped : [...record.dropped, ...notTaken];
      const base: Version = {
        ...sent,
        labels: sent.labels.filter((label) => !notTaken.includes(label)),
        state: remote.version.state,
      };
      const linked: SyncRecord = {
        ...record,
        issue: remote.issue,
        base,
        etag: null,
        dropped,
        theirs: null,
        held: null,
        intent: null,
        notes: withMove(record, record.issue === null ? this.load(subject).repo : null, remote.issue),
        parts: keptParts(remote, record),
      };
      if (subject.kind === 'action') this.linkAction(subject.id, remote);
      const { version, draft } = this.load(subject, linked);
      // GitHub may hold something else: what was found was changed since, or a write was kept in another form. The list of
      // changes may have been read past that already, so it is compared once more.
      const movedOn = !sameVersion(remote.version, base);
      const owes =
        subject.kind === 'draft' && (movedOn || !sameVersion(version, base) || isUntidy(subject, remote));
      store.putSync(subject, { ...linked, ...this.after({ ...record, owes }, outcome, true) });
      if (subject.kind === 'draft' && draft.repo !== remote.issue.repo)
        this.rememberMove(draft, remote.issue.repo);
    });
  }

  /** Says that GitHub has two issues of a draft; while the other one is closed there is nothing to say. */
  noteDouble(subject: SyncSubject, other: RemoteIssue): void {
    this.options.store.updateSync(subject, (record) => {
      const { issue, notes } = record;
      if (issue === null) return record;
      // It may have been tied to this one only just now.
      if (nameOf(other.issue) === nameOf(issue)) return record;
      const params = { issue: nameOf(issue), other: nameOf(other.issue) };
      const note: KeptError = { code: 'github.duplicate', params };
      if (other.version.state === 'open') return { ...record, notes: addNote(notes, note) };
      return { ...record, notes: notes.filter((each) => !isSameNote(each, note)) };
    });
  }

  /**
   * Ties a draft to an older issue with its marker. How the two issues came to differ is not known, so nothing of either
   * side is taken away: their base is what they have in common.
   */
  tieToOlder(subject: SyncSubject, older: RemoteIssue): void {
    this.options.store.updateSync(subject, (record) => {
      const isSettled = record.state === 'synced' || record.state === 'queued';
      if (!isSettled || record.issue === null || older.version.state === 'closed') return record;
      const params = { issue: nameOf(older.issue), other: nameOf(record.issue) };
      return {
        ...record,
        ...ask(record, { is: 'changed' }),
        issue: older.issue,
        base: commonVersion(this.load(subject, record).version, older.version),
        etag: null,
        parts: null,
        notes: addNote(record.notes, { code: 'github.duplicate', params }),
      };
    });
  }

  private after(
    record: SyncRecord,
    outcome: Outcome,
    linked = record.issue !== null,
  ): ReturnType<typeof next> {
    return next(record, outcome, linked, this.options.nowMs(), this.options.pacing());
  }

  private linkAction(id: ActionId, { issue, version }: RemoteIssue): void {
    const { store } = this.options;
    store.noteIssue(issue.url, { state: version.state, etag: null });
    const draft = store.getDraft(store.draftOfAction(id));
    store.saveDraft(draft, editAction(draft, id, { issue }), 'sync');
  }

  /** GitHub answered from another place: the repository was renamed or moved there. */
  private rememberMove(draft: Draft, repo: string): void {
    this.options.store.saveDraft(draft, { ...draft, repo }, 'sync');
  }
}

function nameOf({ repo, number }: IssueRef): string {
  return `${repo}#${number}`;
}

/**
 * Notes with one more where GitHub answered from another place than was asked.
 * @param askedRepo where it was to be filed, for what had no issue before
 */
function withMove(record: SyncRecord, askedRepo: string | null, now: IssueRef): readonly Note[] {
  const { issue, notes } = record;
  const [what, from, to] =
    issue === null ? ['repository', askedRepo ?? now.repo, now.repo] : ['issue', nameOf(issue), nameOf(now)];
  // GitHub's names differ by more than case.
  if (from.toLowerCase() === to.toLowerCase()) return notes;
  return addNote(notes, { code: 'github.moved', params: { what, from, to } });
}

function keptParts(
  { held, updatedAt }: RemoteReport,
  { parts }: SyncRecord,
  restored: string | null = null,
): PartsRecord | null {
  const kept = keptOf(held, updatedAt, parts);
  return kept === null || restored === null ? kept : { ...kept, restored };
}

/** Is there a comment to remove, or one that is named and gone? */
function isUntidy({ id }: SyncSubject, { held }: RemoteReport): boolean {
  return nextTidying(held, id) !== null;
}
