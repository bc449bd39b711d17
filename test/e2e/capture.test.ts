/** Quick capture in a real browser: where its line goes, what it tells the host, and that menus lead somewhere. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Page } from 'playwright-core';
import { ensureBuilt } from '../../scripts/build.ts';
import { temporaryFolder } from '../support/core.ts';
import { debrief, debriefJson, environmentFor } from '../support/process.ts';
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

  test('lets the incident be chosen where several run, and takes along what is typed', async () => {
    await page.reload();
    await page.getByRole('textbox', { name: 'What happened' }).waitFor();
    expect(await page.getByRole('combobox', { name: 'Goes into' }).count()).toBe(0);
    const environment = environmentFor(folder.path);
    await debrief(['start', '--title', 'Hub down'], environment);
    await page.reload();
    const into = page.getByRole('combobox', { name: 'Goes into' });
    const chosen = (): Promise<string> =>
      into.evaluate((select: HTMLSelectElement) => select.selectedOptions[0]?.textContent ?? '');
    await into.waitFor();
    expect(await chosen()).toBe('Hub down');
    const field = page.getByRole('textbox', { name: 'What happened' });
    await field.pressSequentially('belongs to the first');
    await field.press('Alt+ArrowUp');
    expect(await chosen()).not.toBe('Hub down');
    expect(await field.inputValue()).toBe('belongs to the first');
    expect(await page.getByRole('status').textContent()).toContain('stamped');
    await field.press('Alt+ArrowDown');
    expect(await chosen()).toBe('Hub down');
    const options = await into.locator('option').allTextContents();
    const other = options.find((option) => option !== 'Hub down') ?? '';
    await into.selectOption({ label: other });
    await field.press('Enter');
    await expect.poll(() => page.getByRole('status').textContent()).toContain('On disk');
    const drafts = await debriefJson<readonly { id: string; title: string }[]>(['list'], environment);
    const first = drafts.find(({ title }) => !title.includes('Hub down'))?.id ?? '';
    expect((await debrief(['show', first], environment)).stdout).toContain('belongs to the first');
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
