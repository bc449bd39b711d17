import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import type { Certainty, Draft, Entry } from '../../../app/draft.ts';
import { entriesOf, EXACT } from '../../../app/draft.ts';
import type { EntryId } from '../../../app/ids.ts';
import { importDraft } from '../../../app/import.ts';
import { renderBody } from '../../../app/markdown/render.ts';
import { replaceBody, setZone } from '../../../app/sections.ts';
import { ABOUT_MS, boundsOf } from '../../../app/timeline/bounds.ts';
import { addEntry, editEntry, makeEntry, removeEntry } from '../../../app/timeline/entries.ts';
import { shownTime } from '../../../app/timeline/write-heading.ts';
import { locateZone } from '../../../app/timeline/zone-line.ts';
import { anyDraft, anyTime, anyZone } from '../../support/arbitrary.ts';
import { changedLines } from '../../support/changed-lines.ts';
import { contentOf } from '../../support/content.ts';
import { countingIds } from '../../support/ids.ts';

const at = (iso: string): number => Date.parse(`2026-03-01T${iso}Z`);
const imported = (entries: string): Draft =>
  importDraft(
    `## Timeline\n\nAll times in UTC.\n\n${entries}`,
    { zone: 'UTC', zoneGiven: false, fallbackTitle: 'x' },
    { nowMs: 0, newId: countingIds() },
  );
const entryOf = (draft: Draft, index: number): Entry => {
  const entry = entriesOf(draft)[index];
  if (entry === undefined) throw new Error(`there is no entry ${index}`);
  return entry;
};
const range = (untilMs: number, about = false): Certainty => ({ is: 'range', untilMs, about });
const again = (draft: Draft): Draft => imported(renderBody(draft).split('All times in UTC.\n\n')[1] ?? '');

const TITLED = `### 2026-03-01 07:30am - First report

Somebody wrote to us.

### 21:24 - Delete the quotas and issue goes away

**Resolved:** It works.
`;

describe('a title in a heading', () => {
  it('is the first paragraph of the text', () => {
    const [first, second] = entriesOf(imported(TITLED));
    expect(first?.text).toBe('First report\n\nSomebody wrote to us.');
    expect(second?.text).toBe('Delete the quotas and issue goes away\n\nIt works.');
    expect(second?.phase).toBe('resolved');
  });

  it('may name the phase', () => {
    const entry = entryOf(imported('### 2026-03-01 07:30 - **Detected:** First report\n\nBy mail.\n'), 0);
    expect([entry.phase, entry.text]).toEqual(['detected', 'First report\n\nBy mail.']);
  });

  it('stays where it is when the time changes, or the words under it', () => {
    const draft = imported(TITLED);
    const moved = editEntry(draft, entryOf(draft, 1).id, { atMs: at('21:30'), certainty: { is: 'about' } });
    expect(changedLines(renderBody(draft), renderBody(moved))).toEqual({
      removed: ['### 21:24 - Delete the quotas and issue goes away'],
      added: ['### about 21:30 - Delete the quotas and issue goes away'],
    });
    const edited = editEntry(draft, entryOf(draft, 0).id, { text: 'First report\n\nKim wrote to us.' });
    expect(changedLines(renderBody(draft), renderBody(edited))).toEqual({
      removed: ['Somebody wrote to us.'],
      added: ['Kim wrote to us.'],
    });
  });

  it('goes under the heading when it is edited itself', () => {
    const draft = imported(TITLED);
    const edited = editEntry(draft, entryOf(draft, 1).id, { text: 'Delete quotas\n\nIt works.' });
    expect(changedLines(renderBody(draft), renderBody(edited))).toEqual({
      removed: ['### 21:24 - Delete the quotas and issue goes away', '', '**Resolved:** It works.'],
      added: ['### 21:24', '', '**Resolved:** Delete quotas', '', 'It works.'],
    });
    expect(entryOf(again(edited), 1)).toMatchObject({
      text: 'Delete quotas\n\nIt works.',
      phase: 'resolved',
    });
  });
});

