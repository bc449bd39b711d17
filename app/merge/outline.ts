/**
 * The structure of one version: its sections, and the entries of its timelines, as ranges of whole lines. Rules: GFM,
 * through `@lezer/markdown`, so a `###` in a code fence or a quotation cuts nothing.
 */
import type { Tree } from '@lezer/common';
import { TreeFragment } from '@lezer/common';
import { Table, parser as markdownParser } from '@lezer/markdown';
import { isWholeDate } from '../timeline/written-time.ts';
import type { PlacedTime } from './heading-times.ts';
import { compareTimes, isTimelineName, placeTime, placeUnderDate, readHeadingTime } from './heading-times.ts';
import type { Span } from './sequence.ts';
import { at, diffSequences } from './sequence.ts';

/** No cut depends on inline syntax, and reading it takes most of the time. */
const INLINE = 'Escape Entity InlineCode HTMLTag Emphasis HardBreak Link Image LinkEnd';
/** Of what GFM adds to CommonMark, tables alone are blocks that cut anything. */
const blockParser = markdownParser.configure([Table, { remove: INLINE.split(' ') }]);

/** A text with its lines (each with its line end) and its syntax tree. */
export interface ParsedText {
  readonly text: string;
  readonly lines: readonly string[];
  /** The offset of each line. */
  readonly starts: readonly number[];
  readonly tree: Tree;
}

/** The lines of a text, each with its line end. */
export function splitLines(text: string): readonly string[] {
  return text.match(/[^\n]*\n|[^\n]+/g) ?? [];
}

/**
 * Parses a text.
 * @param similar a version of it whose tree is used again where the two agree, which makes parsing ten times as fast
 */
export function parseText(text: string, similar: ParsedText | null): ParsedText {
  const lines = splitLines(text);
  const starts: number[] = [];
  let offset = 0;
  for (const line of lines) {
    starts.push(offset);
    offset += line.length;
  }
  const unparsed = { text, lines, starts };
  return {
    ...unparsed,
    tree: blockParser.parse(text, similar === null ? [] : unchangedSince(similar, unparsed)),
  };
}

function unchangedSince(before: ParsedText, now: Omit<ParsedText, 'tree'>): readonly TreeFragment[] {
  const offset = (of: Omit<ParsedText, 'tree'>, line: number): number => of.starts[line] ?? of.text.length;
  const changes = diffSequences(before.lines, now.lines).map(({ base, side }) => ({
    fromA: offset(before, base.from),
    toA: offset(before, base.to),
    fromB: offset(now, side.from),
    toB: offset(now, side.to),
  }));
  return TreeFragment.applyChanges(TreeFragment.addTree(before.tree), changes);
}

/** The line that an offset is in. */
export function lineAt(parsed: ParsedText, offset: number): number {
  let [low, high] = [0, parsed.starts.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (at(parsed.starts, middle) <= offset) low = middle + 1;
    else high = middle;
  }
  return Math.max(0, low - 1);
}

/** The text of a range of lines. */
export function sliceOf(parsed: ParsedText, span: Span): string {
  const { starts, text } = parsed;
  return text.slice(starts[span.from] ?? text.length, starts[span.to] ?? text.length);
}

/** A heading at the top level: its lines, and its text without marks. */
interface Heading {
  readonly level: number;
  readonly name: string;
  readonly lines: Span;
}

const HEADING = /^(ATX|Setext)Heading([1-6])$/;

