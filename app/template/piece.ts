/**
 * A part of a template's section, sorted: content is filed, guidance is shown only. A fold is the opening or closing
 * tag of a `<details>`, whose lot is that of what it holds; a reference is the target of a link, likewise.
 */
export interface Piece {
  readonly kind: 'content' | 'guidance' | 'fold' | 'reference';
  readonly text: string;
  /** Offset of the block that it comes from: pieces of one block stand on neighbouring lines. */
  readonly block: number;
  /** Content that says what the text after it is about: guidance that follows is shown under it. */
  readonly isLabel: boolean;
}

export function content(block: number, text: string, isLabel = false): Piece {
  return { kind: 'content', text: tidy(text), block, isLabel };
}

/** Nothing for a text that says nothing. */
export function guidance(block: number, text: string): readonly Piece[] {
  const tidied = tidy(text)
    .replace(/^(?:[ \t]*\n)+/, '')
    .trimEnd();
  return tidied === '' ? [] : [{ kind: 'guidance', text: tidied, block, isLabel: false }];
}

/** Pieces of one block on neighbouring lines, blocks with a blank line between. */
export function joinPieces(pieces: readonly Piece[]): string {
  return pieces.reduce((text, piece, index) => {
    const before = pieces[index - 1];
    if (before === undefined) return piece.text;
    return text + (before.block === piece.block ? '\n' : '\n\n') + piece.text;
  }, '');
}

const BARE_TASK = /^\s*(?:[-*+]|\d{1,9}[.)])[ \t]+\[[ xX]\]$/;

/** Without space at line ends, but for the one that makes a bare `- [ ]` a task (GFM, "Task list items"). */
function tidy(text: string): string {
  return text
    .split('\n')
    .map((line) => line.trimEnd())
    .map((line) => (BARE_TASK.test(line) ? `${line} ` : line))
    .join('\n');
}
