import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { addSection, moveSection, putBackSection, removeSection, renameSection } from '../../app/arrange.ts';
import type { Draft, Section } from '../../app/draft.ts';
import { actionsOf, entriesOf } from '../../app/draft.ts';
import { DebriefError } from '../../app/errors.ts';
import type { EntryId, SectionId } from '../../app/ids.ts';
import { importDraft } from '../../app/import.ts';
import { renderBody } from '../../app/markdown/render.ts';
import { addEntry, makeEntry } from '../../app/timeline/entries.ts';
import { anyDraft } from '../support/arbitrary.ts';
import { countingIds } from '../support/ids.ts';

const BODY = `# Summary

It broke.

## Timeline

All times in UTC.

### 2026-03-01 09:14

**Started:** Errors rise

## What went wrong

1. No alert

## Action items

### Process improvements

1. Check first

### Technical improvements

1. Alert [acme/ops#7](https://github.com/acme/ops/issues/7)
`;

const newId = countingIds(1000);
const draftOf = (body: string): Draft =>
  importDraft(body, { zone: 'UTC', zoneGiven: true, fallbackTitle: 'x' }, { nowMs: 0, newId: countingIds() });
const names = (draft: Draft): readonly string[] => draft.sections.map(({ name }) => name);
const section = (draft: Draft, name: string): Section => {
  const found = draft.sections.find((each) => each.name === name);
  if (found === undefined) throw new Error(`there is no section ${name}`);
  return found;
};
const idOf = (draft: Draft, name: string): SectionId => section(draft, name).id;
const codeOf = (act: () => unknown): string | null => {
  try {
    act();
    return null;
  } catch (error) {
    return error instanceof DebriefError ? error.code : String(error);
  }
};

describe('a section that is moved', () => {
  it('changes places with its neighbour, with all that stands under it', () => {
    const draft = draftOf(BODY);
    const moved = moveSection(draft, idOf(draft, 'Action items'), -1, newId);
    expect(names(moved)).toEqual([
      'Summary',
      'Timeline',
      'Action items',
      'Process improvements',
      'Technical improvements',
      'What went wrong',
    ]);
    expect(actionsOf(moved).map(({ id, issue }) => [id, issue])).toEqual(
      actionsOf(draft).map(({ id, issue }) => [id, issue]),
    );
  });

  it('moves beside a summary of the first level, which takes nothing along', () => {
    const draft = draftOf(BODY);
    expect(names(moveSection(draft, idOf(draft, 'Summary'), 1, newId)).slice(0, 2)).toEqual([
      'Timeline',
      'Summary',
    ]);
  });

  it('comes back to the very same text when it is moved back', () => {
    const draft = draftOf(BODY);
    for (const { id } of draft.sections) {
      const moved = moveSection(draft, id, 1, newId);
      const back = moved === draft ? draft : moveSection(moved, id, -1, newId);
      expect(renderBody(back)).toBe(BODY);
      expect(back.sections.map((each) => each.id)).toEqual(draft.sections.map((each) => each.id));
    }
  });

  it('stays where nothing of its depth is on that side', () => {
    const draft = draftOf(BODY);
    expect(moveSection(draft, idOf(draft, 'Summary'), -1, newId)).toBe(draft);
    expect(moveSection(draft, idOf(draft, 'Technical improvements'), 1, newId)).toBe(draft);
    expect(moveSection(draft, idOf(draft, 'Process improvements'), -1, newId)).toBe(draft);
  });

  it('does not swallow what follows where its code has no end', () => {
    const draft = draftOf('## One\n\ntext\n\n## Two\n\n```\ncode');
    const moved = moveSection(draft, idOf(draft, 'Two'), -1, newId);
    expect(renderBody(moved)).toBe('## Two\n\n```\ncode\n```\n\n## One\n\ntext\n');
  });

  it('leaves every section with its heading and its id, whatever is in them', () => {
    fc.assert(
      fc.property(anyDraft, fc.nat(), fc.constantFrom(-1 as const, 1 as const), (draft, at, by) => {
        const one = draft.sections[at % draft.sections.length];
        fc.pre(one !== undefined && one.level > 0);
        const code = codeOf(() => {
          const moved = moveSection(draft, one.id, by, newId);
          const ids = (each: Draft): readonly string[] => each.sections.map((one) => one.id).toSorted();
          expect(ids(moved)).toEqual(ids(draft));
          expect(names(moved).toSorted()).toEqual(names(draft).toSorted());
        });
        expect([null, 'section.wontFit']).toContain(code);
      }),
    );
  });
});

