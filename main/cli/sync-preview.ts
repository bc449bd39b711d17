/** `debrief sync --dry-run`: what a sync would do, as a person reads it and as an exit code. */
import { severityOf } from '../../app/errors.ts';
import type { DraftSummary, SyncPreview } from '../../app/views.ts';
import type { Cell, Style } from './columns.ts';
import { shortId, whereIs } from './draft-rows.ts';
import { EXIT } from './exit-codes.ts';

type Change = NonNullable<SyncPreview['sends']>;

const STYLES: Partial<Record<SyncPreview['action'], Style>> = {
  none: 'dim',
  wait: 'yellow',
  conflict: 'red',
  blocked: 'red',
};

/** `title "Hub down"; 3 lines added, 1 removed; labels +sev1 -minor` */
function changeWords({ title, lines, labels, state }: Change): string {
  const names = [...labels.added.map((each) => `+${each}`), ...labels.removed.map((each) => `-${each}`)];
  const parts = [
    title === null ? '' : `title "${title}"`,
    lines === null ? '' : `lines +${lines.added} -${lines.removed}`,
    names.length === 0 ? '' : `labels ${names.join(' ')}`,
    state === null ? '' : `is ${state === 'open' ? 'open again' : 'closed'}`,
  ];
  return parts.filter(Boolean).join('; ');
}

function counted(count: number, what: string): string {
  return count === 0 ? '' : `${count} ${what}${count === 1 ? '' : 's'}`;
}

/** `costs 1 read and 1 write` */
function costWords({ reads, writes }: SyncPreview): string {
  const parts = [counted(reads, 'read'), counted(writes, 'write')].filter(Boolean);
  return parts.length === 0 ? '' : `costs ${parts.join(' and ')}`;
}

/** The rows of one subject: what would be done and why, and under it what would change where. */
export function previewRows(
  preview: SyncPreview,
  drafts: readonly DraftSummary[],
): readonly (readonly Cell[])[] {
  const { draft, action, reason, error, sends, takes, pictures } = preview;
  const ids = drafts.map((each) => each.id);
  const style = STYLES[action] ?? 'green';
  const why: Cell =
    error === null
      ? reason
      : {
          text: `${reason}. ${error.message} ${error.help}`,
          style: severityOf(error.code) === 'waiting' ? 'yellow' : 'red',
        };
  const [toGitHub, toHere] =
    action === 'conflict' ? ['changed here', 'changed on GitHub'] : ['to GitHub', 'to here'];
  const under = (text: string): readonly (readonly Cell[])[] =>
    text === '' ? [] : [['', '', '', { text, style: 'dim' }]];
  const changed = (where: string, change: Change | null): string =>
    change === null ? '' : `${where}: ${changeWords(change)}`;
  return [
    [{ text: shortId(draft, ids), style: 'cyan' }, { text: action, style }, whereIs(preview), why],
    ...under(pictures === 0 ? '' : `first: ${counted(pictures, 'picture')} to be put on GitHub`),
    ...under(changed(toGitHub, sends)),
    ...under(changed(toHere, takes)),
    ...under(costWords(preview)),
  ];
}

/** 4 where something needs a person, 3 where something would be sent or taken in or is not known, else 0. */
export function previewCode(previews: readonly SyncPreview[]): number {
  const needsPerson = previews.some(
    ({ action, error }) =>
      action === 'conflict' ||
      action === 'blocked' ||
      (error !== null && severityOf(error.code) !== 'waiting'),
  );
  if (needsPerson) return EXIT.needsYou;
  return previews.some(({ action, error }) => action !== 'none' || error !== null) ? EXIT.queued : EXIT.ok;
}
