import type { AppUpdater } from 'electron-updater';

import type { Glance } from '../glance.ts';
import type { Notice } from '../../app/notice.ts';

/** What is used of electron-updater, in its own types. https://www.electron.build/auto-update */
export type Updater = Pick<
  AppUpdater,
  'autoDownload' | 'autoInstallOnAppQuit' | 'checkForUpdates' | 'downloadUpdate'
> & {
  on(event: 'update-available' | 'update-downloaded', listener: (info: { version: string }) => void): unknown;
  on(event: 'error', listener: (error: Error) => void): unknown;
};

const checkEveryMs = 6 * 3_600_000;

/**
 * Keeps an installed app up to date, and never while an incident runs: nothing is downloaded then, and nothing installed by
 * quitting. macOS and Windows check the signature of what was downloaded against the app's own. Linux packages carry none
 * that the updater would check, so there a new version is told of, and the system's package manager brings it.
 */
export class Updates {
  readonly #updater: Updater;
  readonly #installs: boolean;
  readonly #tell: (notice: Notice) => void;
  readonly #timer: NodeJS.Timeout;
  #isIncidentRunning = true;
  #awaited: string | undefined;

  /** @param tell what a person should know of a new version */
  constructor(updater: Updater, platform: NodeJS.Platform, tell: (notice: Notice) => void) {
    this.#updater = updater;
    this.#installs = platform !== 'linux';
    this.#tell = tell;
    updater.autoDownload = false;
    updater.autoInstallOnAppQuit = false;
    updater.on('update-available', ({ version }) => this.#found(version));
    updater.on('update-downloaded', ({ version }) =>
      tell({ code: 'update.ready', text: `Debrief ${version} is here and is installed when you quit.` }),
    );
    // Offline, above all. The next check sees the same or more.
    updater.on('error', () => undefined);
    this.#timer = setInterval(() => this.#check(), checkEveryMs);
  }

  /** What runs now decides what may be done. */
  show({ running }: Glance): void {
    const wasRunning = this.#isIncidentRunning;
    this.#isIncidentRunning = running !== null;
    this.#updater.autoInstallOnAppQuit = this.#installs && running === null;
    if (!wasRunning || this.#isIncidentRunning) return;
    // The first look that finds it calm, or the end of an incident.
    if (this.#awaited === undefined) this.#check();
    else this.#found(this.#awaited);
  }

  stop(): void {
    clearInterval(this.#timer);
  }

  #check(): void {
    if (!this.#isIncidentRunning) this.#updater.checkForUpdates().catch(() => undefined);
  }

  #found(version: string): void {
    this.#awaited = version;
    if (!this.#installs)
      return this.#tell({
        code: 'update.available',
        text: `Debrief ${version} is out. Get it the way you got this one.`,
      });
    if (!this.#isIncidentRunning) this.#updater.downloadUpdate().catch(() => undefined);
  }
}
