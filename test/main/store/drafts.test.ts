import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { addAction, editAction, makeAction, removeAction } from '../../../app/action-items.ts';
import type { Draft } from '../../../app/draft.ts';
import { actionsOf, entriesOf, findSection } from '../../../app/draft.ts';
import type { ActionId, DraftId, EntryId } from '../../../app/ids.ts';
import { replaceBody, setSectionText, setZone } from '../../../app/sections.ts';
import { addEntry, editEntry, makeEntry, removeEntry } from '../../../app/timeline/entries.ts';
import { StaleDraft } from '../../../main/store/stale-draft.ts';
import { anyDraft, anyInstant, anyMarkdown } from '../../support/arbitrary.ts';
import { countingIds } from '../../support/ids.ts';
import { draftOf, entryAt, inserted, MINUTE_MS, NOW_MS, scratch } from './scratch.ts';

const at = (time: string): number => Date.parse(`2026-03-01T${time}Z`);

/** One edit as people make them, on a draft of any shape. */
type Edit = (draft: Draft) => Draft;

const newId = countingIds();

const anyEdit: fc.Arbitrary<Edit> = fc.oneof(
  fc.tuple(anyInstant, anyMarkdown).map(
    ([atMs, text]): Edit =>
      (draft) =>
        addEntry(draft, makeEntry(`e${newId()}` as EntryId, atMs, text, null)),
  ),
  fc.tuple(fc.nat(20), anyInstant).map(([which, atMs]): Edit => (draft) => {
    const entry = entriesOf(draft)[which];
    return entry === undefined ? draft : editEntry(draft, entry.id, { atMs });
  }),
  fc.nat(20).map((which): Edit => (draft) => {
    const entry = entriesOf(draft)[which];
    return entry === undefined ? draft : removeEntry(draft, entry.id);
  }),
  anyMarkdown.map(
    (text): Edit =>
      (draft) =>
        addAction(draft, makeAction(`a${newId()}` as ActionId, text, 'process', null), () => `s${newId()}`),
  ),
  fc.tuple(fc.nat(8), anyMarkdown).map(([which, text]): Edit => (draft) => {
    const section = draft.sections[which];
    return section === undefined ? draft : setSectionText(draft, section.id, text, () => `t${newId()}`);
  }),
  anyMarkdown.map(
    (text): Edit =>
      (draft) =>
        replaceBody(draft, text, () => `b${newId()}`),
  ),
  fc.constant<Edit>((draft) => setZone(draft, 'Asia/Tokyo', () => `z${newId()}`)),
);

const addable = (draft: Draft): boolean => draft.sections.some((section) => section.kind === 'timeline');

