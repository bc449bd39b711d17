/** Local times with Intl rather than Temporal, whose polyfill takes a twentieth of a second to load. */

const formats = new Map<string, Intl.DateTimeFormat>();

/** `Intl` takes a while to make a format. */
function formatFor(zone: string): Intl.DateTimeFormat {
  const known = formats.get(zone);
  if (known !== undefined) return known;
  const format = new Intl.DateTimeFormat('en-GB', {
    timeZone: zone,
    calendar: 'iso8601',
    numberingSystem: 'latn',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
    hourCycle: 'h23',
  });
  formats.set(zone, format);
  return format;
}

/** `2026-03-01` and `09:14:03` on the clocks of a zone. */
export function localTime(atMs: number, zone: string): { readonly date: string; readonly clock: string } {
  const parts = Object.fromEntries(
    formatFor(zone)
      .formatToParts(atMs)
      .map(({ type, value }) => [type, value]),
  );
  const { year = '', month = '', day = '', hour = '', minute = '', second = '' } = parts;
  return { date: `${year}-${month}-${day}`, clock: `${hour}:${minute}:${second}` };
}

interface Timed {
  readonly atMs: number;
  readonly certainty:
    | { readonly is: 'exact' | 'about' | 'unknown' }
    | { readonly is: 'range'; readonly untilMs: number; readonly about: boolean };
}

/** `09:14`, `about 18:30`, `08:20 - 08:24`, with the date of an end on another day; `time unknown`. */
export function writtenTime({ atMs, certainty }: Timed, zone: string): string {
  if (certainty.is === 'unknown') return 'time unknown';
  const from = localTime(atMs, zone);
  const clock = from.clock.slice(0, 5);
  if (certainty.is !== 'range') return certainty.is === 'about' ? `about ${clock}` : clock;
  const until = localTime(certainty.untilMs, zone);
  const end = `${until.date === from.date ? '' : `${until.date} `}${until.clock.slice(0, 5)}`;
  return `${certainty.about ? 'about ' : ''}${clock} - ${end}`;
}
