import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import type { Incident } from '../../app/insights.ts';
import { insightsOf, lengthOf, spreadOf } from '../../app/insights.ts';
import type { Metric } from '../../app/metrics.ts';

const MINUTE = 60_000;
const DAY = 86_400_000;
const NOW_MS = Date.UTC(2026, 2, 4, 12);

function exactly(ms: number): Metric {
  return { fromMs: ms, untilMs: ms, aboutMs: null, isImpossible: false, entries: ['a', 'b'] };
}

function incident(given: Partial<Incident> = {}): Incident {
  return {
    id: 'draft',
    title: 'Hub down',
    labels: [],
    repo: null,
    atMs: NOW_MS,
    metrics: { detect: null, mitigate: null },
    actions: [],
    ...given,
  };
}

const asked = { nowMs: NOW_MS, zone: 'UTC', sinceMs: null };

const incidents = fc.array(
  fc.record({
    atMs: fc.integer({ min: NOW_MS - 900 * DAY, max: NOW_MS }),
    labels: fc.subarray(['storage', 'network', 'post-mortem']),
    repo: fc.constantFrom(null, 'acme/ops', 'acme/net'),
    detect: fc.option(fc.nat(DAY)),
    actions: fc.array(fc.record({ isDone: fc.boolean() }), { maxLength: 4 }),
  }),
  { maxLength: 40 },
);

describe('insights', () => {
  it('count each incident once: in one week, in one quarter, in one repository at most', () => {
    fc.assert(
      fc.property(incidents, fc.constantFrom('UTC', 'Europe/London', 'Pacific/Kiritimati'), (given, zone) => {
        const all = given.map(({ detect, ...rest }) =>
          incident({
            ...rest,
            metrics: { detect: detect === null ? null : exactly(detect), mitigate: null },
          }),
        );
        const found = insightsOf(all, { ...asked, zone });
        const sum = (counts: readonly { readonly incidents: number }[]): number =>
          counts.reduce((total, each) => total + each.incidents, 0);
        expect(sum(found.weeks)).toBe(all.length);
        expect(sum(found.quarters)).toBe(all.length);
        expect(sum(found.repos)).toBe(all.filter(({ repo }) => repo !== null).length);
        const items = all.flatMap(({ actions }) => actions);
        expect(found.actions.done).toBe(items.filter(({ isDone }) => isDone).length);
        expect(found.actions.openByAge.reduce((a, b) => a + b, found.actions.done)).toBe(items.length);
        expect(found.times.detect?.count ?? 0).toBe(given.filter(({ detect }) => detect !== null).length);
      }),
    );
  });

  it('have every week from the first incident to now, each beginning on a Monday', () => {
    fc.assert(
      fc.property(incidents, (given) => {
        const { weeks } = insightsOf(
          given.map(({ atMs }) => incident({ atMs })),
          asked,
        );
        const mondays = weeks.map(({ monday }) => Date.parse(monday));
        expect(mondays.every((monday) => new Date(monday).getUTCDay() === 1)).toBe(true);
        expect(mondays.every((monday, at) => at === 0 || monday - (mondays[at - 1] ?? 0) === 7 * DAY)).toBe(
          true,
        );
        if (given.length > 0) expect(weeks.at(-1)?.monday).toBe('2026-03-02');
      }),
    );
  });

  it('have a median with half of the lengths on either side, and a spread around it', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(DAY), { minLength: 1 }), (lengths) => {
        const spread = spreadOf(lengths);
        if (spread === null) throw new Error('there is a spread');
        const { lowMs, medianMs, highMs } = spread;
        expect(lowMs).toBeLessThanOrEqual(medianMs);
        expect(medianMs).toBeLessThanOrEqual(highMs);
        expect(lengths.filter((each) => each < medianMs).length).toBeLessThanOrEqual(lengths.length / 2);
        expect(lengths.filter((each) => each > medianMs).length).toBeLessThanOrEqual(lengths.length / 2);
      }),
    );
    expect(spreadOf([])).toBeNull();
  });

  it.each<[string, Partial<Metric>, number | null]>([
    ['known exactly', {}, 4 * MINUTE],
    ['known as a range', { untilMs: 8 * MINUTE }, 6 * MINUTE],
    ['known about', { untilMs: 9 * MINUTE, aboutMs: 5 * MINUTE }, 5 * MINUTE],
    ['known at least', { untilMs: null }, null],
    ['impossible', { isImpossible: true }, null],
  ])('count a length that is %s', (_, given, length) => {
    expect(lengthOf({ ...exactly(4 * MINUTE), ...given })).toBe(length);
  });

  it('call an open item overdue by the age of its incident', () => {
    const aged = (days: number): Incident =>
      incident({ atMs: NOW_MS - days * DAY, actions: [{ isDone: false }, { isDone: true }] });
    expect(insightsOf([aged(1), aged(31), aged(60), aged(91)], asked).actions).toEqual({
      done: 4,
      openByAge: [1, 2, 1],
    });
  });

  it('count a week and a quarter by the clocks of the zone', () => {
    const all = [incident({ atMs: Date.UTC(2025, 11, 31, 23, 30) })];
    expect(insightsOf(all, asked).quarters[0]?.name).toBe('2025 Q4');
    expect(insightsOf(all, { ...asked, zone: 'Europe/Paris' }).quarters[0]?.name).toBe('2026 Q1');
  });

  it('remember this day of earlier years, across the turn of the year and whatever is asked for', () => {
    const at = (...date: [number, number, number]): Incident => incident({ atMs: Date.UTC(...date) });
    const all = [at(2025, 2, 6), at(2024, 2, 1), at(2025, 2, 20), at(2026, 2, 3)];
    const found = insightsOf(all, { ...asked, sinceMs: NOW_MS - DAY });
    expect(found.anniversaries.map(({ atMs }) => atMs)).toEqual([Date.UTC(2025, 2, 6), Date.UTC(2024, 2, 1)]);
    const newYear = { ...asked, nowMs: Date.UTC(2026, 0, 1, 12) };
    expect(insightsOf([at(2024, 11, 30), at(2025, 0, 3)], newYear).anniversaries).toHaveLength(2);
    expect(insightsOf([at(2025, 11, 30)], newYear).anniversaries).toHaveLength(0);
  });
});
