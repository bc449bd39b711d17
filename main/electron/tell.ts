import { ORPCError } from '@orpc/client';

import { DebriefError, describeError, type ErrorReport } from '../../app/errors.ts';
import { errorReport } from '../../app/views.ts';
import type { ElectronParts } from './parts.ts';

/** Says in a box what happened, what was kept and what to do. Of a bug no more than its message. */
export function tell(dialog: Pick<ElectronParts['dialog'], 'showErrorBox'>, error: unknown): void {
  const { message, help } = reportOf(error);
  dialog.showErrorBox('Debrief', `${message}\n\n${help}`);
}

function reportOf(error: unknown): ErrorReport {
  if (error instanceof DebriefError) return error.report;
  const crossed = error instanceof ORPCError ? errorReport.safeParse(error.data).data : undefined;
  return (
    crossed ?? describeError('internal', { reason: error instanceof Error ? error.message : String(error) })
  );
}
