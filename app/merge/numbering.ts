/** Numbers of list items after a merge: a list that counted still counts. */
import type { SyntaxNodeRef } from '@lezer/common';
import type { ItemNumber, Line } from './lines.ts';
import { itemNumbersOf, joinLines, styleOf } from './lines.ts';
import type { ParsedText } from './outline.ts';
import { lineAt, parseText } from './outline.ts';
import type { Span } from './sequence.ts';
import { at } from './sequence.ts';

interface NumberedList {
  readonly span: Span;
  readonly numbers: readonly (ItemNumber & { readonly item: Span })[];
}

/** The ordered lists of a text, outer ones first. Those in quotations are left alone: their lines have marks before them. */
function orderedListsOf(parsed: ParsedText): readonly NumberedList[] {
  const lists: NumberedList[] = [];
  parsed.tree.iterate({
    enter(node: SyntaxNodeRef) {
      if (node.name === 'Blockquote') return false;
      if (node.name === 'OrderedList') {
        lists.push({ span: { from: node.from, to: node.to }, numbers: itemNumbersOf(parsed.text, node) });
      }
      return true;
    },
  });
  return lists;
}

/** Rewrites numbers line by line; what is indented under an item moves with the width of its number. */
class NumberWriter {
  private readonly parsed: ParsedText;
  private readonly digits = new Map<
    number,
    { readonly from: number; readonly to: number; readonly value: number }
  >();
  private readonly shifts = new Map<number, number>();

  constructor(parsed: ParsedText) {
    this.parsed = parsed;
  }

  write(list: NumberedList, valueAt: (index: number) => number): void {
    list.numbers.forEach((number, index) => {
      const value = valueAt(index);
      if (value === number.value) return;
      const line = lineAt(this.parsed, number.from);
      const start = at(this.parsed.starts, line);
      this.digits.set(line, { from: number.from - start, to: number.to - start, value });
      const shift = String(value).length - (number.to - number.from);
      if (shift !== 0)
        this.shift(
          { from: line + 1, to: lineAt(this.parsed, number.item.to) + 1 },
          number.to - start + 2,
          shift,
        );
    });
  }

  private shift(lines: Span, column: number, by: number): void {
    for (let line = lines.from; line < lines.to; line += 1) {
      const indent = /^ */.exec(at(this.parsed.lines, line))?.[0].length ?? 0;
      if (indent >= column) this.shifts.set(line, (this.shifts.get(line) ?? 0) + by);
    }
  }

  /** The lines with their new numbers, each with its line end. */
  lines(): readonly string[] {
    return this.parsed.lines.map((line, index) => {
      const digits = this.digits.get(index);
      const numbered =
        digits === undefined ? line : `${line.slice(0, digits.from)}${digits.value}${line.slice(digits.to)}`;
      const shift = this.shifts.get(index) ?? 0;
      return shift < 0 ? numbered.replace(new RegExp(`^ {0,${-shift}}`), '') : ' '.repeat(shift) + numbered;
    });
  }
}

/**
 * The lines of a merged part of a document, with the numbers of its lists put right. Whoever numbers all items alike, or
 * in a way of their own, has that left alone.
 */
export function renumber(lines: readonly Line[]): readonly Line[] {
  if (lines.every((line) => line.number === null)) return lines;
  const parsed = parseText(joinLines(lines), null);
  const writer = new NumberWriter(parsed);
  for (const list of orderedListsOf(parsed)) {
    const known = list.numbers.flatMap((number) => lines[lineAt(parsed, number.from)]?.number ?? []);
    const [first] = known;
    if (first === undefined || known.some((number) => number.style === 'irregular')) continue;
    const constant = known.find((number) => number.style === 'constant');
    writer.write(list, (index) => constant?.first ?? first.first + index);
  }
  return writer.lines().map((slice, index): Line => {
    const line = at(lines, index);
    return { ...line, text: slice.slice(0, slice.length - line.eol.length) };
  });
}

/** A text, and where in it the conflicts are (or were), in order. */
export interface WithConflicts {
  readonly text: string;
  readonly spans: readonly Span[];
}

const touches = (a: Span, b: Span): boolean => a.from <= b.to && b.from <= a.to;

/**
 * A text with its conflicts resolved, and the numbers of the lists that they were in put right.
 * @param sides the text with the one and with the other side in the place of all conflicts: the merge has made a list
 *   that counts do so in one of the two
 */
export function renumberResolved(resolved: WithConflicts, sides: readonly WithConflicts[]): string {
  const parsed = parseText(resolved.text, null);
  const lists = orderedListsOf(parsed);
  if (lists.length === 0) return resolved.text;
  const known = sides.map(({ text, spans }) => ({ lists: orderedListsOf(parseText(text, parsed)), spans }));
  const writer = new NumberWriter(parsed);
  for (const list of lists) {
    const inside = resolved.spans.flatMap((span, index) => (touches(span, list.span) ? [index] : []));
    const olds = known.map((side) =>
      side.lists.filter((each) => inside.some((index) => touches(at(side.spans, index), each.span))),
    );
    const first = countsFrom(olds.map((side) => side.map((each) => each.numbers.map(({ value }) => value))));
    if (first !== null) writer.write(list, (index) => first + index);
  }
  return writer.lines().join('');
}

/** The number that lists begin with if they count on one of the sides, and are not numbered all alike on the other. */
function countsFrom(sides: readonly (readonly (readonly number[])[])[]): number | null {
  const styles = sides.map((lists) => lists.map(styleOf));
  const counts = styles.some((side) => side.length > 0 && side.every((style) => style === 'counting'));
  if (!counts || styles.flat().includes('constant')) return null;
  return Math.min(...sides.flat().map((values) => values[0] ?? Infinity));
}
