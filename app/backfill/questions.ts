/** The questions that come up while a text is read: each once, with all the lines that wait for it. */
import type { Answers, PossibleAnswer, Question } from './model.ts';

type Asked = Omit<Question, 'lines'>;

export class Questions {
  readonly answers: Answers;
  private readonly asked = new Map<string, { readonly question: Asked; readonly lines: number[] }>();

  constructor(answers: Answers) {
    this.answers = answers;
  }

  /** Asks on behalf of a line, and gives the key to wait for. */
  ask(question: Asked, line: number): string {
    const known = this.asked.get(question.key);
    if (known === undefined) this.asked.set(question.key, { question, lines: [line] });
    else if (known.lines.at(-1) !== line) known.lines.push(line);
    return question.key;
  }

  /** The answer if it is one of the options. */
  option(key: string, options: readonly PossibleAnswer[]): string | null {
    const given = this.answers[key]?.trim();
    return options.find(({ value }) => value === given)?.value ?? null;
  }

  get open(): readonly Question[] {
    return [...this.asked.values()].map(({ question, lines }) => ({ ...question, lines }));
  }
}

/** What is known now, or the keys of the questions that it waits for. */
export type Known<T> = { readonly is: T } | { readonly asks: readonly string[] };