describe('a draft that is kept', () => {
  it('comes back exactly as it was, whatever its shape', () => {
    const { store } = scratch();
    let made = 0;
    store.transaction(() =>
      fc.assert(
        fc.property(anyDraft, (draft) => {
          made += 1;
          const prefix = `${made}-`;
          const mine = renamed(draft, prefix);
          store.insertDraft(mine);
          expect(store.getDraft(mine.id)).toEqual(mine);
        }),
        { numRuns: 150 },
      ),
    );
  });

  it('is after any edits what the edits made of it', () => {
    const { store } = scratch();
    let made = 0;
    store.transaction(() =>
      fc.assert(
        fc.property(anyDraft, fc.array(anyEdit, { minLength: 1, maxLength: 6 }), (first, edits) => {
          made += 1;
          let draft = renamed(first, `${made}-`);
          store.insertDraft(draft);
          for (const edit of edits) {
            if (!addable(draft)) break;
            const after = edit(draft);
            const saved = store.saveDraft(draft, after, 'edit');
            expect({ ...saved, updatedAtMs: 0 }).toEqual({ ...after, updatedAtMs: 0 });
            draft = store.getDraft(draft.id);
            expect(draft).toEqual(saved);
          }
        }),
        { numRuns: 150 },
      ),
    );
  });

  it('takes logged entries where the domain would put them', () => {
    const { store } = scratch();
    let made = 0;
    store.transaction(() =>
      fc.assert(
        fc.property(anyDraft, fc.array(anyInstant, { minLength: 1, maxLength: 5 }), (first, instants) => {
          made += 1;
          let draft = renamed(first, `${made}-`);
          store.insertDraft(draft);
          for (const [index, atMs] of instants.entries()) {
            const entry = makeEntry(`${made}-log-${index}` as EntryId, atMs, 'x', null);
            store.logEntry(draft.id, entry);
            draft = addEntry(draft, entry);
          }
          expect(store.getDraft(draft.id).sections).toEqual(draft.sections);
        }),
        { numRuns: 150 },
      ),
    );
  });

  it('keeps the order of a report that is not in the order of time', () => {
    const s = scratch();
    const body =
      '## Timeline\n\nAll times in UTC.\n\n### 2026-03-01 10:00\n\na\n\n### 2026-03-01 09:00\n\nb\n\n### 2026-03-01 09:30\n\nc\n';
    const draft = inserted(s, body);
    expect(entriesOf(s.store.getDraft(draft.id)).map((each) => each.text)).toEqual(['a', 'b', 'c']);
    s.store.logEntry(draft.id, entryAt(s.newId, at('09:45:00'), 'late'));
    expect(entriesOf(s.store.getDraft(draft.id)).map((each) => each.text)).toEqual(['late', 'a', 'b', 'c']);
  });

  it('keeps the order of entries of one minute, whichever came first', () => {
    const s = scratch();
    let draft = inserted(
      s,
      '## Timeline\n\nAll times in UTC.\n\n### 2026-03-01 10:00\n\na\n\n### 10:00\n\nb\n',
    );
    const said = (): string =>
      entriesOf(s.store.getDraft(draft.id))
        .map((each) => each.text)
        .join('');
    const write = (order: string): void => {
      const heading = (text: string): string => `### 2026-03-01 10:00\n\n${text}\n`;
      const body = ['## Timeline\n\nAll times in UTC.\n', ...order.split('').map(heading)].join('\n');
      draft = s.store.saveDraft(draft, replaceBody(draft, body, s.newId), 'sync');
    };
    for (const order of ['acb', 'bca', 'dabc', 'cbad']) {
      write(order);
      expect(said()).toBe(order);
    }
    s.store.logEntry(draft.id, entryAt(s.newId, at('10:00:00'), 'e'));
    expect(said()).toBe('cbade');
  });

  it('has the instant at which it was saved, by the clock given', () => {
    const s = scratch();
    const draft = inserted(s);
    s.time.atMs = NOW_MS + 5;
    const saved = s.store.saveDraft(draft, { ...draft, title: 'Other' }, 'details');
    expect(saved.updatedAtMs).toBe(NOW_MS + 5);
    expect(s.store.getDraft(draft.id)).toEqual(saved);
  });

  it('is not written at all when nothing changed', () => {
    const s = scratch();
    const draft = inserted(s);
    const { seq } = s.store.changesSince(0);
    s.time.atMs += MINUTE_MS;
    expect(s.store.saveDraft(draft, { ...draft }, 'edit')).toEqual(draft);
    expect(s.store.changesSince(0).seq).toBe(seq);
    expect(s.store.revisions(draft.id)).toEqual([]);
  });

  it('refuses two parts with one id rather than losing one of them', () => {
    const s = scratch();
    const draft = draftOf(s.newId);
    const [first] = entriesOf(draft);
    expect(() => s.store.insertDraft(addEntry(draft, { ...first!, text: 'twin' }))).toThrow('one id');
    expect(s.store.listDrafts()).toEqual([]);
  });

  it('keeps action items with their issues, and forgets those that are removed', () => {
    const s = scratch();
    let draft = inserted(s);
    const [one, two] = actionsOf(draft);
    const issue = { repo: 'acme/ops', number: 140, url: 'https://github.com/acme/ops/issues/140' };
    draft = s.store.saveDraft(draft, editAction(draft, two!.id, { issue }), 'action');
    expect(actionsOf(s.store.getDraft(draft.id))[1]?.issue).toEqual(issue);
    expect(s.store.draftOfAction(two!.id)).toBe(draft.id);
    draft = s.store.saveDraft(draft, removeAction(draft, one!.id), 'remove');
    expect(s.store.getDraft(draft.id)).toEqual(draft);
    expect(() => s.store.draftOfAction(one!.id)).toThrow(expect.objectContaining({ code: 'action.unknown' }));
  });
});

