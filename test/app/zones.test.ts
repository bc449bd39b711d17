import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { DebriefError } from '../../app/errors.ts';
import { checkZone, readZone, toInstants, toLocal } from '../../app/zones.ts';
import { anyInstant, anyZone } from '../support/arbitrary.ts';

const at = (iso: string): number => Date.parse(iso);

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
