import { describe, expect, it } from 'vitest';

import { actionProgress, entriesByTime, phaseFacts } from '../../../renderer/state/facts.ts';
import { draftMade, entryMade, sectionMade } from '../views-made.ts';

const MINUTE = 60_000;

describe('the facts of an incident', () => {
  it('tell each phase by its first entry, since the start', () => {
    const draft = draftMade([
      sectionMade({
        entries: [
          entryMade({ atMs: 9 * MINUTE, phase: 'started' }),
          entryMade({ atMs: 40 * MINUTE, phase: 'mitigated' }),
          entryMade({ atMs: 13 * MINUTE, phase: 'detected' }),
          entryMade({ atMs: 50 * MINUTE, phase: 'mitigated' }),
          entryMade({ atMs: 60 * MINUTE }),
        ],
      }),
    ]);
    expect(phaseFacts(draft)).toEqual([
      { phase: 'started', atMs: 9 * MINUTE, sinceStartMs: null },
      { phase: 'detected', atMs: 13 * MINUTE, sinceStartMs: 4 * MINUTE },
      { phase: 'mitigated', atMs: 40 * MINUTE, sinceStartMs: 31 * MINUTE },
    ]);
  });

  it('know no duration where nobody said when it started', () => {
    const draft = draftMade([sectionMade({ entries: [entryMade({ atMs: 5, phase: 'resolved' })] })]);
    expect(phaseFacts(draft)).toEqual([{ phase: 'resolved', atMs: 5, sinceStartMs: null }]);
  });

  it('keep a negative duration, which is a mistake to show', () => {
    const draft = draftMade([
      sectionMade({
        entries: [entryMade({ atMs: 10, phase: 'started' }), entryMade({ atMs: 4, phase: 'detected' })],
      }),
    ]);
    expect(phaseFacts(draft)[1]).toMatchObject({ phase: 'detected', sinceStartMs: -6 });
  });

  it('put the entries of all timelines in order, those of one instant as they stand', () => {
    const draft = draftMade([
      sectionMade({ entries: [entryMade({ id: 'a', atMs: 2 }), entryMade({ id: 'b', atMs: 1 })] }),
      sectionMade({ entries: [entryMade({ id: 'c', atMs: 1 })] }),
    ]);
    expect(entriesByTime(draft).map(({ id }) => id)).toEqual(['b', 'c', 'a']);
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
