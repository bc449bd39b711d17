import { describe, expect, it } from 'vitest';

import type { Seen } from '../../../app/seen.ts';
import { suggest } from '../../../renderer/editor/suggestions.ts';

const SEEN: Seen = {
  issues: [
    { repo: 'acme/ops', number: 128, title: 'Hub down for students' },
    { repo: 'acme/ops', number: 13, title: 'Registry full' },
    { repo: 'acme/docs', number: 12, title: 'Runbook' },
  ],
  repos: ['acme/ops', 'acme/docs', 'other/thing'],
  people: ['kim', 'kimberly', 'lee'],
};

const offered = (before: string, repo: string | null = 'acme/ops'): readonly string[] =>
  suggest(before, SEEN, repo)?.suggestions.map(({ text }) => text) ?? [];

describe('what is offered while a reference is typed', () => {
  it.each([
    ['see #', ['#128', '#13', 'acme/docs#12']],
    ['see #128', ['#128']],
    ['see #registry', ['#13']],
    ['(#13', ['#13']],
    ['acme/docs#', ['acme/docs#12']],
    ['acme/d', ['acme/docs#', 'acme/docs#12']],
    ['other/', ['other/thing#']],
    ['thanks @k', ['@kim', '@kimberly']],
    ['@kim', ['@kimberly']],
    ['@', ['@kim', '@kimberly', '@lee']],
  ])('after %j', (before, expected) => {
    expect(offered(before)).toEqual(expected);
  });

  it.each(['', '#', '  #', '##', 'a#', 'kim@', 'and/or', 'https://acme/ops#', '@nobody', '#99', 'see # '])(
    'is nothing after %j',
    (before) => {
      expect(offered(before)).toEqual([]);
    },
  );

  it('names the repository where #12 would be about another one, or about none', () => {
    expect(offered('see #12', 'acme/docs')).toEqual(['#12', 'acme/ops#128']);
    expect(offered('see #13', null)).toEqual(['#13', 'acme/ops#13']);
  });

  it('puts a number that was typed in full before those that go on from it', () => {
    expect(suggest('see #12', SEEN, 'acme/ops')?.suggestions[0]).toEqual({
      text: '#12',
      title: '',
      isAsTyped: true,
    });
  });

  it('takes the place of what was typed, and of nothing before it', () => {
    expect(suggest('see acme/docs#1', SEEN, null)?.length).toBe('acme/docs#1'.length);
  });
});
