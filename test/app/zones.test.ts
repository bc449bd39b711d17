import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { DebriefError } from '../../app/errors.ts';
import { readTimeHeading, shownMs, writeTimeHeading } from '../../app/timeline.ts';
import type { TimeReading } from '../../app/timeline.ts';
import { checkZone, readZone, toInstants, toLocal } from '../../app/zones.ts';
import { anyInstant, anyZone } from '../support/arbitrary.ts';

const at = (iso: string): number => Date.parse(iso);
const london = { zone: 'Europe/London', offsetMinutes: null };

describe('the zone that a report names', () => {
  it.each([
    ['Europe/London', 'Europe/London'],
    ['europe/london', 'Europe/London'],
    ['UTC', 'UTC'],
    ['CET (GMT+1)', '+01:00'],
    ['PST (UTC-7)', '-07:00'],
    ['UTC+1 (Zurich time)', '+01:00'],
    ['PST', 'America/Los_Angeles'],
    ['CEST', 'Europe/Paris'],
  ])('%s means %s', (text, zone) => {
    expect(readZone(text)?.zone).toBe(zone);
  });

  it.each(['IST', 'CST', 'UC/Pacific', 'my time', '', 'UTC+99'])(
    '%s means several things or none, and is not guessed',
    (text) => {
      expect(readZone(text)).toBeNull();
    },
  );
});

describe('a zone that a person chooses', () => {
  it('is kept in the spelling of the database', () => {
    expect(checkZone('america/los_angeles')).toBe('America/Los_Angeles');
    expect(checkZone('utc')).toBe('UTC');
  });

  it('is refused with an error of the table if it is none', () => {
    expect(() => checkZone('Mars/Olympus')).toThrow(DebriefError);
    expect(() => checkZone('')).toThrow(DebriefError);
  });
});

describe('local times', () => {
  it('happen twice, once or never around a change of the clocks', () => {
    const local = (
      date: string,
      hour: number,
    ): { date: string; hour: number; minute: number; second: number } => ({
      date,
      hour,
      minute: 30,
      second: 0,
    });
    expect(toInstants(local('2026-10-25', 1), 'Europe/London')).toEqual([
      at('2026-10-25T00:30:00Z'),
      at('2026-10-25T01:30:00Z'),
    ]);
    expect(toInstants(local('2026-03-29', 1), 'Europe/London')).toEqual([]);
    expect(toInstants(local('2026-03-29', 2), 'Europe/London')).toEqual([at('2026-03-29T01:30:00Z')]);
    expect(toInstants({ ...local('2026-02-30', 1) }, 'UTC')).toEqual([]);
    expect(toInstants({ ...local('2011-12-30', 12) }, 'Pacific/Apia')).toEqual([]);
  });

  it('lead back to the instant they came from', () => {
    fc.assert(
      fc.property(anyInstant, anyZone, (atMs, zone) => {
        expect(toInstants(toLocal(atMs, zone), zone)).toContain(Math.floor(atMs / 1000) * 1000);
      }),
    );
  });
});

describe('a time heading', () => {
  const previous: TimeReading = { atMs: at('2026-03-01T09:14:00Z'), date: '2026-03-01', zone: london };
  const read = (text: string): string | null => {
    const reading = readTimeHeading(text, { zone: london, previous });
    return reading === null ? null : new Date(reading.atMs).toISOString();
  };

  it.each([
    ['2026-03-01 09:20', '2026-03-01T09:20:00.000Z'],
    ['09:32', '2026-03-01T09:32:00.000Z'],
    ['9:32', '2026-03-01T09:32:00.000Z'],
    ['09:32:05', '2026-03-01T09:32:05.000Z'],
    ['2:54 PM', '2026-03-01T14:54:00.000Z'],
    ['17:14pm', '2026-03-01T17:14:00.000Z'],
    ['12:05 pm', '2026-03-01T12:05:00.000Z'],
    ['Sep 27 2027 13:06', '2027-09-27T12:06:00.000Z'],
    ['27 September 2027, 13:06', '2027-09-27T12:06:00.000Z'],
    ['2026-03-13 15:30 UTC', '2026-03-13T15:30:00.000Z'],
    ['2026-11-30 16:22 PST', '2026-12-01T00:22:00.000Z'],
    ['09:32 +01:00', null],
  ])('%s is read as %s', (text, expected) => {
    expect(read(text)).toBe(expected);
  });

  it.each([
    ['a title', 'Rollback'],
    ['an earlier time without its date', '09:00'],
    ['a morning in the afternoon', '17:14 am'],
    ['a date that does not exist', '2026-02-30 09:00'],
    ['a time that does not exist', '25:61'],
    ['a range', '9:20 - 9:24'],
    ['an approximate time', '~9:30'],
    ['an unknown time', '2X:XX (not sure)'],
    ['a summer time in winter', '2026-12-01 09:00 BST'],
    ['a time that the clocks show twice', '2026-10-25 01:30'],
    ['a time that the clocks leave out', '2026-03-29 01:30'],
  ])('is not read if it is %s: %s', (_what, text) => {
    expect(read(text)).toBeNull();
  });

  it('is not read without a date or a zone to go by', () => {
    expect(readTimeHeading('09:32', { zone: london, previous: null })).toBeNull();
    expect(readTimeHeading('2026-03-01 09:32', { zone: null, previous: null })).toBeNull();
  });

  it('reads back to the minute it was written for, in any zone and after any other', () => {
    fc.assert(
      fc.property(anyZone, fc.array(anyInstant, { minLength: 1, maxLength: 5 }), (zone, instants) => {
        let before: TimeReading | null = null;
        for (const atMs of instants) {
          const context = { zone: { zone, offsetMinutes: null }, previous: before };
          const written = writeTimeHeading(atMs, zone, context);
          const reading = readTimeHeading(written.text, context);
          expect(reading?.atMs).toBe(shownMs(atMs, zone));
          before = reading;
        }
      }),
      { numRuns: 500 },
    );
  });
});
