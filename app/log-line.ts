/** What a person types to log a moment: a line, and before it maybe when it was and which phase it marks. */
import type { Phase } from './draft.ts';
import { PHASES } from './draft.ts';
import type { ClockTime } from './log-time.ts';

export interface LogLine {
  readonly text: string;
  readonly phase: Phase | null;
  /** When it was, where the line says so. */
  readonly time: { readonly is: 'ago'; readonly ms: number } | ClockTime | null;
}

/** A line with its instant, in UTC milliseconds. */
export interface LoggedLine {
  readonly text: string;
  readonly phase: Phase | null;
  readonly atMs: number;
  /** The line names the time of a clock; else its instant is that of the clock it was typed by. */
  readonly isNamed: boolean;
}

const UNIT_MS = { h: 3_600_000, m: 60_000, s: 1000 } as const;
const AGO = /^-(?=\d)(?:(\d{1,3})h)?(?:(\d{1,4})m)?(?:(\d{1,5})s)?(?:\s+|$)/;
const CLOCK =
  /^(?:(yesterday)\s+|(\d{4}-\d{2}-\d{2})[T\s]\s*)?(\d{1,2}):(\d{2})(?::(\d{2}))?(?:\s*([ap])\.?m\.?)?(?:\s*(UTC|GMT|Z))?(?:\s+|$)/i;
/** What makes a time another than the one read so far: a zone that has several meanings, an offset, the end of a range. */
const GOES_ON =
  /^(?:(?:(?:A[CEKW]?|B|CE?|EE?|[HIJKPS]|MS?|NZ?|SA|WE)[SD]T|[CEW]ET|[CEMP]T|MSK)(?:\s|$)|\(?(?:UTC|GMT)|[+\-−]\d|(?:[-–—~]|to|until)\s*\d{1,2}:\d{2})/;

/** `!detected Alert fires` marks a phase; so does any beginning that only one phase has (`!det`). Else the text is just text. */
export function readPhase(typed: string): Pick<LogLine, 'text' | 'phase'> {
  const marked = /^!([a-z]+)(?:\s+|$)/i.exec(typed);
  const name = marked?.[1]?.toLowerCase() ?? '';
  const meant = name === '' ? [] : PHASES.filter((phase) => phase.startsWith(name));
  const [phase] = meant;
  if (marked === null || phase === undefined || meant.length > 1) return { text: typed.trim(), phase: null };
  return { text: typed.slice(marked[0].length).trim(), phase };
}

/** The phases that a mark may mean which is not long enough to tell (`!res`); none where there is no such mark. */
export function phasesInDoubt(typed: string): readonly Phase[] {
  const name = /^!([a-z]+)/i.exec(readTime(typed).rest)?.[1]?.toLowerCase();
  if (name === undefined) return [];
  const meant = PHASES.filter((phase) => phase.startsWith(name));
  return meant.length > 1 ? meant : [];
}

/**
 * A line with its phase and its time, in either order: `-2m text`, `-1h30m text`, `14:05 text`, `14:05:30 UTC text`,
 * `yesterday 23:50 text`, `2026-03-01 09:14 text`. A time that may mean another (`14:05 IST`, `14:05-14:10`) is text.
 */
export function readLogLine(typed: string): LogLine {
  const first = readPhase(typed);
  const { time, rest } = readTime(first.text);
  if (time === null) return { ...first, time };
  if (first.phase !== null) return { text: rest.trim(), phase: first.phase, time };
  return { ...readPhase(rest), time };
}

function readTime(text: string): { readonly time: LogLine['time']; readonly rest: string } {
  const ago = AGO.exec(text);
  if (ago !== null) {
    const [all, hours = '0', minutes = '0', seconds = '0'] = ago;
    const ms = Number(hours) * UNIT_MS.h + Number(minutes) * UNIT_MS.m + Number(seconds) * UNIT_MS.s;
    return { time: { is: 'ago', ms }, rest: text.slice(all.length) };
  }
  const clock = CLOCK.exec(text);
  const rest = clock === null ? text : text.slice(clock[0].length);
  const time = clock === null || GOES_ON.test(rest) ? null : clockTime(clock);
  return time === null ? { time, rest: text } : { time, rest };
}

function clockTime(match: RegExpExecArray): ClockTime | null {
  const [, yesterday, date, hourText = '', minuteText = '', secondText = '0', half, utc] = match;
  const hour = hourOf(Number(hourText), half?.toLowerCase());
  const minute = Number(minuteText);
  const second = Number(secondText);
  if (hour > 23 || minute > 59 || second > 59) return null;
  const day = date ?? (yesterday === undefined ? null : 'yesterday');
  return { is: 'clock', day, hour, minute, second, zone: utc === undefined ? null : 'UTC' };
}

/** 24 or more for what no clock shows. */
function hourOf(hour: number, half: string | undefined): number {
  if (half === undefined) return hour;
  return hour < 1 || hour > 12 ? 24 : (hour % 12) + (half === 'p' ? 12 : 0);
}

/**
 * A line with its instant: the one it names, else `nowMs`. A time that the clocks of the zone did not show stays text.
 * The world's clocks are loaded for a clock time only: they cost more than logging does.
 * @param nowMs UTC milliseconds
 * @param zone gives the IANA name of the clocks that the person looks at
 */
export async function readLogged(typed: string, nowMs: number, zone: () => string): Promise<LoggedLine> {
  const { time, ...line } = readLogLine(typed);
  if (time === null) return { ...line, atMs: nowMs, isNamed: false };
  if (time.is === 'ago') return { ...line, atMs: nowMs - time.ms, isNamed: false };
  const { instantOf } = await import('./log-time.ts');
  const atMs = instantOf(time, nowMs, zone());
  return atMs === null
    ? { ...readPhase(typed), atMs: nowMs, isNamed: false }
    : { ...line, atMs, isNamed: true };
}
