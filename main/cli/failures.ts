/** What a command failed with, as a row of the error table, and the exit code that follows. */
import { describeError, DebriefError, isErrorCode, severityOf } from '../../app/errors.ts';
import type { ErrorReport } from '../../app/errors.ts';
import { EXIT } from './exit-codes.ts';
import { printableLine } from './printable.ts';

/** Any failure as a row of the table; what is not in it is `internal`. */
export function reportOf(error: unknown): ErrorReport {
  if (error instanceof DebriefError) return error.report;
  if (!(error instanceof Error)) return describeError('internal', { reason: String(error) });
  const data = 'data' in error ? error.data : null;
  const code = 'code' in error ? error.code : null;
  if (code === 'DEBRIEF' && isReport(data))
    return { code: data.code, message: data.message, help: data.help };
  // oRPC's own code for an input that the contract does not take.
  if (code === 'BAD_REQUEST')
    return describeError('input.invalid', { reason: firstIssue(data) ?? error.message });
  return describeError('internal', { reason: error.message });
}

/** Is it kept in the journal, and all that failed is that it is not in its draft yet? */
export function isInJournal({ code }: ErrorReport): boolean {
  return code.startsWith('journal.');
}

/** 2 where the call was wrong, 3 where something is kept and waits, else 1. */
export function exitCodeOf(report: ErrorReport): number {
  if (isInJournal(report)) return EXIT.queued;
  return severityOf(report.code) === 'usage' ? EXIT.usage : EXIT.failed;
}

/** The failure as it is written to standard error: one line, and never a stack trace. */
export function failureLine(report: ErrorReport, json: boolean): string {
  const { code, message, help } = report;
  return json
    ? JSON.stringify({ error: { code, message, help } })
    : printableLine(`debrief: ${message} ${help}`.trim());
}

function isReport(data: unknown): data is ErrorReport {
  if (typeof data !== 'object' || data === null) return false;
  const { code, message, help } = data as Partial<Record<keyof ErrorReport, unknown>>;
  return isErrorCode(code) && typeof message === 'string' && typeof help === 'string';
}

/** Where an input failed and why, from what a schema said. */
function firstIssue(data: unknown): string | null {
  if (typeof data !== 'object' || data === null || !('issues' in data) || !Array.isArray(data.issues))
    return null;
  const [first] = data.issues as readonly {
    readonly message?: unknown;
    readonly path?: readonly unknown[];
  }[];
  if (typeof first?.message !== 'string') return null;
  const place = first.path?.map(String).join('.') ?? '';
  return place === '' ? first.message : `${place}: ${first.message}`;
}