describe('a heading that is only a date', () => {
  const DAYS =
    '### 2026-03-01\n\n### 07:30\n\nFirst\n\n### 2026-03-02\n\nThe day after\n\n### 09:00\n\nLast\n';

  it('is that of the next heading, or an entry of the whole day where words stand under it', () => {
    expect(entriesOf(imported(DAYS)).map(({ atMs, certainty, text }) => [atMs, certainty, text])).toEqual([
      [at('07:30'), EXACT, 'First'],
      [at('24:00'), range(at('24:00') + 86_400_000), 'The day after'],
      [at('24:00') + 9 * 3_600_000, EXACT, 'Last'],
    ]);
  });

  it('goes when the time below it is edited to another day, and its other entries get the date', () => {
    const draft = imported('### 2026-03-01\n\n### 07:30\n\nFirst\n\n### 08:00\n\nSecond\n');
    const moved = editEntry(draft, entryOf(draft, 0).id, { atMs: at('08:30') });
    expect(renderBody(moved)).toContain('UTC.\n\n### 2026-03-01 08:00\n\nSecond\n\n### 08:30\n\nFirst');
  });

  it('becomes a range when the words under it go', () => {
    const draft = imported(DAYS);
    const emptied = editEntry(draft, entryOf(draft, 1).id, { text: '' });
    expect(renderBody(emptied)).toContain('### 2026-03-02 00:00 - 2026-03-03 00:00\n');
    expect(contentOf(again(emptied))).toEqual(contentOf(emptied));
  });

  it('belongs to the timeline also on the level of its heading', () => {
    const draft = imported(
      '### 2026-03-01 07:30\n\nFirst\n\n## Mar 2, 13:00\n\nSecond\n\n### 14:00\n\nThird\n\n## Why\n',
    );
    expect(draft.sections.map(({ name }) => name)).toEqual(['Timeline', 'Why']);
    expect(entriesOf(draft)).toHaveLength(3);
  });
});

