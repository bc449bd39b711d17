/** What a text says once for all of its times: the zone, and the date. */
import type { WrittenDate } from '../timeline/written-time.ts';
import { readWritten } from '../timeline/written-time.ts';
import { locateZone } from '../timeline/zone-line.ts';
import type { Line } from './lines.ts';
import { canBeZone } from './zones.ts';

/** What a line declares for the times after it. */
export interface Declared {
  /** The zone as it is written, or null. */
  readonly zone: string | null;
  /** YYYY-MM-DD, or null. */
  readonly date: string | null;
}

const NAMED_BY_TITLE = /\b(?:time ?line|time|when|timestamp|chronology)\s*\((?<zone>[^()]+)\)/i;

/** "All times UTC.", "Times are Pacific Time" */
const TIMES_ARE =
  /\b(?:all )?times(?: are| shown| given| listed| noted| below| here)*(?::\s*|\s+)\(?(?<zone>[^\s,;.()]+(?: time)?)/i;

function fullDate(date: WrittenDate | null): string | null {
  const year = date?.year ?? null;
  return date === null || year === null ? null : `${year}-${date.monthDay}`;
}

/** What a line outside every entry declares: "All times in PST, on February 5th 2019", "Timeline (UTC)", "| Time (UTC) |". */
export function declaredIn(line: Line): Declared | null {
  // Whoever writes so does it near the beginning of a short line.
  const text = line.text.slice(0, 500);
  const located = locateZone(text);
  if (located !== null) {
    const after = /^[\s,;_*]*(?:on\s+)?/i.exec(text.slice(located.to))?.[0] ?? '';
    const date = readWritten(text.slice(located.to + after.length))[0]?.from.date ?? null;
    return {
      zone: located.name,
      date: fullDate(date),
    };
  }
  const zone = NAMED_BY_TITLE.exec(text)?.groups?.['zone']?.replace(/^(?:all )?times? in /i, '') ?? '';
  const said = [zone, TIMES_ARE.exec(text)?.groups?.['zone'] ?? ''].find(canBeZone);
  return said === undefined ? null : { zone: said, date: null };
}

const NAME_ALONE = /^(?:(?:utc|gmt)(?:\s?[+\-−]\d{1,2}(?::?\d{2})?)?|(?!utc|gmt)[\w/+\-−:]+(?: [a-z]+)?)$/i;

/** The zone that is all the words beside a date ("10 March 2026 (CET)"), or null. */
export function zoneAlone(words: string): string | null {
  const bare = words.trim().replace(/^[,;:–—-]?\s*[([]?(.*?)[)\]]?[.:]?$/, '$1');
  return NAME_ALONE.test(bare) && canBeZone(bare) ? bare : null;
}

const MONTHS = 'jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec';
const DATES = new RegExp(
  `\\d{4}-\\d{2}-\\d{2}|\\b(?:${MONTHS})[a-z]*\\.? \\d{1,2}(?:st|nd|rd|th)?,? \\d{4}`,
  'gi',
);
/** So many dates are worth offering. */
const MOST_DATES = 4;

/** The dates (YYYY-MM-DD) that the first lines of a text name, in their order: what may be meant, and may not. */
export function datesIn(lines: readonly Line[]): readonly string[] {
  const found = new Set<string>();
  for (const { text } of lines) {
    for (const [each] of text.slice(0, 2000).matchAll(DATES)) {
      const date = fullDate(readWritten(each)[0]?.from.date ?? null);
      if (date !== null) found.add(date);
    }
    if (found.size >= MOST_DATES) break;
  }
  return [...found].slice(0, MOST_DATES);
}
