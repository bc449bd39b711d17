import type { SyntaxNode } from '@lezer/common';
import { readField } from './fields.ts';
import type { Markup, Stretch } from './markup.ts';
import { content, guidance, type Piece } from './piece.ts';
import { blankPlaceholders, hasBraces } from './placeholder.ts';

/** One line of a list item, without the indent that the item itself has. */
interface ItemLine {
  readonly shown: string;
  readonly said: string;
  /** Columns before its text or mark. */
  readonly indent: number;
  /** Does it begin an item, the outer one or one within? */
  readonly isItem: boolean;
  readonly role: 'task' | 'field' | 'other' | 'blank';
  /** What is filed of it if it is content. */
  readonly filed: string;
}

const MARK = /^([ \t]*)((?:[-*+]|\d{1,9}[.)])(?:[ \t]+|$))?(\[[ xX]\](?:[ \t]+|$))?(.*)$/s;

/**
 * Sorts a list, item by item: tasks (`- [ ]`) with all that is under them, and fields, are content; so is an item that
 * has some within. Any other item is a sample.
 */
export function sortList(markup: Markup, list: SyntaxNode): readonly Piece[] {
  return list.getChildren('ListItem').flatMap((item) => sortItem(markup, item, list.from));
}

function sortItem(markup: Markup, item: SyntaxNode, block: number): readonly Piece[] {
  const lines = readLines(markup, item);
  const isWhole =
    item.getChild('FencedCode') !== null && lines.some(({ role }) => role === 'task' || role === 'field');
  const kept = isWhole ? lines.map(() => true) : keptLines(lines);
  if (!kept.some(Boolean)) return guidance(block, lines.map(({ said }) => said).join('\n'));
  const filed = lines.flatMap((line, index) =>
    kept[index] === true && !isEmptied(line) ? [line.filed] : [],
  );
  const hints = lines.filter(
    (line, index) => kept[index] !== true || line.filed.trimEnd() !== line.said.trimEnd(),
  );
  return [content(block, filed.join('\n')), ...guidance(block, hints.map(({ said }) => said).join('\n'))];
}

/** A line that was a comment and nothing else. */
function isEmptied(line: ItemLine): boolean {
  return line.shown.trim() === '' && line.said.trim() !== '' && !line.isItem;
}

function readLines(markup: Markup, item: SyntaxNode): readonly ItemLine[] {
  const from = item.getChild('ListMark')?.from ?? item.from;
  const indent = from - (markup.source.lastIndexOf('\n', from - 1) + 1);
  return markup.linesOf({ from, to: item.to }).map((line) => readLine(markup, line, indent));
}

function readLine(markup: Markup, line: Stretch, itemIndent: number): ItemLine {
  const unindent = (text: string): string => text.replace(new RegExp(`^[ \\t]{0,${itemIndent}}`), '');
  const shown = unindent(markup.shown(line));
  const said = unindent(markup.said(line));
  const [, indent = '', mark, box, text = ''] = MARK.exec(shown) ?? [];
  const base = { shown, said, indent: indent.length, isItem: mark !== undefined };
  if (said.trim() === '') return { ...base, role: 'blank', filed: '' };
  if (mark !== undefined && box !== undefined)
    return { ...base, role: 'task', filed: blankPlaceholders(shown) };
  const field = mark === undefined ? null : readField(text, 'list', markup.hasComment(line));
  if (field !== null) return { ...base, role: 'field', filed: indent + (mark ?? '') + field.text };
  return { ...base, role: 'other', filed: hasBraces(shown) ? blankPlaceholders(shown) : shown };
}

/** Tasks and fields with the items that they stand in, and all that stands under a task. */
function keptLines(lines: readonly ItemLine[]): readonly boolean[] {
  const kept = lines.map(() => false);
  /** The items around the line, from the outermost: text stands in the item before it, however it is indented. */
  const around: number[] = [];
  lines.forEach((line, index) => {
    while (line.isItem && (lines[around.at(-1) ?? -1]?.indent ?? -1) >= line.indent) around.pop();
    const isContent = line.role === 'task' || line.role === 'field';
    if (isContent) for (const at of around) kept[at] = true;
    kept[index] = isContent || around.some((at) => lines[at]?.role === 'task');
    if (line.isItem) around.push(index);
  });
  // A blank line goes with the text after it.
  for (let index = lines.length - 1; index >= 0; index -= 1) {
    if (lines[index]?.role === 'blank')
      kept[index] = lines[index + 1]?.isItem === false && kept[index + 1] === true;
  }
  return kept;
}
