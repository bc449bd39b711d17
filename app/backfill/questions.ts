/** The questions that come up while a text is read: each once, with all the lines that wait for it. */
import type { Answers, FoundEntry, PossibleAnswer, Question } from './model.ts';

type Asked = Omit<Question, 'lines'>;

export class Questions {
  readonly answers: Answers;
  private readonly asked = new Map<string, Asked>();

  constructor(answers: Answers) {
    this.answers = answers;
  }

  /** Asks, and gives the key to wait for. */
  ask(question: Asked): string {
    if (!this.asked.has(question.key)) this.asked.set(question.key, question);
    return question.key;
  }

  /** The answer if it is one of the options. */
  option(key: string, options: readonly PossibleAnswer[]): string | null {
    const given = this.answers[key]?.trim();
    return options.find(({ value }) => value === given)?.value ?? null;
  }

  /** Those that are open, with the lines of the entries that wait for them. */
  openFor(entries: readonly FoundEntry[]): readonly Question[] {
    const waiting = new Map<string, number[]>();
    for (const { asks, line } of entries) {
      for (const key of asks) {
        const lines = waiting.get(key) ?? [];
        lines.push(line);
        waiting.set(key, lines);
      }
    }
    return [...this.asked].flatMap(([key, question]) => {
      const lines = waiting.get(key);
      return lines === undefined ? [] : [{ ...question, lines }];
    });
  }
}

/** What is known now, or the keys of the questions that it waits for. */
export type Known<T> = { readonly is: T } | { readonly asks: readonly string[] };
