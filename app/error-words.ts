/** How a row of the error table is written. */

export type ErrorParams = Readonly<Record<string, string | number>>;

/**
 * `usage`: the call was wrong (exit code 2). `error`: it could not be done. `waiting`: it will go on by itself. `note`:
 * nothing failed, but a person should know.
 */
export type Severity = 'usage' | 'error' | 'waiting' | 'note';

export interface ErrorWords {
  readonly severity: Severity;
  /** One sentence: what happened. */
  readonly what: (p: ErrorParams) => string;
  /** What is safe, or was left unchanged. Empty where nothing could have been lost. */
  readonly kept: string;
  /** What the person can do next. */
  readonly help: (p: ErrorParams) => string;
}

export const SAFE = 'The draft is safe here.';
export const NOTHING_CHANGED = 'Nothing was changed.';

export const say = (text: string) => (): string => text;

function row(
  severity: Severity,
  what: ErrorWords['what'],
  kept: string,
  help: string | ErrorWords['help'],
): ErrorWords {
  return { severity, what, kept, help: typeof help === 'string' ? say(help) : help };
}

export const usage = (what: ErrorWords['what'], help: string | ErrorWords['help']): ErrorWords =>
  row('usage', what, '', help);
export const failure = (
  what: ErrorWords['what'],
  kept: string,
  help: string | ErrorWords['help'],
): ErrorWords => row('error', what, kept, help);
export const waiting = (what: ErrorWords['what'], help: string | ErrorWords['help']): ErrorWords =>
  row('waiting', what, SAFE, help);

export const note = (what: ErrorWords['what'], help: string | ErrorWords['help']): ErrorWords =>
  row('note', what, '', help);
