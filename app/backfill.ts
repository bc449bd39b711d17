/**
 * Reads pasted lines of any kind (a chat, a log, a mail, a table, a report) as entries of a timeline.
 *
 * Nothing is guessed silently: what has more than one meaning, or none, is a question with the answers that are possible.
 * The same text with the answers gives the entries. No text is lost: entries and other lines are all of it.
 */
import { datesIn, declaredIn, zoneAlone } from './backfill/declared.ts';
import { entryText } from './backfill/entry-words.ts';
import { unsureHalves } from './backfill/halves.ts';
import type { Line } from './backfill/lines.ts';
import { linesOf } from './backfill/lines.ts';
import { findMarks } from './backfill/marks.ts';
import type { FoundEntry, OtherLines, ReadLines, ReadOptions } from './backfill/model.ts';
import { Questions } from './backfill/questions.ts';
import { Resolver } from './backfill/resolve.ts';
import type { Mark } from './backfill/stamps.ts';

export type {
  Answers,
  FoundEntry,
  OtherLines,
  PossibleAnswer,
  Question,
  ReadLines,
  ReadOptions,
} from './backfill/model.ts';

class LinesReader {
  private readonly text: string;
  private readonly lines: readonly Line[];
  private readonly marks: readonly Mark[];
  private readonly resolver: Resolver;
  private readonly entries: FoundEntry[] = [];
  private readonly others: OtherLines[] = [];

  constructor(text: string, questions: Questions, options: ReadOptions) {
    this.text = text;
    this.lines = linesOf(text);
    this.marks = findMarks(this.lines, questions.answers);
    const intro = this.lines.slice(0, this.marks[0]?.first ?? 0);
    this.resolver = new Resolver(questions, options, datesIn(intro));
  }

  read(): Pick<ReadLines, 'entries' | 'others'> {
    const unsure = unsureHalves(
      this.marks.map(({ stamp }) => stamp.readings[0]?.from),
      (at) => (this.marks[at]?.stamp.dayWords ?? null) !== null,
    );
    let next = 0;
    this.marks.forEach((mark, index) => {
      this.passOver(next, mark.first);
      this.take(mark, unsure.has(index));
      next = mark.end;
    });
    this.passOver(next, this.lines.length);
    return { entries: this.entries, others: this.others };
  }

  /** Lines of no entry, up to the one at `end`; they may declare a zone or a date. */
  private passOver(begin: number, end: number): void {
    if (begin >= end) return;
    for (const line of this.lines.slice(begin, end)) {
      const declared = line.isFenced ? null : declaredIn(line);
      const { zone = null, date = null } = declared ?? {};
      if (zone !== null) this.resolver.zones.declare(zone);
      if (date !== null) this.resolver.dates.set({ is: date });
    }
    this.others.push({ is: 'text', ...this.slice(begin, end) });
  }

  private take(mark: Mark, isHalfUnsure: boolean): void {
    const { line, stamp, first, end } = mark;
    const { atMs, certainty, asks, isDay } = this.resolver.resolve(stamp, line.number, isHalfUnsure);
    const text = entryText(this.lines.slice(first, end), line, stamp);
    const slice = this.slice(first, end);
    const zone = isDay ? zoneAlone(text) : null;
    if (zone !== null) this.resolver.zones.declare(zone);
    if (isDay && (text === '' || zone !== null)) this.others.push({ is: 'day', ...slice });
    else this.entries.push({ atMs, certainty, text, ...slice, line: line.number, asks });
  }

  private slice(begin: number, end: number): Pick<OtherLines, 'from' | 'to'> {
    const from = this.lines[begin]?.from ?? this.text.length;
    return { from, to: this.lines[end - 1]?.to ?? from };
  }
}

/**
 * The entries of a text in its order, those lines that became none, and what has to be asked first.
 * @param options what a person has said already
 */
export function readLines(text: string, options: ReadOptions = {}): ReadLines {
  const questions = new Questions(options.answers ?? {});
  const { entries, others } = new LinesReader(text, questions, options).read();
  return { entries, others, questions: questions.openFor(entries) };
}
