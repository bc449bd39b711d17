import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import type { Outcome, Pacing, SyncRow, Version } from '../../app/sync.ts';
import {
  ask,
  backoffMs,
  beginWrite,
  decide,
  NEW_ROW,
  next,
  nextEffect,
  recover,
  sameVersion,
} from '../../app/sync.ts';
import { SYNC_STATES } from '../../app/sync-states.ts';

const NOW = Date.UTC(2026, 2, 1, 9, 14);
const pacing: Pacing = { lookAgainMs: [2_000, 10_000, 30_000], random: 0.5, repost: 'automatic' };
const queued: SyncRow = { ...NEW_ROW, state: 'queued', owes: true };
const sendingCreate = beginWrite(queued, false, NOW);
const sendingUpdate = beginWrite(queued, true, NOW);
const unknown: Outcome = { is: 'unknown', status: 0 };
const base: Version = { title: 'Down', body: 'a\n', labels: ['post-mortem'], state: 'open' };

const anyOutcome: fc.Arbitrary<Outcome> = fc.oneof(
  fc.constantFrom<Outcome>(
    { is: 'created' },
    { is: 'found' },
    { is: 'notFound' },
    { is: 'inStep' },
    { is: 'conflict' },
    unknown,
  ),
  fc.constantFrom<Outcome>(
    { is: 'notSent', reason: 'offline' },
    { is: 'pause', untilMs: null },
    { is: 'pause', untilMs: NOW + 60_000 },
    { is: 'signIn', error: { code: 'github.unauthorized', params: {} } },
    { is: 'refused', error: { code: 'github.invalid', params: { field: 'title', reason: 'missing' } } },
  ),
);

describe('filing a draft', () => {
  it('is asked for by a person, never by itself', () => {
    expect(nextEffect(NEW_ROW, false, NOW).do).toBe('nothing');
    expect(ask(NEW_ROW, { is: 'changed' })).toEqual(NEW_ROW);
    expect(nextEffect(ask(NEW_ROW, { is: 'send' }), false, NOW).do).toBe('create');
  });

  it('is done once it was answered by an issue', () => {
    expect(next(sendingCreate, { is: 'created' }, false, NOW, pacing)).toEqual({
      ...NEW_ROW,
      state: 'synced',
    });
  });

  it('is owed again if something was written meanwhile', () => {
    const changed = ask(sendingCreate, { is: 'changed' });
    expect(next(changed, { is: 'created' }, false, NOW, pacing)).toMatchObject({
      state: 'queued',
      owes: true,
    });
  });

  it('waits where nothing was sent, and needs no looking', () => {
    const row = next(sendingCreate, { is: 'notSent', reason: 'refused' }, false, NOW, pacing);
    expect(row).toMatchObject({
      state: 'queued',
      owes: true,
      unconfirmedSinceMs: null,
      error: { code: 'github.offline' },
    });
    expect(nextEffect(row, false, row.notBeforeMs ?? 0).do).toBe('create');
  });
});

describe('a create whose answer was lost', () => {
  const lost = next(sendingCreate, unknown, false, NOW + 30_000, pacing);

  it('is looked for before anything is sent again, after growing pauses', () => {
    expect(lost).toMatchObject({
      state: 'unconfirmed',
      unconfirmedSinceMs: NOW,
      looks: 0,
      notBeforeMs: NOW + 32_000,
    });
    const second = next(lost, { is: 'notFound' }, false, NOW + 32_000, pacing);
    expect(second).toMatchObject({ state: 'unconfirmed', looks: 1 });
    const third = next(second, { is: 'notFound' }, false, NOW + 42_000, pacing);
    expect(nextEffect(third, false, third.notBeforeMs ?? 0).do).toBe('look');
    const again = next(third, { is: 'notFound' }, false, NOW + 80_000, pacing);
    expect(nextEffect(again, false, NOW + 80_000).do).toBe('create');
  });

  it('is done when it is found', () => {
    expect(next(lost, { is: 'found' }, false, NOW, pacing)).toEqual({ ...NEW_ROW, state: 'synced' });
  });

  it('stays so over every answer that does not say whether the issue is there', () => {
    for (const outcome of [
      unknown,
      { is: 'notSent', reason: 'offline' },
      { is: 'pause', untilMs: null },
      { is: 'signIn', error: { code: 'account.none', params: {} } },
    ] as const) {
      expect(next(lost, outcome, false, NOW, pacing)).toMatchObject({
        state: 'unconfirmed',
        unconfirmedSinceMs: NOW,
      });
    }
  });

  it('is looked for first when a look was refused and a person mended that', () => {
    const refused = next(
      lost,
      { is: 'refused', error: { code: 'github.notFound', params: { repo: 'acme/ops' } } },
      false,
      NOW,
      pacing,
    );
    expect(refused.state).toBe('blocked');
    expect(nextEffect(ask(refused, { is: 'send' }), false, NOW).do).toBe('look');
    expect(ask(refused, { is: 'cancel' })).toEqual(refused);
  });

  it('is looked for once more where it was looked for in vain and could not be sent again', () => {
    let row = next(sendingCreate, unknown, false, NOW, pacing);
    while (row.state === 'unconfirmed') row = next(row, { is: 'notFound' }, false, NOW, pacing);
    expect(nextEffect(row, false, NOW).do).toBe('create');
    const again = beginWrite(row, false, NOW);
    const refused = next(
      again,
      { is: 'refused', error: { code: 'github.issuesOff', params: { repo: 'acme/ops' } } },
      false,
      NOW,
      pacing,
    );
    expect(refused.state).toBe('blocked');
    expect(nextEffect(ask(refused, { is: 'send' }), false, NOW).do).toBe('look');
    const paused = next(again, { is: 'pause', untilMs: NOW }, false, NOW, pacing);
    expect(nextEffect(paused, false, NOW).do).toBe('look');
  });

  it('is what a create becomes that was under way when the program ended', () => {
    expect(recover(sendingCreate, false, NOW + 1)).toMatchObject({
      state: 'unconfirmed',
      unconfirmedSinceMs: NOW,
    });
    expect(recover(sendingUpdate, true, NOW + 1).state).toBe('queued');
  });
});

