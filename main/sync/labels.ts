/**
 * Labels are written one by one: the list of an update replaces what is there, and with it what somebody added since it
 * was read. A label that was dropped so could not be told from one that a person took off.
 */
import type { Version } from '../../app/sync.ts';
import { sameBody } from '../../app/sync.ts';
import type { Answer } from '../github/answer.ts';
import type { GitHubIssues, RemoteIssue } from '../github/issues.ts';

export interface LabelChange {
  /** All that it is to have. */
  readonly all: readonly string[];
  readonly added: readonly string[];
  readonly removed: readonly string[];
}

export interface LabelWriterOptions {
  readonly issues: GitHubIssues;
  /** Resolves when the next write may go out. @throws NotOurTurn */
  readonly turn: () => Promise<void>;
  /** Whether this process may still write; counts the write. */
  readonly claim: () => boolean;
}

/** What differs, compared without case as GitHub does. */
export function changedLabels(mine: readonly string[], theirs: readonly string[]): LabelChange {
  const missingFrom = (others: readonly string[]): ((label: string) => boolean) => {
    const names = new Set(others.map((label) => label.toLowerCase()));
    return (label) => !names.has(label.toLowerCase());
  };
  return { all: mine, added: mine.filter(missingFrom(theirs)), removed: theirs.filter(missingFrom(mine)) };
}

/** How many requests it takes to write what differs: one for the texts, one for all new labels, one for each that goes. */
export function writesFor(mine: Version, theirs: Version): number {
  const hasTexts = mine.title !== theirs.title || !sameBody(mine.body, theirs.body);
  const { added, removed } = changedLabels(mine.labels, theirs.labels);
  return Number(hasTexts) + Number(added.length > 0) + removed.length;
}

const without = (labels: readonly string[], gone: string): readonly string[] =>
  labels.filter((label) => label.toLowerCase() !== gone.toLowerCase());

/**
 * Adds and removes labels: one request for all that are new, one for each that goes. Gives the issue with what it has then.
 * @param isClaimed the first request was claimed already
 */
export async function writeLabels(
  { issues, turn, claim }: LabelWriterOptions,
  remote: RemoteIssue,
  change: LabelChange,
  isClaimed: boolean,
): Promise<Answer<RemoteIssue>> {
  const { issue, version } = remote;
  let labels = version.labels;
  const writes = [
    ...(change.added.length === 0 ? [] : [() => issues.addLabels(issue, change.added)]),
    ...change.removed.map((label) => async (): Promise<Answer<readonly string[]>> => {
      const answer = await issues.removeLabel(issue, label);
      // Somebody else has taken it off.
      const isGone = answer.is === 'refused' && answer.error.code === 'github.notFound';
      return isGone ? { is: 'told', value: without(labels, label) } : answer;
    }),
  ];
  for (const [index, write] of writes.entries()) {
    if (index > 0 || !isClaimed) {
      await turn();
      if (!claim()) return { is: 'notSent', reason: 'offline' };
    }
    const answer = await write();
    if (answer.is === 'refused' && answer.error.code === 'github.forbidden') {
      await turn();
      if (!claim()) return { is: 'notSent', reason: 'offline' };
      // Who may not label is told so here only. An update says why it can't be done, or leaves the labels as they are.
      return issues.update(issue, { labels: change.all });
    }
    if (answer.is !== 'told') return answer;
    labels = answer.value;
  }
  return { is: 'told', value: { ...remote, version: { ...version, labels } } };
}
