/**
 * A report that is longer than an issue may be: its first part is the body, each further one a comment. Above the
 * transport there is only the whole; this module is where the two meet.
 *
 * The body names its comments by their ids, so whoever may edit the issue decides what belongs to the report, and a
 * comment counts from the moment in which the body names it. Nothing is moved by one write: `nextWrite` gives the writes in an
 * order in which a text is at worst there twice for a moment, never missing.
 */
import { cutMarker } from './markdown/parse.ts';
import { cutText, lengthOf } from './parts/cut.ts';
import { commentOf, headOf, readComment, readHead } from './parts/lines.ts';

/**
 * GitHub's limit for the body of an issue or a comment: 65,536 characters ("body is too long" in a 422), and 262,144 bytes in
 * its database, which so many characters never exceed (RFC 3629: at most four bytes each).
 */
export const MAX_BODY = 65_536;
/** The longest report, in code points: more than thirty comments are no report, and no page that GitHub shows. */
export const MAX_REPORT = 1_500_000;

/** A comment of which a report is a part. */
export interface HeldComment {
  readonly id: number;
  readonly body: string;
}

/** What GitHub holds of a report. */
export interface Held {
  /** The body of the issue. */
  readonly head: string;
  /** The comments that it names, in its order. */
  readonly comments: readonly HeldComment[];
  /** Those it names that are not there. */
  readonly missing: readonly number[];
  /**
   * Comments of this report that the body does not name, not yet or no more, and that nobody touched since this machine saw to
   * that. Oldest first.
   */
  readonly loose: readonly HeldComment[];
}

/** The write that brings GitHub a step nearer to what it is to hold. */
export type PartWrite =
  /** A new comment. */
  | { readonly do: 'post'; readonly body: string }
  | { readonly do: 'rewrite'; readonly id: number; readonly body: string }
  /** The body of the issue. */
  | { readonly do: 'head'; readonly body: string }
  /** A comment that is no part any more. */
  | { readonly do: 'remove'; readonly id: number };

/** An issue's body on its own, before any comment of it is known. */
export function heldAlone(head: string): Held {
  return { head, comments: [], missing: [], loose: [] };
}

/** What it holds once the body of the issue is another. */
export function withHead(held: Held, head: string): Held {
  const pool = new Map([...held.comments, ...held.loose].map((each) => [each.id, each]));
  const { ids } = readHead(head);
  return {
    head,
    comments: ids.flatMap((id) => pool.get(id) ?? []),
    missing: ids.filter((id) => !pool.has(id)),
    loose: [...pool.values()].filter(({ id }) => !ids.includes(id)),
  };
}

/** What it holds once a comment has another body, or (null) is gone. One that nobody knew of is new, and not named yet. */
export function withComment(held: Held, id: number, body: string | null): Held {
  const changed = (comments: readonly HeldComment[]): readonly HeldComment[] =>
    comments.flatMap((each) => (each.id !== id ? [each] : body === null ? [] : [{ id, body }]));
  const isKnown = [...held.comments, ...held.loose].some((each) => each.id === id);
  const fresh = isKnown || body === null ? [] : [{ id, body }];
  return { ...held, comments: changed(held.comments), loose: [...changed(held.loose), ...fresh] };
}

/** What the body of the issue will make of a report once a write is done. A new comment counts only when it is named. */
export function afterWrite(held: Held, write: PartWrite | null): Held {
  if (write === null || write.do === 'post') return held;
  if (write.do === 'head') return withHead(held, write.body);
  return withComment(held, write.id, write.do === 'remove' ? null : write.body);
}

/** The texts of the parts that GitHub holds, in order. */
export function textsOf(held: Held): readonly string[] {
  return [readHead(held.head).text, ...held.comments.map((each) => readComment(each.body).text)];
}

/** The whole report, with its marker: what the sync knows as the body. */
export function joinBody(held: Held): string {
  return textsOf(held).join('') + readHead(held.head).marker;
}

/**
 * The texts of the parts of a whole report, without the marker.
 * @param previous the texts of the parts that there are now
 */
export function splitBody(whole: string, previous: readonly string[], draftId: string): readonly string[] {
  const fitsAlone = lengthOf(aloneBody(whole, draftId)) <= MAX_BODY;
  return cutText(cutMarker(whole).text, previous, fitsAlone);
}

/** A report in one piece. A text that looks as if it were in parts says that it is not. */
function aloneBody(whole: string, draftId: string): string {
  if (readHead(whole).partsOf === null) return whole;
  const { text, marker } = cutMarker(whole);
  return headOf(text, [], 1, marker?.source ?? '', marker?.draftId ?? draftId);
}

