/**
 * Merging a timeline: entries that both sides added are all kept, in time order, and every heading still names the
 * instant that it named where it was written.
 */
import type { PlacedTime } from './heading-times.ts';
import {
  compareTimes,
  isSameInstant,
  needsDate,
  orderSeconds,
  placeHeading,
  placeTime,
  saysOnlyTheTime,
  timeKey,
  writeDate,
} from './heading-times.ts';
import type { Line } from './lines.ts';
import { joinLines, linesOf } from './lines.ts';
import type { Entry, Part, Section } from './outline.ts';
import { entriesOf, sliceOf } from './outline.ts';
import type { Clash, Piece } from './pieces.ts';
import { piecesOf } from './pieces.ts';
import type { Span } from './sequence.ts';
import { at } from './sequence.ts';
import type { Matching, Trio } from './siblings.ts';
import { arrange, gapAfter, matchParts } from './siblings.ts';
import { isClash, mergeLines } from './text.ts';
import { byContent } from './three-way.ts';
import { wordsOf } from './words.ts';

/** An entry as it comes out of the merge: one version, or (where it takes a person) one of each side. */
interface Moment {
  readonly trio: Trio<Entry>;
  readonly time: PlacedTime;
  /** Null for a clash of the entry as a whole. */
  readonly merged: { readonly heading: string; readonly body: readonly Piece[] } | null;
}

const bodyOf = (entry: Entry): string => sliceOf(entry.of, entry.body);
const headingOf = (entry: Entry): string => sliceOf(entry.of, entry.heading);
const folded = (text: string): string => text.replace(/\s+/g, ' ').trim();
const instantKey = ({ time }: Entry): string => timeKey(time);

const MATCHING: Matching<Entry> = {
  isSame: (base, side) => base.text === side.text && base.time.date === side.time.date,
  keys: [
    (entry) => `${entry.time.date} ${entry.text}`,
    (entry) => `${instantKey(entry)} ${folded(bodyOf(entry))}`,
    // Moments at unknown times all look alike but for what they say.
    (entry) => (entry.time.certainty === 'unknown' ? folded(bodyOf(entry)) || null : null),
    (entry) => folded(entry.text),
    instantKey,
    (entry) => folded(headingOf(entry)),
    (entry) => folded(bodyOf(entry)) || null,
  ],
  saying: bodyOf,
  added: (entry) => `${instantKey(entry)} ${folded(bodyOf(entry))}`,
  isUnchanged: (base, side) =>
    isSameInstant(base.time, side.time) && folded(bodyOf(base)) === folded(bodyOf(side)),
};

/** What stands under the heading of a timeline, merged. Without a base both sides added the timeline. */
export function mergeTimeline(
  base: Section | null,
  left: Section,
  right: Section,
  blankLine: string,
): readonly Piece[] {
  const cuts = {
    base: base === null ? null : entriesOf(base),
    left: entriesOf(left),
    right: entriesOf(right),
  };
  const versions = { base: cuts.base?.entries ?? [], left: cuts.left.entries, right: cuts.right.entries };
  const trios = matchParts(versions.base, versions.left, versions.right, MATCHING);
  const merge = new TimelineMerge(base?.name ?? left.name, blankLine);
  const moments = new Map(trios.map((trio) => [trio, merge.merge(trio)] as const));
  inheritDates(moments, [versions.left, versions.right]);
  const timeOf = (trio: Trio<Entry>): PlacedTime => momentOf(moments, trio).time;
  const arranged = arrange(trios, versions, (one, other) => zip(one, other, timeOf));
  const inOrder = [versions.left, versions.right].every((entries) =>
    isRising(orderSeconds(entries.map(({ time }) => time))),
  );
  const ordered = (inOrder ? sortByTime(arranged, timeOf) : arranged).map((trio) => momentOf(moments, trio));
  const intro = { base: cuts.base?.intro ?? null, left: cuts.left.intro, right: cuts.right.intro };
  return [...merge.intro(intro, ordered[0]?.trio ?? null), ...merge.write(ordered)];
}

function momentOf(moments: ReadonlyMap<Trio<Entry>, Moment>, trio: Trio<Entry>): Moment {
  const moment = moments.get(trio);
  if (moment === undefined) throw new RangeError('a moment that was not merged');
  return moment;
}

