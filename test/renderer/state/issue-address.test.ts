import { describe, expect, it } from 'vitest';

import { readIssueAddress } from '../../../renderer/state/issue-address.ts';

describe('an issue that a person names', () => {
  it.each([
    'acme/ops#12',
    ' acme/ops#12 ',
    'https://github.com/acme/ops/issues/12',
    'https://ghe.acme.example/acme/ops/issues/12#issuecomment-1',
  ])('is read from %s', (typed) => {
    expect(readIssueAddress(typed)).toEqual({ repo: 'acme/ops', number: 12 });
  });

  it.each([
    '',
    '12',
    '#12',
    'acme#12',
    'acme/ops',
    'acme/ops#0',
    'https://github.com/acme/ops/pull/12',
    'acme/ops#12 and more',
  ])('is not read from "%s"', (typed) => {
    expect(readIssueAddress(typed)).toBeNull();
  });
});
