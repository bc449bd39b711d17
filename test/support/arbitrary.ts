import fc from 'fast-check';

import { addAction, makeAction } from '../../app/action-items.ts';
import { importDraft } from '../../app/import.ts';
import type { Certainty, Draft } from '../../app/draft.ts';
import { ACTION_KINDS, PHASES } from '../../app/draft.ts';
import type { ActionId, EntryId } from '../../app/ids.ts';
import { setSectionText } from '../../app/sections.ts';
import { addEntry, makeEntry } from '../../app/timeline/entries.ts';
import { countingIds } from './ids.ts';

/** Pieces of which hard Markdown is made: whatever opens, closes, nests or looks like something else. */
const PIECES = [
  '# Summary',
  '## Timeline',
  '### 2026-03-01 09:14',
  '### 09:32',
  '### 9:05 PM',
  '### 2X:XX (not sure)',
  '### 2026-03-01',
  '### 2026-03-02 about 18:30',
  '### ~13:30-13:45',
  '### 23:50 - 00:10',
  '### time unknown',
  '### 21:24 - Delete the quotas',
  '### 19. April, 11:00: **Detected:** late',
  '## Action items',
  '### Process improvements',
  '1. one',
  '2. two [acme/ops#1](https://github.com/acme/ops/issues/1)',
  '- bullet',
  '   continued',
  '```',
  '~~~',
  '    indented',
  '> quoted',
  '> # not a heading',
  '<!--',
  '-->',
  '<div>',
  '<pre>',
  '---',
  '===',
  '***',
  '| a | b |',
  '|---|---|',
  'All times in Europe/London.',
  'All times in PST',
  '**Detected:** x',
  'word',
  '',
  ' ',
  '\t',
  '\\',
  '\r',
  '﻿',
  '<!-- debrief:01890a5d-ac96-774b-bcce-b302099a8057 -->',
  '[a]: b',
  '#',
  '####### x',
  '# x #',
  '\u0000',
  '😀',
  '\u2028',
];

const line = fc.oneof(
  { weight: 6, arbitrary: fc.constantFrom(...PIECES) },
  { weight: 1, arbitrary: fc.string({ maxLength: 12 }) },
);

/** Texts of lines that mean something in Markdown, with line ends of every kind. */
export const anyMarkdown = fc
  .array(fc.tuple(line, fc.constantFrom('\n', '\n\n', '\r\n', ' ', '')), { maxLength: 24 })
  .map((lines) => lines.flat().join(''));

/** Zones with clock changes of every kind: an hour, half an hour, none, a skipped day, odd offsets (Monrovia's was of seconds, until 1972). */
export const anyZone = fc.constantFrom(
  'Europe/London',
  'America/Los_Angeles',
  'America/New_York',
  'Australia/Lord_Howe',
  'Asia/Kolkata',
  'Pacific/Apia',
  'America/St_Johns',
  'Africa/Casablanca',
  'UTC',
  'Asia/Kathmandu',
  'America/Sao_Paulo',
  '+05:30',
  'Africa/Monrovia',
);

/** Any instant from 1970 to 2100, and with some weight the hours around clock changes of 2026. */
export const anyInstant = fc.oneof(
  fc.integer({ min: Date.UTC(1970, 0), max: Date.UTC(2100, 0) }),
  fc.integer({ min: Date.UTC(2026, 9, 24, 20), max: Date.UTC(2026, 9, 25, 4) }),
  fc.integer({ min: Date.UTC(2026, 2, 28, 20), max: Date.UTC(2026, 2, 29, 4) }),
  fc.integer({ min: Date.UTC(2026, 10, 1, 4), max: Date.UTC(2026, 10, 1, 12) }),
);

const MINUTE_MS = 60_000;

/** How long a range lasts: mostly less than a few hours, at times days, and a second at least. */
const anyLength = fc.oneof(
  fc.integer({ min: 1000, max: 5 * 60 * MINUTE_MS }),
  fc.integer({ min: 1000, max: 5 * 24 * 60 * MINUTE_MS }),
  fc.constant(24 * 60 * MINUTE_MS),
);

/** A time as an entry has it, known well or not. */
export const anyTime: fc.Arbitrary<{ readonly atMs: number; readonly certainty: Certainty }> = fc
  .record({
    atMs: anyInstant,
    is: fc.constantFrom('exact', 'exact', 'about', 'range', 'unknown'),
    lengthMs: anyLength,
    about: fc.boolean(),
  })
  .map(({ atMs, is, lengthMs, about }) => ({
    atMs,
    certainty: is === 'range' ? { is, untilMs: atMs + lengthMs, about } : { is },
  }));

const anyEntry = fc.record({
  time: anyTime,
  text: anyMarkdown,
  phase: fc.option(fc.constantFrom(...PHASES)),
});

const anyAction = fc.record({ text: anyMarkdown, kind: fc.constantFrom(...ACTION_KINDS) });

const START = [
  '# Summary',
  '## Timeline',
  'All times in {{ZONE}}.',
  '## What went wrong',
  '## Action items',
  ...ACTION_KINDS.map((kind) => `### ${kind} improvements`),
];

/** Drafts as people make them: from headings, with texts, entries and items of every shape. */
export const anyDraft: fc.Arbitrary<Draft> = fc
  .record({
    zone: anyZone,
    summary: anyMarkdown,
    entries: fc.array(anyEntry, { maxLength: 6 }),
    actions: fc.array(anyAction, { maxLength: 4 }),
  })
  .map(({ zone, summary, entries, actions }) => {
    const newId = countingIds();
    const body = `${START.join('\n\n').replace('{{ZONE}}', zone)}\n`;
    let draft = importDraft(body, { zone, zoneGiven: true, fallbackTitle: 'Any' }, { nowMs: 0, newId });
    for (const each of entries)
      draft = addEntry(
        draft,
        makeEntry(newId() as EntryId, each.time.atMs, each.text, each.phase, each.time.certainty),
      );
    for (const each of actions)
      draft = addAction(draft, makeAction(newId() as ActionId, each.text, each.kind, null), newId);
    const first = draft.sections[0];
    return first === undefined ? draft : setSectionText(draft, first.id, summary, newId);
  });