describe('an edit of a draft that changed meanwhile', () => {
  it('is refused, whoever changed it, and can be made again', () => {
    const s = scratch();
    const other = s.another();
    const before = inserted(s);
    other.logEntry(before.id, entryAt(s.newId, at('09:20:00'), 'Paged Kim'));
    const edit: Edit = (draft) =>
      setSectionText(draft, findSection(draft.sections, 'summary').id, 'Shorter.', s.newId);
    expect(() => s.store.saveDraft(before, edit(before), 'edit')).toThrow(StaleDraft);
    const fresh = s.store.getDraft(before.id);
    expect(entriesOf(fresh).map((each) => each.text)).toContain('Paged Kim');
    const saved = s.store.saveDraft(fresh, edit(fresh), 'edit');
    expect(other.getDraft(before.id)).toEqual(saved);
  });

  it('is refused without a trace', () => {
    const s = scratch();
    const before = inserted(s);
    const saved = s.store.saveDraft(before, { ...before, title: 'First' }, 'details');
    const { seq } = s.store.changesSince(0);
    expect(() => s.store.saveDraft(before, { ...before, title: 'Second' }, 'zone')).toThrow(StaleDraft);
    expect(s.store.getDraft(before.id)).toEqual(saved);
    expect(s.store.changesSince(0).seq).toBe(seq);
    expect(s.store.revisions(before.id)).toHaveLength(1);
  });
});

describe('logging', () => {
  it('tells a draft that is not there, was put aside, or has no timeline', () => {
    const s = scratch();
    const draft = inserted(s);
    const prose = inserted(s, '# Summary\n\nx\n');
    const entry = entryAt(s.newId, NOW_MS, 'x');
    expect(() => s.store.logEntry('nothing' as DraftId, entry)).toThrow(
      expect.objectContaining({ code: 'draft.unknown' }),
    );
    expect(() => s.store.logEntry(prose.id, entry)).toThrow(
      expect.objectContaining({ code: 'timeline.missing' }),
    );
    expect(s.store.getDraft(prose.id)).toEqual(prose);
    s.store.removeDraft(draft.id);
    expect(() => s.store.logEntry(draft.id, entry)).toThrow(
      expect.objectContaining({ code: 'draft.unknown' }),
    );
  });

  it('goes into the first timeline of several', () => {
    const s = scratch();
    const draft = inserted(s, '## Timeline\n\na\n\n## Timeline of the day after\n\nb\n');
    s.store.logEntry(draft.id, entryAt(s.newId, NOW_MS, 'x'));
    expect(s.store.getDraft(draft.id).sections.map((section) => section.entries.length)).toEqual([1, 0]);
  });

  it('keeps entries of one instant in the order in which they came', () => {
    const s = scratch();
    const other = s.another();
    const draft = inserted(s, '## Timeline\n');
    for (const [index, store] of [s.store, other, s.store, other].entries()) {
      store.logEntry(draft.id, entryAt(s.newId, NOW_MS, String(index)));
    }
    expect(entriesOf(s.store.getDraft(draft.id)).map((each) => each.text)).toEqual(['0', '1', '2', '3']);
  });
});

