import type { SyntaxNode } from '@lezer/common';
import { foldDepth, sortBlock, withoutFolds } from './blocks.ts';
import { Markup } from './markup.ts';
import { content, guidance, joinPieces, type Piece } from './piece.ts';
import { blankPlaceholders, isSampleHeading, trimSeparators } from './placeholder.ts';

/** A heading of a template with what stands under it, sorted. */
export interface TemplateSection {
  /** Its Markdown; null for what stands before the first heading. */
  readonly heading: string | null;
  /** Markdown that is filed. */
  readonly content: string;
  /** Markdown that is only shown. */
  readonly guidance: string;
}

/** A top-level block: a heading, or pieces. A heading that is a sample of a timeline's entry is guidance. */
interface Block {
  readonly heading: string | null;
  readonly pieces: readonly Piece[];
}

/**
 * Cuts the body of a Markdown template along its headings and sorts what is under each. The first section has no
 * heading, and is empty where the text begins with one.
 */
export function cutSections(markdown: string): readonly TemplateSection[] {
  const markup = new Markup(markdown);
  const blocks = settle(markup.blocks.map((node) => readBlock(markup, node)));
  const starts = blocks.flatMap(({ heading }, index) => (heading === null ? [] : [index]));
  return [0, ...starts].map((start, at) => {
    const own = at === 0 ? blocks.slice(0, starts[0]) : blocks.slice(start, starts[at]);
    const pieces = own.flatMap((block) => block.pieces);
    return {
      heading: at === 0 ? null : (blocks[start]?.heading ?? null),
      content: joinPieces(pieces.filter(({ kind }) => kind === 'content')),
      guidance: joinPieces(underLabels(pieces)),
    };
  });
}

function readBlock(markup: Markup, node: SyntaxNode): Block {
  const kind = /^(?:ATX|Setext)Heading([1-6])$/.exec(node.name);
  if (kind === null) return { heading: null, pieces: sortBlock(markup, node) };
  const [first, second] = node.getChildren('HeaderMark');
  const isUnderlined = first !== undefined && first.from > node.from;
  const inner = {
    from: isUnderlined ? node.from : (first?.to ?? node.from),
    to: isUnderlined ? first.from : (second?.from ?? node.to),
  };
  const text = markup.shown(inner).replace(/\s+/g, ' ').trim();
  const said = guidance(node.from, markup.said(inner).replace(/\s+/g, ' ').trim());
  if (text === '') return { heading: null, pieces: said };
  if (isSampleHeading(text)) return { heading: null, pieces: guidance(node.from, markup.said(node)) };
  const filed = trimSeparators(blankPlaceholders(text));
  if (filed === trimSeparators(text) && !markup.hasComment(node)) {
    return { heading: markup.source.slice(node.from, node.to), pieces: [] };
  }
  return { heading: `${'#'.repeat(Number(kind[1]))} ${filed}`, pieces: said };
}

/** Settles the lot of folds and of link targets by what they are there for. */
function settle(blocks: readonly Block[]): readonly Block[] {
  const filed = blocks.flatMap(({ pieces }) => pieces.filter(({ kind }) => kind === 'content'));
  const written = filed.map(({ text }) => text.toLowerCase()).join('\n');
  const kept = foldsToKeep(blocks);
  return blocks.map(({ heading, pieces }, index) => ({
    heading,
    pieces: pieces.flatMap((piece) => {
      if (piece.kind === 'fold') {
        return kept.has(index)
          ? [content(piece.block, piece.text)]
          : guidance(piece.block, withoutFolds(piece.text));
      }
      if (piece.kind !== 'reference') return [piece];
      const label = /^\[[^\]]*\]/.exec(piece.text)?.[0].toLowerCase();
      const isUsed = label !== undefined && written.includes(label);
      return isUsed ? [content(piece.block, piece.text)] : guidance(piece.block, piece.text);
    }),
  }));
}

/** Blocks that open or close a fold around something that is filed: content or a heading. */
function foldsToKeep(blocks: readonly Block[]): ReadonlySet<number> {
  const kept = new Set<number>();
  const open: number[] = [];
  blocks.forEach(({ pieces: [piece] }, index) => {
    if (piece?.kind !== 'fold') return;
    const start = foldDepth(piece.text) > 0 ? undefined : open.pop();
    if (start === undefined) {
      if (foldDepth(piece.text) > 0) open.push(index);
      return;
    }
    const inside = blocks.slice(start + 1, index);
    if (
      !inside.some(({ heading, pieces }) => heading !== null || pieces.some(({ kind }) => kind === 'content'))
    )
      return;
    kept.add(start).add(index);
  });
  return kept;
}

/** The guidance of a section. What follows a label that is filed is shown under the label, so as to be about something. */
function underLabels(pieces: readonly Piece[]): readonly Piece[] {
  const shown: Piece[] = [];
  let label: Piece | null = null;
  for (const piece of pieces) {
    if (piece.isLabel) label = piece;
    if (piece.kind !== 'guidance') continue;
    if (label !== null && !piece.text.includes(label.text)) shown.push(label);
    label = null;
    shown.push(piece);
  }
  return shown;
}
