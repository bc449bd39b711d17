/**
 * The grammar of a timeline: its zone line and its time headings, and entries in their order.
 *
 * One rule holds everything together: a heading is only ever written in a form that reads back to the same instant in
 * its place, and a heading with more than one reading is not read at all. So each heading names exactly one instant.
 */
import type { Draft, Entry, Phase, Section } from './draft.ts';
import { PHASES, replaceSection } from './draft.ts';
import { DebriefError } from './errors.ts';
import type { EntryId, SectionId } from './ids.ts';
import type { LocalTime, ZoneMeaning } from './zones.ts';
import { formatOffset, readZone, toInstants, toLocal } from './zones.ts';

/** What a heading inherits from its place: the timeline's zone, and the heading before it. */
export interface HeadingContext {
  readonly zone: ZoneMeaning | null;
  readonly previous: TimeReading | null;
}

/** What a time heading says. */
export interface TimeReading {
  /** UTC milliseconds, of the whole minute (or second) that the heading shows. */
  readonly atMs: number;
  /** YYYY-MM-DD, as the heading's own zone has it; the next heading may leave it out. */
  readonly date: string;
  readonly zone: ZoneMeaning;
}

const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
const ISO_DATE = /^(\d{4})-(\d{1,2})-(\d{1,2})(?:T|,?\s+|$)/;
const MONTH_FIRST = /^([a-z]{3,9})\.?\s+(\d{1,2})(?:st|nd|rd|th)?,?\s+(\d{4}),?(?:\s+|$)/i;
const DAY_FIRST = /^(\d{1,2})(?:st|nd|rd|th)?\.?\s+([a-z]{3,9})\.?,?\s+(\d{4}),?(?:\s+|$)/i;
const CLOCK = /^(\d{1,2}):(\d{2})(?::(\d{2}))?\s*(?:([ap])\.?m\.?(?![a-z]))?\s*(.*)$/i;

function monthNumber(name: string): number | null {
  const index = MONTHS.indexOf(name.slice(0, 3).toLowerCase());
  return index < 0 ? null : index + 1;
}

function isoDate(year: string, month: number, day: string): string {
  return `${year}-${String(month).padStart(2, '0')}-${day.padStart(2, '0')}`;
}

/** The date at the beginning of a text and what follows it; a null date if there is none. */
function takeDate(text: string): { readonly date: string | null; readonly rest: string } {
  const iso = ISO_DATE.exec(text);
  if (iso !== null) {
    const [all, year = '', month = '', day = ''] = iso;
    return { date: isoDate(year, Number(month), day), rest: text.slice(all.length) };
  }
  const named = MONTH_FIRST.exec(text);
  const dayFirst = named === null ? DAY_FIRST.exec(text) : null;
  const [all, monthName, day, year] =
    named ?? (dayFirst === null ? [] : [dayFirst[0], dayFirst[2], dayFirst[1], dayFirst[3]]);
  const month = monthName === undefined ? null : monthNumber(monthName);
  if (all === undefined || day === undefined || year === undefined || month === null)
    return { date: null, rest: text };
  return { date: isoDate(year, month, day), rest: text.slice(all.length) };
}

/** The hour in 24 h of what was written; "17:14pm" has one meaning, "17:14am" has none. */
function hourOf(hour: number, half: string | undefined): number | null {
  if (half === undefined) return hour;
  const afternoon = half.toLowerCase() === 'p';
  if (hour > 12) return afternoon ? hour : null;
  if (hour === 0) return afternoon ? null : 0;
  return (hour % 12) + (afternoon ? 12 : 0);
}

function instantOf(local: LocalTime, zone: ZoneMeaning): number | null {
  const instants = toInstants(local, zone.zone).filter(
    (atMs) => zone.offsetMinutes === null || toLocal(atMs, zone.zone).offsetMinutes === zone.offsetMinutes,
  );
  const [only] = instants;
  return instants.length === 1 && only !== undefined ? only : null;
}

/**
 * What a heading's text says in its place, or null if it is no time or has more than one reading: no date and none
 * before it, no zone, a local time that the clocks show twice or never, or a bare time earlier than the entry before
 * (midnight passed, or an entry out of order: only a person knows).
 */