describe('finding the draft that is meant', () => {
  it('takes a whole id or a beginning that only one has', () => {
    const s = scratch();
    const one = { ...draftOf(s.newId), id: '019a0000-0000-7000-8000-00000000000a' as DraftId };
    const two = { ...draftOf(s.newId), id: '019a0000-0000-7000-8000-00000000000b' as DraftId };
    s.store.insertDraft(one);
    s.store.insertDraft(two);
    expect(s.store.resolveDraft(one.id)).toBe(one.id);
    expect(s.store.resolveDraft(` ${two.id.toUpperCase()} `)).toBe(two.id);
    expect(() => s.store.resolveDraft('019a')).toThrow(
      expect.objectContaining({ code: 'draft.ambiguous', params: { id: '019a', count: 2 } }),
    );
    for (const nothing of ['', ' ', 'x', '%', "' OR 1", '019a0000-0000-7000-8000-00000000000a1']) {
      expect(() => s.store.resolveDraft(nothing)).toThrow(expect.objectContaining({ code: 'draft.unknown' }));
    }
    s.store.removeDraft(two.id);
    expect(s.store.resolveDraft('019a')).toBe(one.id);
    expect(s.store.resolveDraft(two.id)).toBe(two.id);
    expect(() => s.store.resolveDraft(two.id.slice(0, -1))).not.toThrow();
    s.store.removeDraft(one.id);
    expect(() => s.store.resolveDraft('019a')).toThrow(expect.objectContaining({ code: 'draft.unknown' }));
  });

  it('knows the incident that was last logged into, and the draft that was made last', () => {
    const s = scratch();
    expect([s.store.runningDraft(), s.store.newestDraft()]).toEqual([null, null]);
    const [one, two, three] = [inserted(s), inserted(s), inserted(s)];
    expect([s.store.runningDraft(), s.store.newestDraft()]).toEqual([null, three.id]);
    const start = (draft: Draft, startedAtMs: number): Draft =>
      s.store.saveDraft(draft, { ...draft, startedAtMs }, 'stopwatch');
    start(one, NOW_MS + 1);
    const started = start(two, NOW_MS + 2);
    expect(s.store.runningDraft()).toBe(two.id);
    s.time.atMs = NOW_MS + 3;
    s.store.logEntry(one.id, entryAt(s.newId, NOW_MS, 'x'));
    expect(s.store.runningDraft()).toBe(one.id);
    s.store.removeDraft(one.id);
    expect(s.store.runningDraft()).toBe(two.id);
    s.store.saveDraft(started, { ...started, endedAtMs: NOW_MS + 4 }, 'stopwatch');
    expect(s.store.runningDraft()).toBeNull();
    s.store.removeDraft(three.id);
    expect(s.store.newestDraft()).toBe(two.id);
  });
});

describe('the list of drafts', () => {
  it('has the one that changed last first, with what is known of each', () => {
    const s = scratch();
    const one = inserted(s, undefined, 'One');
    s.time.atMs += 1;
    const two = inserted(s, '## Timeline\n', 'Two');
    s.time.atMs += 1;
    s.store.logEntry(one.id, entryAt(s.newId, NOW_MS, 'x'));
    const { sections: _sections, ...head } = s.store.getDraft(one.id);
    expect(s.store.listDrafts().map((each) => each.title)).toEqual(['One', 'Two']);
    expect(s.store.listDrafts()[0]).toEqual({
      ...head,
      removedAtMs: null,
      sync: { state: 'local', owes: false, notBeforeMs: null, error: null, notes: [] },
      issue: null,
      issueState: null,
      actionCount: 2,
      actionsFiled: 1,
      actionsClosed: 0,
      commentCount: 0,
      clockOffsetMs: 0,
      archivedAtMs: null,
      isExample: false,
      beganAtMs: NOW_MS,
      phase: 'detected',
    });
    expect(s.store.getRecord(two.id)).toEqual(s.store.listDrafts()[1]);
  });

  it('leaves out a draft that was put aside, until it is brought back', () => {
    const s = scratch();
    const draft = inserted(s);
    s.store.removeDraft(draft.id);
    expect(s.store.listDrafts()).toEqual([]);
    expect(s.store.searchDrafts('spawner')).toEqual([]);
    expect(s.store.getRecord(draft.id).removedAtMs).toBe(NOW_MS);
    expect(s.store.getDraft(draft.id)).toEqual(draft);
    s.store.restoreDraft(draft.id);
    expect(s.store.listDrafts().map((each) => each.id)).toEqual([draft.id]);
    expect(() => s.store.removeDraft('x' as DraftId)).toThrow(
      expect.objectContaining({ code: 'draft.unknown' }),
    );
    expect(() => s.store.getRecord('x' as DraftId)).toThrow(
      expect.objectContaining({ code: 'draft.unknown' }),
    );
    expect(() => s.store.getDraft('x' as DraftId)).toThrow(
      expect.objectContaining({ code: 'draft.unknown' }),
    );
  });
});

