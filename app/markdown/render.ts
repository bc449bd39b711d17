/** Writes a draft's Markdown: slices as they were read, and what was made or edited here in the template's shape. */
import type { ActionItem, Draft, Section } from '../draft.ts';
import { writeItem } from './actions.ts';
import { BodyWriter } from './body-writer.ts';
import type { Marker } from './parse.ts';
import { markerOf } from './parse.ts';
import { writeTimeline } from './write-timeline.ts';

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
