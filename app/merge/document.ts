/** Merging a whole document: section by section, and in each by what it holds. */
import { linesOf } from './lines.ts';
import type { Section } from './outline.ts';
import { parseText, sectionsOf, sliceOf } from './outline.ts';
import type { Piece } from './pieces.ts';
import { piecesOf } from './pieces.ts';
import type { Matching, Trio } from './siblings.ts';
import { arrange, gapAfter, gapAtEnd, matchParts, runsByContent } from './siblings.ts';
import { mergeLines } from './text.ts';
import { mergeTimeline } from './timeline.ts';

const folded = (text: string): string => text.replace(/\s+/g, ' ').trim();
const isOpening = (section: Section): boolean => section.gapBefore === null;
const nameKey = (section: Section): string =>
  isOpening(section) ? '' : `# ${folded(section.name).toLowerCase()}`;

const MATCHING: Matching<Section> = {
  isSame: (base, side) => base.text === side.text && isOpening(base) === isOpening(side),
  keys: [
    (section) => (isOpening(section) ? '' : section.text),
    nameKey,
    (section) => (section.isTimeline ? 'timeline' : null),
    (section) => folded(sliceOf(section.of, section.body)) || null,
  ],
  saying: (section) => section.text,
  added: nameKey,
  isUnchanged: (base, side) => folded(base.text) === folded(side.text),
};

/**
 * Three versions of a document, merged.
 * @param base, left, right texts whose last line has its line end
 * @param eol the line end for blank lines that have to be added
 */
export function mergeDocuments(base: string, left: string, right: string, eol: string): readonly Piece[] {
  const parsed = parseText(base, null);
  const versions = {
    base: sectionsOf(parsed),
    left: sectionsOf(parseText(left, parsed)),
    right: sectionsOf(parseText(right, parsed)),
  };
  const trios = matchParts(versions.base, versions.left, versions.right, MATCHING);
  const ordered = arrange(trios, versions, runsByContent);
  const atEnd = gapAtEnd(versions.base, versions.left, versions.right);
  return ordered.flatMap((trio, index): readonly Piece[] => {
    const next = ordered[index + 1];
    return mergeSection(trio, next === undefined ? atEnd : gapAfter(trio, next, eol), eol);
  });
}

function mergeSection({ base, left, right }: Trio<Section>, gap: string, eol: string): readonly Piece[] {
  const name = (base ?? left ?? right)?.name ?? '';
  if (left === null || right === null) {
    const text = (section: Section | null): string => (section === null ? '' : section.text + gap);
    if (base === null) return [text(left), text(right)];
    return [{ section: name, base: text(base), left: text(left), right: text(right) }];
  }
  if (left.text === right.text || right.text === base?.text) return [left.text, gap];
  if (left.text === base?.text) return [right.text, gap];
  const heading = mergeLines(linesIn(base, 'heading'), linesIn(left, 'heading'), linesIn(right, 'heading'));
  const areTimelines = left.isTimeline && right.isTimeline && (base === null || base.isTimeline);
  const body = areTimelines
    ? mergeTimeline(base, left, right, eol)
    : piecesOf(mergeLines(linesIn(base, 'body'), linesIn(left, 'body'), linesIn(right, 'body')), name);
  return [...piecesOf(heading, name), ...body, gap];
}

function linesIn(section: Section | null, part: 'heading' | 'body'): ReturnType<typeof linesOf> {
  return section === null ? [] : linesOf(section.of, section[part]);
}
