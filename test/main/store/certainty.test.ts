import Database from 'better-sqlite3';
import { describe, expect, it, onTestFinished } from 'vitest';

import type { Certainty } from '../../../app/draft.ts';
import { entriesOf } from '../../../app/draft.ts';
import type { EntryId } from '../../../app/ids.ts';
import { editEntry, makeEntry } from '../../../app/timeline/entries.ts';
import { migrate, MIGRATIONS } from '../../../main/store/migrate.ts';
import { inserted, MINUTE_MS, NOW_MS, scratch } from './scratch.ts';

const KNOWN: readonly Certainty[] = [
  { is: 'exact' },
  { is: 'about' },
  { is: 'range', untilMs: NOW_MS + MINUTE_MS, about: false },
  { is: 'range', untilMs: NOW_MS + MINUTE_MS, about: true },
  { is: 'unknown' },
];

describe('how well a moment is known', () => {
  it.each(KNOWN)('is kept when it is logged, and when it is edited: %j', (certainty) => {
    const all = scratch();
    const draft = inserted(all);
    const entry = makeEntry(all.newId() as EntryId, NOW_MS, 'Alert', null, certainty);
    all.store.logEntry(draft.id, entry);
    const logged = all.store.getDraft(draft.id);
    expect(entriesOf(logged).find(({ id }) => id === entry.id)).toEqual(entry);
    const [first] = entriesOf(logged);
    const edited = editEntry(logged, first?.id ?? entry.id, { certainty });
    all.store.saveDraft(logged, edited, 'entry');
    expect(entriesOf(all.store.getDraft(draft.id))[0]?.certainty).toEqual(certainty);
  });

  it('is exact for entries of a database that did not know better', () => {
    const db = new Database(':memory:');
    onTestFinished(() => {
      db.close();
    });
    migrate(db, MIGRATIONS.slice(0, 1));
    db.exec(`
      INSERT INTO draft VALUES (1, 'd', '', NULL, '[]', 'UTC', 'chosen', 0, 0, NULL, NULL, NULL, NULL, 1, 1);
      INSERT INTO section VALUES (1, 'd', 's', 0, 2, 'Timeline', 'timeline', NULL, NULL, '', '');
      INSERT INTO entry VALUES (1, 'd', 'e', 's', 5, 5, 'x', NULL, NULL, NULL, NULL);
    `);
    migrate(db);
    expect(db.prepare('SELECT at_ms, certainty, until_ms FROM entry').get()).toEqual({
      at_ms: 5,
      certainty: 'exact',
      until_ms: null,
    });
  });
});