describe('whatever happens', () => {
  const anyRequest = fc.constantFrom(
    { is: 'send' } as const,
    { is: 'changed' } as const,
    { is: 'cancel' } as const,
    { is: 'resolved' } as const,
    { is: 'unresolved' } as const,
  );
  const step = fc.oneof(
    anyOutcome.map((outcome) => ({ outcome })),
    anyRequest.map((request) => ({ request })),
    fc.constant({ crash: true }),
  );

  it('a lost create is never sent again before three looks found nothing', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 40 }), (steps) => {
        let row: SyncRow = queued;
        let nowMs = NOW;
        let lost = false;
        let looksInVain = 0;
        for (const each of steps) {
          nowMs = Math.max(nowMs + 1000, row.notBeforeMs ?? 0);
          if ('request' in each) row = ask(row, each.request);
          else if ('crash' in each) row = recover(row, false, nowMs);
          else {
            const effect = nextEffect(row, false, nowMs);
            if (effect.do === 'create') {
              expect(lost && looksInVain < pacing.lookAgainMs.length).toBe(false);
              row = beginWrite(row, false, nowMs);
              const { outcome } = each;
              if (
                outcome.is === 'notFound' ||
                outcome.is === 'found' ||
                outcome.is === 'inStep' ||
                outcome.is === 'conflict'
              )
                continue;
              lost = outcome.is === 'unknown';
              looksInVain = 0;
              row = next(row, outcome, false, nowMs, pacing);
              if (outcome.is === 'created') return;
            } else if (effect.do === 'look') {
              if (
                each.outcome.is === 'created' ||
                each.outcome.is === 'inStep' ||
                each.outcome.is === 'conflict'
              )
                continue;
              if (each.outcome.is === 'notFound') looksInVain += 1;
              row = next(row, each.outcome, false, nowMs, pacing);
              if (each.outcome.is === 'found') return;
            }
          }
          if (row.state === 'sending') {
            lost = true;
            looksInVain = 0;
          }
        }
      }),
      { numRuns: 5000 },
    );
  });

  it('every state and every answer give a state that can go on', () => {
    for (const state of SYNC_STATES) {
      fc.assert(
        fc.property(anyOutcome, fc.boolean(), (outcome, linked) => {
          const row = next({ ...NEW_ROW, state, owes: true }, outcome, linked, NOW, pacing);
          expect(SYNC_STATES).toContain(row.state);
          expect(row.state).not.toBe('sending');
          nextEffect(row, linked, NOW);
        }),
      );
    }
  });
});

describe('pauses', () => {
  it('grow with failures in a row, have a random part, and end at five minutes', () => {
    expect([1, 2, 3].map((attempt) => backoffMs(attempt, 1))).toEqual([2_000, 4_000, 8_000]);
    expect(backoffMs(1, 0)).toBe(1_000);
    expect(backoffMs(60, 1)).toBe(300_000);
  });

  it('that GitHub asked for are not shortened by asking again', () => {
    const paused = next(sendingUpdate, { is: 'pause', untilMs: NOW + 60_000 }, true, NOW, pacing);
    expect(nextEffect(ask(paused, { is: 'send' }), true, NOW + 1)).toMatchObject({
      do: 'wait',
      untilMs: NOW + 60_000,
    });
  });

  it('of more than a day were reckoned by a clock that was set back since, and bind nobody', () => {
    const paused = next(sendingUpdate, { is: 'pause', untilMs: NOW + 3_600_000 }, true, NOW, pacing);
    expect(nextEffect(paused, true, NOW).do).toBe('wait');
    expect(nextEffect(paused, true, NOW - 72 * 3_600_000).do).toBe('compare');
  });

  it('last a minute at least where GitHub does not say how long', () => {
    expect(next(sendingUpdate, { is: 'pause', untilMs: null }, true, NOW, pacing).notBeforeMs).toBe(
      NOW + 60_000,
    );
  });
});

describe('three versions of an issue', () => {
  const mine = { ...base, body: 'mine\n' };
  const theirs = { ...base, body: 'theirs\n' };

  it('lead to one decision each', () => {
    expect(decide(base, base, base).do).toBe('none');
    expect(decide(mine, base, base).do).toBe('update');
    expect(decide(base, base, theirs).do).toBe('pull');
    expect(decide(mine, base, mine).do).toBe('agree');
    expect(decide(mine, base, theirs).do).toBe('merge');
  });

  it('are the same whatever the order and case of labels, and whatever the line ends', () => {
    expect(sameVersion({ ...base, labels: ['a', 'B'] }, { ...base, labels: ['b', 'A'] })).toBe(true);
    expect(sameVersion({ ...base, body: 'a\r\n' }, base)).toBe(true);
    expect(sameVersion({ ...base, body: 'a' }, base)).toBe(false);
  });
});
