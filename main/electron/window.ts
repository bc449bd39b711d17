import type { BrowserWindowConstructorOptions } from 'electron';

import { pageAddress } from './scheme.ts';
import type { ElectronParts, HostWindow } from './parts.ts';

/** What a window needs to know that is not the same everywhere. */
export type WindowSurroundings = {
  readonly isDark: boolean;
  /** The path of the bundled preload script. */
  readonly preload: string;
  readonly isPackaged: boolean;
  readonly platform: NodeJS.Platform;
};

/** What a window shows before its page has painted: `--surface` of renderer/styles/tokens.css, so that nothing flashes. */
const surfaces = { light: '#ffffff', dark: '#16181d' };

/**
 * What every window of ours has. What the security checklist asks for is said in full, defaults included, so that it can be
 * read and tested here. https://www.electronjs.org/docs/latest/tutorial/security
 */
export function pageOptions({ isDark, preload, isPackaged, platform }: WindowSurroundings) {
  return {
    show: false,
    backgroundColor: isDark ? surfaces.dark : surfaces.light,
    webPreferences: {
      preload,
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      nodeIntegrationInWorker: false,
      nodeIntegrationInSubFrames: false,
      webSecurity: true,
      allowRunningInsecureContent: false,
      experimentalFeatures: false,
      webviewTag: false,
      navigateOnDragDrop: false,
      devTools: !isPackaged,
      // Elsewhere Chromium would fetch its dictionaries from the web: https://www.electronjs.org/docs/latest/tutorial/spellchecker
      spellcheck: platform === 'darwin',
      v8CacheOptions: 'code',
    },
  } satisfies BrowserWindowConstructorOptions;
}

/** The options of the main window. */
export function windowOptions(surroundings: WindowSurroundings): BrowserWindowConstructorOptions {
  return {
    ...pageOptions(surroundings),
    // With a name Electron itself remembers place, size and display, also where screens come and go:
    // https://www.electronjs.org/docs/latest/tutorial/window-state-persistence
    name: 'main',
    windowStatePersistence: true,
    title: 'Debrief',
    width: 1200,
    height: 800,
    minWidth: 480,
    minHeight: 400,
  };
}

/** Opens the window, and shows it when there is something to see. */
export function openWindow(
  BrowserWindow: ElectronParts['BrowserWindow'],
  options: BrowserWindowConstructorOptions,
): HostWindow {
  const window = new BrowserWindow(options);
  window.once('ready-to-show', () => window.show());
  return window;
}

/** Loads the page, at a place of the app where one is named. After everything that listens to the window does so. */
export function loadPage(window: HostWindow, route?: string): void {
  // It is closed while it loads: nobody is left to be told.
  window.loadURL(route === undefined ? pageAddress : `${pageAddress}#${route}`).catch(() => undefined);
}

/** Brings the window before the person, wherever it was. */
export function presentWindow(window: HostWindow): void {
  if (window.isMinimized()) window.restore();
  window.show();
  window.focus();
}
