/** What has to be true of a life at its end, whatever happened in it. */
import { actionsOf } from '../../../../app/draft.ts';
import type { DraftId } from '../../../../app/ids.ts';
import { cutMarker, markerOf } from '../../../../app/markdown/parse.ts';
import { renderBody } from '../../../../app/markdown/render.ts';
import { REPO } from '../../../support/core.ts';
import type { IssueView } from '../../../support/github/specs.ts';
import type { StandIn } from '../../../support/github/stand-in.ts';
import type { Installation } from '../../../support/sync/installation.ts';
import type { Said } from './people.ts';

/** A life when it is over. */
export interface Ending {
  readonly github: StandIn;
  /** The draft's. */
  readonly id: string;
  readonly installations: readonly Installation[];
  readonly said: Said;
  /** How the colleague last left the issue. */
  readonly stateThere: 'open' | 'closed';
}

/** The issues that were filed for a draft or an action item. */
export function issuesWith(github: StandIn, id: string): readonly IssueView[] {
  const marker = markerOf(id);
  return github.issues(REPO).filter((each) => each.body?.includes(marker));
}

function folded(labels: readonly string[]): string {
  return labels
    .map((each) => each.toLowerCase())
    .sort()
    .join(', ');
}

/** Why the sides are not in step, or GitHub has more or fewer issues than it should; null if all is well. */
export function whyNotInStep({ github, id, installations, said, stateThere }: Ending): string | null {
  const [issue, ...others] = issuesWith(github, id);
  if (issue === undefined) return 'no issue';
  if (others.length > 0) return `${others.length + 1} issues for one draft`;
  for (const { core } of installations) {
    const { store } = core.context.parts;
    const draft = store.getDraft(id as DraftId);
    const record = store.getSync({ kind: 'draft', id: draft.id });
    const dropped = record.dropped.map((each) => each.toLowerCase());
    const sent = draft.labels.filter((each) => !dropped.includes(each.toLowerCase()));
    const sides = [
      ['sync', record.state, 'synced'],
      ['body', renderBody(draft).trimEnd(), cutMarker(issue.body ?? '').text.trimEnd()],
      ['title', draft.title, issue.title],
      ['labels', folded(sent), folded(issue.labels)],
      ['state', stateThere, issue.state],
    ] as const;
    const differing = sides.find(([, mine, theirs]) => mine !== theirs);
    if (differing !== undefined) return `not in step: ${differing.join('\n--- and ---\n')}`;
    for (const { id: item, issue: link } of actionsOf(draft)) {
      const isFiled = said.filed.has(item);
      const found = issuesWith(github, item).length;
      if (isFiled && (found !== 1 || link === null))
        return `${found} issues for one action item, linked: ${link?.url}`;
    }
  }
  const twice = [...said.filed].find((item) => issuesWith(github, item).length > 1);
  return twice === undefined ? null : 'two issues for one action item';
}

/** Words that were written and are nowhere any more, or a token where it does not belong; null if there is neither. */
export function whatIsLost({ github, id, said }: Ending): string | null {
  const [issue] = issuesWith(github, id);
  const lost = [...said.words.missingFrom(issue?.body ?? ''), ...said.titles.missingFrom(issue?.title ?? '')];
  if (lost.length > 0) return `lost: ${lost.join(' ')}`;
  return github.violations.length === 0 ? null : JSON.stringify(github.violations);
}
