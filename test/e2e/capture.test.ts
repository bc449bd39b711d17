/** Quick capture in a real browser: where its line goes, what it tells the host, and that menus lead somewhere. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Page } from 'playwright-core';
import { ensureBuilt } from '../../scripts/build.ts';
import { temporaryFolder } from '../support/core.ts';
import { drivers, type OpenApp } from './app-driver.ts';

const [web] = drivers;

describe.skipIf(web?.missing !== null)('quick capture', () => {
  const folder = temporaryFolder();
  let opened: OpenApp;
  let page: Page;

  beforeAll(async () => {
    await ensureBuilt();
    if (web === undefined) throw new Error('there is no driver');
    opened = await web.open({
      PATH: process.env['PATH'] ?? '',
      DEBRIEF_DATA: folder.path,
      HOME: folder.path,
    });
    ({ page } = opened);
    await page.getByRole('button', { name: 'Start incident' }).first().waitFor();
    await page.goto(`${new URL(page.url()).origin}/#/capture`);
    await page.reload();
  });
  afterAll(async () => {
    await opened[Symbol.asyncDispose]();
    folder[Symbol.dispose]();
  });

  test('offers to start an incident where there is nothing to log into, and logs into it', async () => {
    await page.getByRole('button', { name: 'Start incident' }).click();
    const field = page.getByRole('textbox', { name: 'What happened' });
    await field.waitFor();
    await page.evaluate(() => {
      const said: unknown[] = [];
      addEventListener('message', ({ data }) => said.push(data));
      Object.assign(globalThis, { said });
    });
    await field.pressSequentially('rollback done');
    await expect.poll(() => page.getByRole('status').textContent()).toContain('stamped');
    await field.press('Enter');
    await expect.poll(() => page.getByRole('status').textContent()).toContain('On disk');
    expect(await field.inputValue()).toBe('');
    await page.evaluate(() => postMessage('debrief:flush', location.origin));
    await expect
      .poll(() => page.evaluate(() => (globalThis as unknown as { said: unknown[] }).said))
      .toEqual(['debrief:captured', 'debrief:flush', 'debrief:flushed']);
  });

  test('goes where a menu leads by the part of the address after #', async () => {
    await page.goto(`${new URL(page.url()).origin}/#/`);
    await page.reload();
    await page.getByText('rollback done').first().waitFor();
    await page.evaluate(() => (location.hash = '/settings'));
    await page.getByRole('heading', { name: 'Account and settings' }).waitFor();
    expect(await page.getByText('Keys for quick capture').count()).toBe(0);
  });
});
