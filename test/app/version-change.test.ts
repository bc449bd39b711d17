import { describe, expect, test } from 'vitest';

import type { Version } from '../../app/sync.ts';
import { changeOf } from '../../app/version-change.ts';

const version: Version = {
  title: 'Outage',
  body: 'one\ntwo\nthree\n',
  labels: ['post-mortem'],
  state: 'open',
};

describe('what differs between two versions', () => {
  test('is nothing for the same words, whatever the line ends and the case of labels', () => {
    expect(changeOf(version, version)).toBeNull();
    const same = { ...version, body: version.body.replaceAll('\n', '\r\n'), labels: ['Post-Mortem'] };
    expect(changeOf(version, same)).toBeNull();
  });

  test('is everything where there was none before', () => {
    expect(changeOf(null, version)).toEqual({
      title: 'Outage',
      lines: { added: 3, removed: 0 },
      labels: { added: ['post-mortem'], removed: [] },
      state: null,
    });
  });

  test.each<[Partial<Version>, object]>([
    [{ title: 'Other' }, { title: 'Other', lines: null }],
    [{ body: 'one\n2\nthree\nfour\n' }, { title: null, lines: { added: 2, removed: 1 } }],
    [{ body: '' }, { lines: { added: 0, removed: 3 } }],
    [{ labels: ['sev1'] }, { lines: null, labels: { added: ['sev1'], removed: ['post-mortem'] } }],
    [{ state: 'closed' }, { lines: null, state: 'closed' }],
  ])('%j is told as it is', (to, change) => {
    expect(changeOf(version, { ...version, ...to })).toMatchObject(change);
  });
});
