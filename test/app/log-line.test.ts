import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { phasesInDoubt, readLogged, readPhase } from '../../app/log-line.ts';
import { toLocal } from '../../app/zones.ts';

describe('the phase of a logged line', () => {
  it('is in doubt where its mark is too short to tell', () => {
    expect(phasesInDoubt('!res Back')).toEqual(['responded', 'resolved']);
    expect(phasesInDoubt('-2m !re')).toEqual(['responded', 'resolved']);
    expect(['!resol Back', '!det', 'Alert!', 'a !re', ''].flatMap(phasesInDoubt)).toEqual([]);
  });

  it.each([
    ['Alert fires', 'Alert fires', null],
    ['!detected Alert fires', 'Alert fires', 'detected'],
    ['!det  Alert fires', 'Alert fires', 'detected'],
    ['!DETECTED\nAlert\nfires', 'Alert\nfires', 'detected'],
    ['!resolved', '', 'resolved'],
    ['!re ambiguous', '!re ambiguous', null],
    ['!res too, between resolved and responded', '!res too, between resolved and responded', null],
    ['!important', '!important', null],
    ['!', '!', null],
    ['wait !detected', 'wait !detected', null],
    ['!detected.', '!detected.', null],
    ['  spaces  ', 'spaces', null],
  ])('"%s" reads as "%s" with the phase %s', (typed, text, phase) => {
    expect(readPhase(typed)).toEqual({ text, phase });
  });
});

/** Sunday, 1 March 2026, 09:14:03 in London. */
const NOW = Date.UTC(2026, 2, 1, 9, 14, 3);

describe('the time of a logged line', () => {
  it.each([
    ['-2m Rolled back', 'Rolled back', '2026-03-01T09:12:03.000Z'],
    ['-30s Rolled back', 'Rolled back', '2026-03-01T09:13:33.000Z'],
    ['-1h30m Rolled back', 'Rolled back', '2026-03-01T07:44:03.000Z'],
    ['-2m', '', '2026-03-01T09:12:03.000Z'],
    ['08:05 Rolled back', 'Rolled back', '2026-03-01T08:05:00.000Z'],
    ['8:05:09 Rolled back', 'Rolled back', '2026-03-01T08:05:09.000Z'],
    ['8:05 am Rolled back', 'Rolled back', '2026-03-01T08:05:00.000Z'],
    ['11:40 p.m. Rolled back', 'Rolled back', '2026-02-28T23:40:00.000Z'],
    ['09:15 a clock that is ahead', 'a clock that is ahead', '2026-03-01T09:15:00.000Z'],
    ['14:05 no future, so the day before', 'no future, so the day before', '2026-02-28T14:05:00.000Z'],
    ['yesterday 08:05 Rolled back', 'Rolled back', '2026-02-28T08:05:00.000Z'],
    ['2026-02-27 08:05 Rolled back', 'Rolled back', '2026-02-27T08:05:00.000Z'],
    ['2026-02-27T08:05 Rolled back', 'Rolled back', '2026-02-27T08:05:00.000Z'],
    ['08:05 UTC Rolled back', 'Rolled back', '2026-03-01T08:05:00.000Z'],
    ['08:05 ALERT fires', 'ALERT fires', '2026-03-01T08:05:00.000Z'],
  ])('%s', async (typed, text, at) => {
    expect(await readLogged(typed, NOW, () => 'Europe/London')).toEqual({
      text,
      phase: null,
      atMs: Date.parse(at),
      isNamed: !typed.startsWith('-'),
    });
  });

  it.each([
    ['25:00 is no time'],
    ['08:60 is no time'],
    ['13:05 am is no time'],
    ['2026-02-30 08:05 is no day'],
    ['08:05 IST has several meanings'],
    ['08:05 +02:00 is of another zone'],
    ['08:05-08:10 is a range'],
    ['08:05 - 08:10 is a range'],
    ['08:05 to 08:10 is a range'],
    ['- a list'],
    ['-5 degrees'],
    ['-m'],
    ['10:1 odds'],
    ['error at 08:05'],
  ])('"%s" is text, now', async (typed) => {
    expect(await readLogged(typed, NOW, () => 'Europe/London')).toEqual({
      text: typed,
      phase: null,
      atMs: NOW,
      isNamed: false,
    });
  });

  it('stands before its phase or after it', async () => {
    const meant = { text: 'Alert', phase: 'detected', atMs: NOW - 120_000, isNamed: false };
    expect(await readLogged('-2m !detected Alert', NOW, () => 'UTC')).toEqual(meant);
    expect(await readLogged('!detected -2m Alert', NOW, () => 'UTC')).toEqual(meant);
    expect(await readLogged('-2m -3m Alert', NOW, () => 'UTC')).toMatchObject({ text: '-3m Alert' });
  });

  it('is the last one where the clocks showed it twice, and text where they did not show it', async () => {
    const autumn = Date.UTC(2026, 9, 25, 3);
    expect((await readLogged('01:30 x', autumn, () => 'Europe/London')).atMs).toBe(
      Date.UTC(2026, 9, 25, 1, 30),
    );
    const between = Date.UTC(2026, 9, 25, 0, 45);
    expect((await readLogged('01:30 x', between, () => 'Europe/London')).atMs).toBe(
      Date.UTC(2026, 9, 25, 0, 30),
    );
    const spring = Date.UTC(2026, 2, 29, 3);
    expect(await readLogged('2026-03-29 01:30 x', spring, () => 'Europe/London')).toEqual({
      text: '2026-03-29 01:30 x',
      phase: null,
      atMs: spring,
      isNamed: false,
    });
  });

  it('in any zone and at any instant, is shown by the clocks at the instant it is read as', async () => {
    const zones = ['Europe/London', 'America/New_York', 'Australia/Lord_Howe', 'Pacific/Apia', 'UTC'];
    const instant = fc.integer({ min: 0, max: Date.UTC(2100, 0) });
    const minute = fc.record({ hour: fc.nat(23), minute: fc.nat(59) });
    await fc.assert(
      fc.asyncProperty(instant, fc.constantFrom(...zones), minute, async (nowMs, zone, typed) => {
        const pad = (n: number): string => String(n).padStart(2, '0');
        const line = `${pad(typed.hour)}:${pad(typed.minute)} x`;
        const { text, atMs } = await readLogged(line, nowMs, () => zone);
        if (text === line) return;
        expect(toLocal(atMs, zone)).toMatchObject({ ...typed, second: 0 });
        expect(atMs).toBeLessThanOrEqual(nowMs + 300_000);
        expect(atMs).toBeGreaterThan(nowMs - 3 * 86_400_000);
      }),
    );
  });
});