export function readTimeHeading(text: string, context: HeadingContext): TimeReading | null {
  const { date: own, rest } = takeDate(text.trim());
  const clock = CLOCK.exec(rest);
  if (clock === null) return null;
  const [, hourText = '', minuteText = '', secondText = '0', half, zoneText = ''] = clock;
  const hour = hourOf(Number(hourText), half);
  const ownZone = zoneText === '' ? null : readZone(zoneText.replace(/^\((.*)\)$/, '$1'));
  if (hour === null || (zoneText !== '' && ownZone === null)) return null;
  const zone = ownZone ?? context.zone ?? context.previous?.zone ?? null;
  const date = own ?? context.previous?.date ?? null;
  if (zone === null || date === null) return null;
  const atMs = instantOf({ date, hour, minute: Number(minuteText), second: Number(secondText) }, zone);
  if (atMs === null) return null;
  if (own === null && context.previous !== null && atMs < context.previous.atMs) return null;
  return { atMs, date, zone };
}

/** The instant a heading shows for an entry: its whole minute on the clocks of the zone. */
export function shownMs(atMs: number, zone: string): number {
  return atMs - toLocal(atMs, zone).second * 1000 - (((atMs % 1000) + 1000) % 1000);
}

/**
 * The shortest heading text that names the entry's minute in its place: `09:32`, with the date where the local date
 * changes (or the order is not that of time), with the offset where the clocks show the time twice.
 */
export function writeTimeHeading(
  atMs: number,
  zone: string,
  context: HeadingContext,
): { readonly text: string; readonly reading: TimeReading } {
  const local = toLocal(atMs, zone);
  const pad = (n: number): string => String(n).padStart(2, '0');
  const clock = `${pad(local.hour)}:${pad(local.minute)}`;
  const offset = formatOffset(local.offsetMinutes);
  const wanted = shownMs(atMs, zone);
  const dated = `${local.date} ${clock}`;
  const candidates = context.previous?.date === local.date ? [clock, dated, `${clock} ${offset}`] : [dated];
  for (const text of candidates) {
    const reading = readTimeHeading(text, context);
    if (reading?.atMs === wanted) return { text, reading };
  }
  const explicit: ZoneMeaning = { zone: offset === '+00:00' ? 'UTC' : offset, offsetMinutes: null };
  return { text: `${dated} ${offset}`, reading: { atMs: wanted, date: local.date, zone: explicit } };
}

const ZONE_LINE = /\b(?:all )?times (?:are |shown |given |below )*in\s+([^\n,;)]*(?:\([^()\n]*\))?)/i;

/** Where a text names the zone of its times ("All times in Europe/London."), as offsets into it; null if it does not. */
export function locateZone(
  text: string,
): { readonly from: number; readonly to: number; readonly name: string } | null {
  const match = ZONE_LINE.exec(text);
  if (match === null) return null;
  const [all, captured = ''] = match;
  const name = captured.replace(/[\s.:_*]+$/, '');
  if (name === '') return null;
  const from = match.index + all.length - captured.length;
  return { from, to: from + name.length, name };
}

/** The text with its zone line naming another zone; unchanged if it has none. */
export function rewriteZone(text: string, zone: string): string {
  const found = locateZone(text);
  return found === null ? text : text.slice(0, found.from) + zone + text.slice(found.to);
}

const LEAD_INS: Readonly<Record<Phase, string>> = {
  started: '**Started:**',
  detected: '**Detected:**',
  responded: '**Responded:**',
  mitigated: '**Mitigated:**',
  resolved: '**Resolved:**',
};

