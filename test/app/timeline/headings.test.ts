import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import type { Certainty } from '../../../app/draft.ts';
import { EXACT } from '../../../app/draft.ts';
import type { TimeReading } from '../../../app/timeline/read-heading.ts';
import { readTimeHeading } from '../../../app/timeline/read-heading.ts';
import { saysTime, shownTime, writeTimeHeading } from '../../../app/timeline/write-heading.ts';
import { anyTime, anyZone } from '../../support/arbitrary.ts';

const at = (iso: string): number => Date.parse(iso);
const minute = (atMs: number): string => new Date(atMs).toISOString().slice(0, 16);
const zoneOf = (zone: string): { zone: string; offsetMinutes: null } => ({ zone, offsetMinutes: null });
const london = zoneOf('Europe/London');

const first = (text: string, zone = london): TimeReading => {
  const reading = readTimeHeading(text, { zone, previous: null });
  if (reading === null) throw new Error(`${text} is not read`);
  return reading;
};

/** What a reading says, in a line: `2026-03-01T09:32`, `about …`, `… until …`, `unknown`, and the title after a bar. */
function said(reading: TimeReading | null): string | null {
  if (reading === null) return null;
  const { atMs, certainty, title } = reading;
  const words: Readonly<Record<Certainty['is'], () => string>> = {
    exact: () => minute(atMs),
    about: () => `about ${minute(atMs)}`,
    range: () =>
      certainty.is === 'range'
        ? `${certainty.about ? 'about ' : ''}${minute(atMs)} until ${minute(certainty.untilMs)}`
        : '',
    unknown: () => 'unknown',
  };
  return words[certainty.is]() + (title === '' ? '' : ` | ${title}`);
}

