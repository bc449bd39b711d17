import type { ElectronParts } from './parts.ts';

/** What the machine's comings and goings lead to. */
export type OnPower = {
  /** Saves what was typed in the last moment. */
  readonly flush: () => Promise<void>;
  /** Looks at clocks, queue and GitHub again. */
  readonly wake: () => Promise<void>;
  readonly quit: () => void;
};

/** Electron tells the main process of no change of the network, but answers at once whether there is one. */
const lookMs = 2_000;

/**
 * Follows the machine: it goes to sleep or is locked, it wakes up, its network comes back, it shuts down.
 * https://www.electronjs.org/docs/latest/api/power-monitor. Gives what ends this.
 */
export function followPower(
  { powerMonitor, net }: Pick<ElectronParts, 'net' | 'powerMonitor'>,
  { flush, wake, quit }: OnPower,
): () => void {
  const save = (): void => void flush();
  const look = (): void => void wake();
  const leave = (event: { preventDefault(): void }): void => {
    // Electron then holds the shutdown up for as long as quitting takes, which is bounded.
    event.preventDefault();
    quit();
  };
  for (const event of ['suspend', 'lock-screen'] as const) powerMonitor.on(event, save);
  for (const event of ['resume', 'unlock-screen'] as const) powerMonitor.on(event, look);
  powerMonitor.on('shutdown', leave);
  let wasOnline = net.isOnline();
  const timer = setInterval(() => {
    const isOnline = net.isOnline();
    if (isOnline !== wasOnline) look();
    wasOnline = isOnline;
  }, lookMs);
  return () => {
    clearInterval(timer);
    for (const event of ['suspend', 'lock-screen'] as const) powerMonitor.off(event, save);
    for (const event of ['resume', 'unlock-screen'] as const) powerMonitor.off(event, look);
    powerMonitor.off('shutdown', leave);
  };
}
