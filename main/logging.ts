/**
 * As much of the core as it takes to log: the store, the clocks of incidents and the journal. For a command that starts,
 * logs one moment and ends, of which the rest of the core would be most of the time.
 */
import { v7 as uuidv7 } from 'uuid';

import { DebriefError } from '../app/errors.ts';
import type { NewId } from '../app/ids.ts';
import type { EntryView } from '../app/views.ts';
import { machineClock, wallClockOnly } from './clock.ts';
import { dataFolder } from './data-folder.ts';
import type { LoggedMoment } from './entry-log.ts';
import { EntryLog, logWithoutStore } from './entry-log.ts';
import { entryView } from './entry-view.ts';
import { IncidentClocks } from './incident-clocks.ts';
import type { Notice } from '../app/notice.ts';
import { machineZone as zoneOfSystem } from './machine-zone.ts';
import { openStore } from './store/store.ts';

export interface LoggingOptions {
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** The data folder; by default that of the platform, or the one that DEBRIEF_DATA names. */
  readonly folder?: string;
  /** The wall clock, in UTC milliseconds. */
  readonly nowMs?: () => number;
  readonly newId?: NewId;
  /** The IANA zone of this machine, given the one that it had before. By default that of the system. */
  readonly machineZone?: (likely?: string) => string;
}

export interface Logging {
  /** As `timeline.log` of the contract. @throws what EntryLog.log throws; DebriefError input.invalid */
  log(moment: LoggedMoment): EntryView;
  /** What a person should know by now. */
  readonly notices: readonly Notice[];
  /** Brings in what waits in the journal, if that is possible now. Gives how many entries still wait. */
  bringInWaiting(): number;
  close(): void;
}

/** As the contract has it. */
const MAX_TEXT = 2_000_000;

function check({ text }: LoggedMoment): void {
  if (text.length > MAX_TEXT)
    throw new DebriefError('input.invalid', { reason: `text: more than ${MAX_TEXT} characters` });
}

/** @throws DebriefError store.* */
export function openLogging(options: LoggingOptions): Logging {
  const { environment, machineZone = zoneOfSystem, newId = uuidv7, nowMs = Date.now } = options;
  const folder = options.folder ?? dataFolder(environment);
  const readClocks =
    options.nowMs === undefined ? machineClock(machineZone) : wallClockOnly(nowMs, machineZone);
  const store = openStore({ folder, nowMs, newId });
  const clocks = new IncidentClocks({ store, newId, readClocks });
  const entryLog = new EntryLog({ folder, store, clocks, newId, nowMs });
  return {
    log(moment) {
      check(moment);
      const { draft, entry } = entryLog.log(moment);
      return entryView(entry, draft);
    },
    get notices() {
      return [...store.notices, ...entryLog.notices()];
    },
    bringInWaiting() {
      entryLog.tryToBringIn();
      return entryLog.waiting();
    },
    close: () => store.close(),
  };
}

/**
 * Logs a moment where the store can't be opened. It waits in the journal then, until it can be.
 * @param failure why it can't be opened
 * @returns what to tell the person: that it waits there, or the failure itself if it could not be kept
 */
export function logUnopened(
  { environment, folder, nowMs = Date.now, newId = uuidv7 }: Omit<LoggingOptions, 'machineZone'>,
  moment: LoggedMoment,
  failure: DebriefError,
): DebriefError {
  check(moment);
  return logWithoutStore({ folder: folder ?? dataFolder(environment), newId, nowMs }, moment, failure);
}
