import { describe, expect, it } from 'vitest';

import type { Draft } from '../../../app/draft.ts';
import { entriesOf, findSection } from '../../../app/draft.ts';
import type { RevisionId } from '../../../app/ids.ts';
import { renderBody } from '../../../app/markdown/render.ts';
import { replaceBody, setSectionText } from '../../../app/sections.ts';
import { removeEntry } from '../../../app/timeline/entries.ts';
import type { RevisionReason } from '../../../main/store/revisions.ts';
import type { Scratch } from './scratch.ts';
import { inserted, MINUTE_MS, NOW_MS, REPORT, scratch } from './scratch.ts';

/** Saves a summary some time after the last save. */
function type(s: Scratch, draft: Draft, text: string, afterMs = 0, reason: RevisionReason = 'edit'): Draft {
  s.time.atMs += afterMs;
  return s.store.saveDraft(
    draft,
    setSectionText(draft, findSection(draft.sections, 'summary').id, text, s.newId),
    reason,
  );
}

describe('earlier versions of a draft', () => {
  it('are the draft as it was, whole', () => {
    const s = scratch();
    const first = inserted(s);
    const second = type(s, first, 'Other words, of the same length as before or so.');
    const [summary] = s.store.revisions(first.id);
    expect(summary).toEqual({ id: summary?.id, atMs: NOW_MS, reason: 'edit', title: first.title });
    const kept = s.store.revision(first.id, summary!.id);
    expect(kept.draft).toEqual(first);
    expect(renderBody(kept.draft)).toBe(REPORT);
    const reverted = s.store.saveDraft(second, { ...kept.draft }, 'revert');
    expect(reverted.sections).toEqual(first.sections);
    expect(s.store.revision(first.id, s.store.revisions(first.id)[0]!.id).draft).toEqual(second);
  });

  it('are kept once a minute while somebody types', () => {
    const s = scratch();
    let draft = inserted(s);
    for (let count = 0; count < 24; count += 1)
      draft = type(s, draft, `Students could not start servers for ${count} minutes.`, 10_000);
    const times = s.store.revisions(draft.id).map(({ atMs }) => atMs - NOW_MS);
    expect(times).toEqual([190_000, 130_000, 70_000, 10_000]);
  });

  it('are kept apart for each reason', () => {
    const s = scratch();
    let draft = inserted(s);
    draft = type(s, draft, 'Students could not start servers for 53 minutes.');
    draft = s.store.saveDraft(draft, { ...draft, title: 'Other' }, 'details');
    s.store.saveDraft(draft, { ...draft, title: 'Third' }, 'details');
    expect(s.store.revisions(draft.id).map(({ reason, title }) => [reason, title])).toEqual([
      ['details', 'Spawner errors'],
      ['edit', 'Spawner errors'],
    ]);
  });

  it('are always kept before something is taken away', () => {
    const s = scratch();
    let draft = type(s, inserted(s), 'Long. '.repeat(100));
    const long = draft;
    draft = type(s, draft, 'Short.', 1);
    draft = s.store.saveDraft(draft, removeEntry(draft, entriesOf(draft)[0]!.id), 'entry');
    draft = s.store.saveDraft(draft, removeEntry(draft, entriesOf(draft)[0]!.id), 'entry');
    expect(s.store.revisions(draft.id)).toHaveLength(4);
    expect(s.store.revision(draft.id, s.store.revisions(draft.id)[2]!.id).draft).toEqual(long);
  });

  it('are always kept before what comes from elsewhere', () => {
    const s = scratch();
    let draft = inserted(s);
    for (const text of ['one', 'two', 'three']) {
      draft = s.store.saveDraft(
        draft,
        replaceBody(draft, `${renderBody(draft)}\n${text}\n`, s.newId),
        'sync',
      );
    }
    expect(s.store.revisions(draft.id)).toHaveLength(3);
  });

  it('go on being kept after the clock was set back', () => {
    const s = scratch();
    let draft = inserted(s);
    draft = type(s, draft, 'Students could not start servers for 53 minutes.');
    draft = type(s, draft, 'Students could not start servers for 54 minutes.', -60 * MINUTE_MS);
    expect(s.store.revisions(draft.id)).toHaveLength(2);
  });

  it('belong to their draft', () => {
    const s = scratch();
    const [one, two] = [inserted(s), inserted(s)];
    type(s, one, 'x');
    const [revision] = s.store.revisions(one.id);
    expect(() => s.store.revision(two.id, revision!.id)).toThrow(
      expect.objectContaining({ code: 'revision.unknown' }),
    );
    expect(() => s.store.revision(one.id, 'x' as RevisionId)).toThrow(
      expect.objectContaining({ code: 'revision.unknown' }),
    );
    expect(s.store.revisions(two.id)).toEqual([]);
  });
});
