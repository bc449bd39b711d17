import type { StatusView } from '../../../app/views.ts';
import { JSON_OPTION } from '../arguments.ts';
import type { Cell } from '../columns.ts';
import { columns } from '../columns.ts';
import { command } from '../command.ts';
import { accountName } from '../account-words.ts';
import { statusDocument } from '../documents.ts';
import type { Session } from '../terminal.ts';

function statusPage(status: StatusView, session: Session): string {
  const { online, account, queued, needsYou, pausedUntilMs } = status;
  const paused =
    pausedUntilMs === null ? '' : `, paused until ${session.terminal.localTime(pausedUntilMs).clock}`;
  const rows: readonly (readonly [string, Cell])[] = [
    [
      'GitHub',
      online ? { text: `online${paused}`, style: 'green' } : { text: `offline${paused}`, style: 'yellow' },
    ],
    ['Account', account === null ? 'not signed in' : accountName(account)],
    ['Waiting', String(queued)],
    ['Needs you', needsYou === 0 ? '0' : { text: String(needsYou), style: 'red' }],
  ];
  return columns(
    rows.map(([name, cell]): readonly Cell[] => [{ text: name, style: 'dim' }, cell]),
    session.coloured,
  );
}

export const status = command({
  name: 'status',
  about: 'Says whether GitHub can be reached, who is signed in and what waits',
  words: [],
  options: { json: JSON_OPTION },
  run: async ({ session }) => {
    const core = await session.core();
    const now = await core.sync.status({});
    await session.answer(statusPage(now, session), statusDocument(now));
    for (const notice of now.notices) await session.tell(notice);
    return undefined;
  },
});