/** Entries added without any date before them in their version are of the day of the entry before (or else after) them. */
function inheritDates(moments: Map<Trio<Entry>, Moment>, sides: readonly (readonly Entry[])[]): void {
  const byEntry = new Map<Entry, Moment>();
  for (const moment of moments.values()) {
    if (moment.trio.left !== null) byEntry.set(moment.trio.left, moment);
    if (moment.trio.right !== null) byEntry.set(moment.trio.right, moment);
  }
  for (const side of sides) {
    const times = side.map((entry) => byEntry.get(entry)?.time ?? null);
    let nearest = times.find((time) => time !== null && time.date !== null) ?? null;
    for (const entry of side) {
      const moment = byEntry.get(entry);
      if (moment === undefined) continue;
      if (moment.time.date === null && moment.trio.base === null) {
        moments.set(moment.trio, { ...moment, time: placeTime(moment.time.written, nearest) });
      } else if (moment.time.date !== null) nearest = moment.time;
    }
  }
}

const isRising = (values: readonly number[]): boolean =>
  values.every((value, index) => index === 0 || at(values, index - 1) <= value);

/** Two runs in one: the earlier head of the two first, and of two at one instant the one that goes first by content. */
function zip(
  left: readonly Trio<Entry>[],
  right: readonly Trio<Entry>[],
  timeOf: (trio: Trio<Entry>) => PlacedTime,
): readonly Trio<Entry>[] {
  const text = (trio: Trio<Entry>): string => (trio.left ?? trio.right)?.text ?? '';
  const zipped: Trio<Entry>[] = [];
  let [i, j] = [0, 0];
  while (i < left.length && j < right.length) {
    const [one, other] = [at(left, i), at(right, j)];
    const order = compareTimes(timeOf(one), timeOf(other)) || byContent(text(one), text(other));
    zipped.push(order <= 0 ? one : other);
    if (order <= 0) i += 1;
    else j += 1;
  }
  return [...zipped, ...left.slice(i), ...right.slice(j)];
}

function sortByTime(
  trios: readonly Trio<Entry>[],
  timeOf: (trio: Trio<Entry>) => PlacedTime,
): readonly Trio<Entry>[] {
  const seconds = orderSeconds(trios.map(timeOf));
  return trios
    .map((trio, index) => ({ trio, second: at(seconds, index) }))
    .sort((a, b) => a.second - b.second)
    .map(({ trio }) => trio);
}

const linesIn = (part: Part | null, span: Span | undefined): readonly Line[] =>
  part === null || span === undefined ? [] : linesOf(part.of, span);

class TimelineMerge {
  private readonly section: string;
  private readonly blankLine: string;

  constructor(section: string, blankLine: string) {
    this.section = section;
    this.blankLine = blankLine;
  }

  merge(trio: Trio<Entry>): Moment {
    const { base, left, right } = trio;
    if (left === null || right === null) {
      const only = left ?? right;
      if (only === null) throw new RangeError('an entry of neither side');
      const merged = base === null ? { heading: headingOf(only), body: [bodyOf(only)] } : null;
      return { trio, time: only.time, merged };
    }
    if (left.text === right.text && isSameInstant(left.time, right.time)) {
      return { trio, time: left.time, merged: { heading: left.text, body: [] } };
    }
    const heading = mergeHeadings(base, left, right);
    if (heading === null || isRetimedAndReplaced(base, left, right))
      return { trio, time: left.time, merged: null };
    return {
      trio,
      time: heading.time,
      merged: { heading: heading.text, body: this.mergeBodies(base, left, right) },
    };
  }

  private mergeBodies(base: Entry | null, left: Entry, right: Entry): readonly Piece[] {
    const [one, other] = [bodyOf(left), bodyOf(right)];
    if (one === other || (base !== null && other === bodyOf(base))) return [one];
    if (base !== null && one === bodyOf(base)) return [other];
    return piecesOf(
      mergeLines(linesIn(base, base?.body), linesIn(left, left.body), linesIn(right, right.body)),
      this.section,
    );
  }

