/**
 * Sections as a whole: renamed, moved, added, taken out and put back.
 *
 * All of it is done to the text and read again, so that what is kept here is what any reader of the issue would find.
 */
import type { Draft, Section } from './draft.ts';
import { actionsOf, entriesOf } from './draft.ts';
import { DebriefError } from './errors.ts';
import type { NewId, SectionId } from './ids.ts';
import { closeBlocks } from './markdown/contain.ts';
import { lineEndOf, renderBody } from './markdown/render.ts';
import type { Block } from './section-blocks.ts';
import { blockOf, depthOf, neighbourOf } from './section-blocks.ts';
import { replaceBody } from './sections.ts';

const BLANK_LINE = /(?:^|\n)[ \t]*\r?\n$/;

/** Pieces of a body one after the other, each with a blank line before the next. Bytes within a piece stay. */
function join(pieces: readonly string[], eol: string): string {
  const there = pieces.filter((piece) => piece !== '');
  return there
    .map((piece, index) => {
      if (index === there.length - 1) return piece;
      const closed = closeBlocks(piece);
      const line = closed.endsWith('\n') ? closed : closed + eol;
      return BLANK_LINE.test(line) ? line : line + eol;
    })
    .join('');
}

/** The text of some sections as they stand in the body. */
function textOf(draft: Draft, sections: readonly Section[]): string {
  return sections.length === 0 ? '' : renderBody({ ...draft, sections });
}

/** A last piece without the blank lines that were before the next one. */
function ended(piece: string, eol: string): string {
  return piece === '' ? '' : piece.trimEnd() + eol;
}

const outlineOf = (sections: readonly Section[]): string =>
  JSON.stringify(
    sections.filter(({ level }) => level > 0).map(({ level, name, kind }) => [level, name, kind === 'prose']),
  );

/** The draft with its sections in another order, read again. @throws DebriefError section.wontFit */
function arranged(
  draft: Draft,
  runs: readonly (readonly Section[])[],
  section: Section,
  newId: NewId,
): Draft {
  const eol = lineEndOf(draft.sections);
  const pieces = runs.map((run) => textOf(draft, run)).filter((piece) => piece !== '');
  const last = pieces.pop() ?? '';
  const sections = runs.flat();
  const wasLast = draft.sections.at(-1)?.id === sections.at(-1)?.id;
  const body = join([...pieces, wasLast ? last : ended(last, eol)], eol);
  const after = replaceBody({ ...draft, sections }, body, newId);
  // A heading under a timeline belongs to the timeline, and one under a list of items to the list.
  if (outlineOf(after.sections) !== outlineOf(sections))
    throw new DebriefError('section.wontFit', { section: section.name });
  return after;
}

function find(draft: Draft, id: SectionId): { readonly block: Block; readonly section: Section } {
  const block = blockOf(draft.sections, id);
  const section = block === null ? undefined : draft.sections[block.from];
  if (block === null || section === undefined)
    throw new DebriefError('section.unknown', { section: id, names: '' });
  return { block, section };
}

/**
 * The draft with a section, and all under it, before the one before or after the one after. The same draft where there
 * is nothing on that side.
 * @throws DebriefError section.unknown, section.wontFit
 */
export function moveSection(draft: Draft, id: SectionId, by: -1 | 1, newId: NewId): Draft {
  const { block, section } = find(draft, id);
  const other = neighbourOf(draft.sections, id, by);
  if (other === null) return draft;
  const [upper, lower] = by === 1 ? [block, other] : [other, block];
  const cut = (from: number, to?: number): readonly Section[] => draft.sections.slice(from, to);
  const runs = [
    cut(0, upper.from),
    cut(lower.from, lower.to),
    cut(upper.from, upper.to),
    cut(lower.to),
  ] as const;
  return arranged(draft, runs, section, newId);
}

/**
 * The draft without a section and all under it.
 * @throws DebriefError section.unknown, section.wontFit
 */
export function removeSection(draft: Draft, id: SectionId, newId: NewId): Draft {
  const { block, section } = find(draft, id);
  return arranged(
    draft,
    [draft.sections.slice(0, block.from), draft.sections.slice(block.to)],
    section,
    newId,
  );
}

/** Sections without the entries and items that the draft has again already. */
function withoutKnown(sections: readonly Section[], draft: Draft): readonly Section[] {
  const known = new Set<string>([...entriesOf(draft), ...actionsOf(draft)].map((part) => part.id));
  return sections.map((section) => ({
    ...section,
    entries: section.entries.filter((each) => !known.has(each.id)),
    actions: section.actions.filter((each) => !known.has(each.id)),
  }));
}

/**
 * The draft with a section, and all under it, put back as it was in an earlier version, with its ids and milliseconds:
 * behind what it stood behind, as far as that is still there. The same draft where it is there.
 * @throws DebriefError section.unknown, section.wontFit
 */
export function putBackSection(draft: Draft, earlier: Draft, id: SectionId, newId: NewId): Draft {
  if (draft.sections.some((each) => each.id === id)) return draft;
  const { block, section } = find(earlier, id);
  const before = earlier.sections.slice(0, block.from).map((each) => each.id);
  const at = draft.sections.findLastIndex((each) => before.includes(each.id)) + 1;
  const returned = withoutKnown(earlier.sections.slice(block.from, block.to), draft);
  const runs = [draft.sections.slice(0, at), returned, draft.sections.slice(at)];
  return arranged(draft, runs, section, newId);
}

/** A heading's text on one line. @throws DebriefError section.noName */
function checkName(name: string): string {
  const oneLine = name.replace(/\s+/g, ' ').trim();
  if (oneLine === '') throw new DebriefError('section.noName');
  return oneLine;
}

/**
 * The draft with a section called something else.
 * @throws DebriefError section.unknown, section.noName, section.wontFit (also where a timeline would be none any more)
 */
export function renameSection(draft: Draft, id: SectionId, name: string, newId: NewId): Draft {
  const { block, section } = find(draft, id);
  const renamed: Section = { ...section, name: checkName(name), headingSource: null };
  if (renamed.name === section.name) return draft;
  const sections = draft.sections.map((each, at) => (at === block.from ? renamed : each));
  const after = replaceBody({ ...draft, sections }, renderBody({ ...draft, sections }), newId);
  const isKept = after.sections.length === sections.length && after.sections[block.from]?.id === id;
  const loses = section.kind !== 'prose' && after.sections[block.from]?.kind !== section.kind;
  if (!isKept || loses) throw new DebriefError('section.wontName', { section: section.name, name });
  return after;
}

/**
 * The draft with a new section of its own after another, and all under it, or at the end.
 * @throws DebriefError section.unknown, section.noName, section.wontFit
 */
export function addSection(
  draft: Draft,
  section: { readonly id: SectionId; readonly name: string },
  after: SectionId | null,
  newId: NewId,
): Draft {
  const place = after === null ? null : find(draft, after);
  const at = place?.block.to ?? draft.sections.length;
  const added: Section = {
    id: section.id,
    name: checkName(section.name),
    level: place === null ? 2 : depthOf(place.section),
    kind: 'prose',
    actionKind: null,
    headingSource: null,
    text: '',
    guidance: '',
    entries: [],
    actions: [],
  };
  return arranged(draft, [draft.sections.slice(0, at), [added], draft.sections.slice(at)], added, newId);
}
