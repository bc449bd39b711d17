import { join } from 'node:path';

import type { Browser } from 'playwright-core';
import { chromium } from 'playwright-core';
import type { ViteDevServer } from 'vite';
import { createServer } from 'vite';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { CHROMIUM_FLAGS, machine } from '../support/machine.ts';
import { axeFindings } from './axe.ts';

const root = join(import.meta.dirname, '../..');

describe.skipIf(machine.chromium === undefined)('the page of all parts', () => {
  let server: ViteDevServer;
  let browser: Browser;

  beforeAll(async () => {
    server = await createServer({
      configFile: join(root, 'vite.config.ts'),
      logLevel: 'error',
      server: { host: '127.0.0.1', port: 0 },
    });
    await server.listen();
    browser = await chromium.launch({ executablePath: machine.chromium ?? '', args: [...CHROMIUM_FLAGS] });
  });

  afterAll(async () => {
    await browser.close();
    await server.close();
  });

  it.each([
    ['light', 1280],
    ['dark', 1280],
    ['light', 360],
  ] as const)(
    'shows every colour there is, with nothing that axe finds wrong: %s, %i px',
    async (colorScheme, width) => {
      const page = await browser.newPage({ colorScheme, viewport: { width, height: 800 } });
      await page.goto(`${server.resolvedUrls?.local[0] ?? ''}design/`);
      await page.getByRole('heading', { name: 'Messages' }).waitFor();
      expect(await axeFindings(page)).toEqual([]);
      const shown = await page.getByRole('region', { name: 'Colours' }).locator('code').allTextContents();
      for (const name of [
        '--surface',
        '--text-faint',
        '--line-control',
        '--on-accent',
        '--bad',
        '--phase-resolved',
      ])
        expect(shown).toContain(name);
      const overflow = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
      expect(overflow).toBeLessThanOrEqual(0);
      const folder = process.env['DEBRIEF_PICTURES'];
      if (folder !== undefined)
        await page.screenshot({ path: join(folder, `design-${colorScheme}-${width}.png`), fullPage: true });
      await page.close();
    },
  );
});