/** The body of an issue that is about to be filed: all of the report, or the part of it that the issue itself will hold. */
export function firstBody(whole: string, draftId: string): string {
  const texts = splitBody(whole, [], draftId);
  if (texts.length === 1) return aloneBody(whole, draftId);
  const { marker } = cutMarker(whole);
  return headOf(texts[0] ?? '', [], texts.length, marker?.source ?? '', marker?.draftId ?? draftId);
}

/** The same but for line ends, which GitHub's editor changes? */
export function isSameText(one: string, other: string): boolean {
  return one === other || one.replaceAll('\r\n', '\n') === other.replaceAll('\r\n', '\n');
}

function linesOf(texts: readonly string[]): ReadonlySet<string> {
  return new Set(texts.flatMap((text) => text.split('\n').map((line) => line.trimEnd())));
}

/** A state that a write would lead to: the texts of the parts that the body then names. */
interface Candidate {
  readonly write: PartWrite;
  readonly texts: readonly string[];
}

/**
 * The next write on the way to a whole report; null if GitHub holds it as it should.
 * @param draftId whose lines the parts bear, if the report has no marker yet
 */
export function nextWrite(held: Held, whole: string, draftId: string): PartWrite | null {
  return writeTo(held, splitBody(whole, textsOf(held), draftId), whole, draftId);
}

/** The next write that is left to do where the text is as it should be: about comments that are gone, or left over. */
export function nextTidying(held: Held, draftId: string): PartWrite | null {
  return writeTo(held, textsOf(held), joinBody(held), draftId);
}

function writeTo(held: Held, texts: readonly string[], whole: string, draftId: string): PartWrite | null {
  const { marker } = cutMarker(whole);
  const owner = marker?.draftId ?? draftId;
  const pool = [...held.comments, ...held.loose];
  const further = texts.slice(1);
  const unposted = further[pool.length];
  if (unposted !== undefined) return { do: 'post', body: commentOf(unposted, pool.length + 2, owner) };
  const bodyNaming = (comments: readonly HeldComment[]): string =>
    texts.length === 1 && comments.length === 0
      ? aloneBody(whole, draftId)
      : headOf(
          texts[0] ?? '',
          comments.map((each) => each.id),
          Math.max(texts.length, comments.length + 1),
          marker?.source ?? '',
          owner,
        );
  const candidates = [
    ...rewrites(held, pool, further, owner),
    ...headWrites(held, pool, texts, marker?.source ?? '', bodyNaming),
  ];
  const [before, wanted] = [linesOf(textsOf(held)), linesOf(texts)];
  const isSafe = (candidate: Candidate): boolean => {
    const after = linesOf(candidate.texts);
    return [...before].every((line) => after.has(line) || !wanted.has(line));
  };
  // None is safe only where texts change places; they are here, whatever happens between the writes.
  const next = candidates.find(isSafe) ?? candidates[0];
  if (next !== undefined) return next.write;
  const leftOver = pool[further.length];
  return leftOver === undefined ? null : { do: 'remove', id: leftOver.id };
}

function rewrites(
  held: Held,
  pool: readonly HeldComment[],
  further: readonly string[],
  owner: string,
): readonly Candidate[] {
  const now = textsOf(held);
  return further.flatMap((text, index): Candidate[] => {
    const comment = pool[index];
    if (comment === undefined || isSameText(readComment(comment.body).text, text)) return [];
    const write = { do: 'rewrite', id: comment.id, body: commentOf(text, index + 2, owner) } as const;
    return [{ write, texts: now.map((each, at) => (at === index + 1 ? text : each)) }];
  });
}

/** The body as it is to be in the end; and, for where that would drop a text too early, with all the comments there are. */
function headWrites(
  held: Held,
  pool: readonly HeldComment[],
  texts: readonly string[],
  marker: string,
  bodyNaming: (comments: readonly HeldComment[]) => string,
): readonly Candidate[] {
  const head = readHead(held.head);
  const needed = pool.slice(0, texts.length - 1);
  const all = pool.slice(0, Math.max(needed.length, held.comments.length));
  return [...new Set([needed, all.length > needed.length ? all : needed])].flatMap((named): Candidate[] => {
    const ids = named.map((each) => each.id);
    const isSameHead = isSameText(head.text + head.marker, (texts[0] ?? '') + marker);
    if (isSameHead && ids.join() === head.ids.join()) return [];
    const write = { do: 'head', body: bodyNaming(named) } as const;
    return [{ write, texts: [texts[0] ?? '', ...named.map((each) => readComment(each.body).text)] }];
  });
}
