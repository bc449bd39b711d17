/** A figure is never alone: it stands beside a floor, the least that the machine takes for the same, in the same run. */
export interface Figure {
  readonly what: string;
  readonly ms: number;
  readonly floor: string;
  readonly floorMs: number;
  /** Where it is no time: both figures are of this unit. */
  readonly unit?: 'kB';
}

const ROUNDS = 21;

/** Milliseconds for one call: the median of many, after a first one that is not counted. */
export function medianMs(run: () => unknown): number {
  run();
  const times = Array.from({ length: ROUNDS }, () => {
    const startMs = performance.now();
    run();
    return performance.now() - startMs;
  });
  return percentile(times, 0.5);
}

/** The smallest of the values that at least a part (0 to 1) of them do not exceed: the nearest-rank percentile. */
export function percentile(values: readonly number[], part: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(sorted.length * part) - 1)] ?? 0;
}

/** One line: what, how long, the floor, and the ratio between them. */
export function printFigure({ what, ms, floor, floorMs, unit }: Figure): void {
  const time = (value: number): string => `${value.toFixed(value < 10 ? 3 : 1)} ${unit ?? 'ms'}`;
  console.log(`${what}: ${time(ms)}; ${floor}: ${time(floorMs)}; ratio ${(ms / floorMs).toFixed(2)}`);
}
