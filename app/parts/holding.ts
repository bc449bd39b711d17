/** What the comments of an issue have to do with its report, and what is kept of that between two looks. */
import type { Held, HeldComment } from '../parts.ts';
import { isSameText, textsOf } from '../parts.ts';
import type { PartsRecord } from '../sync.ts';
import { readComment, readHead } from './lines.ts';

/** A comment, and who wrote it; null where the account is gone. */
export interface SeenComment extends HeldComment {
  readonly author: string | null;
}

/** Could there be comments that belong to the report? If not, none need to be asked for. */
export function hasComments(head: string, kept: PartsRecord | null): boolean {
  return kept !== null || readHead(head).ids.length > 0;
}

/** Are there comments that say they are parts, and that the issue does not name? Then it matters who wrote them. */
export function hasStrays(head: string, seen: readonly HeldComment[]): boolean {
  const named = new Set(readHead(head).ids);
  return seen.some(({ id, body }) => !named.has(id) && readComment(body).part !== null);
}

/**
 * What GitHub holds of a report. Comments that are none of its parts don't matter, whatever they look like.
 * @param head the body of the issue
 * @param seen all comments of the issue
 * @param me the login of this machine's account; null where that does not matter
 */
export function holdingOf(
  head: string,
  seen: readonly SeenComment[],
  kept: PartsRecord | null,
  me: string | null,
): Held {
  const { ids, partsOf } = readHead(head);
  const byId = new Map(seen.map((each) => [each.id, each]));
  const named = ids.flatMap((id) => byId.get(id) ?? []);
  // An issue that was transferred: its comments came along, under other ids.
  const comments = named.length > 0 || partsOf === null ? named : byNumber(seen, partsOf, ids.length);
  const isPart = new Set(comments.map((each) => each.id));
  const others = seen.filter(({ id }) => !isPart.has(id));
  return {
    head,
    comments: comments.map(bare),
    missing: ids.filter((id) => !byId.has(id)),
    loose: others
      .filter((each) => isUntouched(each, kept) || isTwin(each, comments, kept, me))
      .map(bare)
      .toSorted((one, other) => one.id - other.id),
  };
}

function bare({ id, body }: SeenComment): HeldComment {
  return { id, body };
}

/** The oldest comment for each part, by what the comments say of themselves. */
function byNumber(seen: readonly SeenComment[], draftId: string, count: number): readonly SeenComment[] {
  return Array.from({ length: count }, (_, index) => index + 2).flatMap(
    (number) =>
      seen.find(({ body }) => {
        const { part } = readComment(body);
        return part?.draftId === draftId && part.number === number;
      }) ?? [],
  );
}

function isUntouched({ id, body }: SeenComment, kept: PartsRecord | null): boolean {
  return kept?.loose.some((each) => each.id === id && isSameText(each.body, body)) === true;
}

/** What this account sent without learning that it arrived: before anything else was sent, or as well as a part. */
function isTwin(
  comment: SeenComment,
  parts: readonly SeenComment[],
  kept: PartsRecord | null,
  me: string | null,
): boolean {
  if (
    me === null ||
    comment.author?.toLowerCase() !== me.toLowerCase() ||
    readComment(comment.body).part === null
  )
    return false;
  const wasSent = kept?.posting !== null && kept !== null && isSameText(kept.posting, comment.body);
  return wasSent || parts.some((part) => part.id < comment.id && isSameText(part.body, comment.body));
}

/** What is kept of it until the next look; null for a report without any comments. */
export function keptOf(
  held: Held,
  updatedAt: string | null,
  previous: PartsRecord | null,
): PartsRecord | null {
  if (held.comments.length + held.loose.length + held.missing.length === 0) return null;
  return {
    head: held.head,
    named: held.comments.map((each) => each.id),
    lengths: textsOf(held).map((text) => text.length),
    loose: held.loose,
    posting: null,
    updatedAt,
    settled: updatedAt !== null && previous?.updatedAt === updatedAt,
    restored: null,
  };
}

/** What is kept before a comment is sent. */
export function keptBeforePost(held: Held, body: string): PartsRecord {
  const nothing: PartsRecord = {
    ...{ head: held.head, named: [], lengths: [], loose: [], posting: null },
    ...{ updatedAt: null, settled: false, restored: null },
  };
  return { ...(keptOf(held, null, null) ?? nothing), posting: body };
}

/**
 * The whole of a report of which somebody deleted a part on GitHub, with that part put back; null if none was.
 * @param base the whole report when the parts were last looked at
 */
export function restoredBody(held: Held, kept: PartsRecord | null, base: string): string | null {
  if (kept === null || !held.missing.some((id) => kept.named.includes(id))) return null;
  const head = readHead(held.head);
  const known = new Map(held.comments.map((each) => [each.id, readComment(each.body).text]));
  const [first = 0, ...lengths] = kept.lengths;
  let from = first;
  const was = new Map(
    kept.named.map((id, index): [number, string] => {
      const to = from + (lengths[index] ?? 0);
      const text = base.slice(from, to);
      from = to;
      return [id, text];
    }),
  );
  const texts = head.ids.map((id) => known.get(id) ?? was.get(id) ?? '');
  return [head.text, ...texts].join('') + head.marker;
}
