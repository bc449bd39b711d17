import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import type { Draft } from '../../app/draft.ts';
import { actionsOf, entriesOf } from '../../app/draft.ts';
import { parseBody } from '../../app/markdown/parse.ts';
import { renderBody } from '../../app/markdown/render.ts';
import { addEntry, editEntry, makeEntry, removeEntry } from '../../app/timeline/entries.ts';
import type { EntryId } from '../../app/ids.ts';
import { addAction, editAction, makeAction, removeAction } from '../../app/action-items.ts';
import type { ActionId } from '../../app/ids.ts';
import { setSectionText, setZone } from '../../app/sections.ts';
import { importDraft } from '../../app/import.ts';
import { findSection, PHASES } from '../../app/draft.ts';
import { contentOf } from '../support/content.ts';
import { changedLines } from '../support/changed-lines.ts';
import { anyDraft, anyMarkdown } from '../support/arbitrary.ts';
import { countingIds } from '../support/ids.ts';

const REPORT = `# Summary

Students could not start servers for 52 minutes.

## Timeline

All times in Europe/London.

### 2026-03-01 09:14

**Started:** Spawner errors at 40 %

### 09:18

**Detected:** Alert fires

\`\`\`
### 10:00 not a heading
\`\`\`

### 09:22

Rollback begins

## Action items

### Process improvements

1. Record spawn errors [acme/ops#131](https://github.com/acme/ops/issues/131)
2. Rehearse the rollback

### Documentation improvements

- A runbook

Prose after the list.
`;

const at = (iso: string): number => Date.parse(iso);

function imported(body: string, newId = countingIds()): Draft {
  return importDraft(body, { zone: 'UTC', zoneGiven: false, fallbackTitle: 'x' }, { nowMs: 0, newId });
}

describe('reading a body and writing it again', () => {
  const unchanged = (text: string): void => {
    const parsed = parseBody(text, { newId: countingIds(), zone: 'Europe/London' });
    const written = renderBody({ sections: parsed.sections, zone: 'Europe/London', zoneSource: 'chosen' });
    expect(written + (parsed.marker?.source ?? '')).toBe(text);
  };

  it('gives any text back byte for byte', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary', maxLength: 300 }), unchanged), { numRuns: 1000 });
  });

  it('gives any Markdown back byte for byte', () => {
    fc.assert(fc.property(anyMarkdown, unchanged), { numRuns: 3000 });
  });

  it('gives a report back byte for byte, with LF and with CRLF line ends', () => {
    unchanged(REPORT);
    unchanged(REPORT.replaceAll('\n', '\r\n'));
    unchanged(`---\ntitle: x\n---\n${REPORT}`);
    unchanged(`${REPORT}\n<!-- debrief:01890a5d-ac96-774b-bcce-b302099a8057 -->\n`);
  });

  it('keeps the content of every draft', () => {
    fc.assert(
      fc.property(anyDraft, (draft) => {
        const parsed = parseBody(renderBody(draft), { newId: countingIds(), zone: draft.zone });
        expect(contentOf({ ...draft, sections: parsed.sections })).toEqual(contentOf(draft));
      }),
      { numRuns: 2000 },
    );
  });
});

