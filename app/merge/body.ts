/** Merging bodies: what concerns the text as a whole, that is its line ends, its last line end, and its marker. */
import { mergeDocuments } from './document.ts';
import type { Piece } from './pieces.ts';
import { pick } from './three-way.ts';

/** The line end of the first line that has one. */
export function lineEndOf(text: string): string {
  return /\r?\n/.exec(text)?.[0] ?? '\n';
}

/** The one line end that a text has, null if it has none, `mixed` if it has both. */
function lineEndsOf(text: string): '\n' | '\r\n' | 'mixed' | null {
  if (!text.includes('\n')) return null;
  if (!text.includes('\r\n')) return '\n';
  return /(?:^|[^\r])\n/.test(text) ? 'mixed' : '\r\n';
}

/**
 * Merges three texts; the pieces are whole lines. GitHub's own editor saves every line with CRLF, so where each text has
 * one kind of line end but not all the same, that is one change for the whole text. Otherwise every line keeps its own.
 */
export function mergeSides(base: string, left: string, right: string): readonly Piece[] {
  const kinds = [base, left, right].map(lineEndsOf);
  const known = [...new Set(kinds.filter((kind) => kind !== null))];
  if (known.length < 2 || known.includes('mixed')) return mergeTexts(base, left, right);
  const [baseEnd, leftEnd, rightEnd] = [base, left, right].map((text) =>
    text.includes('\n') ? lineEndOf(text) : null,
  );
  const lineEnd = pick(baseEnd ?? null, leftEnd ?? null, rightEnd ?? null) ?? '\n';
  const plain = (text: string): string => text.replaceAll('\r\n', '\n');
  return mergeTexts(plain(base), plain(left), plain(right)).map((piece) =>
    mapPiece(piece, (text) => text.replaceAll('\n', lineEnd)),
  );
}

function mapPiece(piece: Piece, change: (text: string) => string): Piece {
  if (typeof piece === 'string') return change(piece);
  return { ...piece, base: change(piece.base), left: change(piece.left), right: change(piece.right) };
}

/** The whole last line that ties an issue to its draft. It stays last, whatever either side adds. */
const MARKER = /(?<![^\n])<!-- debrief:[0-9a-f-]{36} -->\s*$/;

function markerOf(text: string): string {
  return MARKER.exec(text)?.[0] ?? '';
}

interface Version {
  /** Every line has its line end. */
  readonly body: string;
  /** That of the last line, which may have none. */
  readonly lastLineEnd: string;
}

function versionOf(text: string, marker: string, eol: string): Version {
  const body = text.slice(0, text.length - marker.length);
  const isWhole = body === '' || body.endsWith('\n');
  return { body: isWhole ? body : body + eol, lastLineEnd: isWhole ? eol : '' };
}

function mergeTexts(base: string, left: string, right: string): readonly Piece[] {
  if (left === right || right === base) return [left];
  if (left === base) return [right];
  const eol = lineEndOf([base, left, right].find((text) => text.includes('\n')) ?? '');
  const [oldMarker, oneMarker, otherMarker] = [markerOf(base), markerOf(left), markerOf(right)];
  // Two drafts tied to one issue: both marks are kept, as text that a person sees to.
  const areRivals = new Set([oldMarker, oneMarker, otherMarker].map((marker) => marker.trim())).size === 3;
  const version = (text: string, marker: string): Version => versionOf(text, areRivals ? '' : marker, eol);
  const [old, one, other] = [version(base, oldMarker), version(left, oneMarker), version(right, otherMarker)];
  const marker = areRivals ? '' : pick(oldMarker, oneMarker, otherMarker);
  const pieces = mergeDocuments(old.body, one.body, other.body, eol).filter((piece) => piece !== '');
  if (marker !== '') return [...pieces, marker];
  const isWhole = pick(old.lastLineEnd, one.lastLineEnd, other.lastLineEnd) !== '';
  const last = pieces.at(-1);
  if (isWhole || last === undefined) return pieces;
  return [...pieces.slice(0, -1), mapPiece(last, (text) => text.replace(/\r?\n$/, ''))];
}
