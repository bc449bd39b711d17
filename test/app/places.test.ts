import { describe, expect, test } from 'vitest';

import { placeText, readIssuePlace, readPlace } from '../../app/places.ts';

describe('a repository that a person names', () => {
  test.each([
    ['acme/ops', { host: null, repo: 'acme/ops' }],
    [' acme/o.p_s ', { host: null, repo: 'acme/o.p_s' }],
    ['Git.Acme.Example/acme/ops', { host: 'git.acme.example', repo: 'acme/ops' }],
    ['localhost/acme/ops', { host: 'localhost', repo: 'acme/ops' }],
    ['127.0.0.1:8080/acme/ops', { host: '127.0.0.1:8080', repo: 'acme/ops' }],
    ['ghe:8443/acme/ops', { host: 'ghe:8443', repo: 'acme/ops' }],
    ['https://github.com/acme/ops', { host: 'github.com', repo: 'acme/ops' }],
    ['HTTPS://www.github.com/acme/ops/', { host: 'github.com', repo: 'acme/ops' }],
    ['https://git.acme.example/acme/ops.git', { host: 'git.acme.example', repo: 'acme/ops' }],
    ['https://ghe/acme/ops', { host: 'ghe', repo: 'acme/ops' }],
    ['http://[::1]:8080/acme/ops', { host: '[::1]:8080', repo: 'acme/ops' }],
  ])('is read from %s', (typed, place) => {
    expect(readPlace(typed)).toEqual(place);
    // What is shown in a field means the same when it is typed again.
    expect(readPlace(placeText(place))).toEqual(place);
  });

  test.each([['', null] as const, [null, null] as const, ['  ', null] as const])(
    'is none in "%s"',
    (typed, none) => {
      expect(readPlace(typed)).toBe(none);
    },
  );

  test.each([
    'acme',
    'acme/ops/x',
    'a/b/c/d',
    'git.acme.example/acme',
    'git.acme.example/acme/ops/x',
    'https://github.com/acme',
    'https://github.com/acme/ops/issues',
    'https://kim:word@github.com/acme/ops',
    'ssh://github.com/acme/ops',
    'git_hub.com/acme/ops',
    'github.com/-acme/ops',
    'github.com/acme/..',
  ])('is refused where it is written as %s', (typed) => {
    expect(() => readPlace(typed)).toThrow(expect.objectContaining({ code: 'repo.invalid' }) as Error);
  });
});

describe('an issue that a person names', () => {
  test.each([
    ['acme/ops#12', { repo: 'acme/ops', number: 12, host: null }],
    [' acme/ops#12 ', { repo: 'acme/ops', number: 12, host: null }],
    ['git.acme.example/acme/ops#12', { repo: 'acme/ops', number: 12, host: 'git.acme.example' }],
    ['https://github.com/acme/ops/issues/12', { repo: 'acme/ops', number: 12, host: 'github.com' }],
    [
      'HTTPS://github.com/acme/ops/issues/12/?a=b#issuecomment-3',
      { repo: 'acme/ops', number: 12, host: 'github.com' },
    ],
    ['http://127.0.0.1:8080/acme/o.p_s/issues/1', { repo: 'acme/o.p_s', number: 1, host: '127.0.0.1:8080' }],
  ])('is read from %s', (typed, place) => {
    expect(readIssuePlace(typed)).toEqual(place);
  });

  test.each([
    '',
    'notes.md',
    'acme/ops',
    'acme/ops#',
    'acme/ops#x',
    'acme/ops#0',
    '#12',
    'acme#12',
    'a/b/c#1',
    'acme/ops#12 and more',
    'https://github.com/acme/ops/pull/12',
    'https://github.com/acme/ops/issues/0',
    'https://github.com/acme/ops/issues/99999999999999999999',
  ])('is not read from "%s"', (typed) => {
    expect(readIssuePlace(typed)).toBeNull();
  });

  test.each(['-acme/ops#1', 'acme/..#1'])('is refused where its repository can’t be one: %s', (typed) => {
    expect(() => readIssuePlace(typed)).toThrow(expect.objectContaining({ code: 'repo.invalid' }) as Error);
  });
});
