/** Every issue of a repository that has a label, as drafts that are linked to them. */
import { DebriefError } from '../../app/errors.ts';
import type { LabelledEvent } from '../../app/views.ts';
import type { Answer } from '../github/answer.ts';
import { errorOf } from '../github/answer.ts';
import type { GitHubIssues } from '../github/issues.ts';
import type { Parts } from '../parts.ts';
import { AccountPauses } from '../sync/account-pauses.ts';
import type { RemoteReport } from '../sync/remote-report.ts';
import { readWhole } from '../sync/remote-report.ts';
import type { SignedIn } from '../sync/signed-in.ts';
import { signedInAt } from './hosts.ts';
import type { Taking } from './issue-import.ts';
import { placeNamed, takeIn } from './issue-import.ts';

export interface LabelledRequest {
  /** OWNER/NAME, HOST/OWNER/NAME or the address of a repository. */
  readonly repo: string;
  readonly label: string;
  readonly state: 'open' | 'closed' | 'all';
  /** At most so many new drafts; all, if nothing is said. */
  readonly limit?: number | undefined;
  readonly zone?: string | undefined;
}

type TakenIssue = Extract<LabelledEvent, { is: 'issue' }>;

/** What became of one issue. One that no draft can hold keeps none of the others from coming. */
function takeOne(parts: Parts, remote: RemoteReport, taking: Taking): TakenIssue {
  const seen = { is: 'issue', issue: remote.issue, title: remote.version.title } as const;
  try {
    const { id, isNew } = takeIn(parts, remote, taking);
    return { ...seen, draft: id, result: isNew ? 'imported' : 'here', error: null };
  } catch (error) {
    if (!(error instanceof DebriefError)) throw error;
    return { ...seen, draft: null, result: 'unreadable', error: error.report };
  }
}

/**
 * Asks as often as GitHub wants a pause first. Gives null if it was stopped.
 * @throws DebriefError account.*, github.*
 */
async function* askPatiently<T>(
  parts: Parts,
  host: string | null,
  ask: (who: SignedIn) => Promise<Answer<T>>,
  signal: AbortSignal,
): AsyncGenerator<LabelledEvent, T | null> {
  const { store, session, nowMs, wait, connectivity } = parts;
  const pauses = new AccountPauses(store, nowMs);
  while (!signal.aborted) {
    const who = await signedInAt(parts, host);
    const account = session.hostFor(host) ?? '';
    const untilMs = pauses.untilMs(account);
    if (untilMs !== null) {
      yield { is: 'paused', untilMs };
      await wait(untilMs - nowMs(), signal);
      continue;
    }
    const answer = await ask(who);
    connectivity.note(who.apiUrl, answer.is !== 'notSent');
    pauses.note(account, answer.is === 'told' ? { is: 'inStep' } : answer);
    if (answer.is === 'told') return answer.value;
    if (answer.is !== 'pause') throw errorOf(answer);
  }
  return null;
}

/**
 * Tells of each issue as soon as its draft is on disk, the newest issue first. It can be stopped at any point and begun
 * again: what is here stays, and is passed over.
 * @throws DebriefError account.*, github.*, labels.invalid, repo.invalid
 */
export async function* importLabelled(
  parts: Parts,
  request: LabelledRequest,
  signal: AbortSignal,
): AsyncGenerator<LabelledEvent> {
  const { host, repo } = placeNamed(request.repo);
  const { label, state, zone, limit = Infinity } = request;
  // An issue that is made meanwhile moves the others on, so that the next page begins with some of this one.
  const seen = new Set<number>();
  let imported = 0;
  for (let page = 1, isLast = false; !isLast; page += 1) {
    const list = ({ issues }: SignedIn): ReturnType<GitHubIssues['listLabelled']> =>
      issues.listLabelled(repo, label, state, page);
    const answer = yield* askPatiently(parts, host, list, signal);
    if (answer === null) return;
    isLast = answer.isLast;
    try {
      for (const remote of answer.issues.filter(({ issue }) => !seen.has(issue.number))) {
        if (signal.aborted || imported >= limit) return;
        seen.add(remote.issue.number);
        const whole = yield* askPatiently(parts, host, (who) => readWhole(remote, null, who), signal);
        if (whole === null) return;
        const taken = takeOne(parts, whole, { host, zone });
        if (taken.result === 'imported') imported += 1;
        yield taken;
      }
    } finally {
      parts.changes.tell();
    }
  }
}
