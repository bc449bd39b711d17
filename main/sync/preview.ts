/**
 * What a sync would do, by the same decisions: reads GitHub, and writes nothing, there or here. Each subject is looked at
 * as asking for it would leave it.
 */
import type { ErrorReport } from '../../app/errors.ts';
import { describeError } from '../../app/errors.ts';
import type { DraftId } from '../../app/ids.ts';
import { mergeVersions } from '../../app/merge/version.ts';
import { restoredBody } from '../../app/parts/holding.ts';
import type { PictureName } from '../../app/pictures.ts';
import type { Effect, KeptError, Version } from '../../app/sync.ts';
import { decide, nextEffect, NOT_SENT } from '../../app/sync.ts';
import { changeOf } from '../../app/version-change.ts';
import type { SyncPreview } from '../../app/views.ts';
import type { Failure } from '../github/answer.ts';
import { errorOf } from '../github/answer.ts';
import type { RemoteIssue } from '../github/issues.ts';
import { writesFor } from './labels.ts';
import type { Ledger, Loaded } from './ledger.ts';
import { placesOf } from './places.ts';
import { Poll } from './poll.ts';
import type { AskingOptions } from './preview-asking.ts';
import { PreviewAsking } from './preview-asking.ts';
import type { RemoteReport } from './remote-report.ts';
import { readReport } from './remote-report.ts';
import type { AskedFor } from './requests.ts';
import { askedFor } from './requests.ts';
import { AcceptedSecrets } from './secrets/accepted.ts';
import { whySecret } from './secrets/guard.ts';
import { versionOfDraft, whyUnsendable } from './subjects.ts';
import type { WaitingPictures } from './waiting-pictures.ts';

export interface PreviewOptions extends AskingOptions {
  readonly ledger: Pick<Ledger, 'load'>;
  readonly waitingPictures: WaitingPictures;
}

/** What is said of a subject; what is left out is nothing. */
type Said = Pick<SyncPreview, 'action' | 'reason'> &
  Partial<Pick<SyncPreview, 'sends' | 'takes' | 'reads' | 'writes' | 'asked' | 'error'>>;

function told({ code, params }: KeptError): ErrorReport {
  return describeError(code, params);
}

function whyFailed(failure: Failure): ErrorReport {
  if (failure.is === 'notSent') return describeError('github.offline', { reason: NOT_SENT[failure.reason] });
  return errorOf(failure).report;
}

/** What becomes of a subject whose question was not answered, where `known` is all that can be said of it. */
function unanswered(failure: Failure, known: Said): Said {
  const error = whyFailed(failure);
  if (failure.is === 'pause') return { action: 'wait', reason: 'GitHub asked for a pause', error };
  if (failure.is === 'signIn') return { action: 'blocked', reason: 'not signed in', error };
  if (failure.is === 'refused') return { action: 'blocked', reason: 'could not be read', error };
  return { ...known, error };
}

/** Two versions that only a person can make one: what each side changed. */
function inConflict(mine: Version, base: Version, theirs: Version): Said {
  const reason = 'both sides changed the same words';
  return { action: 'conflict', reason, sends: changeOf(base, mine), takes: changeOf(base, theirs) };
}

/** What would be sent and taken, with both sides known. */
function decided(mine: Version, base: Version, theirs: Version): Said {
  const { do: action, reason } = decide(mine, base, theirs);
  switch (action) {
    case 'none':
    case 'agree':
      return { action: 'none', reason };
    case 'pull':
      return { action, reason, takes: changeOf(mine, theirs) };
    case 'update':
      return { action, reason, sends: changeOf(theirs, mine), writes: writesFor(mine, theirs) };
    case 'merge': {
      const merged = mergeVersions(base, mine, theirs);
      if (merged === null) return inConflict(mine, base, theirs);
      const sends = changeOf(theirs, merged);
      return { action, reason, sends, takes: changeOf(mine, merged), writes: writesFor(merged, theirs) };
    }
  }
}

/** What a sync puts pictures on GitHub for. */
const WRITING: ReadonlySet<SyncPreview['action']> = new Set(['create', 'update', 'merge']);

