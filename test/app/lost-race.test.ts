import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import type { IssueHistory, UncheckedWrite } from '../../app/lost-race.ts';
import { findOverwritten, regain } from '../../app/lost-race.ts';
import type { Version } from '../../app/sync.ts';

const body = (read: string, sent: string): UncheckedWrite => ({ read: { body: read }, sent: { body: sent } });
const history = (bodies: readonly (string | null)[], more: Partial<IssueHistory> = {}): IssueHistory => ({
  bodies,
  hasOlder: false,
  titles: [],
  ...more,
});
const NOTHING = { overwritten: {}, isDeleted: false, needsOlder: false };

describe('what a write went over', () => {
  it.each<
    [string, readonly (string | null)[], boolean, Partial<typeof NOTHING> | { overwritten: { body: string } }]
  >([
    ['is nothing where it comes right after what was read', ['sent', 'read'], false, {}],
    [
      'is what stands between, the newest of it',
      ['sent', 'b', 'a', 'read'],
      false,
      { overwritten: { body: 'b' } },
    ],
    [
      'is found under edits that came after it',
      ['later', 'sent', 'a', 'read'],
      false,
      { overwritten: { body: 'a' } },
    ],
    ['is nothing where line ends alone differ', ['sent', 're\r\nad', 'read'], false, {}],
    ['is nothing where the write never arrived', ['a', 'read'], false, {}],
    ['is nothing in a history that is empty', [], false, {}],
    ['is nothing where what was read is not in the history', ['sent', 'a', 'b'], false, {}],
    ['takes more of the history where the write is not in it', ['b', 'a'], true, { needsOlder: true }],
    ['takes more where the write is the last that is shown', ['sent'], true, { needsOlder: true }],
    ['takes more where what was read is not shown', ['sent', 'a'], true, { needsOlder: true }],
    ['is gone where its text was deleted', ['sent', null, 'read'], false, { isDeleted: true }],
    ['is nothing where what was read was deleted', ['sent', null, 'other'], false, {}],
    ['is known where what was read was deleted', ['sent', 'a', null], false, { overwritten: { body: 'a' } }],
  ])('%s', (_what, bodies, hasOlder, found) => {
    const read = bodies.includes('re\r\nad') ? 're\nad' : 'read';
    expect(findOverwritten([body(read, 'sent')], history(bodies, { hasOlder }))).toEqual([
      { ...NOTHING, ...found },
    ]);
  });

  it('is told apart for two writes that sent the same', () => {
    const writes = [body('r', 's'), body('r', 's')];
    const found = findOverwritten(writes, history(['s', 'b', 'r', 's', 'r']));
    expect(found.map((each) => each.overwritten)).toEqual([{}, { body: 'b' }]);
  });

  it('is found of a title in its changes', () => {
    const write: UncheckedWrite = { read: { title: 'r' }, sent: { title: 's' } };
    const titles = [
      { from: 'a', to: 's' },
      { from: 'r', to: 'a' },
    ];
    expect(findOverwritten([write], history([], { titles }))).toEqual([
      { ...NOTHING, overwritten: { title: 'a' } },
    ]);
    expect(findOverwritten([write], history([], { titles: [{ from: 'r', to: 's' }] }))).toEqual([NOTHING]);
  });

  it('is never made up: what is found stood right before what was sent, and is not what was read', () => {
    const text = fc.constantFrom('a', 'b', 'c', 'd', null);
    fc.assert(
      fc.property(
        fc.array(text, { maxLength: 8 }),
        fc.boolean(),
        fc.array(fc.tuple(fc.constantFrom('a', 'b', 'c'), fc.constantFrom('b', 'c', 'd')), { maxLength: 3 }),
        (bodies, hasOlder, sends) => {
          const writes = sends.map(([read, sent]) => body(read, sent));
          findOverwritten(writes, history(bodies, { hasOlder })).forEach(({ overwritten }, index) => {
            const { read, sent } = writes[index] ?? { read: {}, sent: {} };
            if (overwritten.body === undefined) return;
            const isThere = bodies.some(
              (each, at) => each === sent.body && bodies[at + 1] === overwritten.body,
            );
            expect(isThere && overwritten.body !== read.body).toBe(true);
          });
        },
      ),
    );
  });
});

describe('words that were overwritten', () => {
  const held: Version = { title: 't', body: 'one\n\ntwo sent\n', labels: ['bug'], state: 'closed' };
  const write = body('one\n\ntwo\n', 'one\n\ntwo sent\n');

  it('are merged into what is here now', () => {
    const mine = { ...held, title: 'mine', body: 'one\n\ntwo sent\n\nthree\n' };
    expect(regain(write, { body: 'one theirs\n\ntwo\n' }, mine, held)).toEqual({
      is: 'merged',
      version: { ...mine, body: 'one theirs\n\ntwo sent\n\nthree\n' },
    });
  });

  it('are nothing to bring back if they were sent too', () => {
    expect(regain(write, { body: 'one\n\ntwo sent\n' }, held, held)).toEqual({ is: 'nothing' });
  });

  it('are for a person to choose from where both wrote the same words, against what had been read', () => {
    const regained = regain(
      body('one\n', 'mine\n'),
      { body: 'theirs\n' },
      { ...held, body: 'mine\n' },
      { ...held, body: 'mine\n' },
    );
    expect(regained).toEqual({
      is: 'conflict',
      base: { ...held, body: 'one\n' },
      theirs: { ...held, body: 'theirs\n' },
    });
  });
});
