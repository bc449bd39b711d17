/** What the reader of pasted lines gives: entries as far as they are understood, and what a person has to say first. */
import type { Certainty } from '../draft.ts';

/** An entry as it was found in a text. */
export interface FoundEntry {
  /** UTC milliseconds, of a whole second; null until the questions in `asks` are answered. */
  readonly atMs: number | null;
  readonly certainty: Certainty;
  /** Markdown, without the time. */
  readonly text: string;
  /** Offsets into the text that was read: whole lines. */
  readonly from: number;
  readonly to: number;
  /** The line that its time stands on, counted from 1. */
  readonly line: number;
  /** Keys of the open questions that its time waits for. */
  readonly asks: readonly string[];
}

/** Lines that became no entry. `day`: they only say the date of those that follow. */
export interface OtherLines {
  readonly is: 'text' | 'day';
  readonly from: number;
  readonly to: number;
}

export interface PossibleAnswer {
  readonly value: string;
  /** What it would mean, in a few words. */
  readonly says: string;
}

/** What only a person knows. */
export interface Question {
  /** What to answer by: `zone`, `zone:IST`, `date`, `day:12`, ... */
  readonly key: string;
  /** One sentence. */
  readonly asks: string;
  /** The lines that wait for it, counted from 1. */
  readonly lines: readonly number[];
  readonly options: readonly PossibleAnswer[];
  /** What can be answered besides the options; null: only these. */
  readonly takes: 'zone' | 'date' | 'year' | 'time' | null;
}

/** By key of the question. One that can't be understood counts as none. */
export type Answers = Readonly<Record<string, string>>;

export interface ReadOptions {
  /** A zone (IANA name or offset) that a person chose for all times that name none themselves, whatever the text says. */
  readonly zone?: string;
  /** YYYY-MM-DD of the first times, where the text gives them none. */
  readonly date?: string;
  readonly answers?: Answers;
  /** What is offered first as an answer, and never taken without one. */
  readonly suggest?: { readonly zone?: string; readonly date?: string };
}

export interface ReadLines {
  /** In the order of the text. With `others` they are all of it. */
  readonly entries: readonly FoundEntry[];
  readonly others: readonly OtherLines[];
  readonly questions: readonly Question[];
}

/** The answer that a line begins no entry. */
export const NO_ENTRY = 'text';
