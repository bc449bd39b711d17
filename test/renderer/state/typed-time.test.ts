import { describe, expect, it } from 'vitest';

import { readTypedTime } from '../../../renderer/state/typed-time.ts';

const before = Date.UTC(2026, 2, 1, 9, 14, 32, 250);

describe('a typed time', () => {
  it('without a date is of the same day', () => {
    expect(readTypedTime('09:20', before, 'UTC')).toBe(Date.UTC(2026, 2, 1, 9, 20));
    expect(readTypedTime(' 9:20:05 ', before, 'UTC')).toBe(Date.UTC(2026, 2, 1, 9, 20, 5));
  });

  it('with a date is of that day', () => {
    expect(readTypedTime('2026-02-28 23:59', before, 'UTC')).toBe(Date.UTC(2026, 1, 28, 23, 59));
  });

  it('is of the zone of the draft', () => {
    expect(readTypedTime('10:00', Date.UTC(2026, 6, 1, 8), 'Europe/London')).toBe(Date.UTC(2026, 6, 1, 9));
  });

  it('changes nothing, to the millisecond, where it says the same', () => {
    expect(readTypedTime('09:14', before, 'UTC')).toBe(before);
    expect(readTypedTime('09:14:32', before, 'UTC')).toBe(before);
  });

  it('that the clocks show twice is the one nearer to what was there', () => {
    const first = Date.UTC(2026, 9, 25, 0, 30);
    const second = Date.UTC(2026, 9, 25, 1, 30);
    expect(readTypedTime('01:40', first, 'Europe/London')).toBe(first + 600_000);
    expect(readTypedTime('01:40', second, 'Europe/London')).toBe(second + 600_000);
  });

  it('that the clocks jump over is none', () => {
    expect(readTypedTime('2026-03-29 01:30', before, 'Europe/London')).toBe('no-such-time');
  });

  it.each(['', 'nine', '25:00', '09:61', '09:14:99', '2026-3 09:14'])('"%s" is none', (typed) => {
    expect(readTypedTime(typed, before, 'UTC')).toBe('not-a-time');
  });

  it('on a day that does not exist is none', () => {
    expect(readTypedTime('2026-02-30 09:14', before, 'UTC')).toBe('no-such-time');
  });
});