/** A phase's lead-in stands on the first line of a paragraph; before a list or a fence it is a paragraph of its own. */
const STARTS_PARAGRAPH = /^(?:\p{L}|\p{N}+(?![.)\p{N}])|["'([@])/u;

/** The Markdown of an entry: its phase's fixed bold lead-in, then its text. */
export function writeEntryText(entry: Pick<Entry, 'phase' | 'text'>): string {
  if (entry.phase === null) return entry.text;
  if (entry.text === '') return LEAD_INS[entry.phase];
  return `${LEAD_INS[entry.phase]}${STARTS_PARAGRAPH.test(entry.text) ? ' ' : '\n\n'}${entry.text}`;
}

/** An entry's text and phase from its Markdown: the other way of `writeEntryText`. */
export function readEntryText(markdown: string): Pick<Entry, 'phase' | 'text'> {
  const text = trimText(markdown);
  const phase = PHASES.find((each) => text.startsWith(LEAD_INS[each]));
  if (phase === undefined) return { phase: null, text };
  const rest = text.slice(LEAD_INS[phase].length);
  return /^\S/.test(rest) ? { phase: null, text } : { phase, text: trimText(rest.replace(/^[ \t]+/, '')) };
}

/** Text as it is kept: `\n` line ends, no blank lines before it, no space after it; its first indent stays. */
export function trimText(text: string): string {
  return text
    .replace(/\r\n?/g, '\n')
    .replace(/^(?:[ \t]*\n)+/, '')
    .trimEnd();
}

/** A new entry as a person logged it. A phase in the text itself ("**Detected:** …") counts where none was given. */
export function makeEntry(id: EntryId, atMs: number, text: string, phase: Phase | null): Entry {
  const read = phase === null ? readEntryText(text) : { phase, text: trimText(text) };
  return { id, atMs, text: read.text, phase: read.phase, headingSource: null, textSource: null };
}

/**
 * The order key (UTC milliseconds) of each entry: its instant, or that of an earlier neighbour which the document puts
 * before it. Sorting by it, then by arrival, gives the document's order back, also where a report is out of order.
 */
export function orderKeys(entries: readonly Entry[]): readonly number[] {
  let latest = -Infinity;
  return entries.map((entry) => (latest = Math.max(latest, entry.atMs)));
}

/** Entries with one more in its place: by instant, and after those that were made before it. */
export function insertEntry(entries: readonly Entry[], entry: Entry): readonly Entry[] {
  const keys = orderKeys(entries);
  const place = keys.findIndex((key) => key > entry.atMs);
  return place < 0 ? [...entries, entry] : [...entries.slice(0, place), entry, ...entries.slice(place)];
}

/** The section that entries are logged into: the first timeline. @throws DebriefError timeline.missing */
export function timelineOf(draft: Pick<Draft, 'sections'>): Section {
  const found = draft.sections.find((section) => section.kind === 'timeline');
  if (found === undefined) throw new DebriefError('timeline.missing');
  return found;
}

/** The draft with an entry added to a timeline (the first one, unless named). @throws DebriefError timeline.missing */
export function addEntry(draft: Draft, entry: Entry, into: SectionId = timelineOf(draft).id): Draft {
  return replaceSection(draft, into, (section) => ({
    ...section,
    entries: insertEntry(section.entries, entry),
  }));
}

/** Where an entry is. @throws DebriefError entry.unknown */
function sectionOfEntry(draft: Draft, id: EntryId): { readonly section: Section; readonly entry: Entry } {
  for (const section of draft.sections) {
    const entry = section.entries.find((each) => each.id === id);
    if (entry !== undefined) return { section, entry };
  }
  throw new DebriefError('entry.unknown', { id });
}

/** What can be changed of an entry; what is left out stays. */
export interface EntryChange {
  readonly atMs?: number;
  readonly text?: string;
  readonly phase?: Phase | null;
}

/** The draft with an entry changed, and moved where its time changed. @throws DebriefError entry.unknown */
export function editEntry(draft: Draft, id: EntryId, change: EntryChange): Draft {
  const { section, entry } = sectionOfEntry(draft, id);
  const said = makeEntry(
    id,
    change.atMs ?? entry.atMs,
    change.text ?? entry.text,
    change.phase === undefined ? entry.phase : change.phase,
  );
  const sameWords = said.text === entry.text && said.phase === entry.phase;
  const moved = said.atMs !== entry.atMs;
  if (sameWords && !moved) return draft;
  const next: Entry = {
    ...said,
    textSource: sameWords ? entry.textSource : null,
    headingSource: moved ? null : entry.headingSource,
  };
  return replaceSection(draft, section.id, (each) => ({
    ...each,
    entries: moved
      ? insertEntry(
          each.entries.filter((one) => one.id !== id),
          next,
        )
      : each.entries.map((one) => (one.id === id ? next : one)),
  }));
}

/** The draft without an entry. @throws DebriefError entry.unknown */
export function removeEntry(draft: Draft, id: EntryId): Draft {
  const { section } = sectionOfEntry(draft, id);
  return replaceSection(draft, section.id, (each) => ({
    ...each,
    entries: each.entries.filter((one) => one.id !== id),
  }));
}
