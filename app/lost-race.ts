/**
 * GitHub has no conditional update: between the read that a write relies on and the write itself somebody else may write.
 * Their words are then gone from the issue, but not from its edit history. Here it is decided, from that history, whether
 * that happened to a write, and what has to be merged to bring the words back.
 */
import { mergeVersions } from './merge/version.ts';
import type { Version } from './sync.ts';
import { sameBody, sameVersion } from './sync.ts';

/** The texts of an issue that a write changed; the others are left out. */
export type Texts = Partial<Pick<Version, 'title' | 'body'>>;

/** A write of which it is not known whether it went over somebody else's. Both have the same fields. */
export interface UncheckedWrite {
  /** As GitHub held them when they were read, just before. */
  readonly read: Texts;
  /** As they were sent, or kept by GitHub. */
  readonly sent: Texts;
}

/** How an issue came to what it says. */
export interface IssueHistory {
  /** The body after each edit, newest first; the oldest may be the one it was created with. Null: GitHub does not tell it. */
  readonly bodies: readonly (string | null)[];
  /** There are older ones. */
  readonly hasOlder: boolean;
  /** Changes of the title, newest first. */
  readonly titles: readonly { readonly from: string; readonly to: string }[];
}

/** What became of a write's fields. */
export interface Finding {
  /** What stood there when they were written, where that is not what had been read. */
  readonly overwritten: Texts;
  /** Something was overwritten whose text was deleted from the history since. */
  readonly isDeleted: boolean;
  /** It takes more of the history to tell. */
  readonly needsOlder: boolean;
}

/**
 * What writes of one issue went over. Acts on evidence only: what was sent is in the history, what stands right before it
 * is not what was read, and what was read comes before that.
 * @param writes in the order in which they were sent, as are the findings
 */
export function findOverwritten(
  writes: readonly UncheckedWrite[],
  history: IssueHistory,
): readonly Finding[] {
  const findings: Finding[] = [];
  // From the newest back: an issue may have said the same twice, and then each write is found in its own place.
  const from = { body: 0, title: 0 };
  for (const write of writes.toReversed()) {
    const body = findBody(write, history, from.body);
    const title = findTitle(write, history, from.title);
    from.body = body.at === null ? from.body : body.at + 1;
    from.title = title.at === null ? from.title : title.at + 1;
    findings.unshift({
      overwritten: {
        ...(title.text === null ? {} : { title: title.text }),
        ...(body.text === null ? {} : { body: body.text }),
      },
      isDeleted: body.isDeleted,
      needsOlder: body.needsOlder,
    });
  }
  return findings;
}

interface Found {
  /** Where the write is in the history; null if it is not. */
  readonly at: number | null;
  /** What it went over; null for nothing. */
  readonly text: string | null;
  readonly isDeleted: boolean;
  readonly needsOlder: boolean;
}

const NOTHING: Found = { at: null, text: null, isDeleted: false, needsOlder: false };

function findBody({ read, sent }: UncheckedWrite, { bodies, hasOlder }: IssueHistory, from: number): Found {
  const [wasRead, wasSent] = [read.body, sent.body];
  if (wasRead === undefined || wasSent === undefined) return NOTHING;
  const isText = (text: string | null, wanted: string): boolean => text !== null && sameBody(text, wanted);
  const at = bodies.findIndex((text, index) => index >= from && isText(text, wasSent));
  if (at === -1) return { ...NOTHING, needsOlder: hasOlder };
  const before = bodies[at + 1];
  if (before === undefined) return { ...NOTHING, at, needsOlder: hasOlder };
  if (isText(before, wasRead)) return { ...NOTHING, at };
  const older = bodies.slice(at + 2);
  if (before === null) return { ...NOTHING, at, isDeleted: older.some((text) => isText(text, wasRead)) };
  const isAfterRead = older.some((text) => text === null || sameBody(text, wasRead));
  if (!isAfterRead) return { ...NOTHING, at, needsOlder: hasOlder };
  return { ...NOTHING, at, text: before };
}

function findTitle({ read, sent }: UncheckedWrite, { titles }: IssueHistory, from: number): Found {
  if (read.title === undefined || sent.title === undefined) return NOTHING;
  const at = titles.findIndex((change, index) => index >= from && change.to === sent.title);
  const before = titles[at]?.from;
  if (before === undefined) return NOTHING;
  return { ...NOTHING, at, text: before === read.title ? null : before };
}

/** How words that were overwritten come back: nothing to do, a version that has them, or a person has to choose. */
export type Regained =
  | { readonly is: 'nothing' }
  | { readonly is: 'merged'; readonly version: Version }
  | { readonly is: 'conflict'; readonly base: Version; readonly theirs: Version };

/**
 * Merges what a write went over with what is here: the base is what had been read before it. Fields that were not
 * overwritten are left as they are.
 * @param mine what is here now
 * @param held what both sides last agreed on, after the write
 */
export function regain(
  { read, sent }: UncheckedWrite,
  overwritten: Texts,
  mine: Version,
  held: Version,
): Regained {
  const lost = (from: Texts): Texts => ({
    ...(overwritten.title === undefined ? {} : { title: from.title ?? held.title }),
    ...(overwritten.body === undefined ? {} : { body: from.body ?? held.body }),
  });
  const base: Version = { ...held, ...lost(read) };
  const theirs: Version = { ...held, ...overwritten };
  const written: Version = { ...held, ...lost(sent) };
  const atOnce = mergeVersions(base, written, theirs);
  // What was written has their words already: somebody else had merged them, and sent the same.
  if (atOnce !== null && sameVersion(atOnce, written)) return { is: 'nothing' };
  const version = mergeVersions(base, mine, theirs);
  return version === null ? { is: 'conflict', base, theirs } : { is: 'merged', version };
}
