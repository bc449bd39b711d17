import { describe, expect, it } from 'vitest';

import { actionProgress, phaseFacts } from '../../../renderer/state/facts.ts';
import { draftMade, entryMade, sectionMade } from '../views-made.ts';

const MINUTE = 60_000;

describe('the facts of an incident', () => {
  it('tell each phase that was reached, with how long it took', () => {
    const draft = draftMade([
      sectionMade({
        entries: [
          entryMade({ id: 'a', atMs: 9 * MINUTE, phase: 'started' }),
          entryMade({ id: 'b', atMs: 13 * MINUTE, phase: 'detected' }),
          entryMade({ id: 'c', atMs: 60 * MINUTE }),
        ],
      }),
    ]);
    expect(phaseFacts(draft)).toMatchObject([
      { phase: 'started', entry: { id: 'a' }, metric: null },
      { phase: 'detected', entry: { id: 'b' }, metric: { fromMs: 4 * MINUTE, untilMs: 4 * MINUTE } },
    ]);
  });

  it('know no duration where nobody said when it started', () => {
    const draft = draftMade([sectionMade({ entries: [entryMade({ atMs: 5, phase: 'resolved' })] })]);
    expect(phaseFacts(draft)).toMatchObject([{ phase: 'resolved', entry: { atMs: 5 }, metric: null }]);
  });

  it('count the action items that are not known to be done', () => {
    const action = { id: 'x', text: 'x', kind: null, repo: null, issue: null, state: null } as const;
    const issue = { repo: 'acme/ops', number: 1, url: 'https://github.com/acme/ops/issues/1' };
    const filed = { ...action, issue };
    const actions = [
      action,
      filed,
      { ...filed, state: 'open' as const },
      { ...filed, state: 'closed' as const },
    ];
    expect(actionProgress(draftMade([sectionMade({ actions })]))).toEqual({ open: 3, all: 4 });
  });
});
