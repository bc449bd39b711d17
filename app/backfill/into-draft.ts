/** Puts entries that were read from lines into a draft, and takes the lines out of the section that they came from. */
import type { Draft, Entry, Section } from '../draft.ts';
import { replaceSection } from '../draft.ts';
import { DebriefError } from '../errors.ts';
import type { NewId, SectionId } from '../ids.ts';
import { lineEndOf, renderSection } from '../markdown/render.ts';
import { setSectionText } from '../sections.ts';
import { addEntries, timelineOf } from '../timeline/entries.ts';
import { trimText } from '../timeline/entry-text.ts';

/** A section that entries were made of. */
export interface ReadSection {
  readonly id: SectionId;
  /** Its text as it was read: of a timeline what stands before its first entry. */
  readonly was: string;
  /** What stays of it. */
  readonly left: string;
}

/** What is read of a section: all its text, or of a timeline what stands before the first entry. */
export function readableText(draft: Draft, section: Section): string {
  return section.kind === 'timeline' ? trimText(section.text) : renderSection(draft, section);
}

function leave(draft: Draft, { id, was, left }: ReadSection, newId: NewId): Draft {
  const section = draft.sections.find((each) => each.id === id);
  if (section === undefined) throw new DebriefError('section.unknown', { section: id, names: '' });
  if (readableText(draft, section) !== was)
    throw new DebriefError('section.changed', { section: section.name });
  if (section.kind !== 'timeline') return setSectionText(draft, id, left, newId);
  const eol = lineEndOf(draft.sections);
  const kept = trimText(left).replaceAll('\n', eol);
  const text = kept === '' ? eol : eol + kept + eol + eol;
  return replaceSection(draft, id, (each) => ({ ...each, text }));
}

/**
 * The draft with entries added: to the timeline that they were read from, else to the first one.
 * @param read the section that they were made of; null for lines from elsewhere
 * @throws DebriefError timeline.missing, section.unknown, section.changed if it is not as it was read
 */
export function addBackfill(
  draft: Draft,
  entries: readonly Entry[],
  read: ReadSection | null,
  newId: NewId,
): Draft {
  const source = draft.sections.find((each) => each.id === read?.id);
  const into = source?.kind === 'timeline' ? source.id : timelineOf(draft).id;
  const without = read === null ? draft : leave(draft, read, newId);
  return addEntries(without, entries, into);
}
