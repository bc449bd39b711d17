/** The Markdown of an entry from the lines that it was found in. */
import { trimText } from '../timeline/entry-text.ts';
import type { Line } from './lines.ts';
import type { Stamp } from './stamps.ts';
import { cellsOf } from './stamps.ts';

const QUOTE = /^\s*(?:>\s?)+/;

/** The lines without the indent that all of them have. */
function dedented(lines: readonly string[]): readonly string[] {
  const indents = lines
    .filter((line) => line.trim() !== '')
    .map((line) => /^[ \t]*/.exec(line)?.[0].length ?? 0);
  const shared = indents.reduce((least, each) => Math.min(least, each), Infinity);
  return Number.isFinite(shared) && shared > 0 ? lines.map((line) => line.slice(shared)) : lines;
}

function plainLine(text: string, stamp: Stamp): string {
  const unquoted = stamp.isQuoted ? text.replace(QUOTE, '') : text;
  return stamp.shape === 'row' && unquoted.trim().startsWith('|') ? cellsOf(unquoted) : unquoted;
}

/**
 * All that the lines say besides the time: who spoke, the words on the line of the time, and the lines around it.
 * @param lines those of the entry, among them that of its time
 */
export function entryText(lines: readonly Line[], timeLine: Line, stamp: Stamp): string {
  const at = lines.indexOf(timeLine);
  const plain = (line: Line): string => plainLine(line.text, stamp);
  const above = lines.slice(0, at).map(plain);
  const below = lines.slice(at + 1).map(plain);
  const under = dedented(below).join('\n');
  if (stamp.speaker !== '') return trimText(`${stamp.speaker}: ${trimText(under)}`);
  const head = [...above, ...(stamp.words === '' ? [] : [stamp.words])].join('\n');
  const gap = stamp.shape === 'heading' ? '\n\n' : '\n';
  return trimText(`${head}${gap}${trimText(under)}`);
}
