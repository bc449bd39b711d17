import { describe, expect, it } from 'vitest';

import { wallClockOnly } from '../../main/clock.ts';
import type { HostLog } from '../../main/host-log.ts';
import { openHostLog } from '../../main/host-log.ts';
import { inserted, NOW_MS, scratch } from './store/scratch.ts';

/** Enters hosts on one store. @param alive numbers of processes that run */
function entrance(alive: readonly number[] = []): {
  s: ReturnType<typeof scratch>;
  enter: (pid: number) => HostLog;
} {
  const s = scratch();
  const readClocks = wallClockOnly(
    () => NOW_MS,
    () => 'Europe/Paris',
  );
  const isAlive = (pid: number): boolean => alive.includes(pid);
  return { s, enter: (pid) => openHostLog({ store: s.store, readClocks, pid, isAlive }) };
}

describe('a host that starts', () => {
  it('has nothing to tell where the one before was closed', () => {
    const { enter } = entrance();
    enter(1).close();
    expect(enter(2).notices).toEqual([]);
  });

  it('tells once that the one before ended suddenly, and from when the last of what was saved is', () => {
    const { s, enter } = entrance();
    enter(1);
    inserted(s);
    const second = enter(2);
    expect(second.notices.map(({ code }) => code)).toEqual(['host.endedSuddenly']);
    expect(second.notices[0]?.text).toContain('the last of it from 2026-03-01 10:14:00:');
    second.close();
    expect(enter(3).notices).toEqual([]);
  });

  it('tells so too where the system gave its own number to it', () => {
    const { enter } = entrance([7]);
    enter(7);
    expect(enter(7).notices).toHaveLength(1);
  });

  it('leaves one alone that still runs', () => {
    const { enter } = entrance([1]);
    const first = enter(1);
    const second = enter(2);
    expect(second.notices).toEqual([]);
    second.close();
    first.close();
    expect(enter(3).notices).toEqual([]);
  });
});
