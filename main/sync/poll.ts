/**
 * What changed in a repository since the last time: one conditional request, whatever the number of drafts filed in it;
 * nothing of the quota while nothing changed.
 */
import { cutMarker } from '../../app/markdown/parse.ts';
import type { Failure } from '../github/answer.ts';
import type { GitHubIssues, RemoteIssue } from '../github/issues.ts';
import type { SyncSubject } from '../store/sync-records.ts';
import type { Store } from '../store/store.ts';
import { CLOCK_SKEW_MS } from './exchange.ts';
import type { Place } from './places.ts';
import { mayDiffer } from './remote-report.ts';

/** Where the list of a repository was last read to. */
interface Cursor {
  readonly since: string;
  readonly etag: string | null;
}

/** An issue that the list shows, and the draft that it concerns. */
export interface SeenIssue {
  readonly subject: SyncSubject;
  readonly remote: RemoteIssue;
}

export type PollAnswer =
  | Failure
  | {
      readonly is: 'told';
      /** Every issue that changed. */
      readonly issues: readonly RemoteIssue[];
      /** Those that differ from what both sides last agreed on. */
      readonly changed: readonly SeenIssue[];
      /** Those with the marker of a draft that is tied to another one. */
      readonly doubles: readonly SeenIssue[];
      /** Goes on from here next time. What was found is kept as read only once it was dealt with. */
      readonly seen: () => void;
    };

const NOTHING: PollAnswer = { is: 'told', issues: [], changed: [], doubles: [], seen: () => undefined };

export class Poll {
  private readonly store: Store;
  private readonly issues: GitHubIssues;
  private readonly nowMs: () => number;

  constructor(store: Store, issues: GitHubIssues, nowMs: () => number) {
    this.store = store;
    this.issues = issues;
    this.nowMs = nowMs;
  }

  async changed(place: Place): Promise<PollAnswer> {
    const cursorKey = `poll.${place.key}`;
    const cursor = this.cursorOf(cursorKey, place);
    const answer = await this.issues.listChanged(place.repo, cursor.since, cursor.etag);
    if (answer.is === 'unchanged') return NOTHING;
    if (answer.is !== 'told') return answer;
    const { issues, latest, etag } = answer.value;
    return {
      is: 'told',
      issues,
      changed: changedIn(place, issues),
      doubles: this.doublesIn(place, issues),
      seen: () => {
        this.store.setMeta(cursorKey, { since: latest, etag } satisfies Cursor);
      },
    };
  }

  /** For every draft that is tied to an issue there, in step or not: what the list showed once is read past. */
  private doublesIn({ repo }: Place, issues: readonly RemoteIssue[]): readonly SeenIssue[] {
    const byId = new Map(
      this.store
        .allSync()
        .filter(({ subject, isRemoved }) => subject.kind === 'draft' && !isRemoved)
        .filter(({ record }) => record.issue?.repo.toLowerCase() === repo.toLowerCase())
        .map((each) => [each.draft as string, each]),
    );
    return issues.flatMap((remote) => {
      const draft = byId.get(cutMarker(remote.version.body).marker?.draftId ?? '');
      const isOther = draft !== undefined && draft.record.issue?.number !== remote.issue.number;
      return isOther ? [{ subject: draft.subject, remote }] : [];
    });
  }

  private cursorOf(cursorKey: string, place: Place): Cursor {
    const kept = (this.store.getMeta(cursorKey) ?? null) as Cursor | null;
    if (kept !== null) return kept;
    const made = place.drafts.map((each) => this.store.getRecord(each.draft).createdAtMs);
    return {
      since: new Date(Math.min(this.nowMs(), ...made) - CLOCK_SKEW_MS).toISOString(),
      etag: null,
    };
  }
}

function changedIn({ drafts }: Place, issues: readonly RemoteIssue[]): readonly SeenIssue[] {
  const byNumber = new Map(issues.map((each) => [each.issue.number, each]));
  return drafts.flatMap(({ subject, record }) => {
    const remote = byNumber.get(record.issue?.number ?? 0);
    return remote !== undefined && mayDiffer(remote, record) ? [{ subject, remote }] : [];
  });
}
