/** Zones by the names that people know: "BST", "PST". Rules: the locales of the CLDR, through `Intl`. */

/**
 * Abbreviations with one meaning in incident reports, the place whose clocks show them, and their offset in minutes.
 * Left out on purpose: IST (India, Ireland, Israel), CST and CDT (America, China, Cuba), AST and others.
 */
export const ABBREVIATIONS: Readonly<Record<string, readonly [zone: string, offsetMinutes: number]>> = {
  PST: ['America/Los_Angeles', -480],
  PDT: ['America/Los_Angeles', -420],
  MST: ['America/Denver', -420],
  MDT: ['America/Denver', -360],
  EST: ['America/New_York', -300],
  EDT: ['America/New_York', -240],
  GMT: ['UTC', 0],
  BST: ['Europe/London', 60],
  WET: ['Europe/Lisbon', 0],
  WEST: ['Europe/Lisbon', 60],
  CET: ['Europe/Paris', 60],
  CEST: ['Europe/Paris', 120],
  EET: ['Europe/Helsinki', 120],
  EEST: ['Europe/Helsinki', 180],
  JST: ['Asia/Tokyo', 540],
  AEST: ['Australia/Sydney', 600],
  AEDT: ['Australia/Sydney', 660],
  NZST: ['Pacific/Auckland', 720],
  NZDT: ['Pacific/Auckland', 780],
};

/** Each locale has short names for the zones of its own readers, and offsets for all others. */
const LOCALES = ['en-GB', 'en-IE', 'en-US', 'en-CA', 'en-AU', 'en-NZ', 'en-IN', 'en-ZA'];
const IS_OFFSET = /^(?:GMT|UTC)[+\-−]/;

const formats = new Map<string, Intl.DateTimeFormat>();

/** `Intl` takes a while to make a format. Null for a zone that this machine's database lacks. */
function formatFor(zone: string, locale: string): Intl.DateTimeFormat | null {
  const key = `${locale} ${zone}`;
  const known = formats.get(key);
  if (known !== undefined) return known;
  try {
    const format = new Intl.DateTimeFormat(locale, { timeZone: zone, timeZoneName: 'short' });
    formats.set(key, format);
    return format;
  } catch {
    return null;
  }
}

function shortName(atMs: number, zone: string, locale: string): string {
  const parts = formatFor(zone, locale)?.formatToParts(atMs) ?? [];
  return parts.find(({ type }) => type === 'timeZoneName')?.value ?? zone;
}

/**
 * The abbreviation that people know for a zone at an instant (UTC milliseconds): `BST`, `PST`, `IST`, `JST`; an offset
 * (`GMT+3`) where there is none.
 */
export function zoneAbbreviation(atMs: number, zone: string): string {
  const named = LOCALES.map((locale) => shortName(atMs, zone, locale));
  const found = named.find((name) => !IS_OFFSET.test(name));
  const offset = named[0] ?? zone;
  if (found !== undefined) return found;
  // No English locale knows Japan's.
  const own = Object.entries(ABBREVIATIONS).find(([, [each]]) => each === zone);
  return own?.[0] ?? offset;
}

/**
 * A zone by its IANA name with the abbreviations that its clocks had at these instants (UTC milliseconds), in their
 * order: `Europe/London (BST)`, `Europe/London (GMT, BST)` on both sides of a clock change, `UTC`.
 */
export function zoneWithNames(zone: string, instants: readonly number[]): string {
  const names = new Set(instants.map((atMs) => zoneAbbreviation(atMs, zone)));
  names.delete(zone);
  const isPlace = zone.includes('/');
  return names.size === 0 || !isPlace ? zone : `${zone} (${[...names].join(', ')})`;
}
