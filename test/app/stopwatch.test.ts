import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { remarkText } from '../../app/remark-words.ts';
import type { IncidentClock, Reading, Remark } from '../../app/stopwatch.ts';
import { advanceClock, SLEEP_MS, startClock, STEP_MS } from '../../app/stopwatch.ts';
import { FakeMachine } from '../support/clocks.ts';

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;

/** A clock that is looked at after each thing that happens to its machine. */
function watch(machine: FakeMachine, happenings: readonly ((machine: FakeMachine) => void)[]) {
  let clock: IncidentClock = startClock(machine.read());
  const startedMs = clock.latestMs;
  const shown: number[] = [];
  const remarks: Remark[] = [];
  for (const happen of happenings) {
    happen(machine);
    const next = advanceClock(clock, machine.read());
    clock = next.clock;
    remarks.push(...next.remarks);
    shown.push(clock.latestMs - startedMs);
  }
  return { clock, shown, remarks };
}

describe('the clock of an incident', () => {
  it.each([
    ['forward', HOUR],
    ['back', -HOUR],
  ])('goes on when the wall clock is set %s by an hour, and says so once', (_way, byMs) => {
    const { shown, remarks } = watch(new FakeMachine(), [
      (machine) => machine.work(10 * MINUTE),
      (machine) => machine.setWall(byMs),
      (machine) => machine.work(SECOND),
      (machine) => machine.work(10 * MINUTE),
    ]);
    expect(shown).toEqual([10 * MINUTE, 10 * MINUTE, 10 * MINUTE + SECOND, 20 * MINUTE + SECOND]);
    expect(remarks).toEqual([{ is: 'clockSet', byMs }]);
  });

  it('counts a sleep of nine hours, and says so once', () => {
    const { shown, remarks } = watch(new FakeMachine(), [
      (machine) => machine.sleep(9 * HOUR),
      (machine) => machine.work(MINUTE),
    ]);
    expect(shown).toEqual([9 * HOUR, 9 * HOUR + MINUTE]);
    expect(remarks).toEqual([{ is: 'slept', forMs: 9 * HOUR }]);
  });

  it('counts a sleep where the system does not tell it from waking', () => {
    const { shown, remarks } = watch(new FakeMachine({ tellsAwake: false }), [
      (machine) => machine.sleep(9 * HOUR),
    ]);
    expect(shown).toEqual([9 * HOUR]);
    expect(remarks).toEqual([]);
  });

  it('tells apart a sleep and a clock that was set in it', () => {
    const { shown, remarks } = watch(new FakeMachine(), [
      (machine) => {
        machine.sleep(9 * HOUR);
        machine.setWall(-HOUR);
      },
    ]);
    expect(shown).toEqual([9 * HOUR]);
    expect(remarks).toEqual([
      { is: 'slept', forMs: 9 * HOUR },
      { is: 'clockSet', byMs: -HOUR },
    ]);
  });

  it('counts by the wall clock while the machine is started anew, and says so', () => {
    const { shown, remarks } = watch(new FakeMachine(), [
      (machine) => machine.setWall(HOUR),
      (machine) => machine.reboot(3 * MINUTE),
      (machine) => machine.work(MINUTE),
    ]);
    expect(shown).toEqual([0, 3 * MINUTE, 4 * MINUTE]);
    expect(remarks).toEqual([{ is: 'clockSet', byMs: HOUR }, { is: 'rebooted' }]);
  });

  it('does not go back when the wall clock did so during a new start', () => {
    const { shown, remarks } = watch(new FakeMachine(), [
      (machine) => machine.work(10 * MINUTE),
      (machine) => {
        machine.reboot(3 * MINUTE);
        machine.setWall(-HOUR);
      },
      (machine) => machine.work(MINUTE),
    ]);
    expect(shown).toEqual([10 * MINUTE, 10 * MINUTE, 11 * MINUTE]);
    expect(remarks).toEqual([{ is: 'rebooted' }, { is: 'clockSet', byMs: -57 * MINUTE }]);
  });

  it('knows a new start where the system does not name its starts', () => {
    const machine = new FakeMachine({ namesBoots: false, bootMs: HOUR });
    const { shown, remarks } = watch(machine, [
      (each) => each.work(MINUTE),
      (each) => each.reboot(2 * MINUTE),
      (each) => each.setWall(-HOUR),
    ]);
    expect(shown).toEqual([MINUTE, 3 * MINUTE, 3 * MINUTE]);
    expect(remarks).toEqual([{ is: 'rebooted' }, { is: 'clockSet', byMs: -HOUR }]);
  });

  it('stays the same in another zone', () => {
    const { shown, remarks } = watch(new FakeMachine(), [(machine) => machine.travel('Asia/Tokyo')]);
    expect(shown).toEqual([0]);
    expect(remarks).toEqual([{ is: 'zoneChanged', from: 'Europe/London', to: 'Asia/Tokyo' }]);
  });

  it('follows small corrections, which add up to one remark', () => {
    const corrections = Array.from({ length: 5 }, () => (machine: FakeMachine) => machine.setWall(500));
    const { shown, remarks } = watch(new FakeMachine(), corrections);
    expect(shown).toEqual([500, 1000, 1500, 1500, 1500]);
    expect(remarks).toEqual([{ is: 'clockSet', byMs: 2000 }]);
  });
});

