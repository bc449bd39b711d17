import { describe, expect, it } from 'vitest';

import { describeError } from '../../../app/errors.ts';
import { SYNC_STATES } from '../../../app/sync-states.ts';
import type { SyncView } from '../../../app/views.ts';
import { groupDrafts, groupOf, matchPieces, titleParts } from '../../../renderer/state/groups.ts';
import { summaryMade } from '../views-made.ts';

describe('the groups of the list', () => {
  it('know every sync state', () => {
    const groups = SYNC_STATES.map((state) =>
      groupOf(summaryMade({ sync: { state, owes: false, error: null, notBeforeMs: null, notes: [] } })),
    );
    expect(groups).toEqual(['local', 'waiting', 'waiting', 'waiting', 'inStep', 'needsYou', 'needsYou']);
  });

  it('have a running incident before all else', () => {
    const sync: SyncView = { state: 'conflict', owes: true, error: null, notBeforeMs: null, notes: [] };
    expect(groupOf(summaryMade({ sync, startedAtMs: 1 }))).toBe('running');
    expect(groupOf(summaryMade({ sync, startedAtMs: 1, endedAtMs: 2 }))).toBe('needsYou');
  });

  it('count a draft that was changed since it was in step among those that wait', () => {
    expect(
      groupOf(
        summaryMade({ sync: { state: 'synced', owes: true, error: null, notBeforeMs: null, notes: [] } }),
      ),
    ).toBe('waiting');
  });

  it('ask the person where a queued draft waits for them, and not where it waits for the network', () => {
    const queued = (code: 'account.none' | 'github.offline'): string =>
      groupOf(
        summaryMade({
          sync: {
            state: 'queued',
            owes: true,
            error: describeError(code, { reason: 'x' }),
            notBeforeMs: null,
            notes: [],
          },
        }),
      );
    expect(queued('account.none')).toBe('needsYou');
    expect(queued('github.offline')).toBe('waiting');
  });

  it('stand in one order, each with the last changed first, and leave out what is empty', () => {
    const drafts = [
      summaryMade({ id: 'a', updatedAtMs: 1 }),
      summaryMade({ id: 'b', updatedAtMs: 3 }),
      summaryMade({ id: 'c', startedAtMs: 5 }),
    ];
    expect(groupDrafts(drafts).map(({ group, drafts: each }) => [group, each.map(({ id }) => id)])).toEqual([
      ['running', ['c']],
      ['local', ['b', 'a']],
    ]);
  });
});

describe('a row of the list', () => {
  it('marks the words that were found', () => {
    expect(matchPieces('…of \u0002disk\u0003: \u0002image\u0003 pulls')).toEqual([
      { text: '…of ', found: false },
      { text: 'disk', found: true },
      { text: ': ', found: false },
      { text: 'image', found: true },
      { text: ' pulls', found: false },
    ]);
    expect(matchPieces('nothing marked')).toEqual([{ text: 'nothing marked', found: false }]);
  });

  it.each([
    ['Debrief - Hub down', 'Debrief - ', 'Hub down'],
    ['debrief: hub', 'debrief: ', 'hub'],
    ['Debrief - ', '', 'Debrief - '],
    ['Debriefing the team', '', 'Debriefing the team'],
    ['', '', ''],
  ])('shows "%s" without saying that it is a debrief', (title, before, shown) => {
    expect(titleParts(title)).toEqual({ before, shown });
  });
});
