import type { MenuItemConstructorOptions } from 'electron';

import { clockTime } from '../../app/durations.ts';
import type { Glance } from '../glance.ts';
import type { Actions } from './actions.ts';
import type { ElectronParts, HostTray } from './parts.ts';

const tickMs = 1_000;

/** What the tray says in one line: the incident that runs, else the app's name. @param nowMs the wall clock */
export function trayTitle({ running, runningCount }: Glance, nowMs: number): string {
  if (running === null) return 'Debrief';
  const others = runningCount > 1 ? ` (and ${runningCount - 1} more)` : '';
  return `${running.title} ${clockOf(running, nowMs)}${others}`;
}

function clockOf({ startedAtMs, offsetMs }: NonNullable<Glance['running']>, nowMs: number): string {
  return clockTime(nowMs + offsetMs - startedAtMs);
}

/** The menu of the tray. */
export function trayMenu({ running, needsYou }: Glance, actions: Actions): MenuItemConstructorOptions[] {
  return [
    { label: 'Log a moment…', click: () => actions.capture() },
    running === null
      ? { label: 'Start incident', click: () => actions.startIncident() }
      : { label: `Stop the clock of ${running.title}`, click: () => actions.stopIncident(running.id) },
    { type: 'separator' },
    ...(needsYou === 0
      ? []
      : [{ label: `${needsYou} waiting for you`, click: () => actions.show() } as const]),
    { label: 'Sync now', click: () => actions.sync() },
    { label: 'Show Debrief', click: () => actions.show() },
    { type: 'separator' },
    { label: 'Quit Debrief', click: () => actions.quit() },
  ];
}

/**
 * The icon in the tray, where there is a tray: some Linux desktops have none, and nothing is only to be had here.
 * https://www.electronjs.org/docs/latest/tutorial/tray
 */
export class IncidentTray {
  readonly #electron: Pick<ElectronParts, 'Menu' | 'Tray'>;
  readonly #actions: Actions;
  readonly #nowMs: () => number;
  readonly #isMac: boolean;
  readonly #tray: HostTray | undefined;
  #timer: NodeJS.Timeout | undefined;

  /** @param image the path of its icon. @param nowMs the wall clock, in UTC milliseconds */
  constructor(
    electron: Pick<ElectronParts, 'Menu' | 'Tray'>,
    { image, platform, nowMs }: { image: string; platform: NodeJS.Platform; nowMs: () => number },
    actions: Actions,
  ) {
    this.#electron = electron;
    this.#actions = actions;
    this.#nowMs = nowMs;
    this.#isMac = platform === 'darwin';
    try {
      this.#tray = new electron.Tray(image);
    } catch {
      return;
    }
    // macOS and most Linux desktops open the menu on a click.
    if (platform === 'win32') this.#tray.on('click', () => actions.show());
  }

  /** Shows what there is now; the clock of a running incident goes on by itself. */
  show(glance: Glance): void {
    clearInterval(this.#timer);
    // Only where something changed: on Linux a menu that is set anew closes the one that is open.
    this.#tray?.setContextMenu(this.#electron.Menu.buildFromTemplate(trayMenu(glance, this.#actions)));
    this.#tick(glance);
    if (glance.running !== null) this.#timer = setInterval(() => this.#tick(glance), tickMs);
  }

  remove(): void {
    clearInterval(this.#timer);
    this.#tray?.destroy();
  }

  #tick(glance: Glance): void {
    this.#tray?.setToolTip(trayTitle(glance, this.#nowMs()));
    const { running } = glance;
    // The menu bar of macOS has room for the clock itself.
    if (this.#isMac) this.#tray?.setTitle(running === null ? '' : clockOf(running, this.#nowMs()));
  }
}
