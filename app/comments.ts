/** What colleagues wrote under the issue, as entries of the timeline: each once, with its time, its author and its link. */
import type { Draft } from './draft.ts';
import { entriesOf } from './draft.ts';
import type { EntryId, NewId } from './ids.ts';
import { closeBlocks } from './markdown/contain.ts';
import { addEntry, makeEntry } from './timeline/entries.ts';
import { trimText } from './timeline/entry-text.ts';

/** A comment under the issue of a draft. */
export interface Comment {
  /** GitHub's number of it, unique on its server. */
  readonly id: number;
  readonly url: string;
  /** Login of who wrote it; null where the account is gone. */
  readonly author: string | null;
  /** When it was written: UTC milliseconds, GitHub's clock. */
  readonly atMs: number;
  /** Markdown. */
  readonly text: string;
}

/** A line that Debrief puts into a comment of its own, as the parts of a long report are. */
const OWN_LINE = /^[ \t]*<!-- debrief:[0-9a-f-]{36}\b[^\n]*-->[ \t\r]*$/m;
/** Did Debrief itself write it? Then it is no colleague's word. */
export function isOwnComment(text: string): boolean {
  return OWN_LINE.test(text);
}

/** The Markdown of the entry for a comment: the words, then who wrote them, with the link that tells that it was taken. */
export function entryTextOf(comment: Comment): string {
  const text = closeBlocks(trimText(comment.text));
  const source = `— [${comment.author ?? 'ghost'}](${comment.url})`;
  return text === '' ? source : `${text}\n\n${source}`;
}

/** Is there an entry for it, whoever took it and on whichever machine? Its link says so. */
export function isTaken(draft: Pick<Draft, 'sections'>, comment: Pick<Comment, 'url'>): boolean {
  const link = `(${comment.url})`;
  return entriesOf(draft).some((entry) => entry.text.includes(link));
}

/**
 * The draft with comments taken into its first timeline; those that are there already are left alone.
 * @throws DebriefError timeline.missing
 */
export function takeComments(draft: Draft, comments: readonly Comment[], newId: NewId): Draft {
  return comments
    .filter((comment) => !isTaken(draft, comment))
    .reduce(
      (taken, comment) =>
        addEntry(taken, makeEntry(newId() as EntryId, comment.atMs, entryTextOf(comment), null)),
      draft,
    );
}
