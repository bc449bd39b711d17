import { describe, expect, it } from 'vitest';

import { setSectionText } from '../../../app/sections.ts';
import type { ActionId, DraftId } from '../../../app/ids.ts';
import { actionsOf, entriesOf, findSection } from '../../../app/draft.ts';
import { removeAction } from '../../../app/action-items.ts';
import { removeEntry } from '../../../app/timeline/entries.ts';
import type { SyncRecord } from '../../../app/sync.ts';
import { ask, NEW_RECORD } from '../../../app/sync.ts';
import { SYNC_STATES } from '../../../app/sync-states.ts';
import type { SyncSubject } from '../../../main/store/sync-records.ts';
import { entryAt, inserted, NOW_MS, scratch } from './scratch.ts';

const issue = { repo: 'acme/ops', number: 12, url: 'https://github.com/acme/ops/issues/12' };
const version = { title: 'a', body: 'b\r\n\u0000😀', labels: ['c', 'd'], state: 'open' } as const;
const full: SyncRecord = {
  state: 'unconfirmed',
  owes: true,
  attempt: 3,
  notBeforeMs: NOW_MS,
  unconfirmedSinceMs: NOW_MS - 1,
  looks: 2,
  error: { code: 'github.invalid', params: { field: 'title', reason: 'x' } },
  issue,
  base: version,
  etag: 'W/"x"',
  parts: {
    ...{ head: 'A', named: [7, 8], lengths: [1, 2, 3], loose: [{ id: 9, body: 'B' }], posting: 'C' },
    ...{ updatedAt: '2026-03-01T09:00:00Z', settled: true, restored: 'D' },
  },
  dropped: ['e'],
  theirs: { ...version, state: 'closed' },
  held: { ...version, body: 'held' },
  intent: { ...version, title: 'z' },
  notes: [
    { code: 'github.moved', params: { what: 'issue', from: 'a', to: 'b' }, isDismissed: true, closing: null },
  ],
};

const of = (id: DraftId): SyncSubject => ({ kind: 'draft', id });

describe('what is known of a draft with regard to GitHub', () => {
  it('is nothing at first, and afterwards what was put, all of it', () => {
    const s = scratch();
    const draft = inserted(s);
    expect(s.store.getSync(of(draft.id))).toEqual(NEW_RECORD);
    s.store.putSync(of(draft.id), full);
    expect(s.store.getSync(of(draft.id))).toEqual(full);
    s.store.putSync(of(draft.id), NEW_RECORD);
    expect(s.store.getSync(of(draft.id))).toEqual(NEW_RECORD);
  });

  it('shows in the list', () => {
    const s = scratch();
    const draft = inserted(s);
    s.store.putSync(of(draft.id), full);
    const { state, owes, notBeforeMs, error } = full;
    expect(s.store.listDrafts()[0]).toMatchObject({ issue, sync: { state, owes, notBeforeMs, error } });
  });

  it('is kept apart for a draft and an action item', () => {
    const s = scratch();
    const draft = inserted(s);
    const [item] = actionsOf(draft);
    s.store.putSync({ kind: 'action', id: item!.id }, full);
    expect(s.store.getSync(of(draft.id))).toEqual(NEW_RECORD);
    expect(s.store.allSync()).toEqual([
      { subject: { kind: 'action', id: item!.id }, draft: draft.id, record: full, isRemoved: false },
    ]);
    s.store.saveDraft(draft, removeAction(draft, item!.id), 'remove');
    expect(s.store.allSync()).toEqual([]);
    expect(s.store.getSync({ kind: 'action', id: item!.id })).toEqual(full);
  });

  it('is changed in one transaction', () => {
    const s = scratch();
    const draft = inserted(s);
    expect(s.store.updateSync(of(draft.id), (record) => ({ ...record, state: 'queued' }))).toEqual({
      ...NEW_RECORD,
      state: 'queued',
    });
    expect(() =>
      s.store.updateSync(of(draft.id), () => {
        throw new Error('no');
      }),
    ).toThrow('no');
    expect(s.store.getSync(of(draft.id)).state).toBe('queued');
  });
});

