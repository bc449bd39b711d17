import { describe, expect, it } from 'vitest';

import {
  calendarDate,
  clockTime,
  countdownTime,
  elapsedTime,
  listTime,
  preciseTime,
  stopwatchTime,
} from '../../../renderer/state/times.ts';

const at = Date.UTC(2026, 2, 29, 0, 59, 58);

describe('times of the day', () => {
  it('are those of the zone, on both sides of a clock change', () => {
    expect(clockTime(at, 'Europe/London')).toBe('00:59');
    expect(clockTime(at + 2000, 'Europe/London')).toBe('02:00');
    expect(preciseTime(at, 'America/Los_Angeles')).toBe('17:59:58');
    expect(calendarDate(at, 'America/Los_Angeles')).toBe('Sat, 28 Mar 2026');
  });

  it('are those of a fixed offset too', () => {
    expect(clockTime(at, '+05:30')).toBe('06:29');
  });

  it('fall back to UTC where the zone is not known here', () => {
    expect(clockTime(at, 'Mars/Olympus')).toBe('00:59');
  });
});

describe('durations', () => {
  it('count down to 0:00, which is the end and not before', () => {
    expect([900_000, 899_001, 61_000, 1, 0, -5000].map(countdownTime)).toEqual([
      '15:00',
      '15:00',
      '1:01',
      '0:01',
      '0:00',
      '0:00',
    ]);
  });

  it.each([
    [0, '00:00:00'],
    [999, '00:00:00'],
    [2_467_000, '00:41:07'],
    [90_000_000, '25:00:00'],
    [-5, '00:00:00'],
  ])('%i ms show as %s on the stopwatch', (ms, shown) => {
    expect(stopwatchTime(ms)).toBe(shown);
  });

  it.each([
    [0, '+00:00:00'],
    [751_000, '+00:12:31'],
    [3_850_000, '+01:04:10'],
    [-30_000, '−00:00:30'],
  ])('%i ms after the start show as %s', (ms, shown) => {
    expect(elapsedTime(ms)).toBe(shown);
  });
});

describe('the time of a draft in the list', () => {
  const now = new Date(2026, 4, 20, 18, 0).getTime();

  it('is a time today, a day this year, and a month before that', () => {
    expect(listTime(new Date(2026, 4, 20, 9, 5).getTime(), now)).toBe('09:05');
    expect(listTime(new Date(2026, 0, 3).getTime(), now)).toBe('3 Jan');
    expect(listTime(new Date(2024, 11, 31).getTime(), now)).toBe('Dec 2024');
  });
});
