/**
 * Which hosts are open on this data folder, kept in the database: one that is there and does not run any more ended
 * without closing, and what that can have cost is told once.
 */
import { localTime } from '../app/local-time.ts';
import type { Reading } from '../app/stopwatch.ts';
import type { Notice } from '../app/notice.ts';
import type { Store } from './store/store.ts';

interface OpenHost {
  readonly pid: number;
  /** Names the start of the machine in which the process has this number; null where the system does not tell. */
  readonly bootId: string | null;
}

export interface HostLogNeeds {
  readonly store: Pick<Store, 'getMeta' | 'setMeta' | 'transaction' | 'newestDraft' | 'getRecord'>;
  readonly readClocks: () => Reading;
  readonly pid: number;
  readonly isAlive: (pid: number) => boolean;
}

export interface HostLog {
  /** What to tell of those that ended suddenly; empty if all closed. */
  readonly notices: readonly Notice[];
  close(): void;
}

const KEY = 'hosts';

/** Does a process with this number run? One of another user counts: a signal to it is refused, not in vain. */
export function isProcessAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}

const openHosts = (store: HostLogNeeds['store']): readonly OpenHost[] =>
  (store.getMeta(KEY) ?? []) as readonly OpenHost[];

/** Enters this process, and looks for those that were left. */
export function openHostLog({ store, readClocks, pid, isAlive }: HostLogNeeds): HostLog {
  const { bootId, zone } = readClocks();
  const runs = (host: OpenHost): boolean => host.pid !== pid && host.bootId === bootId && isAlive(host.pid);
  const left = store.transaction(() => {
    const hosts = openHosts(store);
    store.setMeta(KEY, [...hosts.filter(runs), { pid, bootId }]);
    return hosts.filter((host) => !runs(host));
  });
  return {
    notices: left.length === 0 ? [] : [endedSuddenly(store, zone)],
    close: () => {
      store.transaction(() => {
        store.setMeta(
          KEY,
          openHosts(store).filter((host) => host.pid !== pid),
        );
      });
    },
  };
}

function endedSuddenly(store: HostLogNeeds['store'], zone: string): Notice {
  const newest = store.newestDraft();
  const last = newest === null ? null : localTime(store.getRecord(newest).updatedAtMs, zone);
  const from = last === null ? '' : `, the last of it from ${last.date} ${last.clock}`;
  return {
    code: 'host.endedSuddenly',
    text: `Debrief ended suddenly last time. All that it had saved is here${from}: at most a quarter of a second of typing before the end is missing.`,
  };
}
