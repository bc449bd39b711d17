import { describe, expect, it, onTestFinished } from 'vitest';

import { removeEntry } from '../../../app/timeline/entries.ts';
import { entriesOf } from '../../../app/draft.ts';
import { NEW_RECORD } from '../../../app/sync.ts';
import { openDatabase } from '../../../main/store/open.ts';
import type { Store } from '../../../main/store/store.ts';
import { storeOver } from '../../../main/store/store.ts';
import { countingIds } from '../../support/ids.ts';
import { costlySteps, queryPlan, recordStatements } from '../../support/query-plan.ts';
import { draftOf, entryAt, NOW_MS, scratchFolder } from './scratch.ts';

type Calls = Omit<Store, 'notices' | 'close'>;

/** What a person waits for, or what happens many times a minute. */
const hot: Record<string, (store: Calls, newId: () => string) => void> = {
  'logging an entry': (store, newId) => store.logEntry(store.newestDraft()!, entryAt(newId, NOW_MS, 'x')),
  'finding the running incident': (store) => store.runningDraft(),
  'finding the newest draft': (store) => store.newestDraft(),
  'resolving an id': (store) => store.resolveDraft('00000000'),
  'reading a draft': (store) => store.getDraft(store.newestDraft()!),
  'reading what is known of a draft': (store) => store.getRecord(store.newestDraft()!),
  'saving an edit': (store) => {
    const draft = store.getDraft(store.newestDraft()!);
    const [entry] = entriesOf(draft);
    store.saveDraft(draft, { ...removeEntry(draft, entry!.id), title: 'Other' }, 'edit');
  },
  'listing the drafts': (store) => store.listDrafts(),
  'archiving a draft': (store) => store.archiveDraft(store.newestDraft()!, true),
  searching: (store) => store.searchDrafts('spawner'),
  'looking for changes': (store) => store.changesSince(0),
  'asking what is due': (store) => store.dueSync(NOW_MS),
  'finding the draft of an issue': (store) => store.draftOfIssue('https://github.com/acme/ops/issues/1'),
  'reading a sync record': (store) => store.getSync({ kind: 'draft', id: store.newestDraft()! }),
  'writing a sync record': (store) =>
    store.putSync({ kind: 'draft', id: store.newestDraft()! }, { ...NEW_RECORD, state: 'queued' }),
  'listing the versions of a draft': (store) => store.revisions(store.newestDraft()!),
  'listing what was removed': (store) => store.removedEntries(store.newestDraft()!),
};

/** Lists that are short by nature are sorted: running incidents, and what was removed from one draft. */
const SHORT =
  /FROM draft WHERE started_at_ms IS NOT NULL|FROM entry WHERE draft_id = \? AND removed_at_ms IS NOT NULL/;
/** Walks the drafts from the last one made, and stops at the first that is in use. */
const FIRST_FROM_THE_END =
  'FROM draft WHERE removed_at_ms IS NULL AND is_example = 0 ORDER BY key DESC LIMIT 1';

describe('the queries that people wait for', () => {
  it.each(Object.entries(hot))('go through no whole table and sort nothing: %s', (_, use) => {
    const folder = scratchFolder();
    const newId = countingIds();
    const { db, close } = openDatabase(folder, NOW_MS);
    onTestFinished(close);
    const seen = recordStatements(db);
    const store = storeOver(db, { folder, nowMs: () => NOW_MS, newId });
    store.insertDraft(draftOf(newId));
    store.putSync({ kind: 'draft', id: store.newestDraft()! }, { ...NEW_RECORD, state: 'synced' });
    use(store, newId);
    const queries = [...seen].filter((sql) => /\bFROM\b|^UPDATE|^DELETE/.test(sql.trim()));
    const costly = queries
      .map((sql) => ({ sql, steps: costlySteps(queryPlan(db, sql)) }))
      .filter(({ sql, steps }) => steps.length > 0 && !SHORT.test(sql) && !sql.includes(FIRST_FROM_THE_END));
    expect(queries.length).toBeGreaterThan(0);
    expect(costly).toEqual([]);
  });

  it('would be seen to go through a table', () => {
    const { db, close } = openDatabase(scratchFolder(), NOW_MS);
    onTestFinished(close);
    expect(costlySteps(queryPlan(db, 'SELECT id FROM draft WHERE title = ?'))).toEqual(['SCAN draft']);
    expect(costlySteps(queryPlan(db, 'SELECT id FROM draft WHERE id > ? ORDER BY title'))).toEqual([
      'USE TEMP B-TREE FOR ORDER BY',
    ]);
  });
});