describe('reading a report', () => {
  const draft = imported(REPORT);

  it('finds its sections, entries with instants and phases, and action items with their issues', () => {
    expect(draft.sections.map((each) => each.name)).toEqual([
      'Summary',
      'Timeline',
      'Action items',
      'Process improvements',
      'Documentation improvements',
    ]);
    expect(
      entriesOf(draft).map((each) => [new Date(each.atMs).toISOString(), each.phase, each.text.slice(0, 11)]),
    ).toEqual([
      ['2026-03-01T09:14:00.000Z', 'started', 'Spawner err'],
      ['2026-03-01T09:18:00.000Z', 'detected', 'Alert fires'],
      ['2026-03-01T09:22:00.000Z', null, 'Rollback be'],
    ]);
    expect(actionsOf(draft).map((each) => [each.kind, each.text, each.issue?.number ?? null])).toEqual([
      ['process', 'Record spawn errors', 131],
      ['process', 'Rehearse the rollback', null],
      ['documentation', 'A runbook', null],
    ]);
  });

  it('leaves bare times as prose where nobody said in which zone they are', () => {
    const report = imported('## Timeline\n\n### 2026-03-01 09:14\n\nx\n');
    expect(entriesOf(report)).toEqual([]);
    expect(report.zoneSource).toBe('assumed');
  });

  it('does not guess what PST means on a summer day', () => {
    const body = (date: string): string => `## Timeline\n\nAll times in PST\n\n### ${date} 13:06\n\nx\n`;
    expect(entriesOf(imported(body('2017-01-27'))).map((each) => each.atMs)).toEqual([
      at('2017-01-27T21:06:00Z'),
    ]);
    expect(entriesOf(imported(body('2017-09-27')))).toEqual([]);
  });

  it('takes the title from the first heading, if it is one', () => {
    expect(imported('# 2018-01-17, Emergency bump\n\n## Summary\n').title).toBe('2018-01-17, Emergency bump');
    expect(imported('# Summary\n').title).toBe('x');
  });
});

describe('editing a report that was read', () => {
  const draft = imported(REPORT);
  const [first, second, third] = entriesOf(draft);
  if (first === undefined || second === undefined || third === undefined)
    throw new Error('the report has three entries');

  it("changes an entry's own lines only", () => {
    const edited = renderBody(editEntry(draft, second.id, { text: 'Pager' }));
    const { removed, added } = changedLines(REPORT, edited);
    expect(removed).toEqual(['**Detected:** Alert fires', '', '```', '### 10:00 not a heading', '```']);
    expect(added).toEqual(['**Detected:** Pager']);
  });

  it('writes one heading when only a time is changed', () => {
    const edited = renderBody(editEntry(draft, third.id, { atMs: at('2026-03-01T09:30:00Z') }));
    expect(changedLines(REPORT, edited)).toEqual({ removed: ['### 09:22'], added: ['### 09:30'] });
  });

  it('gives the date to the next heading when the first entry goes', () => {
    const edited = renderBody(removeEntry(draft, first.id));
    expect(edited).toContain('### 2026-03-01 09:18');
    expect(edited).not.toContain('09:14');
  });

  it('puts a new entry in its place by time', () => {
    const entry = makeEntry('e' as EntryId, at('2026-03-01T09:20:30.123Z'), 'Paged Kim', null);
    const { removed, added } = changedLines(REPORT, renderBody(addEntry(draft, entry)));
    expect(removed).toEqual([]);
    expect(added).toEqual(['### 09:20', '', 'Paged Kim', '']);
  });

  it('numbers a new action item after the last one and keeps the blank line before the next heading', () => {
    const item = makeAction('a' as ActionId, 'Write it down', 'process', null);
    const { removed, added } = changedLines(REPORT, renderBody(addAction(draft, item, countingIds())));
    expect(removed).toEqual([]);
    expect(added).toEqual(['3. Write it down']);
  });

  it('links an action item to its issue on its own line', () => {
    const [, item] = actionsOf(draft);
    const issue = { repo: 'acme/ops', number: 140, url: 'https://github.com/acme/ops/issues/140' };
    const edited = renderBody(editAction(draft, item?.id ?? ('' as ActionId), { issue }));
    expect(changedLines(REPORT, edited)).toEqual({
      removed: ['2. Rehearse the rollback'],
      added: ['2. Rehearse the rollback [acme/ops#140](https://github.com/acme/ops/issues/140)'],
    });
  });

  it('counts on when an action item is removed, and keeps prose that stood behind one', () => {
    const [one, , runbook] = actionsOf(draft);
    expect(renderBody(removeAction(draft, one?.id ?? ('' as ActionId)))).toContain(
      '\n1. Rehearse the rollback\n',
    );
    const without = renderBody(removeAction(draft, runbook?.id ?? ('' as ActionId)));
    expect(without).toContain('Prose after the list.');
    expect(without).not.toContain('A runbook');
  });

  it('changes a section without touching the others', () => {
    const summary = findSection(draft.sections, 'summary');
    const edited = setSectionText(draft, summary.id, 'Shorter.', countingIds());
    expect(changedLines(REPORT, renderBody(edited))).toEqual({
      removed: ['Students could not start servers for 52 minutes.'],
      added: ['Shorter.'],
    });
    expect(entriesOf(edited).map((each) => each.id)).toEqual(entriesOf(draft).map((each) => each.id));
  });

  it('makes a section of a heading that a person writes', () => {
    const summary = findSection(draft.sections, 'summary');
    const edited = setSectionText(draft, summary.id, 'Short.\n\n## Impact\n\nAll of them.', countingIds());
    expect(edited.sections.map((each) => each.name).slice(0, 3)).toEqual(['Summary', 'Impact', 'Timeline']);
  });

  it('closes a fence that a person left open, so that nothing after it is swallowed', () => {
    const summary = findSection(draft.sections, 'summary');
    const edited = setSectionText(draft, summary.id, '```\nlog', countingIds());
    expect(edited.sections).toHaveLength(draft.sections.length);
    expect(entriesOf(edited)).toHaveLength(3);
  });

  it('keeps CRLF line ends in what it writes', () => {
    const crlf = imported(REPORT.replaceAll('\n', '\r\n'));
    const edited = renderBody(
      addEntry(crlf, makeEntry('e' as EntryId, at('2026-03-01T09:20:00Z'), 'a\nb', null)),
    );
    expect(edited.replaceAll('\r\n', '')).not.toContain('\n');
  });
});

