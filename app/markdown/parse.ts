/**
 * Reads Markdown into the parts of a draft.
 *
 * `renderBody(parseBody(m)) = m` byte for byte, for every text `m`: parsing only cuts the text into slices, and each
 * part keeps its slice until someone edits that part.
 */
import type { ActionKind, Entry, Section, SectionKind } from '../draft.ts';
import type { EntryId, NewId, SectionId } from '../ids.ts';
import { isUuid } from '../ids.ts';
import type { Heading } from './blocks.ts';
import { headingsOf } from './blocks.ts';
import { readItems } from './actions.ts';
import { readTitledText } from '../timeline/entry-text.ts';
import type { TimeReading } from '../timeline/read-heading.ts';
import { readTimeHeading } from '../timeline/read-heading.ts';
import { isWholeDate } from '../timeline/written-time.ts';
import { locateZone } from '../timeline/zone-line.ts';
import type { ZoneMeaning } from '../zones.ts';
import { readZone } from '../zones.ts';

/** What a body says. */
export interface ParsedBody {
  readonly sections: readonly Section[];
  /** The zone that its timeline names, if it can be understood. */
  readonly declaredZone: ZoneMeaning | null;
  readonly marker: Marker | null;
}

/** The last line of a filed body, which ties the issue to its draft. */
export interface Marker {
  readonly draftId: string;
  /** The slice it was read from, to the end of the body. */
  readonly source: string;
}

/** What parsing needs from outside. */
export interface ParseOptions {
  readonly newId: NewId;
  /** The zone of bare times where the text names none; null if nobody has said so yet: then they stay prose. */
  readonly zone: string | null;
}

const MARKER = /(^|\n)(<!-- debrief:([0-9a-f-]{36}) -->\s*)$/;
const FRONT_MATTER = /^\ufeff?---[ \t]*\r?\n[\s\S]*?\r?\n---[ \t]*(?:\r?\n|$)/;

/** The marker line of a draft. */
export function markerOf(id: string): string {
  return `<!-- debrief:${id} -->`;
}

/** A body without its marker line, and the marker. */
export function cutMarker(body: string): { readonly text: string; readonly marker: Marker | null } {
  const match = MARKER.exec(body);
  const [, , source = '', draftId = ''] = match ?? [];
  if (match === null || !isUuid(draftId)) return { text: body, marker: null };
  return { text: body.slice(0, body.length - source.length), marker: { draftId, source } };
}

const BLANK = /^\s*$/;
const TIMELINE_NAME = /\btime ?line\b/i;
const ACTIONS_NAME = /\b(?:action items?|actions|follow[- ]?ups?)\b/i;

/** What a section lists, by its own name and by that of the action items it stands under. */
function actionKindOf(name: string): ActionKind | null {
  if (/\bprocess/i.test(name)) return 'process';
  if (/\bdoc(?:s|umentation)?\b/i.test(name)) return 'documentation';
  return /\btech(?:nical)?\b/i.test(name) ? 'technical' : null;
}

/** Walks the headings in order and says what each is: a section of some kind, or a part of the timeline it stands in. */
class Outline {
  private timelineLevel: number | null = null;
  private actionsLevel: number | null = null;

  /** Null: the heading belongs to the timeline before it. */
  kindOf(heading: Heading): SectionKind | null {
    if (this.timelineLevel !== null && heading.level > this.timelineLevel) return null;
    // "## Feb 21" after "## Timeline" is its next day.
    if (this.timelineLevel === heading.level && isWholeDate(heading.name)) return null;
    this.timelineLevel = null;
    if (this.actionsLevel !== null && heading.level <= this.actionsLevel) this.actionsLevel = null;
    if (TIMELINE_NAME.test(heading.name)) {
      this.timelineLevel = heading.level;
      return 'timeline';
    }
    if (this.actionsLevel !== null) return 'actions';
    if (!ACTIONS_NAME.test(heading.name)) return 'prose';
    this.actionsLevel = heading.level;
    return 'actions';
  }
}

function emptySection(id: string, kind: SectionKind, heading: Heading | null, text: string): Section {
  return {
    id: id as SectionId,
    level: heading?.level ?? 0,
    name: heading?.name ?? '',
    kind,
    actionKind: kind === 'actions' ? actionKindOf(heading?.name ?? '') : null,
    headingSource: heading === null ? '' : text.slice(heading.from, heading.to),
    text: '',
    guidance: '',
    entries: [],
    actions: [],
  };
}

