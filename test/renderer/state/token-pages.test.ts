import { describe, expect, it } from 'vitest';

import { hostIn, ownerIn, tokenPages } from '../../../renderer/state/token-pages.ts';

describe('the host that a person means', () => {
  it.each([
    ['git.acme.example', 'git.acme.example'],
    ['  Git.Acme.Example/ ', 'git.acme.example'],
    ['https://git.acme.example/ops/hub/issues/3?x=1', 'git.acme.example'],
    ['http://127.0.0.1:8080/api/v3', '127.0.0.1:8080'],
    ['', ''],
  ])('%j is %j', (typed, host) => {
    expect(hostIn(typed)).toBe(host);
  });
});

describe('the page for a new token', () => {
  it('comes filled in on github.com, with the parameters of GitHub’s docs and no others', () => {
    const pages = tokenPages('github.com', 'acme');
    const address = new URL(pages?.fineGrained ?? '');
    expect(address.origin + address.pathname).toBe('https://github.com/settings/personal-access-tokens/new');
    expect(Object.fromEntries(address.searchParams)).toEqual({
      name: 'Debrief',
      description: 'Files post-mortems as issues',
      issues: 'write',
      contents: 'read',
      target_name: 'acme',
    });
    expect(pages?.isFilledIn).toBe(true);
  });

  it('names no owner where none is known', () => {
    expect(tokenPages('github.com', null)?.fineGrained).not.toContain('target_name');
  });

  it('is as it is on an Enterprise Server, whose docs have no such parameters', () => {
    expect(tokenPages('git.acme.example', 'acme')).toEqual({
      fineGrained: 'https://git.acme.example/settings/personal-access-tokens/new',
      classic: 'https://git.acme.example/settings/tokens/new',
      isFilledIn: false,
    });
    expect(tokenPages('acme.ghe.com', null)?.isFilledIn).toBe(true);
  });

  it.each(['', 'git acme', 'kim@git.acme.example', 'git.acme.example/x', 'javascript:alert(1)'])(
    'is nowhere for what is no host: %j',
    (host) => {
      expect(tokenPages(host, null)).toBeNull();
    },
  );
});

it('the owner is known from OWNER/NAME', () => {
  expect(ownerIn('acme/ops')).toBe('acme');
  for (const other of ['', 'acme', 'git.acme.example/acme/ops', 'a b/c']) expect(ownerIn(other)).toBeNull();
});
