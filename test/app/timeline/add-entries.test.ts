import fc from 'fast-check';
import { expect, it } from 'vitest';

import type { Draft } from '../../../app/draft.ts';
import type { EntryId } from '../../../app/ids.ts';
import { importDraft } from '../../../app/import.ts';
import { addEntries, addEntry, makeEntry, timelineOf } from '../../../app/timeline/entries.ts';
import { countingIds } from '../../support/ids.ts';

const DRAFT = importDraft(
  '# Hub down\n\n## Timeline\n',
  { zone: 'UTC', zoneGiven: true, fallbackTitle: 'x' },
  { nowMs: 0, newId: countingIds() },
);
const instants = fc.array(fc.integer({ min: 0, max: 20 }), { maxLength: 12 });

it('adds many entries where they would go one by one in the order of their instants', () => {
  fc.assert(
    fc.property(instants, instants, (before, after) => {
      const newId = countingIds(100);
      const entryAt = (atMs: number): ReturnType<typeof makeEntry> =>
        makeEntry(newId() as EntryId, atMs, 'x', null);
      const { id } = timelineOf(DRAFT);
      // As a report may have them: in any order.
      const entries = before.map(entryAt);
      const sections = DRAFT.sections.map((each) => (each.id === id ? { ...each, entries } : each));
      const added = after.map(entryAt);
      const oneByOne = added
        .toSorted((one, other) => one.atMs - other.atMs)
        .reduce<Draft>((draft, entry) => addEntry(draft, entry), { ...DRAFT, sections });
      expect(addEntries({ ...DRAFT, sections }, added, id)).toEqual(oneByOne);
    }),
  );
});
