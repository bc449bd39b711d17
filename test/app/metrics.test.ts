import { describe, expect, it } from 'vitest';

import type { Certainty, Phase } from '../../app/draft.ts';
import { durationWords } from '../../app/durations.ts';
import { entriesByTime, metricsOf } from '../../app/metrics.ts';
import type { EntryView } from '../../app/views.ts';

const MINUTE = 60_000;

let count = 0;
function entry(minute: number, phase: Phase | null, certainty: Certainty = { is: 'exact' }): EntryView {
  count += 1;
  return { id: `e${count}`, draft: 'draft', atMs: minute * MINUTE, certainty, text: '', phase };
}

const metrics = (...entries: EntryView[]) => metricsOf([{ entries }]);

describe('the metrics of an incident', () => {
  it('go from the start, but acknowledging from the detection', () => {
    const [started, detected, responded, mitigated, resolved] = [
      entry(0, 'started'),
      entry(4, 'detected'),
      entry(9, 'responded'),
      entry(31, 'mitigated'),
      entry(52, 'resolved'),
    ];
    const all = metrics(started, detected, responded, mitigated, resolved);
    const exact = (minutes: number) => ({
      fromMs: minutes * MINUTE,
      untilMs: minutes * MINUTE,
      aboutMs: null,
    });
    expect(all).toMatchObject({
      detect: exact(4),
      acknowledge: exact(5),
      mitigate: exact(31),
      resolve: exact(52),
    });
    expect(all.acknowledge).toMatchObject({ isImpossible: false, entries: [detected.id, responded.id] });
  });

  it('are not known where a phase is missing', () => {
    expect(metrics(entry(4, 'detected'), entry(9, 'resolved'))).toEqual({
      detect: null,
      acknowledge: null,
      mitigate: null,
      resolve: null,
    });
  });

  it('take the first detection, and the last mitigation and resolution', () => {
    const all = metrics(
      entry(0, 'started'),
      entry(4, 'detected'),
      entry(6, 'detected'),
      entry(20, 'mitigated'),
      entry(30, 'resolved'),
      entry(40, 'mitigated'),
      entry(50, 'resolved'),
    );
    expect([all.detect, all.mitigate, all.resolve].map((each) => (each?.fromMs ?? 0) / MINUTE)).toEqual([
      4, 40, 50,
    ]);
  });

  it('are ranges where times are, and never less than nothing', () => {
    const range = (minute: number): Certainty => ({ is: 'range', untilMs: minute * MINUTE, about: false });
    const all = metrics(
      entry(0, 'started', range(5)),
      entry(4, 'detected'),
      entry(20, 'mitigated', range(24)),
    );
    expect(all.detect).toMatchObject({ fromMs: 0, untilMs: 4 * MINUTE, isImpossible: false });
    expect(all.mitigate).toMatchObject({ fromMs: 15 * MINUTE, untilMs: 24 * MINUTE });
  });

  it('are about what times about say, with the quarters of an hour as bounds', () => {
    const { resolve } = metrics(entry(0, 'started', { is: 'about' }), entry(60, 'resolved'));
    expect(resolve).toMatchObject({ fromMs: 45 * MINUTE, untilMs: 75 * MINUTE, aboutMs: 60 * MINUTE });
  });

  it('count an unknown time as between its neighbours, and after the last one as open', () => {
    const between = metrics(
      entry(0, 'started'),
      entry(4, null),
      entry(5, 'detected', { is: 'unknown' }),
      entry(9, null),
    );
    expect(between.detect).toMatchObject({ fromMs: 4 * MINUTE, untilMs: 9 * MINUTE });
    const open = metrics(entry(0, 'started'), entry(4, null), entry(5, 'resolved', { is: 'unknown' }));
    expect(open.resolve).toMatchObject({ fromMs: 4 * MINUTE, untilMs: null });
    expect(metrics(entry(0, 'started'), entry(1, 'detected', { is: 'unknown' })).detect).toBeNull();
  });

  it('point at the entries of a duration that is impossible', () => {
    const [detected, started] = [entry(4, 'detected'), entry(10, 'started')];
    const { detect } = metrics(detected, started);
    expect(detect).toEqual({
      fromMs: -6 * MINUTE,
      untilMs: -6 * MINUTE,
      aboutMs: null,
      isImpossible: true,
      entries: [started.id, detected.id],
    });
  });

  it('are of all timelines', () => {
    const sections = [{ entries: [entry(52, 'resolved')] }, { entries: [entry(0, 'started')] }];
    expect(metricsOf(sections).resolve).toMatchObject({ fromMs: 52 * MINUTE });
  });
});

it('entries of all timelines are in order, those of one instant as they stand', () => {
  const [a, b, c] = [entry(2, null), entry(1, null), entry(1, null)];
  expect(entriesByTime([{ entries: [a, b] }, { entries: [c] }])).toEqual([b, c, a]);
});

describe('the words for a duration', () => {
  const known = (from: number, until: number | null, about: number | null = null) => ({
    fromMs: from * MINUTE,
    untilMs: until === null ? null : until * MINUTE,
    aboutMs: about === null ? null : about * MINUTE,
  });
  it.each([
    [known(4, 4), '4 min'],
    [known(4, 9), '4 to 9 min'],
    [known(50, 70), '50 min to 1 h 10 min'],
    [known(45, 75, 60), 'about 1 h'],
    [known(4, null), 'at least 4 min'],
    [known(-6, -6), '6 min'],
    [known(-9, -6), '6 to 9 min'],
  ])('%o', (duration, words) => {
    expect(durationWords(duration)).toBe(words);
  });
});
