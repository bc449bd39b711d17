import { describe, expect, it } from 'vitest';

import {
  beganAtMs,
  entriesFromElsewhere,
  incidentAfter,
  instantAfter,
  isUndescribed,
  remarkIn,
  runningIncidents,
  whatMatters,
} from '../../../renderer/state/incidents.ts';
import { entryMade, sectionMade, summaryMade } from '../views-made.ts';

const run = (id: string, startedAtMs: number | null, endedAtMs: number | null = null) =>
  summaryMade({ id, startedAtMs, endedAtMs });
const at = (id: string, atMs: number) => entryMade({ id, atMs });

describe('the incidents that run', () => {
  it('stand in the order in which they were started', () => {
    const drafts = [run('late', 20), run('never', null), run('over', 1, 5), run('early', 10)];
    expect(runningIncidents(drafts).map(({ id }) => id)).toEqual(['early', 'late']);
  });

  it('follow each other round and round', () => {
    const all = runningIncidents([run('a', 1), run('b', 2), run('c', 3)]);
    expect(['a', 'b', 'c'].map((id) => incidentAfter(all, id, 1))).toEqual(['b', 'c', 'a']);
    expect(['a', 'b', 'c'].map((id) => incidentAfter(all, id, -1))).toEqual(['c', 'a', 'b']);
  });

  it('are reached from elsewhere, from either end', () => {
    const all = runningIncidents([run('a', 1), run('b', 2)]);
    expect([incidentAfter(all, null, 1), incidentAfter(all, null, -1)]).toEqual(['a', 'b']);
    expect(incidentAfter([], null, 1)).toBeNull();
    expect(incidentAfter(all.slice(0, 1), 'a', 1)).toBe('a');
  });
});

describe('what is opened at a start', () => {
  const old = { ...run('running', 1), updatedAtMs: 10 };
  const recent = { ...run('recent', null), updatedAtMs: 30 };
  const older = { ...run('older', null), updatedAtMs: 20 };

  it('is an incident that runs, however long ago it was touched, and of several the last one', () => {
    expect(whatMatters([recent, old], false)).toEqual({ view: 'incident', id: 'running' });
    const other = { ...run('other', 2), updatedAtMs: 11 };
    expect(whatMatters([old, other], true)).toEqual({ view: 'incident', id: 'other' });
  });

  it('is else the draft that changed last, where there is room beside the list', () => {
    expect(whatMatters([older, recent], true)).toEqual({ view: 'draft', id: 'recent' });
    expect(whatMatters([older, recent], false)).toBeNull();
    expect(whatMatters([], true)).toBeNull();
  });
});

describe('the beginning of an incident', () => {
  const started = (atMs: number, is: 'exact' | 'unknown' = 'exact') => ({
    startedAtMs: 5000,
    sections: [sectionMade({ entries: [entryMade({ atMs, phase: 'started', certainty: { is } })] })],
  });

  it('is that of the stopwatch, or earlier where an entry says so', () => {
    expect(beganAtMs({ startedAtMs: 5000, sections: [] })).toBe(5000);
    expect(beganAtMs(started(1000))).toBe(1000);
    expect(beganAtMs(started(6000))).toBe(5000);
    expect(beganAtMs(started(1000, 'unknown'))).toBe(5000);
    expect(beganAtMs({ startedAtMs: null, sections: [] })).toBeNull();
  });
});

describe('an entry', () => {
  it('is to be described where it has neither words nor a phase', () => {
    expect(isUndescribed(entryMade())).toBe(true);
    expect(isUndescribed(entryMade({ phase: 'detected' }))).toBe(false);
    expect(isUndescribed(entryMade({ text: 'x' }))).toBe(false);
  });

  it('is a remark where all of it is in italics', () => {
    expect(remarkIn('*This machine slept for 9 h.*')).toBe('This machine slept for 9 h.');
    expect([remarkIn('*a* and *b*'), remarkIn('**Detected**'), remarkIn('x')]).toEqual([null, null, null]);
  });

  it('is put in half-way to the next one, or to now', () => {
    const entries = [at('a', 1000), at('b', 2001)];
    expect(instantAfter(entries, 'a', 9000)).toBe(1500);
    expect(instantAfter(entries, 'b', 9001)).toBe(5501);
    expect(instantAfter(entries, 'b', 0)).toBe(2001);
    expect(instantAfter(entries, 'gone', 0)).toBeNull();
  });

  it('is news where another page or process logged it', () => {
    const draft = (...ids: string[]) => ({
      sections: [sectionMade({ kind: 'timeline', entries: ids.map((id) => at(id, Number(id))) })],
    });
    const isOwn = (id: string): boolean => id === '3';
    const news = entriesFromElsewhere(draft('1', '2', '3', '4'), draft('1'), isOwn);
    expect(news.map(({ id }) => id)).toEqual(['2', '4']);
  });
});
