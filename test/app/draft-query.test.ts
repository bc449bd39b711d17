import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { PHASES } from '../../app/draft.ts';
import type { DraftFilter } from '../../app/draft-query.ts';
import {
  conditionsOf,
  matchesFilter,
  NO_FILTER,
  readQuery,
  without,
  writeCondition,
} from '../../app/draft-query.ts';

const draft: Parameters<typeof matchesFilter>[0] = {
  labels: ['Post-Mortem', 'needs review'],
  repo: 'acme/ops',
  host: null,
  phase: 'mitigated',
  actionCount: 2,
  actionsOpen: 1,
  archivedAtMs: null,
};

const filters = fc.record<DraftFilter>({
  labels: fc.uniqueArray(fc.stringMatching(/^[a-z]+( [a-z]+)?$/), { maxLength: 3 }),
  repo: fc.option(fc.constantFrom('acme/ops', 'ghe.example:8443/acme/net')),
  phase: fc.option(fc.constantFrom(...PHASES)),
  actions: fc.constantFrom(null, 'open', 'done'),
  isArchived: fc.boolean(),
});

describe('what is typed to find drafts', () => {
  it('is read as it is written, whatever the conditions, with the words left over', () => {
    fc.assert(
      fc.property(filters, fc.constantFrom('', 'hub down'), (filter, words) => {
        const typed = [...conditionsOf(filter).map(writeCondition), words].join(' ');
        expect(readQuery(typed).filter).toEqual(filter);
        expect(readQuery(typed).words.trim()).toBe(words);
      }),
    );
  });

  it('loses one condition at a time', () => {
    fc.assert(
      fc.property(filters, (filter) => {
        expect(conditionsOf(filter).reduce(without, filter)).toEqual(NO_FILTER);
      }),
    );
  });

  it.each(['phase:later', 'actions:some', 'is:open', 'label:', 'see https://example.com', 'xlabel:a'])(
    'takes %s for words',
    (typed) => {
      expect(readQuery(typed)).toEqual({ words: typed, filter: NO_FILTER });
    },
  );

  it('leaves the condition that is being typed among the words', () => {
    const typed = 'label:storage repo:acme/o';
    const read = readQuery(typed, NO_FILTER, typed.length);
    expect(read.words).toBe('repo:acme/o');
    expect(read.filter.labels).toEqual(['storage']);
  });

  it.each([
    ['label:post-mortem', true],
    ['label:"Needs Review" label:post-mortem', true],
    ['label:review', false],
    ['repo:ACME/ops', true],
    ['repo:acme/net', false],
    ['phase:mitigated actions:open', true],
    ['phase:resolved', false],
    ['actions:done', false],
    ['is:archived', false],
  ])('%s: is the draft one of them? %s', (typed, isOne) => {
    expect(matchesFilter(draft, readQuery(typed).filter)).toBe(isOne);
  });
});
