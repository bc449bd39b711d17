import { describe, expect, it } from 'vitest';

import { gatherSeen, mentionsIn } from '../../app/seen.ts';

describe('what a text names', () => {
  it('finds people, references and addresses of issues', () => {
    const text =
      'Thanks @kim-l! See #12, acme/docs#7 and https://github.com/acme/hub/issues/3#issuecomment-1.';
    expect(mentionsIn({ text, repo: 'acme/ops' })).toEqual({
      people: ['kim-l'],
      issues: [
        { repo: 'acme/ops', number: 12, title: '' },
        { repo: 'acme/docs', number: 7, title: '' },
        { repo: 'acme/hub', number: 3, title: '' },
      ],
      repos: ['acme/ops', 'acme/docs', 'acme/hub'],
    });
  });

  it.each([
    'mail kim@example.com',
    '`@decorator` and `#12`',
    '```\n@decorator #12\n```',
    '~~~ts\n@decorator\n',
    'a#12, ##12, #012, #12abc',
    '@kim@example.com',
  ])('finds nobody and nothing in %j', (text) => {
    expect(mentionsIn({ text, repo: 'acme/ops' })).toEqual({ people: [], issues: [], repos: [] });
  });

  it('does not know what #12 is about as long as the draft has no repository', () => {
    expect(mentionsIn({ text: '#12', repo: null }).issues).toEqual([]);
  });
});

describe('what was seen, put together', () => {
  it('has each once, the draft’s own repository first, by its best name', () => {
    const near = mentionsIn({ text: '@kim acme/docs#7 #12', repo: 'acme/ops' });
    const known = {
      issues: [
        { repo: 'Acme/Ops', number: 12, title: 'Hub down' },
        { repo: 'acme/ops', number: 3, title: 'Registry full' },
      ],
      repos: ['acme/hub'],
      people: ['Kim', 'lee'],
    };
    expect(gatherSeen([near, known], 'acme/ops')).toEqual({
      issues: [
        { repo: 'acme/ops', number: 12, title: 'Hub down' },
        { repo: 'acme/ops', number: 3, title: 'Registry full' },
        { repo: 'acme/docs', number: 7, title: '' },
      ],
      repos: ['acme/ops', 'acme/docs', 'acme/hub'],
      people: ['kim', 'lee'],
    });
  });
});
