import { describe, expect, it } from 'vitest';

import { EntryTime } from '../../../renderer/state/entry-time.svelte.ts';
import { entryTime } from '../../../renderer/state/times.ts';

const at = (iso: string): number => Date.parse(`2026-03-01T${iso}Z`);
const range = (untilMs: number, about = false): { is: 'range'; untilMs: number; about: boolean } => ({
  is: 'range',
  untilMs,
  about,
});

describe('the time of an entry, in words', () => {
  it.each([
    [{ is: 'exact' }, '08:20'],
    [{ is: 'about' }, 'about 08:20'],
    [range(at('08:24')), '08:20–08:24'],
    [range(at('08:24'), true), 'about 08:20–08:24'],
    [range(at('24:00') + 600_000), '08:20–00:10 (+1)'],
    [{ is: 'unknown' }, 'time unknown'],
  ] as const)('%j is %s', (certainty, words) => {
    expect(entryTime({ atMs: at('08:20'), certainty }, 'UTC')).toBe(words);
  });

  it('is a whole day from midnight to midnight', () => {
    expect(entryTime({ atMs: at('00:00'), certainty: range(at('24:00')) }, 'UTC')).toBe('all day');
  });
});

describe('editing the time of an entry', () => {
  const exact = { atMs: at('23:50:12.345'), certainty: { is: 'exact' } } as const;

  it('keeps what was not touched, to the millisecond', async () => {
    expect(await new EntryTime(exact, 'UTC').read()).toEqual(exact);
    const long = { atMs: at('23:50:12.345'), certainty: range(at('24:00') + 600_001, true) };
    const time = new EntryTime(long, 'UTC');
    expect([time.known, time.isRange, time.until]).toEqual(['aboutRange', true, '00:10:00']);
    expect(await time.read()).toEqual(long);
  });

  it('takes the words that were chosen', async () => {
    const time = new EntryTime(exact, 'UTC');
    time.choose('about');
    expect(await time.read()).toEqual({ ...exact, certainty: { is: 'about' } });
    time.choose('unknown');
    expect(await time.read()).toEqual({ ...exact, certainty: { is: 'unknown' } });
  });

  it('takes an end on the same day, or after the midnight that follows', async () => {
    const time = new EntryTime(exact, 'UTC');
    time.choose('range');
    time.until = '23:55';
    expect(await time.read()).toEqual({ ...exact, certainty: range(at('23:55')) });
    time.until = '00:10';
    expect(await time.read()).toEqual({ ...exact, certainty: range(at('24:00') + 600_000) });
  });

  it('says beside the field what is wrong with it', async () => {
    const time = new EntryTime(exact, 'UTC');
    time.choose('range');
    expect(await time.read()).toBeNull();
    expect(time.untilProblem).toContain('not after the beginning');
    time.until = 'later';
    expect(await time.read()).toBeNull();
    expect(time.untilProblem).toContain('not a time');
    time.from = 'earlier';
    expect(await time.read()).toBeNull();
    expect(time.problem).toContain('not a time');
  });
});
