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

/** Three drafts that differ in label, repository, phase and action items. */
async function fill(folder: string): Promise<void> {
  const core = openTestCore(folder, 'http://127.0.0.1:1');
  const { drafts, timeline, actions } = core.client;
  const registry = await drafts.create({ title: 'Registry full', labels: ['storage'], repo: 'acme/ops' });
  await actions.add({ draft: registry.id, text: 'Alert before it is full', kind: 'technical' });
  await drafts.create({ title: 'DNS change', labels: ['network'], repo: 'acme/net' });
  const hub = await drafts.create({ title: 'Hub down', labels: ['needs review'], repo: 'acme/ops' });
  await timeline.log({ draft: hub.id, text: 'Rolled back', phase: 'mitigated', atMs: 1_700_000_000_000 });
  await core.close();
}

describe.each(drivers)('$name', (driver) => {
  describe.skipIf(driver.missing !== null)('the list, by keyboard alone', () => {
    it('is narrowed by words in the search and by the panel, and each condition is taken back', async () => {
      using folder = temporaryFolder();
      await fill(folder.path);
      await using app = await driver.open(environmentFor(folder.path));
      const { page } = app;
      const list = page.getByRole('navigation', { name: 'Drafts' });
      const titles = async (): Promise<readonly string[]> => list.locator('a .title').allInnerTexts();
      const chips = list.getByRole('list', { name: 'The list is narrowed by' }).getByRole('listitem');
      await page.getByRole('textbox', { name: 'Summary' }).waitFor();

      await page.keyboard.press('/');
      await page.keyboard.type('repo:acme/ops');
      await expect.poll(titles).toHaveLength(2);
      expect(await chips.count()).toBe(0);
      await page.keyboard.type(' phase:mitigated ');
      await expect.poll(titles).toEqual([expect.stringContaining('Hub down')]);
      await expect.poll(() => chips.count()).toBe(2);
      await page.keyboard.press('Backspace');
      await page.keyboard.type('actions:open');
      await page.keyboard.press('Enter');
      await expect.poll(titles).toHaveLength(1);
      expect((await titles())[0]).toContain('Registry full');
      await page.keyboard.type('alert');
      await expect.poll(() => list.locator('mark').allInnerTexts()).toEqual(['Alert']);
      await page.keyboard.press('Escape');
      await expect.poll(titles).toHaveLength(3);

      await page.keyboard.press('Escape');
      await page.keyboard.press('f');
      const label = list.getByRole('combobox', { name: 'Label' });
      await expect.poll(() => label.evaluate((each) => each === document.activeElement)).toBe(true);
      await page.keyboard.type('needs');
      await expect.poll(titles).toHaveLength(1);
      expect(await axeFindings(page)).toEqual([]);
      await press(page, list.getByRole('button', { name: /needs review/ }));
      await expect.poll(titles).toHaveLength(3);
      await tabTo(page, list.getByRole('combobox', { name: 'Sort by' }));
      await page.keyboard.type('Title');
      await expect
        .poll(async () => (await titles()).map((title) => title.replace(/^Debrief -\s/, '')))
        .toEqual(['DNS change', 'Hub down', 'Registry full']);
    });

    it('lets go of what is archived, shows it when asked, and undoes it', async () => {
      using folder = temporaryFolder();
      await fill(folder.path);
      await using app = await driver.open(environmentFor(folder.path));
      const { page } = app;
      const rows = page.getByRole('navigation', { name: 'Drafts' }).locator('a .title');
      await page.getByRole('textbox', { name: 'Summary' }).waitFor();
      const archive = async (): Promise<void> => {
        await page.keyboard.press('Control+k');
        await page.getByRole('combobox', { name: /Type a command/ }).waitFor();
        await page.keyboard.type('archive this');
        await page.keyboard.press('Enter');
      };
      await archive();
      await expect.poll(() => rows.count()).toBe(2);
      await page.getByText(/^Draft archived/).waitFor();
      await page.keyboard.press('Control+z');
      await expect.poll(() => rows.count()).toBe(3);
      await archive();
      await expect.poll(() => rows.count()).toBe(2);
      await page.keyboard.press('/');
      await page.keyboard.type('is:archived ');
      await expect.poll(() => rows.allInnerTexts()).toEqual([expect.stringContaining('Hub down')]);
      await page.keyboard.press('Escape');
      await page.keyboard.type('rolled');
      await expect.poll(() => rows.allInnerTexts()).toEqual([expect.stringContaining('Hub down')]);
    });
  });
});