  /** What stands before the first entry, with the blank lines after it. */
  intro(
    versions: { readonly base: Part | null; readonly left: Part; readonly right: Part },
    next: Trio<Entry> | null,
  ): readonly Piece[] {
    const { base, left, right } = versions;
    const merged = mergeLines(
      linesIn(base, base?.lines),
      linesIn(left, left.lines),
      linesIn(right, right.lines),
    );
    const gap = next === null ? '' : gapAfter<Part>(versions, next, this.blankLine);
    return [...piecesOf(merged, this.section), gap];
  }

  /** Entries in their order, with dates in the headings that need one there. */
  write(moments: readonly Moment[]): readonly Piece[] {
    let before: readonly PlacedTime[] = [];
    return moments.flatMap((moment, index): readonly Piece[] => {
      const next = moments[index + 1];
      const gap = next === undefined ? '' : gapAfter(moment.trio, next.trio, this.blankLine);
      if (moment.merged === null) {
        const { clash, after } = this.clash(moment.trio, before, gap);
        before = after;
        return [clash];
      }
      const { heading, body } = moment.merged;
      const text = needsDate(moment.time, before) ? writeDate(heading, moment.time.date ?? '') : heading;
      before = [moment.time];
      return [text, ...body, gap];
    });
  }

  private clash(
    trio: Trio<Entry>,
    before: readonly PlacedTime[],
    gap: string,
  ): { readonly clash: Clash; readonly after: readonly PlacedTime[] } {
    const version = (entry: Entry | null): string => {
      if (entry === null) return '';
      return (
        (needsDate(entry.time, before) ? writeDate(entry.text, entry.time.date ?? '') : entry.text) + gap
      );
    };
    const after = [trio.left, trio.right].flatMap((entry) => (entry === null ? before : [entry.time]));
    const base = trio.base === null ? '' : trio.base.text + gap;
    return {
      clash: { section: this.section, base, left: version(trio.left), right: version(trio.right) },
      after,
    };
  }
}

/**
 * Has one side moved an entry to another time, and the other put a text at its old time that has no word in common with
 * it? That may be another moment, which did not move.
 */
function isRetimedAndReplaced(base: Entry | null, left: Entry, right: Entry): boolean {
  if (base === null || isSameInstant(left.time, right.time)) return false;
  const stayed = isSameInstant(base.time, left.time) ? left : right;
  const words = new Set(wordsOf(bodyOf(base)));
  return words.size > 0 && !wordsOf(bodyOf(stayed)).some((word) => words.has(word));
}

interface MergedHeading {
  readonly text: string;
  readonly time: PlacedTime;
}

/** One heading of three, and the instant it names. Null if that takes a person: both sides gave the entry another one. */
function mergeHeadings(base: Entry | null, left: Entry, right: Entry): MergedHeading | null {
  const winner = laterTime(base, left, right);
  if (winner === null) return null;
  const merged = mergeHeadingTexts(base, left, right);
  if (merged !== null) {
    const time = placeHeading(merged.split('\n'), winner.time);
    if (time !== null && isSameInstant(time, winner.time)) return { text: merged, time };
  }
  const loser = winner === left ? right : left;
  return saysOnlyTheTime(headingOf(loser)) ? { text: headingOf(winner), time: winner.time } : null;
}

/** The version whose instant counts: that of the side which changed it; of two that agree, one that writes the date. */
function laterTime(base: Entry | null, left: Entry, right: Entry): Entry | null {
  if (isSameInstant(left.time, right.time)) return right.time.isDated && !left.time.isDated ? right : left;
  if (base === null) return null;
  if (isSameInstant(base.time, left.time)) return right;
  return isSameInstant(base.time, right.time) ? left : null;
}

/** The heading's text merged as any other, or null. */
function mergeHeadingTexts(base: Entry | null, left: Entry, right: Entry): string | null {
  const [one, other] = [headingOf(left), headingOf(right)];
  if (base !== null && headingOf(base) === one) return other;
  if (one === other || (base !== null && headingOf(base) === other)) return one;
  const merged = mergeLines(
    linesIn(base, base?.heading),
    linesIn(left, left.heading),
    linesIn(right, right.heading),
  );
  const lines = merged.flatMap((each) => (isClash(each) ? [] : [each]));
  return lines.length === merged.length ? joinLines(lines) : null;
}