describe('remarks', () => {
  it.each<[Remark, string]>([
    [
      { is: 'clockSet', byMs: -HOUR },
      '*The clock of this machine was set back by 1 h; the times here go on as before.*',
    ],
    [{ is: 'slept', forMs: 9 * HOUR }, '*This machine slept for 9 h.*'],
  ])('are quiet entries', (remark, text) => {
    expect(remarkText(remark)).toBe(text);
  });
});

type Happening = (machine: FakeMachine) => void;

/** What happens to a machine that is not started anew. */
const happening: fc.Arbitrary<Happening> = fc.oneof(
  fc.nat({ max: 12 * HOUR }).map((ms) => (machine: FakeMachine) => machine.work(ms)),
  fc.nat({ max: 12 * HOUR }).map((ms) => (machine: FakeMachine) => machine.sleep(ms)),
  fc.integer({ min: -2 * HOUR, max: 2 * HOUR }).map((ms) => (machine: FakeMachine) => machine.setWall(ms)),
  fc.integer({ min: -1500, max: 1500 }).map((ms) => (machine: FakeMachine) => machine.setWall(ms)),
  fc
    .constantFrom('Europe/London', 'Asia/Tokyo')
    .map((zone) => (machine: FakeMachine) => machine.travel(zone)),
);

const reading: fc.Arbitrary<Reading> = fc.record({
  wallMs: fc.integer({ min: -4e12, max: 4e12 }),
  bootMs: fc.nat({ max: 1e10 }),
  awakeMs: fc.option(fc.nat({ max: 1e10 })),
  bootId: fc.constantFrom(null, 'a', 'b'),
  zone: fc.constantFrom('UTC', 'Asia/Tokyo'),
});

describe('whatever happens to the machine', () => {
  it('the clock never runs backwards, for any readings at all', () => {
    fc.assert(
      fc.property(reading, fc.array(reading, { maxLength: 20 }), (first, readings) => {
        let clock = startClock(first);
        for (const now of readings) {
          const next = advanceClock(clock, now).clock;
          expect(next.latestMs).toBeGreaterThanOrEqual(clock.latestMs);
          clock = next;
        }
      }),
    );
  });

  it('the clock and the wall clock differ by the sum of the remarks, for any readings at all', () => {
    fc.assert(
      fc.property(reading, fc.array(reading, { maxLength: 20 }), (first, readings) => {
        let clock = startClock(first);
        let setMs = 0;
        for (const now of readings) {
          const next = advanceClock(clock, now);
          for (const remark of next.remarks) if (remark.is === 'clockSet') setMs += remark.byMs;
          ({ clock } = next);
        }
        expect(clock.offsetMs + setMs).toBe(0);
      }),
    );
  });

  it('without a new start the clock is right, and the remarks tell all of the steps and of the sleep', () => {
    fc.assert(
      fc.property(fc.array(happening, { maxLength: 30 }), (happenings) => {
        const machine = new FakeMachine();
        const { shown, remarks } = watch(machine, happenings);
        const sum = { clockSet: 0, slept: 0 };
        for (const remark of remarks) {
          if (remark.is === 'clockSet') sum.clockSet += remark.byMs;
          if (remark.is === 'slept') sum.slept += remark.forMs;
        }
        expect(Math.abs((shown.at(-1) ?? 0) - machine.passedMs)).toBeLessThan(STEP_MS);
        expect(Math.abs(machine.setMs - sum.clockSet)).toBeLessThan(STEP_MS);
        expect(machine.sleptMs - sum.slept).toBeGreaterThanOrEqual(0);
        expect(machine.sleptMs - sum.slept).toBeLessThan(SLEEP_MS);
      }),
    );
  });
});