describe('a change of the draft', () => {
  it.each(SYNC_STATES)(
    'is noted as app/sync.ts has it, by an edit, a logged entry and one that comes back: %s',
    (state) => {
      const s = scratch();
      const record: SyncRecord = { ...NEW_RECORD, state, issue };
      const expected = { ...record, ...ask(record, { is: 'changed' }) };
      const [edited, logged, restored] = [inserted(s), inserted(s), inserted(s)];
      const [entry] = entriesOf(restored);
      s.store.saveDraft(restored, removeEntry(restored, entry!.id), 'remove');
      for (const { id } of [edited, logged, restored]) s.store.putSync(of(id), record);
      s.store.saveDraft(
        edited,
        setSectionText(edited, findSection(edited.sections, 'summary').id, 'x', s.newId),
        'edit',
      );
      s.store.logEntry(logged.id, entryAt(s.newId, NOW_MS, 'x'));
      s.store.restoreEntry(restored.id, entry!.id);
      for (const { id } of [edited, logged, restored]) expect(s.store.getSync(of(id))).toEqual(expected);
    },
  );

  it('owes GitHub nothing where its issue says the same as before', () => {
    const s = scratch();
    const draft = inserted(s);
    const record: SyncRecord = { ...NEW_RECORD, state: 'synced', issue };
    s.store.putSync(of(draft.id), record);
    s.store.saveDraft(draft, { ...draft, startedAtMs: NOW_MS }, 'stopwatch');
    expect(s.store.getSync(of(draft.id))).toEqual(record);
  });
});

describe('what is due', () => {
  it('is what waits, is unconfirmed or was left at sending, and may go out now', () => {
    const s = scratch();
    for (const state of SYNC_STATES) {
      for (const notBeforeMs of [null, NOW_MS, NOW_MS + 1]) {
        s.store.putSync(of(inserted(s, undefined, `${state} ${notBeforeMs}`).id), {
          ...NEW_RECORD,
          state,
          notBeforeMs,
        });
      }
    }
    const titles = (atMs: number): readonly string[] =>
      s.store.dueSync(atMs).map((each) => s.store.getRecord(each.draft).title);
    expect(titles(NOW_MS)).toEqual([
      'queued null',
      'sending null',
      'unconfirmed null',
      `queued ${NOW_MS}`,
      `sending ${NOW_MS}`,
      `unconfirmed ${NOW_MS}`,
    ]);
    expect(titles(NOW_MS + 1)).toHaveLength(9);
  });

  it('is nothing of a draft that was put aside, nor of its action items', () => {
    const s = scratch();
    const draft = inserted(s);
    const [item] = actionsOf(draft);
    s.store.putSync(of(draft.id), { ...NEW_RECORD, state: 'queued' });
    s.store.putSync({ kind: 'action', id: item!.id }, { ...NEW_RECORD, state: 'queued' });
    expect(s.store.dueSync(NOW_MS)).toHaveLength(2);
    s.store.removeDraft(draft.id);
    expect(s.store.dueSync(NOW_MS)).toEqual([]);
    expect(s.store.allSync()).toHaveLength(2);
  });
});

describe('the lease', () => {
  it('is one process at a time', () => {
    const s = scratch();
    const other = s.another();
    expect(s.store.takeLease('a', NOW_MS + 10)).toBe(true);
    expect(s.store.takeLease('a', NOW_MS + 20)).toBe(true);
    expect(other.takeLease('b', NOW_MS + 30)).toBe(false);
    expect(other.renewLease('b', NOW_MS + 30)).toBe(false);
    expect(s.store.renewLease('a', NOW_MS + 40)).toBe(true);
    s.time.atMs = NOW_MS + 39;
    expect(other.takeLease('b', NOW_MS + 60)).toBe(false);
    s.time.atMs = NOW_MS + 40;
    expect(other.takeLease('b', NOW_MS + 60)).toBe(true);
    expect(s.store.renewLease('a', NOW_MS + 90)).toBe(false);
    s.store.dropLease('a');
    expect(s.store.takeLease('a', NOW_MS + 90)).toBe(false);
    other.dropLease('b');
    expect(s.store.takeLease('a', NOW_MS + 90)).toBe(true);
  });

  it('binds nobody after the clock was set back', () => {
    const s = scratch();
    expect(s.store.takeLease('a', NOW_MS + 10)).toBe(true);
    s.time.atMs = NOW_MS - 60 * 60_000;
    expect(s.store.takeLease('b', s.time.atMs + 10)).toBe(true);
    expect(s.store.renewLease('a', s.time.atMs + 10)).toBe(false);
  });
});