describe('a section that is removed', () => {
  it('goes with all that stands under it, and leaves the rest as it is', () => {
    const draft = draftOf(BODY);
    const left = removeSection(draft, idOf(draft, 'What went wrong'), newId);
    expect(renderBody(left)).toBe(BODY.replace('## What went wrong\n\n1. No alert\n\n', ''));
    const without = removeSection(draft, idOf(draft, 'Action items'), newId);
    expect(renderBody(without)).toBe(`${BODY.slice(0, BODY.indexOf('## Action items')).trimEnd()}\n`);
  });

  it('is put back where it was, with its ids and milliseconds, and takes nothing of what was written since', () => {
    const entry = makeEntry('e1' as EntryId, Date.UTC(2026, 2, 1, 9, 20, 30, 123), 'Paged', null);
    const draft = addEntry(draftOf(BODY), entry);
    const id = idOf(draft, 'Timeline');
    const left = removeSection(draft, id, newId);
    const renamed = renameSection(left, idOf(left, 'Summary'), 'In short', newId);
    const back = putBackSection(renamed, draft, id, newId);
    expect(names(back).slice(0, 3)).toEqual(['In short', 'Timeline', 'What went wrong']);
    expect(back.sections[1]?.id).toBe(id);
    expect(entriesOf(back).map((each) => [each.id, each.atMs])).toEqual(
      entriesOf(draft).map((each) => [each.id, each.atMs]),
    );
  });

  it('is not put back twice', () => {
    const draft = draftOf(BODY);
    expect(putBackSection(draft, draft, idOf(draft, 'Timeline'), newId)).toBe(draft);
  });

  it('may be the only one', () => {
    const draft = draftOf('## One\n\ntext\n');
    const left = removeSection(draft, idOf(draft, 'One'), newId);
    expect(left.sections).toEqual([]);
    expect(renderBody(putBackSection(left, draft, idOf(draft, 'One'), newId))).toBe('## One\n\ntext\n');
  });
});

describe('a section that is renamed', () => {
  it('keeps what is in it, and its id', () => {
    const draft = draftOf(BODY);
    const renamed = renameSection(draft, idOf(draft, 'What went wrong'), '  What\nfailed ', newId);
    expect(renderBody(renamed)).toBe(BODY.replace('What went wrong', 'What failed'));
    expect(idOf(renamed, 'What failed')).toBe(idOf(draft, 'What went wrong'));
  });

  it.each([
    ['Timeline', 'Chronology', 'section.wontName'],
    ['Action items', 'Plans', 'section.wontName'],
    ['Summary', ' ', 'section.noName'],
    ['Timeline', 'The timeline of it', null],
    ['Process improvements', 'How we work', null],
  ])('%s as %j: %s', (name, to, code) => {
    const draft = draftOf(BODY);
    expect(codeOf(() => renameSection(draft, idOf(draft, name), to, newId))).toBe(code);
  });
});

describe('a section that is added', () => {
  it('stands behind the one named and all under it, or at the end', () => {
    const draft = draftOf(BODY);
    const one = { id: 'n1' as SectionId, name: 'Thanks' };
    expect(renderBody(addSection(draft, one, idOf(draft, 'Summary'), newId))).toBe(
      BODY.replace('## Timeline', '## Thanks\n\n## Timeline'),
    );
    const atEnd = addSection(draft, one, null, newId);
    expect(renderBody(atEnd)).toBe(`${BODY}\n## Thanks\n`);
    expect(atEnd.sections.at(-1)?.id).toBe('n1');
  });
});
