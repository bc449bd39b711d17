/**
 * The clocks of this machine.
 *
 * What Node has differs by platform (libuv, `uv_uptime` and `uv__hrtime`):
 *
 * - Linux: `os.uptime()` is /proc/uptime, or CLOCK_BOOTTIME: it counts sleep (src/unix/linux.c). `process.hrtime` is
 *   CLOCK_MONOTONIC, which stands still in sleep (nodejs/node#47724). Their difference is the sleep.
 * - macOS: `os.uptime()` is the wall clock less the boot time, in whole seconds; `process.hrtime` is
 *   mach_continuous_time, which counts sleep (src/unix/darwin.c). Nothing tells how long it was awake.
 * - Windows: `os.uptime()` is GetTickCount64, which counts sleep (src/win/util.c). Nothing tells how long it was awake.
 */
import { readFileSync } from 'node:fs';
import { uptime } from 'node:os';

import type { Reading } from '../app/stopwatch.ts';

function hrtimeMs(): number {
  return Number(process.hrtime.bigint() / 1_000_000n);
}

/** Linux names each start of the machine. Null elsewhere. */
function readBootId(): string | null {
  try {
    return readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim();
  } catch {
    return null;
  }
}

/** Takes a reading of all clocks. @param likelyZone the zone of an earlier one, which the machine probably still has */
export type ReadClocks = (likelyZone?: string) => Reading;

/** @param machineZone the IANA zone of this machine */
export function machineClock(machineZone: (likely?: string) => string): ReadClocks {
  let bootId: string | null | undefined;
  const isMac = process.platform === 'darwin';
  return (likelyZone) => {
    bootId ??= readBootId();
    return {
      wallMs: Date.now(),
      bootMs: isMac ? hrtimeMs() : Math.round(uptime() * 1000),
      awakeMs: process.platform === 'linux' ? hrtimeMs() : null,
      bootId,
      zone: machineZone(likelyZone),
    };
  };
}

/** A wall clock that is the only clock there is, and so is believed. @param nowMs UTC milliseconds */
export function wallClockOnly(nowMs: () => number, machineZone: () => string): () => Reading {
  return () => {
    const wallMs = nowMs();
    return { wallMs, bootMs: wallMs, awakeMs: null, bootId: 'given', zone: machineZone() };
  };
}
