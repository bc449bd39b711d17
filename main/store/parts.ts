/** The parts of a draft together: reading them all, and writing only those that changed. */
import { isDeepStrictEqual } from 'node:util';

import type { ActionItem, Entry, Section } from '../../app/draft.ts';
import type { DraftId, SectionId } from '../../app/ids.ts';
import type { ActionTable } from './action-items.ts';
import { actionTable } from './action-items.ts';
import type { Db } from './connection.ts';
import type { EntryTable } from './entries.ts';
import { entryTable } from './entries.ts';
import type { BareSection, SectionTable } from './sections.ts';
import { sectionTable } from './sections.ts';

export interface PartTables {
  readonly sections: SectionTable;
  readonly entries: EntryTable;
  readonly actions: ActionTable;
}

export function partTables(db: Db): PartTables {
  return { sections: sectionTable(db), entries: entryTable(db), actions: actionTable(db) };
}

/** The sections of a draft with all that is in them. */
export function readParts({ sections, entries, actions }: PartTables, draft: DraftId): readonly Section[] {
  const entriesIn = Map.groupBy(entries.of(draft), ({ section }) => section);
  const actionsIn = Map.groupBy(actions.of(draft), ({ section }) => section);
  return sections.of(draft).map((section) => ({
    ...section,
    entries: (entriesIn.get(section.id) ?? []).map(({ entry }) => entry),
    actions: (actionsIn.get(section.id) ?? []).map(({ item }) => item),
  }));
}

/** Parts don't change: the same object is the same part, and most of an edited draft is the draft that was edited. */
function same(a: unknown, b: unknown): boolean {
  return a === b || isDeepStrictEqual(a, b);
}

function bare({ entries: _entries, actions: _actions, ...section }: Section): BareSection {
  return section;
}

/** A part as it was: where it stood, and what it said. */
interface Was<Part> {
  readonly section: SectionId;
  readonly position: number;
  readonly part: Part;
}

function placed<Part extends { readonly id: string }>(
  sections: readonly Section[],
  partsOf: (section: Section) => readonly Part[],
): ReadonlyMap<string, Was<Part>> {
  const parts = sections.flatMap((section) =>
    partsOf(section).map((part, position) => ({ section: section.id, position, part })),
  );
  const byId = new Map(parts.map((was) => [was.part.id, was]));
  if (byId.size < parts.length) throw new Error('two parts of the draft have one id');
  return byId;
}

/** Writes the rows in which two versions of a draft differ. Entries that are gone are marked, not deleted. */
export function writeParts(
  tables: PartTables,
  draft: DraftId,
  before: readonly Section[],
  after: readonly Section[],
  nowMs: number,
): void {
  writeSections(tables, draft, before, after);
  writeEntries(tables, draft, before, after, nowMs);
  writeActions(tables, draft, before, after);
  // Last: until now entries and items of a section that goes still referred to it.
  const kept = new Set(after.map(({ id }) => id));
  for (const { id } of before) {
    if (kept.has(id)) continue;
    tables.entries.leave(draft, id);
    tables.sections.remove(draft, id);
  }
}

function writeSections(
  { sections }: PartTables,
  draft: DraftId,
  before: readonly Section[],
  after: readonly Section[],
): void {
  const were = new Map(before.map((section, position) => [section.id, { section, position }]));
  for (const [position, section] of after.entries()) {
    const was = were.get(section.id);
    if (was?.position === position && (was.section === section || same(bare(was.section), bare(section))))
      continue;
    sections.put(draft, bare(section), position);
  }
}

function writeEntries(
  { entries }: PartTables,
  draft: DraftId,
  before: readonly Section[],
  after: readonly Section[],
  nowMs: number,
): void {
  if (
    same(
      before.map((section) => [section.id, section.entries]),
      after.map((section) => [section.id, section.entries]),
    )
  )
    return;
  const were = placed<Entry>(before, (section) => section.entries);
  const are = placed<Entry>(after, (section) => section.entries);
  for (const { section, part } of are.values()) {
    const was = were.get(part.id);
    if (was?.section !== section || !same(was.part, part)) entries.put(draft, section, part);
  }
  for (const { part } of were.values()) if (!are.has(part.id)) entries.remove(draft, part.id, nowMs);
  entries.arrange(
    draft,
    after.map((section) => section.entries),
  );
}

function writeActions(
  { actions }: PartTables,
  draft: DraftId,
  before: readonly Section[],
  after: readonly Section[],
): void {
  const were = placed<ActionItem>(before, (section) => section.actions);
  const are = placed<ActionItem>(after, (section) => section.actions);
  for (const { part } of were.values()) if (!are.has(part.id)) actions.remove(draft, part.id);
  for (const { section, position, part } of are.values()) {
    const was = were.get(part.id);
    if (was?.section !== section || was.position !== position || !same(was.part, part))
      actions.put(draft, section, part, position);
  }
}
