/**
 * The parts of a long report as GitHub holds them: the issue's body with the first part, and a comment for each further
 * one. The last lines of each say to programs what it is; all above them is the report's own text.
 *
 * Reading undoes writing byte for byte, whatever the text is: the last line of that form counts, and writing puts its own
 * after all others. It is liberal towards what people do to these lines on GitHub.
 */
import { isUuid } from '../ids.ts';
import { cutMarker, markerOf } from '../markdown/parse.ts';

/** What the body of an issue says of a report. */
export interface Head {
  /** The first part. */
  readonly text: string;
  /** The comments with the other parts, in the order of the report. */
  readonly ids: readonly number[];
  /** The draft whose report it says is in parts; null if it says nothing of parts: then the text is all there is. */
  readonly partsOf: string | null;
  /** The marker line that ties the issue to its draft, to the end of the body; empty if it has none. */
  readonly marker: string;
}

const HEAD_LINE = /^<!-- debrief:([0-9a-f-]{36}) parts (\d+)( mid-line)?:((?: \d+)*) -->[ \t]*$/gm;
const PART_LINE = /^<!-- debrief:([0-9a-f-]{36}) part (\d+)( mid-line)? -->[ \t]*$/gm;
const NOTE = /(?<![^\n])_This report goes on in [^\r\n]*_[ \t]*(?:\r?\n)+$/;

interface Found {
  readonly match: RegExpExecArray;
  readonly before: string;
  readonly after: string;
}

/** The last line of a form, for this draft if one is named, and what stands around it. */
function lastLine(text: string, form: RegExp, draftId: string | null): Found | null {
  const match = [...text.matchAll(form)]
    .reverse()
    .find(([, id = '']) => (draftId === null ? isUuid(id) : id === draftId));
  if (match === undefined) return null;
  return { match, before: text.slice(0, match.index), after: text.slice(match.index + match[0].length) };
}

/** The line end after a text and before the line that says what it is: one that a text in the middle of a line lacks. */
function gapAfter(text: string): { readonly gap: string; readonly flag: string } {
  const isMidLine = text !== '' && !text.endsWith('\n');
  return { gap: isMidLine ? '\n\n' : '\n', flag: isMidLine ? ' mid-line' : '' };
}

function withoutGap(before: string, isMidLine: boolean): string {
  if (isMidLine) return before.endsWith('\n\n') ? before.slice(0, -2) : before.replace(/(?:\r?\n){0,2}$/, '');
  return ended(before.replace(/\r?\n$/, ''));
}

/** A text of whole lines, whatever somebody did to the last line end on GitHub. */
function ended(text: string): string {
  return text === '' || text.endsWith('\n') ? text : `${text}\n`;
}

/** What somebody wrote below the last line: it belongs to the part above it. */
function writtenBelow(after: string): string {
  return after.trim() === '' ? '' : ended(after.replace(/^(?:[ \t]*\r?\n)+/, ''));
}

/** The body of an issue with the first part of a report, which ends in the marker. `total`: of parts, once all are there. */
export function headOf(
  text: string,
  ids: readonly number[],
  total: number,
  marker: string,
  draftId: string,
): string {
  const { gap, flag } = gapAfter(text);
  const comments = total === 2 ? 'the comment' : `the ${total - 1} comments`;
  const note = total > 1 ? `_This report goes on in ${comments} below._\n\n` : '';
  const line = `<!-- debrief:${draftId} parts ${total}${flag}:${ids.map((id) => ` ${id}`).join('')} -->`;
  return `${text}${gap}${note}${line}${marker === '' ? '' : `\n\n${marker}`}`;
}

/** Reads the body of any issue. */
export function readHead(body: string): Head {
  const { text, marker } = cutMarker(body);
  const found = lastLine(text, HEAD_LINE, marker?.draftId ?? null);
  if (found === null) return { text, ids: [], partsOf: null, marker: marker?.source ?? '' };
  const [, draftId = '', total = '', flag, ids = ''] = found.match;
  const noted = Number(total) > 1 ? found.before.replace(NOTE, '') : found.before;
  // Somebody wrote on after the marker: it is the marker all the same.
  const ownMarker = marker?.source ?? (found.after.includes(markerOf(draftId)) ? markerOf(draftId) : '');
  const below = marker === null ? found.after.replace(markerOf(draftId), '') : found.after;
  return {
    text: withoutGap(noted, flag !== undefined) + writtenBelow(below),
    ids: [...new Set(ids.trim().split(' ').filter(Boolean).map(Number))],
    partsOf: draftId,
    marker: ownMarker,
  };
}

/** A comment with a part of a report. `part`: counted from 1, which is the issue's body. */
export function commentOf(text: string, part: number, draftId: string): string {
  const { gap, flag } = gapAfter(text);
  return `${text}${gap}<!-- debrief:${draftId} part ${part}${flag} -->`;
}

/** The text of a comment, and which part of whose report it says it is; null if it says nothing of the kind. */
export function readComment(body: string): {
  readonly text: string;
  readonly part: { readonly draftId: string; readonly number: number } | null;
} {
  const found = lastLine(body, PART_LINE, null);
  if (found === null) return { text: ended(body), part: null };
  const [, draftId = '', number = '', flag] = found.match;
  return {
    text: withoutGap(found.before, flag !== undefined) + writtenBelow(found.after),
    part: { draftId, number: Number(number) },
  };
}
