import { beforeAll, describe, expect, it } from 'vitest';

import { ensureBuilt } from '../../scripts/build.ts';
import { openTestCore, temporaryFolder } from '../support/core.ts';
import { environmentFor } from '../support/process.ts';
import { drivers } from './app-driver.ts';
import { axeFindings } from './axe.ts';
import { press, tabTo } from './keyboard.ts';

beforeAll(async () => {
  await ensureBuilt();
});

/** A few drafts, made by the core as the app makes them. */
async function fill(folder: string): Promise<void> {
  const core = openTestCore(folder, 'http://127.0.0.1:1');
  const { drafts } = core.client;
  await drafts.create({ title: 'Registry full', labels: ['storage'], repo: 'acme/ops' });
  await drafts.create({ title: 'DNS change', labels: ['network'] });
  const hub = await drafts.create({ title: 'Hub down' });
  const [summary] = hub.sections;
  await drafts.saveSection({ id: hub.id, section: summary?.id ?? '', text: 'The spawner lost its nodes.' });
  await core.close();
}

describe.each(drivers)('$name', (driver) => {
  describe.skipIf(driver.missing !== null)('the command palette, by keyboard alone', () => {
    it('finds commands, drafts by their title and by what stands in them, and sections', async () => {
      using folder = temporaryFolder();
      await fill(folder.path);
      await using app = await driver.open(environmentFor(folder.path));
      const { page } = app;
      const palette = page.getByRole('dialog', { name: 'Commands' });
      const field = page.getByRole('combobox', { name: /Type a command/ });
      const chosen = palette.getByRole('option', { selected: true });
      const open = async (typed: string): Promise<void> => {
        await page.keyboard.press('Control+k');
        await field.waitFor();
        await page.keyboard.type(typed);
      };
      await page.getByRole('textbox', { name: 'Summary' }).waitFor();

      await open('');
      await palette.getByRole('group', { name: 'Commands' }).getByText('Start an incident').waitFor();
      expect(await axeFindings(page)).toEqual([]);
      await page.keyboard.type('regi');
      await expect.poll(() => chosen.innerText()).toContain('Registry full');
      await page.keyboard.press('Enter');
      await expect
        .poll(() => page.getByRole('textbox', { name: 'Title' }).inputValue())
        .toContain('Registry');
      expect(await palette.count()).toBe(0);

      await open('spawner');
      await palette.getByRole('group', { name: 'Found in drafts' }).getByText('Hub down').waitFor();
      await page.keyboard.press('Enter');
      await expect
        .poll(() => page.getByRole('textbox', { name: 'Title' }).inputValue())
        .toContain('Hub down');

      await open('went wrong');
      await expect.poll(() => chosen.innerText()).toContain('What went wrong');
      await page.keyboard.press('Enter');
      await page.keyboard.type('We had no alert.');
      await page.getByRole('textbox', { name: 'What went wrong' }).getByText('We had no alert.').waitFor();

      await open('theme dark');
      await page.keyboard.press('Enter');
      await page.locator('html[data-theme=dark]').waitFor();

      await open('');
      await expect.poll(() => chosen.innerText()).toContain('Theme: dark');
      await page.keyboard.press('ArrowDown');
      await expect.poll(() => chosen.innerText()).toContain('What went wrong');
      expect(await axeFindings(page)).toEqual([]);
      await page.keyboard.press('Escape');
      await expect.poll(() => palette.count()).toBe(0);
    });

    it('is no trap for single keys: they can be changed and turned off', async () => {
      using folder = temporaryFolder();
      await fill(folder.path);
      await using app = await driver.open(environmentFor(folder.path));
      const { page } = app;
      await page.getByRole('textbox', { name: 'Summary' }).waitFor();
      await page.keyboard.press('Control+,');
      await tabTo(page, page.getByRole('textbox', { name: 'New debrief' }));
      await page.keyboard.press('q');
      await expect.poll(() => page.getByRole('textbox', { name: 'New debrief' }).inputValue()).toBe('Q');
      expect(await axeFindings(page)).toEqual([]);
      await page.keyboard.press('Escape');
      await page.keyboard.press('?');
      const sheet = page.getByRole('dialog', { name: 'Keyboard shortcuts' });
      await sheet.getByText('Q', { exact: true }).waitFor();
      await sheet.getByText('own words').waitFor();
      expect(await axeFindings(page)).toEqual([]);
      await page.keyboard.press('Escape');

      await press(page, page.getByRole('checkbox', { name: 'Let single keys do things' }), 'Space');
      await expect.poll(() => page.getByRole('textbox', { name: 'New debrief' }).count()).toBe(0);
      await page.keyboard.press('Escape');
      await page.keyboard.press('q');
      await page.keyboard.press('?');
      await page.keyboard.press('Control+k');
      await page.getByRole('dialog', { name: 'Commands' }).waitFor();
      expect(await sheet.count()).toBe(0);
      expect(await page.getByRole('navigation').getByRole('listitem').count()).toBe(4);
    });
  });
});