describe('a time heading after that of 09:14 in London', () => {
  const previous = first('2026-03-01 09:14');
  const read = (text: string): string | null => said(readTimeHeading(text, { zone: london, previous }));

  it.each([
    // One instant
    ['2026-03-01 09:20', '2026-03-01T09:20'],
    ['09:32', '2026-03-01T09:32'],
    ['9:32', '2026-03-01T09:32'],
    ['09:32:05', '2026-03-01T09:32'],
    ['2:54 PM', '2026-03-01T14:54'],
    ['09:30am', '2026-03-01T09:30'],
    ['08:52 p.m.', '2026-03-01T20:52'],
    ['17:14pm', '2026-03-01T17:14'],
    ['12:05 pm', '2026-03-01T12:05'],
    ['Sep 27 2027 13:06', '2027-09-27T12:06'],
    ['27 September 2027, 13:06', '2027-09-27T12:06'],
    ['2026-03-13T15:30Z', '2026-03-13T15:30'],
    ['2026-03-13 15:30 UTC', '2026-03-13T15:30'],
    ['2026-03-13 15:30 (UTC+1)', '2026-03-13T14:30'],
    ['2026-11-30 16:22 PST', '2026-12-01T00:22'],
    ['2026-03-13T15:30-08:00', '2026-03-13T23:30'],
    ['15:30 -08:00', '2026-03-01T23:30'],
    // An English date without a year is the next one of its name.
    ['19. April, 11:00', '2026-04-19T10:00'],
    ['Mar 2, 07:13', '2026-03-02T07:13'],
    // About
    ['about 18:30', 'about 2026-03-01T18:30'],
    ['~13:30', 'about 2026-03-01T13:30'],
    ['ca. 18:30', 'about 2026-03-01T18:30'],
    ['2026-07-08 ca. 18:30', 'about 2026-07-08T17:30'],
    ['22:52 (maybe earlier?)', 'about 2026-03-01T22:52 | (maybe earlier?)'],
    // From one until another
    ['9:20 - 9:24', '2026-03-01T09:20 until 2026-03-01T09:24'],
    ['17:00-18:00', '2026-03-01T17:00 until 2026-03-01T18:00'],
    ['9:20 to 9:24', '2026-03-01T09:20 until 2026-03-01T09:24'],
    ['9:20–9:24 PST', '2026-03-01T17:20 until 2026-03-01T17:24'],
    ['23:50 - 00:10', '2026-03-01T23:50 until 2026-03-02T00:10'],
    ['2:54 PM - 3:10 PM', '2026-03-01T14:54 until 2026-03-01T15:10'],
    ['~13:30-13:45', 'about 2026-03-01T13:30 until 2026-03-01T13:45'],
    ['13:30 - ~13:45', 'about 2026-03-01T13:30 until 2026-03-01T13:45'],
    ['09:30 - 2026-03-03 10:00', '2026-03-01T09:30 until 2026-03-03T10:00'],
    ['2026-03-05', '2026-03-05T00:00 until 2026-03-06T00:00'],
    // An offset of minus eleven hours is not London's: it is the end of a range.
    ['10:00-11:00', '2026-03-01T10:00 until 2026-03-01T11:00'],
    // Unknown
    ['time unknown', 'unknown'],
    ['2X:XX (not sure exact time)', 'unknown | (not sure exact time)'],
    ['??:??', 'unknown'],
    ['2026-03-02 time unknown', 'unknown'],
    // With a title
    [
      '21:24 - Delete the quotas and issue goes away',
      '2026-03-01T21:24 | Delete the quotas and issue goes away',
    ],
    ['10:30am - First report', '2026-03-01T10:30 | First report'],
    ['9:20 - 9:24 — **Alert** fires', '2026-03-01T09:20 until 2026-03-01T09:24 | **Alert** fires'],
    ['14:54 PST: merged', '2026-03-01T22:54 | merged'],
    ['2026-03-05 - A bad day', '2026-03-05T00:00 until 2026-03-06T00:00 | A bad day'],
    ['21:00 - about 5 pods died', '2026-03-01T21:00 | about 5 pods died'],
  ])('%s is read as %s', (text, expected) => {
    expect(read(text)).toBe(expected);
  });

  it.each([
    ['a title', 'Rollback'],
    ['a title that begins with a number', '3 pods died'],
    ['a title that begins like a month', 'Marathon 5'],
    ['words that may be a zone', '09:32 Rollback'],
    ['a zone with several meanings', '09:32 IST'],
    ['a zone in the place of a title', '09:32 - IST'],
    ['a zone that it contradicts', '2026-12-01 09:00 BST'],
    ['an earlier time without its date', '09:00'],
    ['a morning in the afternoon', '17:14 am'],
    ['a date that does not exist', '2026-02-30 09:00'],
    ['a month and a year', 'March 2018'],
    ['an earlier date without its year', 'Feb 21, 13:00'],
    ['a time that does not exist', '25:61'],
    ['a time that the clocks show twice', '2026-10-25 01:30'],
    ['a time that the clocks leave out', '2026-03-29 01:30'],
    ['a range that would last a day, less an hour', '17:00 - 16:00'],
    ['a range whose beginning may be before noon', '9:54 - 10:10 PM'],
    ['a range of no length', '09:20 - 09:20'],
    ['a range that ends on another date before it begins', '09:20 - 2026-02-28 10:00'],
    ['a range in hours alone', '09:20 - 10am'],
    ['a range or a time with the offset that the zone has then', '22:20-00:00'],
    ['two dates', '2026-03-05 to 2026-03-06'],
  ])('is not read if it is %s: %s', (_what, text) => {
    expect(read(text)).toBeNull();
  });

  it('may be a range or a time with an offset: then it is not read', () => {
    const angeles = zoneOf('America/Los_Angeles');
    const context = { zone: angeles, previous: first('2026-01-05 06:00', angeles) };
    expect(readTimeHeading('07:00-08:00', context)).toBeNull();
    expect(said(readTimeHeading('07:00 - 08:00', context))).toBe('2026-01-05T15:00 until 2026-01-05T16:00');
    expect(said(readTimeHeading('07:00 -08:00', context))).toBe('2026-01-05T15:00');
  });
});

describe('a time heading', () => {
  it('is not read without a date, a zone or a place to go by', () => {
    expect(readTimeHeading('09:32', { zone: london, previous: null })).toBeNull();
    expect(readTimeHeading('time unknown', { zone: london, previous: null })).toBeNull();
    expect(readTimeHeading('Feb 21, 13:00', { zone: london, previous: null })).toBeNull();
    expect(readTimeHeading('2026-03-01 09:32', { zone: null, previous: null })).toBeNull();
  });

  it('has to name its date after a range over midnight', () => {
    const previous = first('2026-03-01 23:50 - 00:10');
    expect(readTimeHeading('23:55', { zone: london, previous })).toBeNull();
    expect(readTimeHeading('00:15', { zone: london, previous })).toBeNull();
    expect(said(readTimeHeading('2026-03-02 00:15', { zone: london, previous }))).toBe('2026-03-02T00:15');
  });

  it('finds the year of an English date on both sides of new year', () => {
    const previous = first('2026-12-31 23:00');
    expect(said(readTimeHeading('January 1, 00:30', { zone: london, previous }))).toBe('2027-01-01T00:30');
  });

  it('takes the day of a date where its zone begins and ends it', () => {
    expect(said(first('2018-01-15', zoneOf('America/Los_Angeles')))).toBe(
      '2018-01-15T08:00 until 2018-01-16T08:00',
    );
    // The clocks of São Paulo went from midnight to one o'clock.
    expect(said(first('2018-11-04', zoneOf('America/Sao_Paulo')))).toBe(
      '2018-11-04T03:00 until 2018-11-05T02:00',
    );
  });
});

