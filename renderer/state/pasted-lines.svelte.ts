/**
 * Pasted lines on their way into a timeline: what was understood of them, what a person corrected, left out and answered.
 * Nothing of it is in the draft before `toAdd` is.
 */
import type { OtherLines, Question, ReadLines } from '../../app/backfill.ts';
import type { Certainty, Phase } from '../../app/draft.ts';
import { readEntryText } from '../../app/timeline/entry-text.ts';
import type { ReadAside } from '../backfill/line-reader.ts';
import { answersAfterEdit, typedAnswers } from './pasted-answers.ts';
import type { Problem } from './problem.ts';
import { problemFrom } from './problem.ts';

/** An entry as it would be added. */
export interface PastedRow {
  /** Stays when other lines change. */
  readonly key: string;
  readonly line: number;
  /** The lines as they were pasted. */
  readonly source: string;
  /** UTC milliseconds; null while it waits for an answer. */
  readonly atMs: number | null;
  readonly certainty: Certainty;
  readonly text: string;
  readonly phase: Phase | null;
  readonly isTicked: boolean;
  readonly isCorrected: boolean;
}

export interface Correction {
  readonly time?: { readonly atMs: number; readonly certainty: Certainty };
  readonly text?: string;
  readonly phase?: Phase | null;
}

/** A question with what was answered so far. */
export interface AskedQuestion extends Question {
  readonly answer: string;
  readonly isOpen: boolean;
  /** The first line that waits for it, as it was pasted. */
  readonly quote: string;
}

/** Where the lines come from and go to. */
export interface PasteInto {
  /** Shown and typed times are on these clocks. */
  readonly zone: string;
  /** YYYY-MM-DD that is offered where no date is named. */
  readonly date: string;
  /** UTC milliseconds: a clock that is typed without a date, and after no other, is one near to it. */
  readonly nearMs: number;
  /** The section that entries are made of; null for lines from elsewhere. */
  readonly section: { readonly id: string; readonly name: string; readonly text: string } | null;
}

/** What `timeline.addAll` takes. */
export interface ToAdd {
  readonly entries: {
    readonly atMs: number;
    readonly certainty: Certainty;
    readonly text: string;
    readonly phase: Phase | null;
  }[];
  readonly section?: { readonly id: string; readonly was: string; readonly left: string };
}

const NOTHING: ReadLines = { entries: [], others: [], questions: [] };

export class PastedLines {
  readonly into: PasteInto;
  readonly #reader: ReadAside;
  #text = $state('');
  #zone = $state('');
  #answers = $state.raw<Readonly<Record<string, string>>>({});
  #asked = $state.raw<ReadonlyMap<string, Question>>(new Map());
  #understood = $state.raw({ text: '', read: NOTHING, isZoneUnknown: false });
  #unticked = $state.raw<ReadonlySet<string>>(new Set());
  #corrections = $state.raw<ReadonlyMap<string, Correction>>(new Map());
  #problem = $state.raw<Problem | null>(null);
  #isReading = $state(false);
  #isOutdated = false;
  readonly #rows = $derived(this.#makeRows());
  readonly #ticked = $derived(this.#rows.filter(({ isTicked }) => isTicked));
  readonly #questions = $derived(this.#makeQuestions());

  constructor(reader: ReadAside, into: PasteInto) {
    this.#reader = reader;
    this.into = into;
    if (into.section !== null) this.type(into.section.text);
  }

  get text(): string {
    return this.#text;
  }

