/**
 * Where a long report is cut. Boundaries stay where they were as long as nothing there was edited and the parts still fit:
 * an edit rewrites the one part that it is in.
 */
import { headingsOf } from '../markdown/blocks.ts';

/** What one part may hold, in code points; what is left of GitHub's limit is for the lines that say what it is. */
const CAPACITY = 61_440;
/** How long a part is made, in UTF-16 code units: it may grow by a third before it has to be cut again. */
const ROOMY = 49_152;
/** Neighbours that are together no longer than this become one. */
const TOO_SMALL = 32_768;
/** How much of the text at a boundary has to be there again for the boundary to be found in an edited region. */
const CONTEXT = 200;

/** Code points: what GitHub counts. A character that needs two UTF-16 code units is one. */
export function lengthOf(text: string): number {
  let pairs = 0;
  for (let at = 0; at < text.length; at += 1) {
    if ((text.codePointAt(at) ?? 0) > 0xffff) {
      pairs += 1;
      at += 1;
    }
  }
  return text.length - pairs;
}

function fits(text: string): boolean {
  return text.length <= CAPACITY || lengthOf(text) <= CAPACITY;
}

/** Could a text be cut here without tearing a character or a line end? */
function isWhole(text: string, at: number): boolean {
  const [before, after] = [text.charCodeAt(at - 1), text.charCodeAt(at)];
  const tearsPair = before >= 0xd800 && before < 0xdc00 && after >= 0xdc00 && after < 0xe000;
  return at > 0 && at < text.length && !tearsPair && !(before === 13 && after === 10);
}

function commonStart(one: string, other: string): number {
  const most = Math.min(one.length, other.length);
  let length = 0;
  while (length < most && one.charCodeAt(length) === other.charCodeAt(length)) length += 1;
  return length;
}

/** Code units that are the same at the end of both, none of them among the first `taken`. */
function commonEnd(one: string, other: string, taken: number): number {
  const most = Math.min(one.length, other.length) - taken;
  let length = 0;
  while (
    length < most &&
    one.charCodeAt(one.length - 1 - length) === other.charCodeAt(other.length - 1 - length)
  )
    length += 1;
  return length;
}

/** The one place of a text in a region of another; null if it is not there, or in several places. */
function onlyPlace(region: string, text: string): number | null {
  if (text === '') return null;
  const at = region.indexOf(text);
  return at < 0 || region.includes(text, at + 1) ? null : at;
}

const withoutCr = (text: string): string => text.replaceAll('\r\n', '\n');

/** The offset in a text of one in the same text without the CR of its line ends. */
function offsetWithCr(text: string, plainOffset: number): number {
  let at = 0;
  for (let plain = 0; plain < plainOffset; plain += 1) at += text.startsWith('\r\n', at) ? 2 : 1;
  return at;
}

/** The same whatever GitHub's editor did to the line ends. */
function boundariesIn(text: string, previous: readonly string[]): readonly number[] {
  const plain = withoutCr(text);
  const kept = keptBoundaries(plain, previous.map(withoutCr));
  return plain.length === text.length ? kept : kept.map((at) => offsetWithCr(text, at));
}

/** Where the boundaries between the previous parts are in a text now, as far as they are. */
function keptBoundaries(text: string, previous: readonly string[]): readonly number[] {
  const old = previous.join('');
  const start = commonStart(old, text);
  const end = commonEnd(old, text, start);
  const region = text.slice(start, text.length - end + CONTEXT);
  const place = (was: number): number | null => {
    if (was <= start) return was;
    if (was >= old.length - end) return was + text.length - old.length;
    const following = onlyPlace(region, old.slice(was, was + CONTEXT));
    if (following !== null) return start + following;
    const preceding = onlyPlace(region, old.slice(Math.max(start, was - CONTEXT), was));
    return preceding === null ? null : start + preceding + Math.min(was - start, CONTEXT);
  };
  const kept: number[] = [];
  let was = 0;
  for (const part of previous.slice(0, -1)) {
    was += part.length;
    const at = place(was);
    if (at === null || at <= (kept.at(-1) ?? 0) || !isWhole(text, at)) continue;
    // A boundary that was between two lines has to be so still.
    if (text[at - 1] === '\n' || old[was - 1] !== '\n') kept.push(at);
  }
  return kept;
}

function cutAt(text: string, boundaries: readonly number[]): readonly string[] {
  return [...boundaries, text.length].map((to, index) => text.slice(boundaries[index - 1] ?? 0, to));
}

const nearest = (places: readonly number[], target: number): number | undefined =>
  places.toSorted((one, other) => Math.abs(one - target) - Math.abs(other - target))[0];

/** The best place near a target: before a heading, else between paragraphs, else between lines, else between characters. */
function placeNear(text: string, headings: readonly number[], target: number): number {
  const [low, high] = [Math.ceil(target * 0.75), Math.floor(target * 1.25)];
  const within = (places: readonly number[]): readonly number[] =>
    places.filter((at) => at >= low && at <= high && at < text.length);
  const after = (form: RegExp): readonly number[] =>
    [...text.slice(low, high).matchAll(form)].map((match) => low + match.index + match[0].length);
  const best =
    nearest(within(headings), target) ??
    nearest(within(after(/\n[ \t]*\r?\n/g)), target) ??
    nearest(within(after(/\n/g)), target);
  return best ?? (isWhole(text, target) ? target : target - 1);
}

/** A text in parts of about the same length. */
function cutFresh(text: string): readonly string[] {
  const headings = headingsOf(text).map((heading) => heading.from);
  const boundaries: number[] = [];
  let from = 0;
  while (text.length - from > CAPACITY) {
    const left = text.slice(from);
    const target = Math.floor(left.length / Math.ceil(left.length / ROOMY));
    const here = headings.map((at) => at - from);
    from += placeNear(left, here, target);
    boundaries.push(from);
  }
  return cutAt(text, boundaries);
}

/** Parts of which none is too long: one that is shares with a neighbour that has room, else it is cut. */
function withoutTooLong(parts: readonly string[], mayStay: (part: string) => boolean): readonly string[] {
  const result = [...parts];
  for (let at = 0; at < result.length; at += 1) {
    const part = result[at] ?? '';
    if (mayStay(part)) continue;
    const share = [at, at - 1].find((first) => {
      const [one, other] = [result[first], result[first + 1]];
      return one !== undefined && other !== undefined && one.length + other.length <= 2 * ROOMY;
    });
    const [first, count] = share === undefined ? [at, 1] : [share, 2];
    const fresh = cutFresh(result.slice(first, first + count).join(''));
    result.splice(first, count, ...fresh);
    at = first + fresh.length - 1;
  }
  return result;
}

function withoutTooSmall(parts: readonly string[]): readonly string[] {
  const result: string[] = [];
  for (const part of parts) {
    const last = result.at(-1);
    if (last !== undefined && last.length + part.length <= TOO_SMALL) result[result.length - 1] = last + part;
    else result.push(part);
  }
  return result;
}

/**
 * A text in parts, which together are the text.
 * @param previous the parts that there are now; one, or none, if it is in one piece
 * @param fitsAlone whether the whole would fit into the body
 */
export function cutText(text: string, previous: readonly string[], fitsAlone: boolean): readonly string[] {
  if (fitsAlone && (previous.length < 2 || text.length <= ROOMY)) return [text];
  const kept = cutAt(text, boundariesIn(text, previous)).filter((part) => part !== '');
  const wasThere = new Set(previous);
  const parts = withoutTooLong(kept, (part) => fits(part) || wasThere.has(part));
  const joined = withoutTooSmall(parts);
  return joined.length === 0 ? [text] : joined;
}
