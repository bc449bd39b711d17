import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { describe, expect, it } from 'vitest';

import type { Outcome, SyncRow } from '../../app/sync.ts';
import { errorPage, errorsOnPage } from '../../scripts/error-page.ts';
import { ask, beginWrite, lookFirst, NEW_ROW, next, recover } from '../../app/sync.ts';

const NOW = Date.UTC(2026, 0, 1);
const pacing = { lookAgainMs: [2_000, 10_000], random: 0.5, repost: 'automatic' } as const;
const queued = ask(NEW_ROW, { is: 'send' });
const creating = beginWrite(queued, false, NOW);
const updating = beginWrite(queued, true, NOW);
const lost = next(creating, { is: 'unknown', status: 0 }, false, NOW, pacing);
const lastLook: SyncRow = { ...lost, looks: 1 };
const asked = next(lastLook, { is: 'notFound' }, false, NOW, { ...pacing, repost: 'ask' });
const refused: Outcome = { is: 'refused', error: { code: 'github.notFound', params: {} } };
const blocked = next(creating, refused, false, NOW, pacing);
const conflict = next(updating, { is: 'conflict' }, true, NOW, pacing);

/** From, what happens, to: each line computed by the machine. */
const lines: readonly (readonly [string, string, SyncRow])[] = [
  ['local', 'a person asks', ask(NEW_ROW, { is: 'send' })],
  ['local', 'changed here', ask(NEW_ROW, { is: 'changed' })],
  ['queued', 'a write begins', creating],
  ['queued', 'cancelled', ask(queued, { is: 'cancel' })],
  ['sending (create)', 'created', next(creating, { is: 'created' }, false, NOW, pacing)],
  [
    'sending (create)',
    'created, changed here meanwhile',
    next(ask(creating, { is: 'changed' }), { is: 'created' }, false, NOW, pacing),
  ],
  ['sending (create)', 'not sent', next(creating, { is: 'notSent', reason: 'offline' }, false, NOW, pacing)],
  ['sending (create)', 'pause asked for', next(creating, { is: 'pause', untilMs: null }, false, NOW, pacing)],
  [
    'sending (create)',
    'token not accepted',
    next(creating, { is: 'signIn', error: { code: 'account.none', params: {} } }, false, NOW, pacing),
  ],
  ['sending (create)', 'refused', blocked],
  ['sending (create)', 'unknown', lost],
  ['sending (create)', 'the program ended', recover(creating, false, NOW)],
  ['unconfirmed', 'found', next(lost, { is: 'found' }, false, NOW, pacing)],
  ['unconfirmed', 'not found, looks left', next(lost, { is: 'notFound' }, false, NOW, pacing)],
  ['unconfirmed', 'not found, last look', next(lastLook, { is: 'notFound' }, false, NOW, pacing)],
  ['unconfirmed', 'not found, last look, to be asked', asked],
  ['unconfirmed', 'unknown', next(lost, { is: 'unknown', status: 502 }, false, NOW, pacing)],
  ['unconfirmed', 'not sent', next(lost, { is: 'notSent', reason: 'name' }, false, NOW, pacing)],
  ['unconfirmed', 'refused', next(lost, refused, false, NOW, pacing)],
  ['sending (update)', 'in step', next(updating, { is: 'inStep' }, true, NOW, pacing)],
  ['sending (update)', 'unknown', next(updating, { is: 'unknown', status: 502 }, true, NOW, pacing)],
  ['sending (update)', 'conflict', conflict],
  ['sending (update)', 'the program ended', recover(updating, true, NOW)],
  ['synced', 'changed here', ask({ ...NEW_ROW, state: 'synced' }, { is: 'changed' })],
  ['conflict', 'resolved', ask(conflict, { is: 'resolved' })],
  ['queued', 'resolution taken back', ask(ask(conflict, { is: 'resolved' }), { is: 'unresolved' })],
  ['sending (update)', 'resolution taken back', ask(updating, { is: 'unresolved' })],
  ['synced', 'resolution taken back', ask({ ...NEW_ROW, state: 'synced' }, { is: 'unresolved' })],
  ['blocked', 'a person asks again', ask(blocked, { is: 'send' })],
  [
    'blocked, create lost',
    'a person asks again',
    ask(next(lost, refused, false, NOW, pacing), { is: 'send' }),
  ],
  ['blocked, looked for in vain', 'a person asks again', ask(asked, { is: 'send' })],
  [
    'blocked, issue gone',
    'filed again: untied, looked for once',
    lookFirst(ask(blocked, { is: 'unlinked' }), NOW),
  ],
  ['blocked, issue gone', 'kept here', ask(blocked, { is: 'unlinked' })],
];

describe('docs/sync.md', () => {
  it('shows the transitions as the machine makes them', () => {
    const table = lines.map(([from, what, to]) => `| ${from} | ${what} | ${to.state} |`).join('\n');
    // Columns are aligned in the file.
    const page = readFileSync(join(import.meta.dirname, '../../docs/sync.md'), 'utf8').replace(/ +/g, ' ');
    expect(page).toContain(table);
  });

  it('has every text of the error table, as scripts/error-page.ts writes it', () => {
    expect(errorsOnPage()).toBe(errorPage());
  });
});
