/** Which lines of a pasted text begin an entry. */
import type { Line } from './lines.ts';
import { timelineLines } from './lines.ts';
import type { Answers } from './model.ts';
import { NO_ENTRY } from './model.ts';
import type { Mark, Stamp, Stamped } from './stamps.ts';
import { isAlone, stampOf } from './stamps.ts';
import { isTextFirst, textFirstMarks } from './text-first.ts';

const isDateOnly = ({ readings: [first] }: Stamp): boolean => first?.from.clock === null && !first.isUnknown;

/** A line that ends so goes on in the next: a time there is a part of the sentence. */
const GOES_ON =
  /(?:,|\b(?:at|by|until|till|from|since|around|about|before|after|between|and|or|to|the))\s*$/i;
/** So much deeper than the entry before stands what belongs to it. */
const DEEPER = 2;

class Finder {
  private readonly lines: readonly Line[];
  private readonly answers: Answers;

  constructor(lines: readonly Line[], answers: Answers) {
    this.lines = lines;
    this.answers = answers;
  }

  find(): readonly Mark[] {
    const open = this.lines.filter((line) => !line.isFenced);
    const marks = this.marksIn(open);
    // A log that was pasted in a fence, and nothing around it that has a time.
    return marks.length > 0 || open.length === this.lines.length ? marks : this.marksIn(this.lines);
  }

  private stamp(line: Line): Stamp | null {
    return line.isBlank || this.answers[`line:${line.number}`] === NO_ENTRY
      ? null
      : stampOf(line.text, this.answers);
  }

  private marksIn(lines: readonly Line[]): readonly Mark[] {
    const region = timelineLines(lines, (line) => this.stamp(line) !== null);
    const stamped = lines
      .filter((line) => region.has(line))
      .map((line) => ({ line, stamp: this.stamp(line) }))
      .filter(({ line, stamp }) => stamp === null || !this.isTitle(line, stamp));
    // Where headings tell the time, what stands under them is text, whatever it begins with.
    const byHeadings = stamped.some(({ stamp }) => stamp?.shape === 'heading' && !isDateOnly(stamp));
    const found: Stamped[] = [];
    for (const { line, stamp } of stamped) {
      if (stamp === null || (byHeadings && stamp.shape !== 'heading')) continue;
      if (!this.isInside(line, stamp, found.at(-1)?.stamp)) found.push({ line, stamp });
    }
    if (isTextFirst(found, this.lines)) return textFirstMarks(found, this.lines);
    const firsts = found.map(({ line, stamp }, at) => this.firstLine(line, stamp, found[at - 1]?.line));
    return found.map((each, at) => {
      const next = firsts[at + 1] ?? this.lines.length;
      return {
        ...each,
        first: firsts[at] ?? each.line.number - 1,
        end: this.endOf(each, next, region, found[0]?.stamp),
      };
    });
  }

  /** The date in a report's title is often not that of the incident. */
  private isTitle(line: Line, { readings: [first] }: Stamp): boolean {
    if (line.level !== 1 || first?.from.date === null) return false;
    return this.lines.slice(0, line.number - 1).every((each) => each.isBlank);
  }

  /** Does the line belong to the entry before it? */
  private isInside(line: Line, stamp: Stamp, before: Stamp | undefined): boolean {
    if (stamp.shape === 'heading' || before === undefined) return false;
    if (
      before.shape !== 'heading' &&
      !isDateOnly(before) &&
      !isAlone(stamp) &&
      stamp.indent >= before.indent + DEEPER
    )
      return true;
    return stamp.shape === 'plain' && GOES_ON.test(this.lines[line.number - 2]?.text ?? '');
  }

  private firstLine(line: Line, stamp: Stamp, before: Line | undefined): number {
    const at = line.number - 1;
    const limit = before === undefined ? 0 : before.number;
    if (stamp.isMailField) return this.headOfMail(at, limit);
    const above = this.lines[at - 1];
    const isName =
      isAlone(stamp) &&
      stamp.indent > 0 &&
      above !== undefined &&
      at - 1 >= limit &&
      /^\S+(?: \S+){0,3}$/.test(above.text) &&
      (this.lines[at - 2]?.isBlank ?? true);
    return isName ? at - 1 : at;
  }

  private headOfMail(at: number, limit: number): number {
    let first = at;
    while (first > limit && /^[A-Z][\w-]*:\s/.test(this.lines[first - 1]?.text ?? '')) first -= 1;
    return first;
  }

  /** Up to the next entry, or to where another part of the text begins. */
  private endOf(
    { line, stamp }: Stamped,
    next: number,
    region: ReadonlySet<Line>,
    first: Stamp | undefined,
  ): number {
    if (stamp.dayWords !== null) return line.number;
    const isDay = isDateOnly(stamp) && isAlone(stamp);
    for (let at = line.number; at < next; at += 1) {
      const each = this.lines[at];
      if (each === undefined) break;
      const isHeading =
        each.level !== null && (first?.shape !== 'heading' || each.level <= (line.level ?? 6));
      // The head of a table is of all its rows.
      if (isDay && each.text.trimStart().startsWith('|')) return at;
      if (isHeading || (!region.has(each) && !each.isFenced)) return at;
    }
    return next;
  }
}

/** Every line that begins an entry, or tells the date of those that follow, in the order of the text. */
export function findMarks(lines: readonly Line[], answers: Answers): readonly Mark[] {
  return new Finder(lines, answers).find();
}