describe('changes', () => {
  it('are seen by whoever asks, each once, whatever of a draft it was', () => {
    const s = scratch();
    const other = s.another();
    const [one, two] = [inserted(s), inserted(s)];
    const seen = other.changesSince(0);
    expect(seen.ids).toEqual([one.id, two.id]);
    const [item] = actionsOf(two);
    const changes: (() => unknown)[] = [
      () => s.store.logEntry(one.id, entryAt(s.newId, NOW_MS, 'x')),
      () => s.store.saveDraft(two, { ...two, title: 'y' }, 'details'),
      () => s.store.removeDraft(one.id),
      () => s.store.restoreDraft(one.id),
      () => s.store.putSync(of(two.id), full),
      () => s.store.putSync({ kind: 'action', id: item!.id }, full),
    ];
    const ids: (readonly DraftId[])[] = [];
    let { seq } = seen;
    for (const change of changes) {
      const before = other.dataVersion();
      change();
      expect(other.dataVersion()).not.toBe(before);
      const now = other.changesSince(seq);
      ids.push(now.ids);
      ({ seq } = now);
    }
    expect(ids).toEqual([[one.id], [two.id], [one.id], [one.id], [two.id], [two.id]]);
    expect(other.changesSince(seq)).toEqual({ seq, ids: [] });
    expect(other.changesSince(Number.MAX_SAFE_INTEGER)).toEqual({ seq, ids: [] });
  });

  it('of nothing leave the number of the data as it is', () => {
    const s = scratch();
    const other = s.another();
    inserted(s);
    const before = other.dataVersion();
    s.store.listDrafts();
    expect(other.dataVersion()).toBe(before);
  });
});

describe('what is remembered', () => {
  it('is any JSON, under its key, for all processes', () => {
    const s = scratch();
    const other = s.another();
    expect(s.store.getMeta('account')).toBeNull();
    s.store.setMeta('account', { login: 'kim', host: 'github.com' });
    expect(other.getMeta('account')).toEqual({ login: 'kim', host: 'github.com' });
    s.store.settings.set('zone', 'Europe/London');
    s.store.settings.set('sync.lookAgain', [1, 2]);
    s.store.settings.set('zone', '');
    expect(other.settings.all()).toEqual({ zone: '', 'sync.lookAgain': [1, 2] });
    expect(s.store.getMeta('zone')).toBeNull();
  });
});

describe('a transaction', () => {
  it('is all or nothing, with all that is called in it', () => {
    const s = scratch();
    const other = s.another();
    const draft = inserted(s);
    expect(() =>
      s.store.transaction(() => {
        s.store.logEntry(draft.id, entryAt(s.newId, NOW_MS, 'x'));
        s.store.transaction(() => s.store.setMeta('a', 1));
        expect(s.store.getMeta('a')).toBe(1);
        expect(other.getMeta('a')).toBeNull();
        throw new Error('no');
      }),
    ).toThrow('no');
    expect(s.store.getDraft(draft.id)).toEqual(draft);
    expect(s.store.getMeta('a')).toBeNull();
    expect(s.store.transaction(() => s.store.draftOfAction(actionsOf(draft)[0]!.id))).toBe(draft.id);
    expect(() => s.store.draftOfAction('x' as ActionId)).toThrow(
      expect.objectContaining({ code: 'action.unknown' }),
    );
  });
});