/** A heading's text without its marks. By index: a pattern that looks for an end tries again from every space. */
function nameOf(slice: string, isAtx: boolean): string {
  if (!isAtx) return slice.slice(0, slice.lastIndexOf('\n')).trim().replace(/\s+/g, ' ');
  const text = slice.replace(/^#+/, '').trim();
  let end = text.length;
  while (text[end - 1] === '#') end -= 1;
  const isClosed = end < text.length && /^\s?$/.test(text.slice(Math.max(0, end - 1), end));
  return (isClosed ? text.slice(0, end) : text).trim().replace(/\s+/g, ' ');
}

function headingsOf(parsed: ParsedText): readonly Heading[] {
  const headings: Heading[] = [];
  const cursor = parsed.tree.cursor();
  if (!cursor.firstChild()) return headings;
  do {
    const kind = HEADING.exec(cursor.name);
    if (kind === null) continue;
    const lines = { from: lineAt(parsed, cursor.from), to: lineAt(parsed, cursor.to) + 1 };
    const slice = parsed.text.slice(cursor.from, cursor.to);
    headings.push({ level: Number(kind[2]), name: nameOf(slice, kind[1] === 'ATX'), lines });
  } while (cursor.nextSibling());
  return headings;
}

/** Templates begin with `# Summary` and go on with `## Timeline`: the first two levels stand beside each other. */
const rankOf = (heading: Heading): number => Math.max(heading.level, 2);

/**
 * The names of the headings that whole lines lie under, the outermost first; then, where they begin with a heading, that.
 * @param offset where the lines begin, or would if they were still there
 * @param lines their text
 */
export function pathTo(parsed: ParsedText, offset: number, lines: string): readonly string[] {
  const above = headingsOf(parsed).filter((heading) => at(parsed.starts, heading.lines.from) < offset);
  const [own] = headingsOf(parseText(lines, null));
  const path: Heading[] = [];
  for (const heading of [...above, ...(own?.lines.from === 0 ? [own] : [])]) {
    for (let last = path.at(-1); last !== undefined && rankOf(last) >= rankOf(heading); last = path.at(-1))
      path.pop();
    path.push(heading);
  }
  return path.map((heading) => heading.name);
}

/** One of several parts that follow on one another: a section of a document, or an entry of a timeline. */
export interface Part {
  readonly of: ParsedText;
  /** Its lines, without blank ones at its end. */
  readonly lines: Span;
  readonly text: string;
  /** The blank lines between it and the next part. */
  readonly gap: string;
  /** The blank lines between it and the part before; null for the first one. */
  readonly gapBefore: string | null;
  readonly isLast: boolean;
}

const BLANK = /^\s*$/;

/** Cuts the lines up to `end` into parts that begin at the given lines. */
function cutParts(of: ParsedText, begins: readonly number[], end: number): readonly Part[] {
  const parts: Part[] = [];
  begins.forEach((from, index) => {
    const next = begins[index + 1] ?? end;
    let to = next;
    while (to > from && BLANK.test(at(of.lines, to - 1))) to -= 1;
    const lines = { from, to };
    const gap = sliceOf(of, { from: to, to: next });
    const gapBefore = parts.at(-1)?.gap ?? null;
    parts.push({ of, lines, text: sliceOf(of, lines), gap, gapBefore, isLast: index === begins.length - 1 });
  });
  return parts;
}

/** A heading and what stands under it; the first section of a document has no heading and may be empty. */
export interface Section extends Part {
  readonly name: string;
  /** The heading's lines, empty if there is none, and those under it. */
  readonly heading: Span;
  readonly body: Span;
  readonly isTimeline: boolean;
  /** In a timeline: the deeper headings, all of them in its body. */
  readonly inner: readonly Heading[];
}

/** The sections of a document: what stands before the first heading, then one for each heading outside timelines. */
export function sectionsOf(parsed: ParsedText): readonly Section[] {
  const openers: { readonly heading: Heading; readonly inner: Heading[] }[] = [];
  for (const heading of headingsOf(parsed)) {
    const open = openers.at(-1);
    const belongs =
      open !== undefined &&
      isTimelineName(open.heading.name) &&
      (heading.level > open.heading.level ||
        (heading.level === open.heading.level && isWholeDate(heading.name)));
    if (belongs) open.inner.push(heading);
    else openers.push({ heading, inner: [] });
  }
  const begins = [0, ...openers.map(({ heading }) => heading.lines.from)];
  return cutParts(parsed, begins, parsed.lines.length).map((part, index): Section => {
    const { heading, inner } = openers[index - 1] ?? { heading: null, inner: [] };
    const under = heading === null ? part.lines.from : Math.min(heading.lines.to, part.lines.to);
    return {
      ...part,
      name: heading?.name ?? '',
      heading: { from: part.lines.from, to: under },
      body: { from: under, to: part.lines.to },
      isTimeline: heading !== null && isTimelineName(heading.name),
      inner,
    };
  });
}

/** A moment of a timeline: its heading, and all up to the next time heading. */
export interface Entry extends Part {
  readonly time: PlacedTime;
  readonly heading: Span;
  readonly body: Span;
}

/** The heading of an entry (and before it maybe that of its date), and the time it names. */
interface TimeHeading {
  readonly lines: Span;
  readonly time: PlacedTime;
}

/** A heading that names no more than the date of the next one belongs to it, and is no entry. */
function timeHeadingsOf({ of, inner }: Section): readonly TimeHeading[] {
  const found: TimeHeading[] = [];
  for (const { name, lines } of inner) {
    const before = found.at(-1) ?? null;
    const between = before === null ? '' : sliceOf(of, { from: before.lines.to, to: lines.from });
    const dating =
      before?.time.isDateOnly === true && before.time.rest === '' && BLANK.test(between) ? before : null;
    const time = readEntryTime(name, before?.time ?? null, dating !== null);
    if (time === null) continue;
    if (dating === null) found.push({ lines, time });
    else found[found.length - 1] = { lines: { from: dating.lines.from, to: lines.to }, time };
  }
  return found;
}

/** What stands in a timeline before its first entry, and its entries. */
export function entriesOf(section: Section): { readonly intro: Part; readonly entries: readonly Entry[] } {
  const found = timeHeadingsOf(section);
  const begins = [section.body.from, ...found.map(({ lines }) => lines.from)];
  const parts = cutParts(section.of, begins, section.body.to);
  const entries = parts.slice(1).map((part, index): Entry => {
    const { lines, time } = at(found, index);
    const under = Math.min(lines.to, part.lines.to);
    return {
      ...part,
      time,
      heading: { from: part.lines.from, to: under },
      body: { from: under, to: part.lines.to },
    };
  });
  return { intro: at(parts, 0), entries };
}

/**
 * A bare time earlier than the entry before it (midnight, or out of order?) could mean two instants, and one after a
 * range over midnight two days: it is no entry. Nor is an unknown time that stands after nothing.
 */
function readEntryTime(name: string, before: PlacedTime | null, isUnderDate: boolean): PlacedTime | null {
  const written = readHeadingTime(name);
  if (written === null) return null;
  if (before === null) {
    const time = placeTime(written, null);
    const isPlaced = written.date === null ? written.secondsOfDay !== null : time.date !== null;
    return isPlaced ? time : null;
  }
  const time = isUnderDate ? placeUnderDate(written, before) : placeTime(written, before);
  if (written.date !== null) return time.date?.slice(-5) === written.date.monthDay ? time : null;
  if (written.secondsOfDay === null) return time;
  return before.mayEndLater || compareTimes(time, before) < 0 ? null : time;
}
