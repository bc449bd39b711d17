/**
 * What changed on GitHub since the last time: one conditional request a repository, whatever the number of drafts filed
 * in it; nothing of the quota while nothing changed.
 */
import { sameVersion } from '../../app/sync.ts';
import { siteOf } from '../account/server.ts';
import type { Failure } from '../github/answer.ts';
import type { GitHubIssues, RemoteIssue } from '../github/issues.ts';
import type { KeptSync, SyncSubject } from '../store/sync-records.ts';
import type { Store } from '../store/store.ts';
import { CLOCK_SKEW_MS } from './exchange.ts';

/** Where the list of a repository was last read to. */
interface Cursor {
  readonly since: string;
  readonly etag: string | null;
}

/** Repositories of one name on several servers are different ones. */
function placeOf({ record }: Pick<KeptSync, 'record'>): string {
  return `${siteOf(record.issue?.url ?? '') ?? ''}/${record.issue?.repo ?? ''}`.toLowerCase();
}

/** Linked drafts by repository. */
export function byRepository(linked: readonly KeptSync[]): ReadonlyMap<string, readonly KeptSync[]> {
  const grouped = new Map<string, KeptSync[]>();
  for (const each of linked) {
    const place = placeOf(each);
    if (each.record.issue !== null) grouped.set(place, [...(grouped.get(place) ?? []), each]);
  }
  return grouped;
}

export class Poll {
  private readonly store: Store;
  private readonly issues: GitHubIssues;

  constructor(store: Store, issues: GitHubIssues) {
    this.store = store;
    this.issues = issues;
  }

  /**
   * The drafts of one repository whose issue differs from what both sides last agreed on. What is found is kept as read
   * only once it was dealt with: `seen` does that.
   */
  async changed(linked: readonly KeptSync[]): Promise<PollAnswer> {
    const repo = linked[0]?.record.issue?.repo ?? '';
    const cursorKey = `poll.${linked[0] === undefined ? '' : placeOf(linked[0])}`;
    const cursor = this.cursorOf(cursorKey, linked);
    const answer = await this.issues.listChanged(repo, cursor.since, cursor.etag);
    if (answer.is === 'unchanged') return { is: 'told', changed: [], seen: () => undefined };
    if (answer.is !== 'told') return answer;
    const { issues, latest, etag } = answer.value;
    const byNumber = new Map(issues.map((each) => [each.issue.number, each]));
    const changed = linked.flatMap(({ subject, record }) => {
      const remote = byNumber.get(record.issue?.number ?? 0);
      const differs =
        remote !== undefined && record.base !== null && !sameVersion(remote.version, record.base);
      return differs ? [{ subject, remote }] : [];
    });
    return {
      is: 'told',
      changed,
      seen: () => {
        this.store.setMeta(cursorKey, { since: latest, etag } satisfies Cursor);
      },
    };
  }

  private cursorOf(cursorKey: string, linked: readonly KeptSync[]): Cursor {
    const kept = (this.store.getMeta(cursorKey) ?? null) as Cursor | null;
    if (kept !== null) return kept;
    const oldestMs = Math.min(...linked.map((each) => this.store.getRecord(each.draft).createdAtMs));
    return { since: new Date(oldestMs - CLOCK_SKEW_MS).toISOString(), etag: null };
  }
}

export type PollAnswer =
  | Failure
  | {
      readonly is: 'told';
      readonly changed: readonly { readonly subject: SyncSubject; readonly remote: RemoteIssue }[];
      /** Goes on from here next time. */
      readonly seen: () => void;
    };
