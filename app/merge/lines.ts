/** Lines of Markdown as they are compared: by what they say, with what they are a part of. */
import type { SyntaxNodeRef } from '@lezer/common';
import type { ParsedText } from './outline.ts';
import { lineAt } from './outline.ts';
import type { Span } from './sequence.ts';
import { at } from './sequence.ts';
import { byContent, pick } from './three-way.ts';

/** The number of an item, and how the list around it counts: 1 2 3, 1 1 1 (valid Markdown too), or in its own way. */
export interface ListNumber {
  /** The number of the list's first item. */
  readonly first: number;
  readonly style: 'counting' | 'constant' | 'irregular';
}

/** What a line is a part of. `item` and `row` begin an item of a list and are a row of a table's body. */
type Role = 'text' | 'blank' | 'item' | 'inside' | 'row';

export interface Line {
  /** Without its line end. */
  readonly text: string;
  readonly eol: string;
  /** Equal for two lines that say the same: without line end, trailing and repeated white space, and list number. */
  readonly key: string;
  readonly role: Role;
  /** How many lists it is in. */
  readonly depth: number;
  /** For the first line of a numbered item. */
  readonly number: ListNumber | null;
}

type Place = Pick<Line, 'role' | 'depth' | 'number'>;

const TEXT: Place = { role: 'text', depth: 0, number: null };
const BLANK: Place = { role: 'blank', depth: 0, number: null };

/** The lines of a part of a text. */
export function linesOf(parsed: ParsedText, span: Span): readonly Line[] {
  const places = placesIn(parsed, span);
  return parsed.lines.slice(span.from, span.to).map((slice, index): Line => {
    const eol = /\r?\n$/.exec(slice)?.[0] ?? '';
    const text = slice.slice(0, slice.length - eol.length);
    const place = places.get(span.from + index) ?? TEXT;
    if (text.trim() === '') return { text, eol, key: '', ...BLANK };
    return { text, eol, key: keyOf(text, place.number !== null), ...place };
  });
}

function keyOf(text: string, isNumbered: boolean): string {
  const unnumbered = isNumbered ? text.replace(/\d+/, '#') : text;
  const indent = unnumbered.length - unnumbered.trimStart().length;
  return unnumbered.slice(0, indent) + unnumbered.slice(indent).trimEnd().replace(/\s+/g, ' ');
}

function placesIn(parsed: ParsedText, span: Span): ReadonlyMap<number, Place> {
  const places = new Map<number, Place>();
  const numbers = new Map<number, ListNumber>();
  let depth = 0;
  const isList = (name: string): boolean => name === 'OrderedList' || name === 'BulletList';
  parsed.tree.iterate({
    from: parsed.starts[span.from] ?? parsed.text.length,
    to: parsed.starts[span.to] ?? parsed.text.length,
    enter(node) {
      if (node.name === 'Blockquote') return false;
      if (isList(node.name)) depth += 1;
      if (node.name === 'OrderedList') readNumbers(parsed, node, numbers);
      if (node.name === 'TableRow') places.set(lineAt(parsed, node.from), { ...TEXT, role: 'row' });
      if (node.name === 'ListItem') placeItem(parsed, node, depth, numbers.get(node.from) ?? null, places);
      return true;
    },
    leave(node) {
      if (isList(node.name)) depth -= 1;
    },
  });
  return places;
}

/** Outer items come first; of two items that begin on one line the outer one counts. */
function placeItem(
  parsed: ParsedText,
  item: SyntaxNodeRef,
  depth: number,
  number: ListNumber | null,
  places: Map<number, Place>,
): void {
  const first = lineAt(parsed, item.from);
  if (places.get(first)?.role !== 'item') places.set(first, { role: 'item', depth, number });
  const last = lineAt(parsed, item.to);
  for (let line = first + 1; line <= last; line += 1)
    places.set(line, { role: 'inside', depth, number: null });
}

/** An item's own number, as an offset range and a value. */
export interface ItemNumber {
  readonly from: number;
  readonly to: number;
  readonly value: number;
}

/** The numbers of the items of an ordered list, in order. */
export function itemNumbersOf(
  text: string,
  list: SyntaxNodeRef,
): readonly (ItemNumber & { readonly item: Span })[] {
  return list.node.getChildren('ListItem').flatMap((item) => {
    const mark = item.getChild('ListMark');
    if (mark === null) return [];
    const value = Number.parseInt(text.slice(mark.from, mark.to), 10);
    return [{ from: mark.from, to: mark.to - 1, value, item: { from: item.from, to: item.to } }];
  });
}

/** How a list counts. A list of one item counts. */
export function styleOf(values: readonly number[]): ListNumber['style'] {
  const first = values[0] ?? 1;
  if (values.every((value, index) => value === first + index)) return 'counting';
  return values.every((value) => value === first) ? 'constant' : 'irregular';
}

function readNumbers(parsed: ParsedText, list: SyntaxNodeRef, into: Map<number, ListNumber>): void {
  const numbers = itemNumbersOf(parsed.text, list);
  const style = styleOf(numbers.map((number) => number.value));
  for (const { item } of numbers) into.set(item.from, { first: at(numbers, 0).value, style });
}

/** A line of its own, in no list and without a line end. */
export function proseLine(text: string): Line {
  return { text, eol: '', key: keyOf(text, false), ...TEXT };
}

/** Lines as text. */
export function joinLines(lines: readonly Line[]): string {
  return lines.map((line) => line.text + line.eol).join('');
}

export const keysOf = (lines: readonly Line[]): readonly string[] => lines.map((line) => line.key);

/** Do two lines say the same? A line of a list may be just text in the other version. */
export function saysSame(a: Line, b: Line): boolean {
  return a.key === b.key || a.text === b.text;
}

/** Do two runs of lines say the same? */
export function saySame(a: readonly Line[], b: readonly Line[]): boolean {
  return a.length === b.length && a.every((line, index) => saysSame(line, at(b, index)));
}

/** A line that both sides have unchanged but for white space, line end or list number; who changed those wins. */
export function pickLine(base: Line, left: Line, right: Line): Line {
  const text = pick(base.text, left.text, right.text);
  const eol = pick(base.eol, left.eol, right.eol);
  const number = pickNumber(base.number, left.number, right.number);
  return { ...left, text, eol, number };
}

function pickNumber(
  base: ListNumber | null,
  left: ListNumber | null,
  right: ListNumber | null,
): ListNumber | null {
  if (left === null || right === null) return left ?? right;
  return {
    first: pick(base?.first ?? left.first, left.first, right.first),
    style: pick(base?.style ?? left.style, left.style, right.style),
  };
}

/** Runs that say the same on both sides: the one that goes first by content, line by line. */
export function pickEither(left: readonly Line[], right: readonly Line[]): readonly Line[] {
  return left.map((line, index) => {
    const other = at(right, index);
    return byContent(line.text + line.eol, other.text + other.eol) <= 0 ? line : other;
  });
}