/** Of an address that nobody knows before the picture is there, only the lines count in which it stands. */
const NO_ADDRESS_YET = 'https://github.com/?raw=true';

/** A subject with what is known of it. */
type Known = Pick<AskedFor, 'subject' | 'record'>;

export class Preview {
  private readonly options: PreviewOptions;
  private readonly asking: PreviewAsking;
  /** The pictures that a row has counted: two drafts may show the same, which is put there once. */
  private readonly counted = new Set<PictureName>();

  constructor(options: PreviewOptions) {
    this.options = options;
    this.asking = new PreviewAsking(options);
  }

  /** One row for each subject that a sync of these drafts would look at; null: of all that have a repository. */
  async of(ids: readonly DraftId[] | null): Promise<readonly SyncPreview[]> {
    const all = askedFor(this.options.store, ids);
    const listed = await this.listed(all);
    const rows: SyncPreview[] = [];
    for (const each of all) rows.push(this.row(each, listed.get(each.subject.id) ?? (await this.look(each))));
    return rows;
  }

  private row({ subject, record }: AskedFor, said: Said): SyncPreview {
    const { draft, repo, pictures: waiting } = this.load({ subject, record });
    const pictures = WRITING.has(said.action) ? waiting.filter((name) => !this.counted.has(name)) : [];
    for (const name of pictures) this.counted.add(name);
    return {
      draft: draft.id,
      item: subject.kind === 'action' ? subject.id : null,
      repo,
      host: this.asking.siteOf(subject),
      issue: record.issue,
      sends: null,
      takes: null,
      asked: false,
      error: null,
      ...said,
      pictures: pictures.length,
      reads: (said.reads ?? 0) + pictures.length,
      writes: (said.writes ?? 0) + pictures.length,
    };
  }

  /** A subject as a sync would send it: with its pictures where they would be by then. */
  private load({ subject, record }: Known): Loaded & { readonly pictures: readonly PictureName[] } {
    const { ledger, waitingPictures, store } = this.options;
    const loaded = ledger.load(subject, record);
    const isSent = record.owes || record.issue === null;
    const pictures =
      subject.kind === 'draft' && isSent && waitingPictures.areAny ? waitingPictures.of(loaded.draft) : [];
    if (pictures.length === 0) return { ...loaded, pictures };
    const version = versionOfDraft(loaded.draft, record, (name) =>
      pictures.includes(name) ? NO_ADDRESS_YET : store.pictures.addressOf(name),
    );
    return { ...loaded, version, pictures };
  }

  /** What GitHub says of the drafts of each repository that are in step here: one question a repository, as in a sync. */
  private async listed(all: readonly AskedFor[]): Promise<ReadonlyMap<string, Said>> {
    const { store, nowMs } = this.options;
    const said = new Map<string, Said>();
    const wanted = new Set<string>(all.map(({ subject }) => subject.id));
    const inStep = store
      .allSync()
      .filter(
        ({ subject, record }) =>
          subject.kind === 'draft' && record.state === 'synced' && wanted.has(subject.id),
      );
    for (const place of placesOf(inStep, [])) {
      const [first] = place.drafts;
      if (first === undefined) continue;
      if (place.drafts.length === 1) {
        const found = await this.read(first);
        if (found.asked === true) said.set(first.subject.id, { ...found, reads: 0 });
        continue;
      }
      const answer = await this.asking.ask(first.subject, (who) =>
        new Poll(store, who.issues, nowMs).changed(place),
      );
      if (answer.is !== 'told') continue;
      const changed = new Map<string, RemoteIssue>(
        answer.changed.map(({ subject, remote }) => [subject.id, remote]),
      );
      for (const each of place.drafts) {
        const remote = changed.get(each.subject.id);
        const nothing: Said = { action: 'none', reason: 'nothing changed on either side' };
        const found = remote === undefined ? nothing : await this.read(each, remote);
        said.set(each.subject.id, { ...found, reads: 0, asked: true });
      }
    }
    return said;
  }

