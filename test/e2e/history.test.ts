import { readFile } from 'node:fs/promises';

import type { Locator, Page } from 'playwright-core';
import { beforeAll, describe, expect, it } from 'vitest';

import { ensureBuilt } from '../../scripts/build.ts';
import { temporaryFolder } from '../support/core.ts';
import { debrief, debriefJson, environmentFor } from '../support/process.ts';
import { drivers } from './app-driver.ts';
import { axeFindings } from './axe.ts';
import { press, tabTo } from './keyboard.ts';
import { picture } from './pictures.ts';

beforeAll(async () => {
  await ensureBuilt();
});

const SUMMARY =
  'Students could not start servers for 52 minutes.\n\n- [x] told the schools\n- see <b>#12</b>\n';

/** A draft whose summary was written, and then lost a sentence. */
async function draftWithPast(environment: Readonly<Record<string, string>>): Promise<string> {
  const { id } = await debriefJson<{ id: string }>(
    ['new', '--title', 'Hub down', '--tz', 'Europe/London'],
    environment,
  );
  await debrief(['set', id, '--section', 'Summary', '--file', '-'], environment, SUMMARY);
  await debrief(
    ['backfill', id, '-', '--yes'],
    environment,
    '2026-03-05T09:14Z Alert fires\n2026-03-05T09:20Z Rolled back\n',
  );
  await debrief(['set', id, '--tz', 'Asia/Tokyo'], environment);
  return id;
}

describe.each(drivers)('$name', (driver) => {
  describe.skipIf(driver.missing !== null)('a draft, by keyboard alone', () => {
    it('is compared with its earlier versions, and goes back to one and forward again', async () => {
      using folder = temporaryFolder();
      const environment = environmentFor(folder.path, {});
      const id = await draftWithPast(environment);
      await using app = await driver.open(environment);
      const { page } = app;
      const timeline = page.getByRole('list', { name: 'Timeline' });
      await timeline.getByText('Rolled back').waitFor();
      await page.locator('#draft').focus();
      await page.keyboard.press('h');
      const sheet = page.getByRole('dialog', { name: 'History' });
      const changes = sheet.getByRole('radiogroup', { name: 'Changes, the last one first' });
      await changes.getByRole('radio').first().waitFor();
      // The keyboard begins at the last change.
      await expect
        .poll(() =>
          changes
            .getByRole('radio')
            .first()
            .evaluate((radio) => radio === document.activeElement),
        )
        .toBe(true);
      expect(await changes.getByRole('radio').count()).toBe(3);
      await sheet.locator('mark').getByText('Asia/Tokyo').first().waitFor();
      await picture(page, 'history');
      expect(await axeFindings(page)).toEqual([]);

      await page.keyboard.press('ArrowDown');
      await sheet.locator('mark').filter({ hasText: 'Rolled back' }).waitFor();
      await picture(page, 'history-change');
      await press(page, sheet.getByRole('button', { name: /Go back to before/ }));
      await page
        .getByText(/The draft is as it was before/)
        .first()
        .waitFor();
      await expect.poll(() => timeline.getByRole('listitem').count()).toBe(0);
      await press(page, page.getByRole('button', { name: 'Undo', exact: true }));
      await timeline.getByText('Rolled back').waitFor();
      const { zone } = await debriefJson<{ zone: string }>(['show', id], environment);
      expect(zone).toBe('Asia/Tokyo');
    });

    it('has back after a crash what was taken out of it before', async () => {
      using folder = temporaryFolder();
      const environment = environmentFor(folder.path, {});
      const id = await draftWithPast(environment);
      const summary = (page: Page): Locator => page.getByRole('textbox', { name: 'Summary', exact: true });
      {
        const app = await driver.open(environment);
        const { page } = app;
        await tabTo(page, summary(page));
        await page.keyboard.press('Control+k');
        await page.keyboard.type('remove this section');
        await page.keyboard.press('Enter');
        await page.getByText('Section “Summary” removed').waitFor();
        await app.crash();
      }
      await using app = await driver.open(environment);
      const { page } = app;
      await page.getByRole('list', { name: 'Timeline' }).getByText('Rolled back').waitFor();
      expect(await summary(page).count()).toBe(0);
      await page.locator('#draft').focus();
      await page.keyboard.press('h');
      const sheet = page.getByRole('dialog', { name: 'History' });
      await sheet.locator('mark').filter({ hasText: 'told the schools' }).waitFor();
      await press(page, sheet.getByRole('button', { name: /Go back to before/ }));
      await summary(page).getByText('Students could not start servers').waitFor();
      const { entries } = await debriefJson<{ entries: readonly unknown[] }>(['show', id], environment);
      expect(entries).toHaveLength(2);
    });

    it('is copied, printed and taken elsewhere', async () => {
      using folder = temporaryFolder();
      const environment = environmentFor(folder.path, {});
      await draftWithPast(environment);
      await using app = await driver.open(environment);
      const { page } = app;
      await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
      const choose = async (item: string): Promise<void> => {
        await press(page, page.getByRole('button', { name: 'More about this draft' }));
        await tabTo(page, page.getByRole('menuitem', { name: item }), 'ArrowDown');
        await page.keyboard.press('Enter');
      };
      await page.getByText('52 minutes').first().waitFor();
      await choose('Copy the report as rich text');
      await page.getByText('The report is on the clipboard').waitFor();
      const html = await page.evaluate(async () => {
        const [item] = await navigator.clipboard.read();
        return (await item?.getType('text/html'))?.text() ?? '';
      });
      expect(html).toMatch(/<h1[^>]*>Debrief - Hub down<\/h1>/);
      expect(html).toContain('Students could not start servers for 52 minutes.');

      const download = page.waitForEvent('download');
      await choose('Export as JSON');
      const file = await (await download).path();
      const back = await debriefJson<{ title: string }>(
        ['import', '-'],
        environment,
        await readFile(file, 'utf8'),
      );
      expect(back.title).toBe('Debrief - Hub down');

      await page.evaluate(() => {
        window.print = () => document.documentElement.setAttribute('data-printed', '');
      });
      await choose('Print or save as PDF…');
      await page.locator('html[data-printed]').waitFor();
      await page.emulateMedia({ media: 'print' });
      expect(await page.getByRole('heading', { level: 1, name: 'Debrief - Hub down' }).count()).toBe(1);
      expect(await page.getByRole('navigation').count()).toBe(0);
      await picture(page, 'printed');
      await page.evaluate(() => dispatchEvent(new Event('afterprint')));
      await page.emulateMedia({ media: 'screen' });
      await page.getByRole('navigation', { name: 'Drafts' }).waitFor();
    });
  });
});
