/** Expected failures as typed values: a code of the table, what fills its words in, and how they cross the contract. */
import { errorTable } from './error-table.ts';
import type { ErrorParams, ErrorWords, Severity } from './error-words.ts';

export type ErrorCode = keyof typeof errorTable;

/** An error as it crosses the contract: data only, since Electron strips the properties of thrown errors. */
export interface ErrorReport {
  readonly code: ErrorCode;
  /** What happened and what was kept: one line. */
  readonly message: string;
  /** What the person can do: one line. */
  readonly help: string;
}

/** An expected failure. `message` says what happened and what was kept; `help` says what the person can do. */
export class DebriefError extends Error {
  override readonly name = 'DebriefError';
  readonly code: ErrorCode;
  readonly params: ErrorParams;

  constructor(code: ErrorCode, params: ErrorParams = {}, options?: ErrorOptions) {
    super(describeError(code, params).message, options);
    this.code = code;
    this.params = params;
  }

  /** The row of the table with this error's words filled in. */
  get report(): ErrorReport {
    return describeError(this.code, this.params);
  }
}

/** The words for a code. Line breaks in parameters are folded, so that an error is always one line. */
export function describeError(code: ErrorCode, params: ErrorParams = {}): ErrorReport {
  const words: ErrorWords = errorTable[code];
  const oneLine = Object.fromEntries(
    Object.entries(params).map(([key, value]) => [
      key,
      typeof value === 'string' ? value.replace(/\s*[\r\n]+\s*/g, ' ') : value,
    ]),
  );
  const message = [words.what(oneLine), words.kept].filter(Boolean).join(' ');
  return { code, message, help: words.help(oneLine) };
}

/** How bad a code is, for tone and for the exit status of the command line. */
export function severityOf(code: ErrorCode): Severity {
  return errorTable[code].severity;
}

/** Is this one of the table's codes? For errors that arrive as data. */
export function isErrorCode(code: unknown): code is ErrorCode {
  return typeof code === 'string' && Object.hasOwn(errorTable, code);
}

/** For the default branch of a switch over a union: a new member that nobody handled does not compile. */
export function assertNever(value: never): never {
  throw new Error(`unhandled case: ${JSON.stringify(value)}`);
}
