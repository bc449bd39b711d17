/** What a sync did, and what is left to do and why: one report a subject. */
import type { ErrorReport } from '../../app/errors.ts';
import { describeError } from '../../app/errors.ts';
import type { Outcome, SyncRecord } from '../../app/sync.ts';
import { NOT_SENT } from '../../app/sync.ts';
import type { SyncReport } from '../../app/views.ts';
import type { SyncSubject } from '../store/sync-records.ts';
import type { Store } from '../store/store.ts';
import type { Step } from './step.ts';

/** Why everything stopped, for those that were not even tried. */
function whyHalted(halted: Outcome | null): ErrorReport | null {
  if (halted?.is === 'notSent') return describeError('github.offline', { reason: NOT_SENT[halted.reason] });
  if (halted?.is === 'pause' && halted.untilMs !== null)
    return describeError('github.waiting', { until: new Date(halted.untilMs).toISOString() });
  return halted?.is === 'signIn' ? describeError(halted.error.code, halted.error.params) : null;
}

/** Does it wait to be sent, by itself? */
export function isWaiting(record: SyncRecord): boolean {
  return record.state === 'queued' || record.state === 'unconfirmed' || record.state === 'sending';
}

/**
 * The report of one subject.
 * @param step what was done for it last; null if nothing was
 * @param halted why the whole run stopped early; null if it did not
 */
export function reportOf(
  store: Store,
  subject: SyncSubject,
  step: Step | null,
  halted: Outcome | null,
): SyncReport {
  const record = store.getSync(subject);
  const waits = isWaiting(record);
  const kept = record.error === null ? null : describeError(record.error.code, record.error.params);
  const busy = describeError('sync.busy');
  const error = kept ?? (waits ? (whyHalted(halted) ?? busy) : null);
  return {
    draft: subject.kind === 'draft' ? subject.id : store.draftOfAction(subject.id),
    item: subject.kind === 'action' ? subject.id : null,
    action: step?.action ?? (waits ? 'wait' : 'none'),
    reason: step?.reason ?? (waits ? 'still queued' : 'in step'),
    issue: record.issue,
    pictures: step?.pictures ?? 0,
    error,
  };
}
