/** What a person types into the log field: a line, and maybe a phase before it. */
import type { Phase } from '../../app/draft.ts';
import { PHASES } from '../../app/draft.ts';

export interface LogLine {
  readonly text: string;
  readonly phase: Phase | null;
}

/** `!detected Alert fires` marks a phase; so does any beginning that only one phase has (`!det`). Else the text is just text. */
export function readLogLine(typed: string): LogLine {
  const marked = /^!([a-z]+)(?:\s+|$)/i.exec(typed);
  const name = marked?.[1]?.toLowerCase() ?? '';
  const meant = name === '' ? [] : PHASES.filter((phase) => phase.startsWith(name));
  const [phase] = meant;
  if (marked === null || phase === undefined || meant.length > 1) return { text: typed.trim(), phase: null };
  return { text: typed.slice(marked[0].length).trim(), phase };
}
