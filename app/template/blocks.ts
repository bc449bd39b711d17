import type { SyntaxNode } from '@lezer/common';
import { readField } from './fields.ts';
import { sortList } from './lists.ts';
import type { Markup, Stretch } from './markup.ts';
import { content, guidance, type Piece } from './piece.ts';
import { blankPlaceholders, isPlaceholderOnly, ZONE_LINE, zoneOfLine } from './placeholder.ts';

/**
 * Sorts a block of a template, other than a heading, into what is filed and what is only shown.
 *
 * Content is what has a place to fill in: tasks, fields, tables, code blocks with nothing or a placeholder in them, and
 * the line that says the timeline's zone. All else is guidance: comments, prose, sample items, sample code. A thematic
 * break is neither: it would end up in the middle of a timeline that grows above it.
 */
export function sortBlock(markup: Markup, block: SyntaxNode): readonly Piece[] {
  switch (block.name) {
    case 'Paragraph':
    case 'CommentBlock':
      return markup.linesOf(block).flatMap((line) => sortLine(markup, line, block.from));
    case 'BulletList':
    case 'OrderedList':
      return sortList(markup, block);
    case 'Table':
      return sortTable(markup, block);
    case 'FencedCode':
      return sortFence(markup, block);
    case 'HTMLBlock':
      return sortHtml(markup, block);
    case 'HorizontalRule':
      return [];
    case 'LinkReference':
      return [{ kind: 'reference', text: markup.shown(block), block: block.from, isLabel: false }];
    default:
      return guidance(block.from, markup.said(block));
  }
}

function sortLine(markup: Markup, line: Stretch, block: number): readonly Piece[] {
  const shown = markup.shown(line).trim();
  const said = markup.said(line);
  const hasComment = markup.hasComment(line);
  if (shown === '') return guidance(block, said);
  if (/^(?:<!--.*?-->\s*)+$/s.test(shown))
    return [content(block, shown), ...(hasComment ? guidance(block, said) : [])];
  const zone = zoneOfLine(shown);
  // A draft has a zone of its own, in which its times are written: the line must not say another.
  if (zone !== null) return [content(block, ZONE_LINE), ...(zone === 'name' ? guidance(block, said) : [])];
  const field = readField(shown, 'prose', hasComment);
  if (field === null) return guidance(block, said);
  const isHinted = hasComment || field.isShortened || field.text !== shown;
  return [content(block, field.text, field.isLabel), ...(isHinted ? guidance(block, said) : [])];
}

/** A table is there to be filled in. Of the rows that held a hint, guidance has what they said. */
function sortTable(markup: Markup, table: SyntaxNode): readonly Piece[] {
  const rows = markup.linesOf(table).map((row) => {
    const said = markup.said(row).trim();
    return { said, filed: blankPlaceholders(markup.shown(row).trim()) };
  });
  const hinted = rows.filter(({ said, filed }, index) => index > 1 && said !== filed);
  const head = hinted.length > 0 ? rows.slice(0, 2) : [];
  return [
    content(table.from, rows.map(({ filed }) => filed).join('\n')),
    ...guidance(table.from, [...head, ...hinted].map(({ said }) => said.replaceAll('\n', ' ')).join('\n')),
  ];
}

const PASTE_HERE = /\b(?:paste|insert|put|add|enter|copy|attach)\b.*\bhere\b/i;

function sortFence(markup: Markup, block: SyntaxNode): readonly Piece[] {
  const text = markup.source.slice(block.from, block.to);
  const [first, second] = block.getChildren('CodeMark');
  const mark = first === undefined ? '```' : markup.source.slice(first.from, first.to);
  const [opening = mark, ...rest] = text.split('\n');
  const lines = second === undefined ? rest : rest.slice(0, -1);
  const written = lines.filter((line) => line.trim() !== '');
  if (!written.every(isFillIn)) return guidance(block.from, text);
  const empty = content(block.from, [opening, ...(written.length > 0 ? [''] : lines), mark].join('\n'));
  return [empty, ...(written.length > 0 ? guidance(block.from, text) : [])];
}

function isFillIn(line: string): boolean {
  return isPlaceholderOnly(line) || PASTE_HERE.test(line) || /^\s*(?:<!--.*-->|[\W_]*)\s*$/.test(line);
}

const FOLD = /<\/?details\b[^>]*>/gi;

/** An HTML table is to be filled in as any other; other HTML at this level is decoration, or folds what follows it. */
function sortHtml(markup: Markup, block: SyntaxNode): readonly Piece[] {
  const shown = markup.shown(block).trim();
  const isTable = /^<table\b.*<\/table>$/is.test(shown);
  if (!isTable && foldDepth(shown) === 0) return guidance(block.from, withoutFolds(markup.said(block)));
  const hints = markup.hasComment(block) ? guidance(block.from, textOfComments(markup, block)) : [];
  if (isTable) return [content(block.from, blankPlaceholders(shown)), ...hints];
  return [{ kind: 'fold', text: shown, block: block.from, isLabel: false }, ...hints];
}

function textOfComments(markup: Markup, block: SyntaxNode): string {
  const isSaid = markup.linesOf(block).filter((line) => markup.hasComment(line));
  return isSaid
    .map((line) =>
      markup
        .said(line)
        .replace(/<[^>]*>/g, ' ')
        .trim(),
    )
    .join('\n');
}

/** How many folds a text opens, less those that it closes. */
export function foldDepth(html: string): number {
  return (html.match(FOLD) ?? []).reduce((depth, tag) => depth + (tag.startsWith('</') ? -1 : 1), 0);
}

/** The text of HTML that folds something, as guidance has it: with the summary, without the fold. */
export function withoutFolds(html: string): string {
  return html
    .replace(/<\/?(?:details|summary)\b[^>]*>/gi, '')
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')
    .join('\n');
}
