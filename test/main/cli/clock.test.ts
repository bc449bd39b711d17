import fc from 'fast-check';
import { expect, test } from 'vitest';

import { isoTime, localTime, machineTime, readInstant, toMinute } from '../../../main/cli/clock.ts';
import { machineZone } from '../../../main/machine-zone.ts';

test('documents have UTC with milliseconds', () => {
  expect(isoTime(Date.UTC(2026, 2, 1, 9, 14, 0, 7))).toBe('2026-03-01T09:14:00.007Z');
});

test('people see the clocks of a zone, on both sides of a change', () => {
  expect(localTime(Date.UTC(2026, 2, 29, 0, 59, 59), 'Europe/London')).toEqual({
    date: '2026-03-29',
    clock: '00:59:59',
  });
  expect(localTime(Date.UTC(2026, 2, 29, 1, 0, 0), 'Europe/London')).toEqual({
    date: '2026-03-29',
    clock: '02:00:00',
  });
  expect(toMinute(localTime(Date.UTC(2026, 0, 1, 0, 0, 0), 'America/New_York'))).toBe('2025-12-31 19:00');
  expect(toMinute(localTime(Date.UTC(2026, 0, 1, 0, 0, 0), 'UTC'))).toBe('2026-01-01 00:00');
});

test('the clocks of this machine are those of its zone', () => {
  const zone = machineZone();
  const instants = fc.integer({ min: Date.UTC(1970, 0, 1), max: Date.UTC(2100, 0, 1) });
  fc.assert(
    fc.property(instants, (atMs) => {
      expect(machineTime(atMs)).toEqual(localTime(atMs, zone));
    }),
  );
});

test.each([
  ['2026-03-01T09:14:00Z', Date.UTC(2026, 2, 1, 9, 14)],
  ['2026-03-01T09:14Z', Date.UTC(2026, 2, 1, 9, 14)],
  ['2026-03-01T09:14:00.123+01:00', Date.UTC(2026, 2, 1, 8, 14, 0, 123)],
  [' 2026-03-01 09:14:00-0530 ', Date.UTC(2026, 2, 1, 14, 44)],
])('%s is an instant', async (text, atMs) => {
  expect(await readInstant(text)).toBe(atMs);
});

test.each([
  '',
  'yesterday',
  '09:14',
  '2026-03-01',
  '2026-03-01T09:14:00',
  '2026-02-30T09:14:00Z',
  '2026-03-01T25:00Z',
  '1772356440000',
])('"%s" is not one', async (text) => {
  await expect(readInstant(text)).rejects.toMatchObject({ code: 'time.invalid' });
});
