/** The issues that action items link to, whoever filed them: open or closed. They are read, and never written. */
import type { Failure } from '../github/answer.ts';
import type { GitHubIssues, RemoteIssue } from '../github/issues.ts';
import type { LinkedIssue } from '../store/known-issues.ts';
import type { Store } from '../store/store.ts';
import type { Place } from './places.ts';

/** A repository of somebody else's that says no is left alone for so long. */
const REFUSED_MS = 60 * 60_000;
/** Issues that are asked for the first time in one run, a repository: the rest follows in the next. */
const MOST_FIRST_READS = 20;

export class Followed {
  private readonly store: Store;
  private readonly nowMs: () => number;

  constructor(store: Store, nowMs: () => number) {
    this.store = store;
    this.nowMs = nowMs;
  }

  /** Did the repository say no a short while ago? */
  isLeftAlone(place: Place): boolean {
    const untilMs = this.store.getMeta(refusedKey(place));
    return typeof untilMs === 'number' && untilMs > this.nowMs();
  }

  leaveAlone(place: Place): void {
    this.store.setMeta(refusedKey(place), this.nowMs() + REFUSED_MS);
  }

  /** Takes in what a list of changes shows. */
  take(place: Place, issues: readonly RemoteIssue[]): void {
    const byNumber = new Map(issues.map((each) => [each.issue.number, each]));
    for (const { issue } of place.linked) {
      const remote = byNumber.get(issue.number);
      if (remote !== undefined) this.store.noteIssue(issue.url, { state: remote.version.state, etag: null });
    }
  }

  /** Asks for those that nothing is known of: a list of changes does not show what changed before it began. */
  readNew(github: GitHubIssues, place: Place): Promise<Failure | null> {
    const unknown = place.linked.filter((each) => each.known === null);
    return this.read(github, unknown.slice(0, MOST_FIRST_READS));
  }

  /** Reads each, by its ETag where one is known. Gives why it stopped early; null if it did not. */
  async read(github: GitHubIssues, linked: readonly LinkedIssue[]): Promise<Failure | null> {
    for (const { issue, known } of linked) {
      const answer = await github.read(issue, known?.etag ?? null);
      if (answer.is === 'told')
        this.store.noteIssue(issue.url, { state: answer.value.version.state, etag: answer.value.etag });
      else if (answer.is === 'refused') this.store.noteIssue(issue.url, { state: null, etag: null });
      else if (answer.is !== 'unchanged') return answer;
    }
    return null;
  }
}

function refusedKey({ key }: Place): string {
  return `followed.refused.${key}`;
}
