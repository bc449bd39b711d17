import { expect, test } from 'vitest';

import { mayHave, readIssueAddress } from '../../../main/cli/issue-address.ts';

test.each([
  ['acme/ops#12', { repo: 'acme/ops', number: 12, host: null }],
  ['https://github.com/acme/ops/issues/12', { repo: 'acme/ops', number: 12, host: 'github.com' }],
  [
    'HTTPS://github.com/acme/ops/issues/12/?a=b#issuecomment-3',
    { repo: 'acme/ops', number: 12, host: 'github.com' },
  ],
  ['http://127.0.0.1:8080/acme/o.p_s/issues/1', { repo: 'acme/o.p_s', number: 1, host: '127.0.0.1:8080' }],
  ['https://git.example.com/acme/ops/issues/7', { repo: 'acme/ops', number: 7, host: 'git.example.com' }],
])('%s is an issue', (text, address) => {
  expect(readIssueAddress(text)).toEqual(address);
});

test.each(['notes.md', 'acme/ops', 'acme/ops#', 'acme/ops#x', 'acme/ops#0', '#12', 'a/b/c#1'])(
  '%s is none, and may be a file',
  (text) => {
    expect(readIssueAddress(text)).toBeNull();
  },
);

test.each([
  ['https://github.com/acme/ops/pull/12', 'input.invalid'],
  ['https://github.com/acme/ops', 'input.invalid'],
  ['https://', 'input.invalid'],
  ['https://github.com/acme/ops/issues/0', 'input.invalid'],
  ['https://github.com/acme/ops/issues/99999999999999999999', 'input.invalid'],
  ['-acme/ops#1', 'repo.invalid'],
  ['acme/..#1', 'repo.invalid'],
])('%s is refused', (text, code) => {
  expect(() => readIssueAddress(text)).toThrow(expect.objectContaining({ code }) as Error);
});

test('an issue is asked of the site that it is on', () => {
  expect(mayHave('github.com', null)).toBe(true);
  expect(mayHave('github.com', 'www.github.com')).toBe(true);
  expect(mayHave('git.example.com', 'git.example.com')).toBe(true);
  expect(mayHave('github.com', 'git.example.com')).toBe(false);
  expect(mayHave('localhost.example.com', 'github.com')).toBe(false);
  expect(mayHave('127.0.0.1:4000', 'github.com')).toBe(true);
});
