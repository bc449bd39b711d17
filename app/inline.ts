/**
 * What stands within a line of Markdown: emphasis, code, links, references. For rows, which show a text without drawing its
 * blocks: what is a list, a fence, HTML or a picture shows as it was written. Nothing in it can be anything but words and
 * links of the web, whatever is written.
 */
import type { SyntaxNode } from '@lezer/common';
import { GFM, parser } from '@lezer/markdown';

import { textOf } from './preview/hast.ts';
import type { Place } from './preview/references.ts';
import { linkReferences } from './preview/references.ts';

export type Inline =
  | { readonly is: 'text'; readonly text: string }
  | { readonly is: 'code'; readonly text: string }
  | { readonly is: 'strong' | 'em' | 's'; readonly inside: readonly Inline[] }
  | { readonly is: 'link'; readonly href: string; readonly inside: readonly Inline[] };

const inlineParser = parser.configure(GFM);

/** Most lines of a timeline have none of these: they are words. */
const MARKUP = /[`*_~[<\\@#]|https?:|www\.|\bGH-\d/i;

const MARKS: Readonly<Record<string, 'strong' | 'em' | 's'>> = {
  StrongEmphasis: 'strong',
  Emphasis: 'em',
  Strikethrough: 's',
};

/** Longer texts are logs, which nobody marks up, and which would be waited for. */
const MOST = 2_000;

/** Blocks of which only the lines matter. */
const TRANSPARENT: ReadonlySet<string> = new Set(['Document', 'Paragraph']);

/** The address as a link may have it; null for what runs, reads, or names no server. */
function webAddress(written: string): string | null {
  const address = /^www\./i.test(written) ? `http://${written}` : written;
  return /^(?:https?:\/\/|mailto:)[^\s<>"]+$/i.test(address) ? address : null;
}

/** What a parse of one text needs at each step. */
interface Reading {
  readonly text: string;
  readonly place: Place;
  /** In a link there is no other. */
  readonly inLink: boolean;
}

function words(text: string, { place, inLink }: Reading): readonly Inline[] {
  if (text === '') return [];
  if (inLink) return [{ is: 'text', text }];
  return linkReferences(text, place).map((piece): Inline => {
    const href = piece.type === 'element' ? piece.properties.href : undefined;
    const shown: Inline = { is: 'text', text: textOf(piece) };
    return typeof href === 'string' ? { is: 'link', href, inside: [shown] } : shown;
  });
}

function childrenOf(node: SyntaxNode): readonly SyntaxNode[] {
  const children: SyntaxNode[] = [];
  for (let child = node.firstChild; child !== null; child = child.nextSibling) children.push(child);
  return children;
}

/** The pieces between two places in a node. */
function within(node: SyntaxNode, from: number, to: number, reading: Reading): readonly Inline[] {
  const pieces: Inline[] = [];
  let at = from;
  for (const child of childrenOf(node)) {
    if (child.from < at || child.to > to) continue;
    pieces.push(...words(reading.text.slice(at, child.from), reading), ...pieceOf(child, reading));
    at = child.to;
  }
  return [...pieces, ...words(reading.text.slice(at, to), reading)];
}

function linkOf(node: SyntaxNode, reading: Reading): readonly Inline[] {
  const [open, close] = node.getChildren('LinkMark');
  const target = node.getChild('URL');
  const href = target === null ? null : webAddress(reading.text.slice(target.from, target.to));
  if (open === undefined || close === undefined || href === null || reading.inLink)
    return [{ is: 'text', text: reading.text.slice(node.from, node.to) }];
  return [{ is: 'link', href, inside: within(node, open.to, close.from, { ...reading, inLink: true }) }];
}

function pieceOf(node: SyntaxNode, reading: Reading): readonly Inline[] {
  const { name, from, to } = node;
  const written = reading.text.slice(from, to);
  const marks = childrenOf(node);
  const mark = MARKS[name];
  const inner = { from: marks[0]?.to ?? from, to: marks.at(-1)?.from ?? to };
  if (TRANSPARENT.has(name)) return within(node, from, to, reading);
  if (mark !== undefined) return [{ is: mark, inside: within(node, inner.from, inner.to, reading) }];
  if (name === 'InlineCode') return [{ is: 'code', text: reading.text.slice(inner.from, inner.to) }];
  if (name === 'Link') return linkOf(node, reading);
  if (name === 'Escape') return [{ is: 'text', text: written.slice(1) }];
  if (name === 'Autolink' || name === 'URL') {
    const address = written.replace(/^<|>$/g, '');
    const href = reading.inLink ? null : webAddress(address);
    return [
      href === null
        ? { is: 'text', text: written }
        : { is: 'link', href, inside: [{ is: 'text', text: address }] },
    ];
  }
  return [{ is: 'text', text: written }];
}

/** A text in pieces, for a row. */
export function inlineOf(text: string, place: Place): readonly Inline[] {
  if (text.length > MOST || !MARKUP.test(text)) return [{ is: 'text', text }];
  const reading: Reading = { text, place, inLink: false };
  return within(inlineParser.parse(text).topNode, 0, text.length, reading);
}
