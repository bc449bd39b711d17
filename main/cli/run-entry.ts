/** A command that was run, as a moment of the timeline. */
import { durationWords } from './durations.ts';
import type { Ending, ProgramRun } from './program.ts';
import { shellLine } from './shell-words.ts';

/** A row of backticks that is longer than any in a text, and no shorter than `least`. */
function fenceFor(text: string, least: number): string {
  const longest = Math.max(0, ...Array.from(text.matchAll(/`+/g), ([ticks]) => ticks.length));
  return '`'.repeat(Math.max(least, longest + 1));
}

/** A code span. A space stands between its fence and a backtick (CommonMark 6.1). */
function codeSpan(code: string): string {
  const fence = fenceFor(code, 1);
  const space = /^`|`$/.test(code) ? ' ' : '';
  return `${fence}${space}${code}${space}${fence}`;
}

function endingWords(ending: Ending): string {
  if (ending.is === 'killed') return ending.signal;
  const status = `exit ${ending.status}`;
  return ending.is === 'exited' ? status : `${status}: ${ending.reason}`;
}

/**
 * `` `kubectl rollout undo deploy/hub` (exit 0, 12 s) ``, and the output in a fence under it.
 * @param output null or empty: none is shown
 */
export function runEntryText(
  words: readonly string[],
  { ending, durationMs }: ProgramRun,
  output: string | null,
): string {
  const line = `${codeSpan(shellLine(words))} (${endingWords(ending)}, ${durationWords(durationMs)})`;
  if (output === null || output === '') return line;
  const fence = fenceFor(output, 3);
  return `${line}\n\n${fence}\n${output}\n${fence}`;
}
