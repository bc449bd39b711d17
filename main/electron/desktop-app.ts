/** The desktop host on the real Electron. Everything that decides something is in host.ts and beside it. */
import { join } from 'node:path';
import {
  app,
  BrowserWindow,
  crashReporter,
  dialog,
  globalShortcut,
  Menu,
  MessageChannelMain,
  nativeImage,
  nativeTheme,
  net,
  Notification,
  powerMonitor,
  protocol,
  screen,
  session,
  shell,
  Tray,
} from 'electron';

import { openCore } from '../core.ts';
import { dataFolder } from '../data-folder.ts';
import { servePorts } from '../serve-link.ts';
import { startHost } from './host.ts';

startHost(
  {
    app,
    BrowserWindow,
    crashReporter,
    dialog,
    globalShortcut,
    Menu,
    MessageChannelMain,
    nativeImage,
    nativeTheme,
    net,
    Notification,
    powerMonitor,
    protocol,
    screen,
    session,
    shell,
    Tray,
  },
  {
    openCore: async () => {
      const core = openCore({
        environment: process.env,
        automatic: true,
        host: 'desktop app',
        reveal: (file) => {
          shell.showItemInFolder(file);
          return Promise.resolve();
        },
      });
      return { ...core, servePort: servePorts(core) };
    },
    dataFolder: dataFolder(process.env),
    // Seen from the folder of any bundle: see scripts/build.ts.
    rendererFolder: join(import.meta.dirname, '../renderer'),
    preload: join(import.meta.dirname, '../electron/preload.cjs'),
    images: join(import.meta.dirname, '../electron/images'),
    // Loaded when there is time for it, and only by an app that was installed.
    updater: async () => (app.isPackaged ? (await import('electron-updater')).autoUpdater : null),
    platform: process.platform,
    argv: process.argv,
    env: process.env,
    execPath: process.execPath,
    nowMs: Date.now,
  },
);
