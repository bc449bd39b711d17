/** The contract with what every handler shares: its parts as context, and failures that cross as data. */
import { implement, ORPCError, ValidationError } from '@orpc/server';

import { contract } from '../../app/contract.ts';
import type { ErrorReport } from '../../app/errors.ts';
import { DebriefError, describeError } from '../../app/errors.ts';
import type { DiagnosticLog } from '../diagnosis/diagnostic-log.ts';
import { whereItBroke } from '../diagnosis/diagnostic-log.ts';
import type { Parts } from '../parts.ts';

function crossing(report: ErrorReport): ORPCError<'DEBRIEF', ErrorReport> {
  return new ORPCError('DEBRIEF', { status: 422, message: report.message, data: report });
}

/** What was wrong with an input, in one line: where, and what was expected. */
function whatIsWrong(error: ValidationError): string {
  const issue = error.issues[0];
  const path = (issue?.path ?? [])
    .map((each) => String(typeof each === 'object' ? each.key : each))
    .join('.');
  return `${path}${path === '' ? '' : ': '}${issue?.message ?? 'invalid'}`;
}

/** A failure as it crosses the contract. What is not in the error table is a bug, and says no more than its message. */
function asCrossing(error: unknown): unknown {
  if (error instanceof DebriefError) return crossing(error.report);
  if (error instanceof ORPCError) {
    if (error.code !== 'BAD_REQUEST' || !(error.cause instanceof ValidationError)) return error;
    return crossing(describeError('input.invalid', { reason: whatIsWrong(error.cause) }));
  }
  const reason = error instanceof Error ? error.message : 'unknown';
  return Object.assign(crossing(describeError('internal', { reason })), { cause: error });
}

/** A failure of the table by its code, a bug by where it is: neither by its words. */
function noteFailure(log: DiagnosticLog, call: string, error: unknown, crossed: unknown): void {
  const data: unknown = crossed instanceof ORPCError ? crossed.data : undefined;
  const code = typeof data === 'object' && data !== null && 'code' in data ? String(data.code) : 'unlisted';
  if (code === 'internal' || code === 'unlisted') log.note('call.broke', { call, ...whereItBroke(error) });
  else log.note('call.failed', { call, code });
}

/** Events whose failure crosses as data too: what is thrown after the first of them passes by what `os` does for calls. */
export async function* failingAsData<T>(events: AsyncGenerator<T>): AsyncGenerator<T> {
  try {
    yield* events;
  } catch (error) {
    throw asCrossing(error);
  }
}

export const os = implement(contract)
  .$context<{ readonly parts: Parts }>()
  .use(async ({ next, path, context: { parts } }) => {
    try {
      return await next();
    } catch (error) {
      const crossed = asCrossing(error);
      noteFailure(parts.log, path.join('.'), error, crossed);
      throw crossed;
    }
  });
