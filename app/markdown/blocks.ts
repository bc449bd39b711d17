/**
 * The block structure of Markdown, from a concrete syntax tree with positions: headings and list items that stand at
 * the top level of the document, so that a `###` in a code fence or a quotation is none. Rules: GFM, through
 * `@lezer/markdown`, the editor's own parser; inline syntax is switched off here, since no cut depends on it.
 */
import type { SyntaxNode } from '@lezer/common';
import { parser as markdownParser } from '@lezer/markdown';

const INLINE = [
  'Escape',
  'Entity',
  'InlineCode',
  'HTMLTag',
  'Emphasis',
  'HardBreak',
  'Link',
  'Image',
  'LinkEnd',
];
const blockParser = markdownParser.configure({ remove: INLINE });

export interface Heading {
  /** 1 to 6. */
  readonly level: number;
  /** The heading's text without its marks. */
  readonly name: string;
  /** Offsets of the slice: whole lines, with the line end if there is one. */
  readonly from: number;
  readonly to: number;
  /** Offsets of the marks that make it a heading: its leading `#`s or its underline. */
  readonly mark: { readonly from: number; readonly to: number };
}

/** A block that runs on to the end of the text because nothing closes it. */
export interface OpenBlock {
  readonly kind: 'fence' | 'html';
  readonly from: number;
  /** What closes a fence: as many of its own characters as it opened with. */
  readonly fence: string;
}

function topLevelNodes(text: string): readonly SyntaxNode[] {
  const nodes: SyntaxNode[] = [];
  for (let node = blockParser.parse(text).topNode.firstChild; node !== null; node = node.nextSibling)
    nodes.push(node);
  return nodes;
}

function lineStart(text: string, at: number): number {
  return text.lastIndexOf('\n', at - 1) + 1;
}

/** The offset after the line end that follows, or the end of the text. */
function lineEnd(text: string, at: number): number {
  const end = text.indexOf('\n', at);
  return end < 0 ? text.length : end + 1;
}

const HEADING = /^(ATX|Setext)Heading([1-6])$/;

function headingOf(node: SyntaxNode, text: string): Heading | null {
  const kind = HEADING.exec(node.name);
  const marks = node.getChildren('HeaderMark');
  const first = marks[0];
  if (kind === null || first === undefined) return null;
  const atx = kind[1] === 'ATX';
  const closing = atx && marks.length > 1 ? marks[1] : undefined;
  const name = atx
    ? text.slice(first.to, closing?.from ?? node.to)
    : text.slice(node.from, first.from).replace(/\s*\r?\n\s*/g, ' ');
  return {
    level: Number(kind[2]),
    name: name.trim(),
    from: lineStart(text, node.from),
    to: lineEnd(text, node.to),
    mark: { from: first.from, to: first.to },
  };
}

/** The headings at the top level of a text, in order. */
export function headingsOf(text: string): readonly Heading[] {
  return topLevelNodes(text).flatMap((node) => headingOf(node, text) ?? []);
}

/** One item of a list at the top level. */
export interface ListItem {
  /** Offsets of its own lines, with the line end. */
  readonly from: number;
  readonly to: number;
  /** Its mark as written: `1.`, `2)`, `-`, `*`. */
  readonly mark: string;
  /** Its Markdown without the mark, continuation lines without their indent. */
  readonly text: string;
}

/** The items of the lists at the top level of a text, in order. */
export function listItemsOf(text: string): readonly ListItem[] {
  return topLevelNodes(text)
    .filter((node) => node.name === 'OrderedList' || node.name === 'BulletList')
    .flatMap((list) => list.getChildren('ListItem'))
    .map((item) => {
      const mark = item.getChild('ListMark');
      const content = text.slice(mark?.to ?? item.from, item.to);
      const from = lineStart(text, item.from);
      const indent = new RegExp(`^[ \\t]{0,${(mark?.to ?? item.from) - from + 1}}`);
      const lines = content.replace(/\r\n?/g, '\n').split('\n');
      return {
        from,
        to: lineEnd(text, item.to),
        mark: text.slice(mark?.from ?? item.from, mark?.to ?? item.from),
        text: lines
          .map((line, index) => (index === 0 ? line.trimStart() : line.replace(indent, '')))
          .join('\n')
          .trimEnd(),
      };
    });
}

const SENTINEL = '\n\n# x';

/** The block at the end of a text that would swallow whatever is written after it, or null if there is none. */
export function openBlockOf(text: string): OpenBlock | null {
  if (!/```|~~~|</.test(text)) return null;
  const last = topLevelNodes(text + SENTINEL).at(-1);
  if (last === undefined || HEADING.test(last.name)) return null;
  if (last.name !== 'FencedCode') return { kind: 'html', from: last.from, fence: '' };
  const mark = last.getChild('CodeMark');
  return {
    kind: 'fence',
    from: last.from,
    fence: text.slice(mark?.from ?? last.from, mark?.to ?? last.from),
  };
}
