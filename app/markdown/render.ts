/** Writes a draft's Markdown: slices as they were read, and what was made or edited here in the template's shape. */
import type { ActionItem, Draft, Section } from '../draft.ts';
import type { HeadingContext, TimeReading } from '../timeline.ts';
import { readTimeHeading, shownMs, writeEntryText, writeTimeHeading } from '../timeline.ts';
import type { ZoneMeaning } from '../zones.ts';
import { writeItem } from './actions.ts';
import { headingsOf } from './blocks.ts';
import { closeBlocks, containEntry } from './contain.ts';
import type { Marker } from './parse.ts';
import { markerOf, zoneDeclaredIn } from './parse.ts';

/** The parts of a draft that its body is written from. */
export type Renderable = Pick<Draft, 'sections' | 'zone' | 'zoneSource'>;

const LF = '\n';

/** The document's line end: that of the first slice that has one. GitHub's own editor writes CRLF. */
export function lineEndOf(sections: readonly Section[]): string {
  for (const section of sections) {
    const slice = `${section.headingSource ?? ''}${section.text}`;
    const at = slice.indexOf(LF);
    if (at >= 0) return slice[at - 1] === '\r' ? '\r\n' : LF;
  }
  return LF;
}

/** Collects slices, and sees to it that what was written here neither runs into its neighbours nor swallows them. */
class BodyWriter {
  private readonly parts: string[] = [];
  private content = '';
  private contentIsOurs = false;
  private readonly eol: string;

  constructor(eol: string) {
    this.eol = eol;
  }

  /** A heading: as it was read, or (null) as written here, with a blank line before it. */
  heading(source: string | null, written: string): void {
    const alone = source === null || this.contentIsOurs;
    this.flush(true);
    if (alone) this.blankLine();
    else this.newLine();
    this.parts.push(source ?? written + this.eol);
  }

  /** What stands under the heading. `ours`: not as it was read. */
  under(content: string, ours: boolean): void {
    this.content = content;
    this.contentIsOurs = ours;
  }

  /** The body. With a last line, that line is a paragraph of its own. */
  finish(lastLine: string | null): string {
    this.flush(lastLine !== null);
    if (lastLine !== null) {
      this.blankLine();
      this.parts.push(lastLine);
    }
    return this.parts.join('');
  }

  private flush(somethingFollows: boolean): void {
    const content = somethingFollows ? closeBlocks(this.content) : this.content;
    if (content !== '') {
      if (this.contentIsOurs) this.newLine();
      this.parts.push(content);
    }
    this.content = '';
    this.contentIsOurs = false;
  }

  private get tail(): string {
    let tail = '';
    for (let at = this.parts.length - 1; at >= 0 && tail.length < 4; at -= 1)
      tail = (this.parts[at] ?? '') + tail;
    return tail;
  }

  private newLine(): void {
    const { tail } = this;
    if (tail !== '' && !tail.endsWith(LF)) this.parts.push(this.eol);
  }

  private blankLine(): void {
    this.newLine();
    const { tail } = this;
    if (tail !== '' && !/(?:^|\n)\r?\n$/.test(tail)) this.parts.push(this.eol);
  }
}

/** The slice of a time heading still says the entry's instant in its place, or null: it has to be written anew. */
function headingStillSays(
  source: string | null,
  atMs: number,
  zone: string,
  context: HeadingContext,
): TimeReading | null {
  if (source === null) return null;
  const reading = readTimeHeading(headingsOf(source)[0]?.name ?? '', context);
  if (reading === null) return null;
  return reading.atMs === atMs || reading.atMs === shownMs(atMs, zone) ? reading : null;
}

/** The zone in which someone else who reads this timeline would take its bare times; null if they could not know. */
function zoneForReaders(draft: Renderable, section: Section): ZoneMeaning | null {
  const declared = zoneDeclaredIn(section.name, section.text);
  if (declared !== null || draft.zoneSource === 'assumed') return declared;
  return { zone: draft.zone, offsetMinutes: null };
}

function writeTimeline(writer: BodyWriter, draft: Renderable, section: Section, eol: string): void {
  const zone = zoneForReaders(draft, section);
  const marks = '#'.repeat(Math.min(section.level + 1, 6));
  let previous: TimeReading | null = null;
  writer.under(section.text, false);
  for (const entry of section.entries) {
    const context: HeadingContext = { zone, previous };
    const kept = headingStillSays(entry.headingSource, entry.atMs, draft.zone, context);
    if (kept !== null) {
      writer.heading(entry.headingSource, '');
      previous = kept;
    } else {
      const heading = writeTimeHeading(entry.atMs, draft.zone, context);
      writer.heading(null, `${marks} ${heading.text}`);
      previous = heading.reading;
    }
    if (entry.textSource !== null) {
      writer.under(entry.textSource, false);
      continue;
    }
    const text = containEntry(writeEntryText(entry), section.level).replaceAll(LF, eol);
    writer.under(text === '' ? '' : eol + text + eol, true);
  }
}

const BLANK = /^\s*$/;

/** An action list: its items as read, or written in the style of the item before. */
export function writeActions(intro: string, actions: readonly ActionItem[], eol: string): string {
  let list = intro;
  let line: string | null = null;
  let afterText = !BLANK.test(intro);
  for (const item of actions) {
    const separate = item.source === null && (line === null || afterText);
    if (list !== '' && !list.endsWith(LF)) list += eol;
    if (separate && !/(?:^|\n)\r?\n$/.test(list)) list += eol;
    line = item.source ?? writeItem(item, line) + eol;
    list += line + item.after;
    afterText = !BLANK.test(item.after);
  }
  return list;
}

function writeSection(writer: BodyWriter, draft: Renderable, section: Section, eol: string): void {
  const heading = `${'#'.repeat(section.level)} ${section.name}`;
  if (section.level > 0) writer.heading(section.headingSource, heading);
  if (section.kind === 'timeline') writeTimeline(writer, draft, section, eol);
  else {
    const ours = section.actions.some((item) => item.source === null);
    writer.under(writeActions(section.text, section.actions, eol), ours);
  }
}

function writeAll(draft: Renderable, lastLine: string | null): string {
  const eol = lineEndOf(draft.sections);
  const writer = new BodyWriter(eol);
  for (const section of draft.sections) writeSection(writer, draft, section, eol);
  return writer.finish(lastLine);
}

/** The draft's body as people read it: what `export` gives, without the marker. */
export function renderBody(draft: Renderable): string {
  return writeAll(draft, null);
}

/** The body with a marker that it already has there, or (null) without one: another Debrief may have filed it. */
export function renderWithMarker(draft: Renderable, marker: Marker | null): string {
  return writeAll(draft, marker?.source ?? null);
}

/** The body as it is filed: with the marker as its last line. */
export function renderFiled(draft: Renderable & Pick<Draft, 'id'>): string {
  return writeAll(draft, markerOf(draft.id));
}

/** The Markdown under one section's heading, without blank lines around it and with `\n` line ends: for an editor. */
export function renderSection(draft: Renderable, section: Section): string {
  const alone = { ...section, level: Math.max(section.level, 1), headingSource: '' };
  const writer = new BodyWriter(LF);
  writeSection(writer, { ...draft, sections: [alone] }, alone, lineEndOf(draft.sections));
  return writer
    .finish(null)
    .replace(/\r\n?/g, LF)
    .replace(/^(?:[ \t]*\n)+/, '')
    .trimEnd();
}
