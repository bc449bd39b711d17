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
 * The options of the window. What the security checklist asks for is said in full, defaults included, so that it can be
 * read and tested here. https://www.electronjs.org/docs/latest/tutorial/security
 */
export function windowOptions({
  isDark,
  preload,
  isPackaged,
  platform,
}: WindowSurroundings): BrowserWindowConstructorOptions {
  return {
    title: 'Debrief',
    width: 1200,
    height: 800,
    minWidth: 480,
    minHeight: 400,
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
  };
}

/** Opens the window, and shows it when there is something to see. */
export function openWindow(
  BrowserWindow: ElectronParts['BrowserWindow'],
  surroundings: WindowSurroundings,
): HostWindow {
  const window = new BrowserWindow(windowOptions(surroundings));
  window.once('ready-to-show', () => window.show());
  return window;
}

/** Loads the page. After everything that listens to the window does so. */
export function loadPage(window: HostWindow): void {
  // It is closed while it loads: nobody is left to be told.
  window.loadURL(pageAddress).catch(() => undefined);
}

/** Brings the window before the person, wherever it was. */
export function presentWindow(window: HostWindow): void {
  if (window.isMinimized()) window.restore();
  window.show();
  window.focus();
}
