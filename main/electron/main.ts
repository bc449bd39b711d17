/** The desktop host. Everything that decides something is in host.ts and beside it, where it runs without Electron too. */
import { join } from 'node:path';
import {
  app,
  BrowserWindow,
  dialog,
  MessageChannelMain,
  nativeTheme,
  protocol,
  session,
  shell,
} from 'electron';

import { openCore } from '../core.ts';
import { dataFolder } from '../data-folder.ts';
import { servePorts } from '../serve-link.ts';
import { startHost } from './host.ts';

startHost(
  { app, BrowserWindow, dialog, MessageChannelMain, nativeTheme, protocol, session, shell },
  {
    openCore: async () => {
      const core = openCore({ environment: process.env, automatic: true });
      return { servePort: servePorts(core), close: () => core.close() };
    },
    dataFolder: dataFolder(process.env),
    rendererFolder: join(import.meta.dirname, '../renderer'),
    preload: join(import.meta.dirname, 'preload.cjs'),
    platform: process.platform,
  },
);