/** The heading of an entry: where its slice begins and ends, and what it says. */
interface TimeHeading {
  readonly from: number;
  readonly to: number;
  readonly reading: TimeReading;
}

/**
 * The time headings among others. A heading that only names the date of the next one belongs to it: it is no entry.
 * @param headings with offsets into `text`
 */
function readTimeHeadings(
  text: string,
  headings: readonly Heading[],
  zone: ZoneMeaning | null,
): readonly TimeHeading[] {
  const found: TimeHeading[] = [];
  for (const { name, from, to } of headings) {
    const before = found.at(-1);
    const reading = readTimeHeading(name, { zone, previous: before?.reading ?? null });
    if (reading === null) continue;
    const isDated = before?.reading.isDateOnly === true && before.reading.title === '';
    if (before !== undefined && isDated && BLANK.test(text.slice(before.to, from)))
      found[found.length - 1] = { from: before.from, to, reading };
    else found.push({ from, to, reading });
  }
  return found;
}

/**
 * The entries of a timeline, and the text before the first of them.
 * @param headings the headings under the timeline's own, with offsets into `text`
 */
function readEntries(
  text: string,
  headings: readonly Heading[],
  zone: ZoneMeaning | null,
  newId: NewId,
): { readonly intro: string; readonly entries: readonly Entry[] } {
  const found = readTimeHeadings(text, headings, zone);
  const entries = found.map(({ from, to, reading }, index): Entry => {
    const textSource = text.slice(to, found[index + 1]?.from ?? text.length);
    return {
      id: newId() as EntryId,
      atMs: reading.atMs,
      certainty: reading.certainty,
      ...readTitledText(reading.title, textSource),
      headingSource: text.slice(from, to),
      textSource,
    };
  });
  return { intro: text.slice(0, found[0]?.from ?? text.length), entries };
}

/** The zone that a timeline names before its first entry or in its heading, if it can be understood. */
export function zoneDeclaredIn(name: string, intro: string): ZoneMeaning | null {
  const located = locateZone(intro) ?? locateZone(name);
  return located === null ? null : readZone(located.name);
}

interface Cut {
  readonly section: Section;
  readonly from: number;
  readonly inner: Heading[];
}

/** The sections of a text as slices: where each begins, and for a timeline the headings inside it. */
function cutSections(text: string, newId: NewId): readonly Cut[] {
  const skip = FRONT_MATTER.exec(text)?.[0].length ?? 0;
  const cuts: Cut[] = [{ section: emptySection(newId(), 'prose', null, text), from: 0, inner: [] }];
  const outline = new Outline();
  for (const each of headingsOf(text.slice(skip))) {
    const heading: Heading = { ...each, from: each.from + skip, to: each.to + skip };
    const kind = outline.kindOf(heading);
    if (kind === null) cuts.at(-1)?.inner.push(heading);
    else cuts.push({ section: emptySection(newId(), kind, heading, text), from: heading.to, inner: [] });
  }
  return cuts;
}

/** Reads a body, or any Markdown at all. Total: there is no text it refuses. */
export function parseBody(body: string, options: ParseOptions): ParsedBody {
  const { text, marker } = cutMarker(body);
  const cuts = cutSections(text, options.newId);
  let declaredZone: ZoneMeaning | null = null;
  const sections = cuts.map((cut, index): Section => {
    const next = cuts[index + 1];
    const to = next === undefined ? text.length : next.from - (next.section.headingSource ?? '').length;
    const content = text.slice(cut.from, to);
    const { section } = cut;
    if (section.kind === 'actions') {
      const { intro, actions } = readItems(content, section.actionKind, options.newId);
      return { ...section, text: intro, actions };
    }
    if (section.kind !== 'timeline') return { ...section, text: content };
    const inner = cut.inner.map((each): Heading => ({
      ...each,
      from: each.from - cut.from,
      to: each.to - cut.from,
    }));
    const declared = zoneDeclaredIn(section.name, content.slice(0, inner[0]?.from ?? content.length));
    declaredZone ??= declared;
    const fallback = options.zone === null ? null : { zone: options.zone, offsetMinutes: null };
    const { intro, entries } = readEntries(content, inner, declared ?? fallback, options.newId);
    return { ...section, text: intro, entries };
  });
  const [preamble, ...named] = sections;
  return { sections: preamble?.text === '' ? named : sections, declaredZone, marker };
}