describe('writing a time heading', () => {
  const previous = first('2026-03-01 09:14');
  const write = (
    atMs: number,
    certainty: Certainty,
    context = { zone: london, previous },
  ): string | undefined =>
    writeTimeHeading({ atMs, certainty, zone: 'Europe/London', tail: '', standsAlone: true }, context)?.text;

  it.each([
    [EXACT, '09:32'],
    [{ is: 'about' }, 'about 09:32'],
    [{ is: 'range', untilMs: at('2026-03-01T09:40Z'), about: false }, '09:32 - 09:40'],
    [{ is: 'range', untilMs: at('2026-03-01T09:40Z'), about: true }, 'about 09:32 - 09:40'],
    [{ is: 'range', untilMs: at('2026-03-01T09:32:40Z'), about: false }, '09:32 - 09:32:40'],
    [{ is: 'range', untilMs: at('2026-03-02T01:00Z'), about: false }, '09:32 - 2026-03-02 01:00'],
    [{ is: 'unknown' }, 'time unknown'],
  ] as const)('writes %j as people do: %s', (certainty, text) => {
    expect(write(at('2026-03-01T09:32Z'), certainty)).toBe(text);
  });

  it('names the date where it changes, and the offset where the clocks show the time twice', () => {
    expect(write(at('2026-03-02T09:32Z'), { is: 'about' })).toBe('2026-03-02 about 09:32');
    expect(
      write(at('2026-10-25T00:50Z'), { is: 'range', untilMs: at('2026-10-25T01:10Z'), about: false }),
    ).toBe('2026-10-25 01:50 +01:00 - 01:10 +00:00');
  });

  it('writes a whole day as its date, unless that would only date the heading after it', () => {
    const day = { is: 'range', untilMs: at('2026-03-06T00:00Z'), about: false } as const;
    expect(write(at('2026-03-05T00:00Z'), day)).toBe('2026-03-05');
    const above = {
      atMs: at('2026-03-05T00:00Z'),
      certainty: day,
      zone: 'Europe/London',
      tail: '',
      standsAlone: false,
    };
    expect(writeTimeHeading(above, { zone: london, previous })?.text).toBe(
      '2026-03-05 00:00 - 2026-03-06 00:00',
    );
  });

  it('reads back to what it was written for, in any zone and after any other', () => {
    const tail = fc.constantFrom('', '', ' - Alert fires', ': **bold**', ' (not sure)');
    const times = fc.array(fc.tuple(anyTime, tail), { minLength: 1, maxLength: 5 });
    fc.assert(
      fc.property(anyZone, fc.option(anyZone), times, (zone, declared, all) => {
        let before: TimeReading | null = null;
        for (const [time, wantedTail] of all) {
          const context = { zone: declared === null ? null : zoneOf(declared), previous: before };
          const wanted = { ...time, zone, standsAlone: true };
          const written: ReturnType<typeof writeTimeHeading> =
            writeTimeHeading({ ...wanted, tail: wantedTail }, context) ??
            writeTimeHeading({ ...wanted, tail: '' }, context);
          if (written === null) {
            // An unknown time needs a date before it, and that needs an offset of whole minutes: Liberia's was not until then.
            expect(time.certainty.is).toBe('unknown');
            expect(time.atMs).toBeLessThan(at('1972-01-07T01:00Z'));
            continue;
          }
          const reading = readTimeHeading(written.text, context);
          expect(reading).toEqual(written.reading);
          expect(reading !== null && saysTime(reading, time, zone)).toBe(true);
          if (time.certainty.is !== 'unknown')
            expect({ atMs: reading?.atMs, certainty: reading?.certainty }).toEqual(shownTime(time, zone));
          before = reading;
        }
      }),
      { numRuns: 1000 },
    );
  });
});
