/** Time zones: which one a text means, and the way between instants and local times. Rules: the IANA database. */
import { Temporal } from 'temporal-polyfill';

import { DebriefError } from './errors.ts';
import { ABBREVIATIONS } from './zone-names.ts';

/** A local time on a calendar and a clock. */
export interface LocalTime {
  /** YYYY-MM-DD */
  readonly date: string;
  readonly hour: number;
  readonly minute: number;
  readonly second: number;
}

/** What a text says about the zone of its times. */
export interface ZoneMeaning {
  /** IANA name, or a fixed offset such as +01:00. */
  readonly zone: string;
  /**
   * The offset that the text names (PST is UTC-8), in minutes; null where it names a place. People write PST in July
   * and mean Pacific time, so a time whose zone has another offset on that day has two readings and is not read.
   */
  readonly offsetMinutes: number | null;
}

const OFFSET = /^(?:UTC|GMT)?\s*([+\-−])(\d{1,2})(?::?(\d{2}))?$/i;

/** Names that were found, with the database's own spelling: a report's zone is read anew with each of its versions. */
const spellings = new Map<string, string>();

/** `UTC`, `+01:00` or the name in the database's own spelling; null if it is none. Case does not matter. */
function lookUpZone(name: string): string | null {
  const known = spellings.get(name);
  if (known !== undefined) return known;
  try {
    const id = Temporal.ZonedDateTime.from({ year: 2000, month: 1, day: 1, timeZone: name }).timeZoneId;
    spellings.set(name, id);
    return id;
  } catch {
    return null;
  }
}

/**
 * The zone a person chose, in the spelling in which it is stored.
 * @throws DebriefError zone.unknown
 */
export function checkZone(zone: string): string {
  const trimmed = zone.trim();
  const found = trimmed === '' ? null : /^(utc|z)$/i.test(trimmed) ? 'UTC' : lookUpZone(trimmed);
  if (found === null) throw new DebriefError('zone.unknown', { zone });
  return found;
}

function fixedOffset(text: string): ZoneMeaning | null {
  const match = OFFSET.exec(text);
  if (match === null) return null;
  const hours = Number(match[2]);
  const minutes = Number(match[3] ?? 0);
  if (hours > 14 || minutes > 59) return null;
  const total = (match[1] === '+' ? 1 : -1) * (hours * 60 + minutes);
  return { zone: total === 0 ? 'UTC' : formatOffset(total), offsetMinutes: null };
}

/**
 * What a report means by the zone it names: an IANA name, UTC, an offset, or an abbreviation that has one meaning.
 * An offset in brackets decides ("PST (UTC-7)", "CET (GMT+1)", "UTC+1 (Zurich time)"). Null where it has several
 * meanings or none: then a person is asked.
 */
export function readZone(text: string): ZoneMeaning | null {
  const trimmed = text.trim().replace(/[.,;:]+$/, '');
  const bracketed = /^(.*?)\s*\(([^()]*)\)$/.exec(trimmed);
  if (bracketed !== null) {
    const [, outside = '', inside = ''] = bracketed;
    return fixedOffset(inside) ?? fixedOffset(outside) ?? readZone(outside) ?? readZone(inside);
  }
  if (/^(utc|z)$/i.test(trimmed)) return { zone: 'UTC', offsetMinutes: null };
  const offset = fixedOffset(trimmed);
  if (offset !== null) return offset;
  const short = ABBREVIATIONS[trimmed.toUpperCase()];
  if (short !== undefined) return { zone: short[0], offsetMinutes: short[1] };
  // The database keeps EST, MET and the like for old programs; only a name with a place in it says what is meant.
  const zone = trimmed.includes('/') ? lookUpZone(trimmed) : null;
  return zone === null ? null : { zone, offsetMinutes: null };
}

/** "+01:00" for 60. */
export function formatOffset(minutes: number): string {
  const abs = Math.abs(minutes);
  const pad = (n: number): string => String(n).padStart(2, '0');
  return `${minutes < 0 ? '-' : '+'}${pad(Math.floor(abs / 60))}:${pad(Math.floor(abs % 60))}`;
}

interface Span {
  /** UTC milliseconds: the clocks of the zone keep one offset from here (included) to there (excluded). */
  readonly fromMs: number;
  readonly toMs: number;
  readonly offsetMs: number;
}

/** The span that was asked for last in each zone: a report's times lie close together, and the database is slow to ask. */
const lastSpan = new Map<string, Span>();

function spanAt(atMs: number, zone: string): Span {
  const last = lastSpan.get(zone);
  if (last !== undefined && last.fromMs <= atMs && atMs < last.toMs) return last;
  const zoned = Temporal.Instant.fromEpochMilliseconds(atMs).toZonedDateTimeISO(zone);
  // The transition before an instant on which one falls is that of the instant itself: ask from just after it.
  const before = zoned.add({ milliseconds: 1 }).getTimeZoneTransition('previous');
  const span: Span = {
    fromMs: before?.epochMilliseconds ?? -Infinity,
    toMs: zoned.getTimeZoneTransition('next')?.epochMilliseconds ?? Infinity,
    offsetMs: zoned.offsetNanoseconds / 1e6,
  };
  lastSpan.set(zone, span);
  return span;
}

/** The local time and the offset (minutes, whole) of an instant (UTC milliseconds) in a zone. */
export function toLocal(atMs: number, zone: string): LocalTime & { readonly offsetMinutes: number } {
  const { offsetMs } = spanAt(atMs, zone);
  const shifted = new Date(atMs + offsetMs);
  return {
    date: shifted.toISOString().slice(0, -14),
    hour: shifted.getUTCHours(),
    minute: shifted.getUTCMinutes(),
    second: shifted.getUTCSeconds(),
    offsetMinutes: Math.trunc(offsetMs / 60_000),
  };
}

const DAY_MS = 86_400_000;

/**
 * Every instant (UTC milliseconds, earliest first) at which the clocks of a zone show a local time: one as a rule, two
 * when they go back over it, none when they jump over it or the date does not exist.
 */
export function toInstants(local: LocalTime, zone: string): readonly number[] {
  const midnightMs = Date.parse(`${local.date}T00:00:00Z`);
  const exists = !Number.isNaN(midnightMs) && new Date(midnightMs).toISOString().startsWith(local.date);
  if (!exists || local.hour > 23 || local.minute > 59 || local.second > 59) return [];
  const wallMs = midnightMs + ((local.hour * 60 + local.minute) * 60 + local.second) * 1000;
  // No zone changes its clocks by more than a day, or twice within two.
  const offsets = new Set([spanAt(wallMs - DAY_MS, zone).offsetMs, spanAt(wallMs + DAY_MS, zone).offsetMs]);
  return [...offsets]
    .map((offsetMs) => ({ atMs: wallMs - offsetMs, offsetMs }))
    .filter(({ atMs, offsetMs }) => spanAt(atMs, zone).offsetMs === offsetMs)
    .map(({ atMs }) => atMs)
    .sort((a, b) => a - b);
}

/** The first instant (UTC milliseconds) of a date (YYYY-MM-DD) on the clocks of a zone; null if it has no such date. */
export function startOfDay(date: string, zone: string): number | null {
  try {
    const begin = Temporal.PlainDate.from(date).toZonedDateTime(zone);
    return begin.toPlainDate().toString() === date ? begin.epochMilliseconds : null;
  } catch {
    return null;
  }
}