  private look(each: AskedFor): Promise<Said> | Said {
    const effect = this.effectFor(each);
    switch (effect.do) {
      case 'nothing':
        return this.resting(each, effect.reason);
      case 'wait': {
        const kept = each.record.error;
        const error = kept === null ? whyFailed({ is: 'pause', untilMs: effect.untilMs }) : told(kept);
        return { action: 'wait', reason: effect.reason, error };
      }
      case 'look':
        return this.lookedFor(each, effect.reason);
      case 'create':
        return this.created(each, effect.reason);
      case 'compare':
        return this.read(each);
    }
  }

  private effectFor({ subject, record }: AskedFor): Effect {
    const effect = nextEffect(record, record.issue !== null, this.options.nowMs());
    const untilMs = this.asking.pausedUntilMs(subject);
    if (untilMs === null || effect.do === 'nothing') return effect;
    return { do: 'wait', untilMs, reason: 'GitHub asked for a pause' };
  }

  /** What a sync leaves as it is; but what is in step here is read where no list told of it. */
  private resting(each: AskedFor, reason: string): Promise<Said> | Said {
    const { record, subject } = each;
    const { base, theirs, error } = record;
    if (record.state === 'synced' && subject.kind === 'draft') return this.read(each);
    if (record.state === 'sending') return { action: 'wait', reason };
    if (record.state !== 'conflict' || base === null || theirs === null) return { action: 'none', reason };
    const { version } = this.load(each);
    return { ...inConflict(version, base, theirs), error: error === null ? null : told(error) };
  }

  private async lookedFor({ subject }: AskedFor, reason: string): Promise<Said> {
    const said: Said = { action: 'look', reason, reads: 1 };
    const answer = await this.asking.reach(subject);
    return answer.is === 'reached' ? said : unanswered(answer, said);
  }

  private async created(each: AskedFor, reason: string): Promise<Said> {
    const { subject } = each;
    const { repo, version } = this.load(each);
    const held = await this.whyHeldBack(subject, repo, version, null);
    if (held !== null) return { action: 'blocked', reason, error: told(held) };
    const said: Said = { action: 'create', reason, sends: changeOf(null, version), writes: 1 };
    const answer = await this.asking.reach(subject);
    return answer.is === 'reached' ? said : unanswered(answer, said);
  }

  /** @param seen what a list has just shown of the issue */
  private async read(each: Known, seen: RemoteIssue | null = null): Promise<Said> {
    const { subject, record } = each;
    const { issue, base } = record;
    if (issue === null || base === null || subject.kind !== 'draft')
      return { action: 'none', reason: 'nothing to compare' };
    const answer = await this.asking.ask(subject, (who) => readReport(issue, record, seen, who));
    if (answer.is !== 'told') {
      // What is known without GitHub: as if nothing had changed there.
      const { version } = this.load(each);
      return unanswered(answer, { ...decided(version, base, base), reads: 1 });
    }
    return { ...(await this.compared(each, answer.value)), reads: 1, asked: true };
  }

  private async compared(each: Known, remote: RemoteReport): Promise<Said> {
    const { subject, record } = each;
    const { version } = this.load(each);
    const base = record.base ?? remote.version;
    const said = decided(version, base, remote.version);
    const isTheirs = said.action === 'pull' || said.action === 'merge';
    if (isTheirs && restoredBody(remote.held, record.parts, base.body) !== null)
      return {
        ...inConflict(version, base, remote.version),
        reason: 'a part of the report was deleted on GitHub',
      };
    if (said.writes !== 1) return said;
    const held = await this.whyHeldBack(subject, remote.issue.repo, version, remote.version);
    return held === null ? said : { ...said, action: 'blocked', writes: 0, error: told(held) };
  }

  private async whyHeldBack(
    subject: AskedFor['subject'],
    repo: string | null,
    version: Version,
    known: Version | null,
  ): Promise<KeptError | null> {
    const { store } = this.options;
    const accepted = new AcceptedSecrets(store, 'read only');
    return whyUnsendable(repo, version) ?? (await whySecret(store, subject, version, known, accepted));
  }
}