describe('the text of an entry', () => {
  it.each([
    '# kubectl get pods',
    '```\nunclosed',
    '<!-- unclosed',
    'a\n---',
    '### 10:00',
    '<pre>',
    'x\n\n<!-- debrief:01890a5d-ac96-774b-bcce-b302099a8057 -->',
  ])('stays inside the entry: %j', (text) => {
    const draft = addEntry(
      imported(REPORT),
      makeEntry('e' as EntryId, at('2026-03-01T09:20:00Z'), text, null),
    );
    const again = parseBody(renderBody(draft), { newId: countingIds(), zone: null });
    expect(contentOf({ ...draft, sections: again.sections })).toEqual(contentOf(draft));
    expect(again.sections.map((each) => each.name)).toEqual(draft.sections.map((each) => each.name));
  });

  it('carries each phase as a bold lead-in', () => {
    for (const phase of PHASES) {
      const body = renderBody(addEntry(imported(REPORT), makeEntry('e' as EntryId, 0, 'It happened', phase)));
      expect(body).toContain(`**${phase[0]?.toUpperCase()}${phase.slice(1)}:** It happened`);
    }
  });
});

describe('changing the zone', () => {
  it('keeps every instant, rewrites every heading, and twice changes nothing', () => {
    const draft = imported(REPORT);
    const tokyo = setZone(draft, 'Asia/Tokyo', countingIds());
    const body = renderBody(tokyo);
    expect(body).toContain('All times in Asia/Tokyo.');
    expect(body).toContain('### 2026-03-01 18:14');
    expect(entriesOf(imported(body)).map((each) => each.atMs)).toEqual(
      entriesOf(draft).map((each) => each.atMs),
    );
    expect(renderBody(setZone(tokyo, 'Europe/London', countingIds()))).toBe(REPORT);
  });

  it('writes the offset of a time that the clocks show twice', () => {
    const draft = ['00:40', '00:50', '01:10'].reduce(
      (each, time) => addEntry(each, makeEntry(time as EntryId, at(`2026-10-25T${time}:00Z`), time, null)),
      imported('## Timeline\n\nAll times in Europe/London.\n'),
    );
    const body = renderBody(draft);
    expect(body).toMatch(/### 2026-10-25 01:40 \+01:00\n[^#]*### 01:50 \+01:00\n[^#]*### 01:10 \+00:00\n/);
    expect(entriesOf(imported(body)).map((each) => each.atMs)).toEqual(
      entriesOf(draft).map((each) => each.atMs),
    );
  });
});
