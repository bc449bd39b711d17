/** The status that is always in sight: online, account, what waits, what needs a person. */
import { severityOf } from '../app/errors.ts';
import type { SyncRecord } from '../app/sync.ts';
import type { StatusView } from '../app/views.ts';
import { serverFor, serverFromEnvironment } from './account/server.ts';
import { troubleWords } from './account/keychain.ts';
import type { Parts } from './parts.ts';
import { isWaiting } from './sync/reports.ts';

/** Does it need a person before it can go on? */
export function needsPerson(record: SyncRecord): boolean {
  if (record.state === 'conflict' || record.state === 'blocked') return true;
  return record.error !== null && severityOf(record.error.code) === 'error';
}

/** The latest pause that GitHub asked for; null if there is none. */
function pausedUntil(records: readonly SyncRecord[], nowMs: number): number | null {
  const pauses = records
    .filter((each) => each.error?.code === 'github.waiting')
    .map((each) => each.notBeforeMs ?? 0);
  const latest = Math.max(0, ...pauses);
  return latest > nowMs ? latest : null;
}

export async function statusOf(parts: Parts): Promise<StatusView> {
  const { store, session, connectivity } = parts;
  const records = store
    .allSync()
    .filter((each) => !each.isRemoved)
    .map((each) => each.record);
  const credentials = await session.credentials();
  const server =
    credentials?.server ?? serverFromEnvironment(parts.environment) ?? serverFor(undefined, undefined);
  const notices: StatusView['notices'] = [
    ...parts.notices,
    ...parts.entryLog.notices(),
    ...parts.hostNotices,
  ];
  if (session.keychainTrouble !== null) {
    notices.push({
      code: 'keychain.unavailable',
      text: troubleWords[session.keychainTrouble],
    });
  }
  return {
    online: await connectivity.check(server.apiUrl),
    account: await session.account(),
    queued: records.filter((each) => isWaiting(each) && !needsPerson(each)).length,
    needsYou: records.filter(needsPerson).length,
    pausedUntilMs: pausedUntil(records, parts.nowMs()),
    syncing: parts.runner.busy,
    notices,
  };
}
