/**
 * The clock of an incident: the wall clock that it started with, carried on by elapsed time alone. A wall clock that is
 * set, a night's sleep of the machine, a restart and a journey to another zone leave it right, and it never runs
 * backwards. It says what happened to the machine's clock, so that it can be noted.
 */

/** What the clocks of a machine show, taken together. */
export interface Reading {
  /** The wall clock, in UTC milliseconds: it can be set. */
  readonly wallMs: number;
  /** Milliseconds since the machine was started, those of its sleep among them: it can't be set. */
  readonly bootMs: number;
  /** Milliseconds since then in which it was awake; null where the system does not tell. */
  readonly awakeMs: number | null;
  /** Names this start of the machine; null where the system does not tell. */
  readonly bootId: string | null;
  /** The IANA zone of the machine. */
  readonly zone: string;
}

/** What happened to the clock of the machine since the last remark. */
export type Remark =
  /** It was set forward, or back where that is negative. */
  | { readonly is: 'clockSet'; readonly byMs: number }
  | { readonly is: 'slept'; readonly forMs: number }
  /** The machine was started anew: how long that took only its wall clock knows. */
  | { readonly is: 'rebooted' }
  | { readonly is: 'zoneChanged'; readonly from: string; readonly to: string };

export interface IncidentClock {
  /** What later readings are compared with. */
  readonly reading: Reading;
  /** What this clock shows beyond the wall clock, in milliseconds: less than nothing once that was set forward. */
  readonly offsetMs: number;
  /** The latest instant that it has shown, in UTC milliseconds: it shows none before. */
  readonly latestMs: number;
}

/**
 * A wall clock that differs from the elapsed time by less than this is followed: time servers correct a clock by so much
 * (ntpd sets it from 128 ms on), and nobody would see it in a timeline.
 */
export const STEP_MS = 2_000;

/** A shorter sleep is not worth a remark. */
export const SLEEP_MS = 60_000;

/** A clock that shows what the wall clock of a reading shows. */
export function startClock(reading: Reading): IncidentClock {
  return { reading, offsetMs: 0, latestMs: reading.wallMs };
}

/**
 * Are two readings of one start of the machine? Where it has no name: a machine that was started anew has spent on that at
 * least as much time as its boot clock lacks.
 */
function isSameBoot(before: Reading, now: Reading): boolean {
  if (before.bootId !== null && now.bootId !== null) return before.bootId === now.bootId;
  const unexplainedMs = now.wallMs - before.wallMs - (now.bootMs - before.bootMs);
  return now.bootMs >= before.bootMs && unexplainedMs < before.bootMs;
}

/** How far the wall clock was set. After a new start only a clock that is behind gives itself away. */
function stepOf(clock: IncidentClock, now: Reading, isRebooted: boolean): number {
  const { reading, offsetMs, latestMs } = clock;
  if (isRebooted) return Math.min(0, now.wallMs + offsetMs - latestMs);
  const drift = now.wallMs - reading.wallMs - (now.bootMs - reading.bootMs);
  return Math.abs(drift) >= STEP_MS ? drift : 0;
}

function sleepOf(before: Reading, now: Reading): number {
  if (before.awakeMs === null || now.awakeMs === null) return 0;
  const asleepMs = now.bootMs - before.bootMs - (now.awakeMs - before.awakeMs);
  return asleepMs >= SLEEP_MS ? asleepMs : 0;
}

function* remarksOn(clock: IncidentClock, now: Reading): Iterable<Remark> {
  const { reading } = clock;
  const isRebooted = !isSameBoot(reading, now);
  if (isRebooted) yield { is: 'rebooted' };
  else {
    const forMs = sleepOf(reading, now);
    if (forMs > 0) yield { is: 'slept', forMs };
  }
  const byMs = stepOf(clock, now, isRebooted);
  if (byMs !== 0) yield { is: 'clockSet', byMs };
  if (now.zone !== reading.zone) yield { is: 'zoneChanged', from: reading.zone, to: now.zone };
}

/**
 * What later readings are compared with after a remark: this one, but for what was too little to remark yet. So many small
 * differences are one that is remarked some day.
 */
function comparedWith(before: Reading, now: Reading, remarks: readonly Remark[]): Reading {
  const has = (is: Remark['is']): boolean => remarks.some((remark) => remark.is === is);
  if (has('rebooted')) return now;
  const passedMs = now.bootMs - before.bootMs;
  const { awakeMs } = before;
  return {
    ...now,
    wallMs: has('clockSet') ? now.wallMs : before.wallMs + passedMs,
    awakeMs: has('slept') || awakeMs === null || now.awakeMs === null ? now.awakeMs : awakeMs + passedMs,
  };
}

/**
 * The clock as it is at a reading; `latestMs` is what it shows then. Where there is nothing to remark it compares later
 * readings with the same one as before, so that it need not be kept.
 */
export function advanceClock(
  clock: IncidentClock,
  now: Reading,
): { readonly clock: IncidentClock; readonly remarks: readonly Remark[] } {
  const remarks = [...remarksOn(clock, now)];
  const setMs = remarks.reduce((sum, remark) => sum + (remark.is === 'clockSet' ? remark.byMs : 0), 0);
  const offsetMs = clock.offsetMs - setMs;
  const latestMs = Math.max(clock.latestMs, now.wallMs + offsetMs);
  return {
    clock: {
      reading: remarks.length === 0 ? clock.reading : comparedWith(clock.reading, now, remarks),
      offsetMs,
      latestMs,
    },
    remarks,
  };
}
