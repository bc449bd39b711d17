import { join } from 'node:path';

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { addAction, makeAction } from '../../../app/action-items.ts';
import { entriesOf, findSection } from '../../../app/draft.ts';
import type { ActionId } from '../../../app/ids.ts';
import { setSectionText } from '../../../app/sections.ts';
import { removeEntry } from '../../../app/timeline/entries.ts';
import { openDatabase } from '../../../main/store/open.ts';
import { storeOver } from '../../../main/store/store.ts';
import { anyMarkdown } from '../../support/arbitrary.ts';
import { countingIds } from '../../support/ids.ts';
import type { Scratch } from './scratch.ts';
import { draftOf, entryAt, inserted, inspect, NOW_MS, scratch, scratchFolder } from './scratch.ts';

/** The titles of what is found, best first. */
const titles = (s: Pick<Scratch, 'store'>, words: string): readonly string[] =>
  s.store.searchDrafts(words).map((each) => each.title);

/** A store with a report whose summary is the text given. */
function withText(text: string): Scratch {
  const s = scratch();
  inserted(s, `# Summary\n\n${text}\n\n## Timeline\n`, 'Title');
  return s;
}

describe('searching drafts', () => {
  it('finds words in the title, the repository, a label, a section, an entry and an action item', () => {
    const s = scratch();
    const draft = inserted(s);
    s.store.logEntry(draft.id, entryAt(s.newId, NOW_MS, 'Paged Kim'));
    for (const words of [
      'Spawner',
      'acme/ops',
      'post-mortem',
      'students',
      'summary',
      'rollback begins',
      'kim',
      'rehearse',
    ]) {
      expect(titles(s, words)).toEqual(['Spawner errors']);
    }
    expect(titles(s, 'absent')).toEqual([]);
  });

  it('wants every word, wherever in the draft it stands', () => {
    const s = scratch();
    inserted(s, undefined, 'One');
    inserted(s, '# Summary\n\nThe students had a rest.\n', 'Two');
    expect(titles(s, 'students').toSorted()).toEqual(['One', 'Two']);
    expect(titles(s, 'students alert')).toEqual(['One']);
    expect(titles(s, 'students rest')).toEqual(['Two']);
    expect(titles(s, 'alert rest')).toEqual([]);
  });

  it('takes the last word for the beginning of one, and no other', () => {
    const s = scratch();
    inserted(s);
    expect(titles(s, 'stud')).toEqual(['Spawner errors']);
    expect(titles(s, 'alert stud')).toEqual(['Spawner errors']);
    expect(titles(s, 'stud alert')).toEqual([]);
  });

  it('finds a word with and without its accents, in any case', () => {
    const s = withText('Der Übeltäter war im Café in São Paulo.');
    for (const words of ['cafe', 'CAFÉ', 'ubeltater', 'Übeltäter', 'sao paulo', 'cafe\u0301'])
      expect(titles(s, words)).toEqual(['Title']);
  });

  it('finds words in scripts that put no spaces between them', () => {
    const s = withText('認証サーバーで障害が発生した。 ระบบล่ม 服务器宕机');
    for (const words of ['障害', '認証サーバー', 'サーバ', '発生 障害', 'ระบบ', '宕机'])
      expect(titles(s, words)).toEqual(['Title']);
    expect(titles(s, '害障')).toEqual([]);
    expect(s.store.searchDrafts('障害')[0]?.match).toContain('で\u0002障害\u0003が');
  });

  it.each([
    '"',
    '""',
    '*',
    'AND',
    'OR',
    'NOT',
    'NEAR(a b)',
    'title:',
    '-students',
    '(',
    ')',
    '^',
    'a" OR "b',
    "';--",
    '\u0000',
    '{a b}',
    '+',
    'x*',
    '""""*',
  ])('takes %j for words, if there are any in it, and never for an operator', (words) => {
    const s = scratch();
    inserted(s, '# Summary\n\nQuiet week, students slept.\n', 'Report');
    expect(titles(s, words)).toEqual(words === '-students' ? ['Report'] : []);
  });

  it('finds a word that is an operator elsewhere', () => {
    const s = withText('He said NOT "now" AND near that: x_y-z@acme.com');
    for (const words of ['not', 'NOT "now"', 'and near', 'near', '"now', 'x_y', 'y-z@acme', 'acme.com'])
      expect(titles(s, words)).toEqual(['Title']);
  });

  it('never fails, whatever is typed and whatever is in the drafts', () => {
    const s = scratch();
    s.store.transaction(() =>
      fc.assert(
        fc.property(
          fc.oneof(fc.string({ unit: 'binary', maxLength: 20 }), anyMarkdown),
          anyMarkdown,
          (words, text) => {
            s.store.insertDraft(draftOf(s.newId, text));
            expect(s.store.searchDrafts(words).every((each) => typeof each.match === 'string')).toBe(true);
          },
        ),
        { numRuns: 200 },
      ),
    );
  });

  it('shows the passage with the words found, on one line', () => {
    const s = withText('First line.\n\n\u0002Then\u0003 the **alert** fired.');
    expect(s.store.searchDrafts('aler')[0]?.match).toBe(
      'Summary First line. Then the **\u0002alert\u0003** fired. Timeline',
    );
  });

  it('shows the first word found within forty signs, whatever stands before it', () => {
    for (const lead of ['many words that say nothing '.repeat(3), '🔥'.repeat(59)]) {
      const s = withText(`${lead}spawner fails`);
      const [found] = s.store.searchDrafts('spawner');
      const shown = found?.match ?? '';
      expect(shown).toContain('\u0002spawner\u0003 fails');
      expect(shown.indexOf('\u0002')).toBeLessThanOrEqual(41);
      expect(shown.isWellFormed()).toBe(true);
    }
  });

  it('gives every draft once, the best match first, and of the first 50 the passage', () => {
    const s = scratch();
    s.store.transaction(() => {
      for (let at = 0; at < 120; at += 1)
        inserted(s, `# Summary\n\n${'outage '.repeat(1 + (at % 7))}\n`, `Draft ${at}`);
    });
    const all = s.store.searchDrafts('outage');
    expect(new Set(all.map((each) => each.title)).size).toBe(120);
    expect(all.map((each) => each.match !== '')).toEqual(all.map((_, at) => at < 50));
    for (const limit of [1, 50, 51, 120, 121])
      expect(s.store.searchDrafts('outage', limit)).toEqual(all.slice(0, limit));
  });

  it('puts a draft with the word in its title before one that only mentions it', () => {
    const s = scratch();
    inserted(s, '# Summary\n\noutage outage outage\n', 'Other');
    inserted(s, '# Summary\n\nx\n', 'Outage');
    inserted(s, '# Summary\n\nan outage of a long kind, with many words that say other things\n', 'Third');
    expect(titles(s, 'outage')).toEqual(['Outage', 'Other', 'Third']);
  });

  it('knows each change at once, whoever made it', () => {
    const s = scratch();
    const other = s.another();
    let draft = inserted(s);
    expect(titles(s, 'kim')).toEqual([]);
    other.logEntry(draft.id, entryAt(s.newId, NOW_MS, 'Paged Kim'));
    expect(titles(s, 'kim')).toEqual(['Spawner errors']);
    draft = s.store.getDraft(draft.id);
    const kim = entriesOf(draft).find((each) => each.text === 'Paged Kim');
    draft = s.store.saveDraft(draft, removeEntry(draft, kim!.id), 'remove');
    expect(other.searchDrafts('kim')).toEqual([]);
    s.store.restoreEntry(draft.id, kim!.id);
    expect(other.searchDrafts('kim')).toHaveLength(1);
    draft = s.store.getDraft(draft.id);
    draft = other.saveDraft(
      draft,
      setSectionText(draft, findSection(draft.sections, 'summary').id, 'Quiet.', s.newId),
      'edit',
    );
    expect(titles(s, 'students')).toEqual([]);
    s.store.saveDraft(
      draft,
      addAction(draft, makeAction(s.newId() as ActionId, 'Drill', 'process', null), s.newId),
      'action',
    );
    expect(titles(s, 'drill quiet')).toEqual(['Spawner errors']);
  });

  it('gives for each draft what the list gives', () => {
    const s = scratch();
    inserted(s);
    const [found] = s.store.searchDrafts('spawner');
    expect(found).toEqual({
      ...s.store.listDrafts()[0],
      match: expect.stringContaining('\u0002Spawner\u0003') as string,
    });
  });

  it('makes a broken index again', () => {
    const folder = scratchFolder();
    const newId = countingIds();
    const options = { folder, nowMs: () => NOW_MS, newId };
    const first = openDatabase(folder, NOW_MS);
    const filled = storeOver(first.db, options);
    for (let count = 0; count < 20; count += 1) filled.insertDraft(draftOf(newId));
    expect(filled.searchDrafts('spawner')).toHaveLength(20);
    first.close();
    inspect(join(folder, 'debrief.db'), (db) => {
      db.unsafeMode(true);
      db.exec(`UPDATE search_data SET block = x'0011' WHERE id > 1000`);
    });
    const second = openDatabase(folder, NOW_MS);
    try {
      expect(storeOver(second.db, options).searchDrafts('spawner')).toHaveLength(20);
    } finally {
      second.close();
    }
  });
});
