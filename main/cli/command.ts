/** What a command is: one row of the table that parsing, help and running all read. */
import { readArguments } from './arguments.ts';
import type { Options, Values, Word } from './arguments.ts';
import type { Session } from './terminal.ts';

export interface Call<O extends Options> {
  readonly options: Values<O>;
  /** As many as the command takes; those it needs are there. */
  readonly words: readonly string[];
  readonly session: Session;
}

interface Description {
  readonly name: string;
  /** One line of help. */
  readonly about: string;
  readonly words: readonly Word[];
  /** More lines of help. */
  readonly details?: readonly string[];
}

interface Spec<O extends Options> extends Description {
  readonly options: O;
  /** Gives the exit code; nothing is 0. @throws DebriefError */
  readonly run: (call: Call<O>) => Promise<number | undefined>;
}

export interface Command extends Description {
  readonly options: Options;
  /** @throws DebriefError usage.invalid, and what the command throws */
  readonly run: (argv: readonly string[], session: Session) => Promise<number | undefined>;
}

/** A row of the table, with its options' values typed by their descriptions. */
export function command<const O extends Options>(spec: Spec<O>): Command {
  return {
    ...spec,
    run: (argv, session) => spec.run({ ...readArguments(spec, argv), session }),
  };
}
