import { mkdirSync } from 'node:fs';
import { join } from 'node:path';

import { DebriefError, describeError, type ErrorReport } from '../../app/errors.ts';
import { RendererFiles } from '../renderer-files.ts';
import type { ServePort } from '../serve-link.ts';
import { guardContents, guardSession } from './guards.ts';
import type { ElectronParts, HostWindow } from './parts.ts';
import { handPortsTo } from './port.ts';
import { closeAfterFlush, quitAfterFlush } from './quit.ts';
import { registerScheme, serveScheme } from './scheme.ts';
import { loadPage, openWindow, presentWindow } from './window.ts';

/** What the host needs of the core. */
export type HostedCore = { readonly servePort: ServePort; close(): Promise<void> };

export type HostOptions = {
  readonly openCore: () => Promise<HostedCore>;
  /** The data folder that all hosts share. Electron's own profile lies in a folder of it. */
  readonly dataFolder: string;
  /** The folder of the built renderer. */
  readonly rendererFolder: string;
  /** The path of the bundled preload script. */
  readonly preload: string;
  readonly platform: NodeJS.Platform;
};

/**
 * Starts the app: one window on one core. A second start only brings that window before the person. The order is
 * Electron's: the profile before the lock that lies in it, the sandbox and the scheme before the app is ready, every
 * guard and handler before the page loads.
 */
export function startHost(electron: ElectronParts, options: HostOptions): void {
  const { app } = electron;
  const profile = join(options.dataFolder, 'electron');
  try {
    mkdirSync(profile, { recursive: true, mode: 0o700 });
  } catch {
    return fail(electron, new DebriefError('store.readOnly'));
  }
  app.setPath('userData', profile);
  if (!app.requestSingleInstanceLock()) return app.quit();
  app.enableSandbox();
  registerScheme(electron.protocol);
  app.on('web-contents-created', (_event, contents) => guardContents(contents, electron.shell));
  void app.whenReady().then(() => run(electron, options));
}

function run(electron: ElectronParts, options: HostOptions): void {
  const { app } = electron;
  guardSession(electron.session.defaultSession);
  serveScheme(electron.protocol, new RendererFiles(options.rendererFolder));

  const opening = Promise.withResolvers<HostedCore>();
  let window: HostWindow | undefined;
  const present = (): void => {
    if (window) return presentWindow(window);
    window = openGuardedWindow(electron, options, opening.promise);
    window.once('closed', () => (window = undefined));
  };

  app.on('second-instance', present);
  // On macOS an app stays without a window, and its icon brings the window back.
  app.on('activate', present);
  app.on('window-all-closed', () => {
    if (options.platform !== 'darwin') app.quit();
  });
  quitAfterFlush(
    app,
    () => (window ? [window] : []),
    async () => (await opening.promise).close(),
  );
  present();
  // After the window, whose own process starts up while this one opens the core.
  opening.promise.catch((error: unknown) => fail(electron, error));
  opening.resolve(options.openCore());
}

function openGuardedWindow(
  electron: ElectronParts,
  { preload, platform }: HostOptions,
  core: Promise<HostedCore>,
): HostWindow {
  const window = openWindow(electron.BrowserWindow, {
    isDark: electron.nativeTheme.shouldUseDarkColors,
    isPackaged: electron.app.isPackaged,
    preload,
    platform,
  });
  closeAfterFlush(window);
  handPortsTo(window.webContents, electron.MessageChannelMain, core);
  loadPage(window);
  return window;
}

/** There is no app without its core: says what happened, what was kept and what to do, and ends. */
function fail({ app, dialog }: ElectronParts, error: unknown): void {
  const { message, help } = reportOf(error);
  dialog.showErrorBox('Debrief', `${message}\n\n${help}`);
  app.exit(1);
}

function reportOf(error: unknown): ErrorReport {
  if (error instanceof DebriefError) return error.report;
  return describeError('internal', { reason: error instanceof Error ? error.message : String(error) });
}
