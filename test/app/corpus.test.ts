import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import { describe, expect, it } from 'vitest';

import { entriesOf } from '../../app/draft.ts';
import { importDraft } from '../../app/import.ts';
import { renderBody } from '../../app/markdown/render.ts';
import { editEntry } from '../../app/timeline/entries.ts';
import { changedLines } from '../support/changed-lines.ts';
import { countingIds } from '../support/ids.ts';

/** Our own reports, and as many as there are in a folder of real ones (its subfolder `postmortems`). */
const folders = [
  join(import.meta.dirname, '../fixtures/reports'),
  ...(process.env['DEBRIEF_CORPUS'] === undefined
    ? []
    : [join(process.env['DEBRIEF_CORPUS'], 'postmortems')]),
];
const reports = folders.flatMap((folder) =>
  readdirSync(folder)
    .filter((name) => name.endsWith('.md'))
    .map((name) => ({ name, text: readFileSync(join(folder, name), 'utf8') })),
);

const imported = (text: string): ReturnType<typeof importDraft> =>
  importDraft(
    text,
    { zone: 'Europe/London', zoneGiven: true, fallbackTitle: 'x' },
    { nowMs: 0, newId: countingIds() },
  );

describe.each(reports)('the report $name', ({ text }) => {
  it('is exported as it was imported, byte for byte', () => {
    expect(renderBody(imported(text))).toBe(text);
  });

  it("changes in an entry's own lines only when that entry is edited", () => {
    const draft = imported(text);
    for (const entry of entriesOf(draft)) {
      const edited = renderBody(editEntry(draft, entry.id, { text: 'Edited.' }));
      const { removed, added } = changedLines(text.replaceAll('\r\n', '\n'), edited.replaceAll('\r\n', '\n'));
      const own = `${entry.headingSource ?? ''}${entry.textSource ?? ''}`.replaceAll('\r\n', '\n');
      expect(own).toContain(removed.join('\n'));
      // A title goes from the heading with the words that it was a part of.
      expect(added.filter((line) => line !== '' && !line.startsWith('### '))).toEqual(['Edited.']);
    }
  });
});

describe('a report that names its zone', () => {
  it('has its entries read as instants', () => {
    const [first, second] = entriesOf(
      imported(reports.find((each) => each.name === 'windows.md')?.text ?? ''),
    );
    expect([first?.atMs, second?.atMs]).toEqual([
      Date.parse('2026-07-01T08:14:00Z'),
      Date.parse('2026-07-01T08:32:00Z'),
    ]);
  });
});