  /** What stands before an edit keeps its answers; of another text none is kept. */
  type(text: string): void {
    this.#answers = answersAfterEdit(this.#answers, this.#text, text);
    if (Object.keys(this.#answers).length === 0) this.#asked = new Map();
    this.#text = text;
    void this.#read();
  }

  /** The zone of all times that name none, whatever the text says; empty: as the text says. */
  get zone(): string {
    return this.#zone;
  }

  set zone(zone: string) {
    this.#zone = zone;
    void this.#read();
  }

  get isZoneUnknown(): boolean {
    return this.#understood.isZoneUnknown;
  }

  /** Those of the text as it was last read, in its order. */
  get rows(): readonly PastedRow[] {
    return this.#rows;
  }

  get ticked(): readonly PastedRow[] {
    return this.#ticked;
  }

  /** Those that ticked rows wait for, and those that were answered. */
  get questions(): readonly AskedQuestion[] {
    return this.#questions;
  }

  get openCount(): number {
    return this.#questions.filter(({ isOpen }) => isOpen).length;
  }

  /** What became no entry, piece by piece. */
  get others(): readonly string[] {
    const { text, read } = this.#understood;
    return read.others
      .filter(({ is }) => is === 'text')
      .map(({ from, to }) => text.slice(from, to).trim())
      .filter((piece) => piece !== '');
  }

  get isReading(): boolean {
    return this.#isReading;
  }

  /** Why they could not be read, or not be added. */
  get problem(): Problem | null {
    return this.#problem;
  }

  failed(error: unknown): void {
    this.#problem = problemFrom(error);
  }

  /** There is something to add, and nothing to ask. */
  get isReady(): boolean {
    return (
      !this.#isReading &&
      this.#ticked.length > 0 &&
      this.openCount === 0 &&
      this.#ticked.every(({ atMs }) => atMs !== null)
    );
  }

  answer(key: string, value: string): void {
    this.#answers = { ...this.#answers, [key]: value };
    void this.#read();
  }

  tick(keys: readonly string[], isTicked: boolean): void {
    const unticked = new Set(this.#unticked);
    for (const key of keys) {
      if (isTicked) unticked.delete(key);
      else unticked.add(key);
    }
    this.#unticked = unticked;
  }

  /** Null: as it was read. */
  correct(key: string, correction: Correction | null): void {
    const corrections = new Map(this.#corrections);
    if (correction === null) corrections.delete(key);
    else corrections.set(key, { ...corrections.get(key), ...correction });
    this.#corrections = corrections;
  }

  toAdd(): ToAdd {
    const entries = this.#ticked.flatMap(({ atMs, certainty, text, phase }) =>
      atMs === null ? [] : [{ atMs, certainty, text, phase }],
    );
    const { section } = this.into;
    if (section === null) return { entries };
    return { entries, section: { id: section.id, was: section.text, left: this.#left() } };
  }

  /** What stays of the section: lines of no entry, and those of entries that are left out. */
  #left(): string {
    const { text, read } = this.#understood;
    const unticked = read.entries.filter((_, at) => this.#rows[at]?.isTicked === false);
    return [...read.others.filter(({ is }) => is === 'text'), ...unticked]
      .toSorted((one, other) => one.from - other.from)
      .map(({ from, to }: Pick<OtherLines, 'from' | 'to'>) => text.slice(from, to))
      .join('');
  }

  /** Reads the text; while one is being read, what comes then is read after it. */
  async #read(): Promise<void> {
    this.#isOutdated = true;
    if (this.#isReading) return;
    this.#isReading = true;
    this.#problem = null;
    try {
      while (this.#isOutdated) {
        this.#isOutdated = false;
        await this.#readOnce(this.#text);
      }
    } catch (error) {
      this.failed(error);
    } finally {
      this.#isReading = false;
    }
  }

  async #readOnce(text: string): Promise<void> {
    const { zone, date } = this.into;
    const typedZone = this.#zone.trim();
    const options = {
      ...(typedZone === '' ? {} : { zone: typedZone }),
      answers: typedAnswers(this.#answers, zone),
      suggest: { zone, date },
    };
    const { read, isZoneUnknown } = await this.#reader({ text, options });
    const asked = new Map(this.#asked);
    for (const question of read.questions) asked.set(question.key, question);
    this.#asked = asked;
    this.#understood = { text, read, isZoneUnknown };
  }

  #makeRows(): readonly PastedRow[] {
    const { text, read } = this.#understood;
    const seen = new Map<string, number>();
    return read.entries.map(({ atMs, certainty, text: said, from, to, line }) => {
      const source = text.slice(from, to).trimEnd();
      const nth = (seen.get(source) ?? 0) + 1;
      seen.set(source, nth);
      const key = `${nth} ${source}`;
      const correction = this.#corrections.get(key);
      const isTicked = !this.#unticked.has(key);
      const { text: words, phase } = readEntryText(said);
      return {
        key,
        line,
        source,
        atMs: correction?.time?.atMs ?? atMs,
        certainty: correction?.time?.certainty ?? certainty,
        text: correction?.text ?? words,
        phase: correction?.phase === undefined ? phase : correction.phase,
        isTicked,
        isCorrected: correction !== undefined,
      };
    });
  }

  #makeQuestions(): readonly AskedQuestion[] {
    const { text, read } = this.#understood;
    const lines = text.split('\n');
    const open = new Map(read.questions.map((each) => [each.key, each]));
    return [...this.#asked.values()].flatMap((each): AskedQuestion[] => {
      const question = open.get(each.key) ?? each;
      const isOpen = open.has(each.key) && this.#isNeeded(each.key);
      const answer = this.#answers[each.key] ?? '';
      if (!isOpen && (answer === '' || open.has(each.key))) return [];
      return [{ ...question, answer, isOpen, quote: lines[(question.lines[0] ?? 1) - 1]?.trim() ?? '' }];
    });
  }

  /** Does a row that is to be added wait for it? */
  #isNeeded(key: string): boolean {
    return this.#understood.read.entries.some(({ asks }, at) => {
      const row = this.#rows[at];
      return asks.includes(key) && row?.isTicked === true && row.atMs === null;
    });
  }
}