describe('an entry that was removed', () => {
  it('comes back to where it was', () => {
    const s = scratch();
    let draft = inserted(
      s,
      '## Timeline\n\nAll times in UTC.\n\n### 2026-03-01 10:00\n\na\n\n### 10:00\n\nb\n\n### 10:00\n\nc\n',
    );
    const [, middle] = entriesOf(draft);
    draft = s.store.saveDraft(draft, removeEntry(draft, middle!.id), 'remove');
    expect(s.store.removedEntries(draft.id)).toEqual([{ ...middle, removedAtMs: NOW_MS }]);
    s.store.logEntry(draft.id, entryAt(s.newId, at('10:00:00'), 'd'));
    expect(s.store.restoreEntry(draft.id, middle!.id)).toEqual(middle);
    expect(entriesOf(s.store.getDraft(draft.id)).map((each) => each.text)).toEqual(['a', 'b', 'c', 'd']);
    expect(s.store.removedEntries(draft.id)).toEqual([]);
    expect(() => s.store.restoreEntry(draft.id, middle!.id)).toThrow(
      expect.objectContaining({ code: 'entry.unknown' }),
    );
  });

  it('comes back into the first timeline if its own is gone', () => {
    const s = scratch();
    let draft = inserted(
      s,
      '## Timeline\n\nx\n\n## Timeline two\n\nAll times in UTC.\n\n### 2026-03-01 10:00\n\na\n',
    );
    const [entry] = entriesOf(draft);
    draft = s.store.saveDraft(draft, { ...draft, sections: draft.sections.slice(0, 1) }, 'remove');
    expect(s.store.getDraft(draft.id)).toEqual(draft);
    s.store.restoreEntry(draft.id, entry!.id);
    expect(entriesOf(s.store.getDraft(draft.id))).toEqual([entry]);
  });

  it('needs a timeline to come back to', () => {
    const s = scratch();
    let draft = inserted(s, 'Words.\n\n## Timeline\n\nAll times in UTC.\n\n### 2026-03-01 10:00\n\na\n');
    const [entry] = entriesOf(draft);
    draft = s.store.saveDraft(draft, { ...draft, sections: draft.sections.slice(0, 1) }, 'remove');
    expect(() => s.store.restoreEntry(draft.id, entry!.id)).toThrow(
      expect.objectContaining({ code: 'timeline.missing' }),
    );
    expect(s.store.removedEntries(draft.id)).toHaveLength(1);
  });

  it('comes back with an edit that has it again', () => {
    const s = scratch();
    const first = inserted(s);
    const [entry] = entriesOf(first);
    const without = s.store.saveDraft(first, removeEntry(first, entry!.id), 'remove');
    const again = s.store.saveDraft(without, { ...without, sections: first.sections }, 'revert');
    expect(again.sections).toEqual(first.sections);
    expect(s.store.getDraft(first.id)).toEqual(again);
    expect(s.store.removedEntries(first.id)).toEqual([]);
  });
});

/** The draft with other ids: generated drafts count theirs from one. */
function renamed(draft: Draft, prefix: string): Draft {
  const rename = <Part extends { readonly id: string }>(part: Part): Part => ({
    ...part,
    id: prefix + part.id,
  });
  const sections = draft.sections.map((section) => ({
    ...rename(section),
    entries: section.entries.map(rename),
    actions: section.actions.map(rename),
  }));
  return { ...rename(draft), sections };
}
