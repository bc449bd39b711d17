/** What the desktop host is given: a core, folders, and how it was started. */
import type { Core } from '../core.ts';
import type { ServePort } from '../serve-link.ts';
import type { Updater } from './updates.ts';

/** What the host needs of the core. */
export type HostedCore = Pick<
  Core,
  'client' | 'close' | 'closed' | 'glance' | 'loadPicture' | 'notice' | 'wake'
> & {
  readonly servePort: ServePort;
};

export type HostOptions = {
  readonly openCore: () => Promise<HostedCore>;
  /** The data folder that all hosts share. Electron's own profile lies in a folder of it. */
  readonly dataFolder: string;
  /** The folder of the built renderer. */
  readonly rendererFolder: string;
  /** The path of the bundled preload script. */
  readonly preload: string;
  /** The folder of the pictures for tray and taskbar. */
  readonly images: string;
  /** What looks for updates; null where the app is none that was installed. */
  readonly updater: () => Promise<Updater | null>;
  readonly platform: NodeJS.Platform;
  readonly argv: readonly string[];
  readonly env: NodeJS.ProcessEnv;
  /** The program that runs. */
  readonly execPath: string;
  /** The wall clock, in UTC milliseconds. */
  readonly nowMs: () => number;
};