describe('a time that is not known', () => {
  it('keeps its place, and its instant here while it is in place, when its Markdown comes back', () => {
    const draft = ['09:00', '10:00'].reduce(
      (each, time) => addEntry(each, makeEntry(time as EntryId, at(time), time, null)),
      imported(''),
    );
    const unknown = makeEntry('u' as EntryId, at('09:41'), 'Somewhere', null, { is: 'unknown' });
    const added = addEntry(draft, unknown);
    expect(renderBody(added)).toMatch(/### 2026-03-01 09:00\n[^#]*### time unknown\n[^#]*### 10:00\n/);
    const back = replaceBody(added, renderBody(added), countingIds());
    expect(entryOf(back, 1)).toMatchObject({ id: 'u', atMs: at('09:41'), certainty: { is: 'unknown' } });
    expect(entryOf(again(added), 1)).toMatchObject({ atMs: at('09:00'), certainty: { is: 'unknown' } });
  });

  it('gets a date when it comes first', () => {
    const draft = imported('### 2026-03-01 09:00\n\nFirst\n\n### time unknown\n\nSecond\n');
    expect(renderBody(removeEntry(draft, entryOf(draft, 0).id))).toContain('### 2026-03-01 time unknown\n');
  });
});

describe('changing an entry', () => {
  const draft = addEntry(
    imported(''),
    makeEntry('e' as EntryId, at('08:20'), 'Talked', null, range(at('08:24'))),
  );

  it('moves a range as a whole, unless its end is given', () => {
    const id = 'e' as EntryId;
    expect(entryOf(editEntry(draft, id, { atMs: at('09:00') }), 0).certainty).toEqual(range(at('09:04')));
    const longer = editEntry(draft, id, { atMs: at('09:00'), certainty: range(at('09:30')) });
    expect(entryOf(longer, 0).certainty).toEqual(range(at('09:30')));
    expect(editEntry(draft, id, { certainty: range(at('08:24')) })).toBe(draft);
  });

  it('refuses a range that ends before it begins, and takes one without length for a moment', () => {
    const edit = (untilMs: number, about: boolean): Draft =>
      editEntry(draft, 'e' as EntryId, { certainty: range(untilMs, about) });
    expect(() => edit(at('08:19'), false)).toThrow(expect.objectContaining({ code: 'entry.endsFirst' }));
    expect(entryOf(edit(at('08:20'), false), 0).certainty).toEqual(EXACT);
    expect(entryOf(edit(at('08:20'), true), 0).certainty).toEqual({ is: 'about' });
  });
});

describe('the bounds of an entry', () => {
  const entry = (id: string, time: string, certainty: Certainty): Entry =>
    makeEntry(id as EntryId, at(time), id, null, certainty);
  const entries = [
    entry('first', '08:00', { is: 'unknown' }),
    entry('about', '09:00', { is: 'about' }),
    entry('between', '09:00', { is: 'unknown' }),
    entry('beside', '09:00', { is: 'unknown' }),
    entry('range', '10:00', range(at('10:30'))),
    entry('roughly', '11:00', range(at('11:30'), true)),
    entry('exact', '12:00', EXACT),
    entry('last', '12:00', { is: 'unknown' }),
  ];

  it.each([
    ['exact', at('12:00'), at('12:00')],
    ['about', at('09:00') - ABOUT_MS, at('09:00') + ABOUT_MS],
    ['range', at('10:00'), at('10:30')],
    ['roughly', at('11:00') - ABOUT_MS, at('11:30') + ABOUT_MS],
    ['between', at('09:00') - ABOUT_MS, at('10:30')],
    ['beside', at('09:00') - ABOUT_MS, at('10:30')],
    ['first', -Infinity, at('09:00') + ABOUT_MS],
    ['last', at('12:00'), Infinity],
    ['nobody', -Infinity, Infinity],
  ])('of "%s" are its own or those of its neighbours', (id, fromMs, untilMs) => {
    expect(boundsOf(entries, id as EntryId)).toEqual({ fromMs, untilMs });
  });
});

describe('a heading that had more than one reading', () => {
  const draft = imported('### 2026-03-01 09:00\n\nFirst\n\n### 08:50\n\nSecond?\n');

  it.each([
    ['the zone', setZone(draft, 'America/New_York', countingIds())],
    ['the time of its entry', editEntry(draft, entryOf(draft, 0).id, { atMs: at('08:00') })],
  ])('does not get one when %s changes', (_what, changed) => {
    expect(entriesOf(draft)).toHaveLength(1);
    expect(renderBody(changed)).toContain('\n\\### 08:50\n');
    const back = replaceBody(changed, renderBody(changed), countingIds());
    expect(entriesOf(back).map(({ id }) => id)).toEqual(entriesOf(draft).map(({ id }) => id));
  });
});

describe('any set of entries', () => {
  it('stays as it is when the zone changes, and comes back from the Markdown in that zone', () => {
    fc.assert(
      fc.property(anyDraft, anyZone, (draft, zone) => {
        const zoned = setZone(draft, zone, countingIds());
        const back = replaceBody(zoned, renderBody(zoned), countingIds());
        expect(contentOf(back)).toEqual(contentOf(zoned));
        expect(entriesOf(back).map(({ id }) => id)).toEqual(entriesOf(draft).map(({ id }) => id));
      }),
      { numRuns: 300 },
    );
  });

  it('goes to Markdown and back to the same instants, in every zone there is', () => {
    const everyZone = fc.constantFrom(...Intl.supportedValuesOf('timeZone'));
    fc.assert(
      fc.property(everyZone, everyZone, fc.array(anyTime, { maxLength: 8 }), (zone, other, times) => {
        const newId = countingIds();
        const made = times.reduce<Draft>(
          (draft, { atMs, certainty }, index) =>
            addEntry(draft, makeEntry(newId() as EntryId, atMs, `Entry ${index}`, null, certainty)),
          importDraft(
            `## Timeline\n\nAll times in ${zone}.\n`,
            { zone, zoneGiven: true, fallbackTitle: 'x' },
            { nowMs: 0, newId },
          ),
        );
        // A time that is not known has a place, and no instant that it could come back to.
        const instants = (draft: Draft): unknown =>
          entriesOf(draft).map(({ id, atMs, certainty }) => [id, certainty.is === 'unknown' ? null : atMs]);
        const back = replaceBody(made, renderBody(made), newId);
        expect(instants(back)).toEqual(instants(made));
        const twice = setZone(setZone(back, other, newId), zone, newId);
        expect(instants(twice)).toEqual(instants(made));
        expect(renderBody(twice)).toBe(renderBody(made));
        // Somebody else's machine knows what the headings show, and no more.
        const elsewhere = importDraft(
          renderBody(made),
          { zone: other, zoneGiven: false, fallbackTitle: 'x' },
          { nowMs: 0, newId },
        );
        const shown = (draft: Draft): unknown =>
          entriesOf(draft).map((entry) =>
            entry.certainty.is === 'unknown' ? 'unknown' : shownTime(entry, zone),
          );
        expect(shown(elsewhere)).toEqual(shown(made));
      }),
      { numRuns: 200 },
    );
  });

  it('has the same Markdown after the zone was changed and changed back', () => {
    fc.assert(
      fc.property(anyDraft, anyZone, (draft, zone) => {
        // A second timeline that names another zone follows the draft's from then on.
        fc.pre(draft.sections.every(({ text }) => [draft.zone, undefined].includes(locateZone(text)?.name)));
        const body = renderBody(draft);
        const read = replaceBody(draft, body, countingIds());
        const there = setZone(read, zone, countingIds());
        expect(renderBody(setZone(there, draft.zone, countingIds()))).toBe(body);
        const changed = replaceBody(there, renderBody(there), countingIds());
        expect(contentOf(setZone(changed, draft.zone, countingIds()))).toEqual(contentOf(draft));
      }),
      { numRuns: 300 },
    );
  });
});
