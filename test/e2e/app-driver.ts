/**
 * Opens the app for a scenario. A scenario is written once: here it meets the web host in Chromium; where Electron's
 * runtime is present, the same scenario meets the desktop window.
 */
import { spawn } from 'node:child_process';
import { join } from 'node:path';

import type { Page } from 'playwright-core';
import { _electron, chromium } from 'playwright-core';

import { findElectron } from '../../scripts/electron-runtime.ts';
import { CHROMIUM_FLAGS, machine } from '../support/machine.ts';

export interface OpenApp extends AsyncDisposable {
  readonly page: Page;
  /** Ends the host at once, as a crash would: nothing is flushed, nothing is closed. */
  crash(): Promise<void>;
}

export interface Driver {
  readonly name: string;
  /** Why it can't run on this machine; null if it can. */
  readonly missing: string | null;
  open(
    environment: Readonly<Record<string, string>>,
    options?: { readonly width?: number; readonly colorScheme?: 'light' | 'dark' },
  ): Promise<OpenApp>;
}

const root = join(import.meta.dirname, '../..');

/** The first address that a starting host prints. */
async function addressOf(child: ReturnType<typeof spawn>): Promise<string> {
  let said = '';
  return new Promise((resolve, reject) => {
    child.stdout?.setEncoding('utf8').on('data', (text: string) => {
      said += text;
      const address = /http:\/\/\S+#key=\S+/.exec(said)?.[0];
      if (address !== undefined) resolve(address);
    });
    child.on('exit', (status) => {
      reject(new Error(`the host ended with ${status} and said: ${said}`));
    });
  });
}

const web: Driver = {
  name: 'Chromium on the web host',
  missing: machine.chromium === undefined ? 'there is no Chromium' : null,
  open: async (environment, { width = 1280, colorScheme = 'light' } = {}) => {
    const host = spawn(process.execPath, [join(root, 'bin/debrief.js'), 'serve', '--no-open'], {
      env: { ...environment },
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const ended = new Promise((resolve) => host.on('exit', resolve));
    const address = await addressOf(host);
    const browser = await chromium.launch({
      executablePath: machine.chromium ?? '',
      args: [...CHROMIUM_FLAGS],
    });
    const page = await browser.newPage({
      viewport: { width, height: 800 },
      colorScheme,
      reducedMotion: 'reduce',
    });
    await page.goto(address);
    const end = async (signal: NodeJS.Signals): Promise<void> => {
      if (signal === 'SIGTERM') await browser.close();
      host.kill(signal);
      await ended;
      await browser.close();
    };
    return { page, crash: () => end('SIGKILL'), [Symbol.asyncDispose]: () => end('SIGTERM') };
  },
};

const electronPath = findElectron({
  env: process.env,
  platform: process.platform,
  isRoot: process.getuid?.() === 0,
});

const electron: Driver = {
  name: 'Electron',
  missing: electronPath === undefined ? 'the runtime of Electron is not on this machine' : null,
  open: async (environment, { colorScheme = 'light' } = {}) => {
    const app = await _electron.launch({
      executablePath: electronPath ?? '',
      args: [root],
      env: { ...environment },
      colorScheme,
      // Without this Playwright starts it with --no-sandbox on Linux, and it is another app than the one people have.
      chromiumSandbox: true,
    });
    const page = await app.firstWindow();
    return {
      page,
      crash: async () => {
        const closed = app.waitForEvent('close');
        app.process().kill('SIGKILL');
        await closed;
      },
      [Symbol.asyncDispose]: () => app.close(),
    };
  },
};

/** Each of their scenarios goes by the driver's name, and where it is skipped, by the reason too. */
export const drivers: readonly Driver[] = [web, electron].map((driver) =>
  driver.missing === null ? driver : { ...driver, name: `${driver.name} (skipped: ${driver.missing})` },
);
