import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import type { Page } from 'playwright-core';
import { beforeAll, describe, expect, it } from 'vitest';

import { ensureBuilt } from '../../scripts/build.ts';
import { furnish, REPO, temporaryFolder, TOKEN } from '../support/core.ts';
import { startGithub } from '../support/github/stand-in.ts';
import { pictureData } from '../support/picture.ts';
import { debriefJson, environmentFor } from '../support/process.ts';
import { drivers } from './app-driver.ts';
import { axeFindings } from './axe.ts';

beforeAll(async () => {
  await ensureBuilt();
});

/** Pictures are kept where a folder for them is named. */
async function picture(page: Page, name: string): Promise<void> {
  const folder = process.env['DEBRIEF_PICTURES'];
  if (folder === undefined) return;
  mkdirSync(folder, { recursive: true });
  await page.screenshot({ path: join(folder, `${name}.png`) });
}

/** What a browser does when a picture is on the clipboard, or is dropped, at the place that has the focus. */
async function give(page: Page, how: 'paste' | 'drop', data: string, fileName: string): Promise<void> {
  await page.evaluate(
    ({ type, base64, name }) => {
      const bytes = Uint8Array.from(atob(base64), (each) => each.charCodeAt(0));
      const transfer = new DataTransfer();
      transfer.items.add(new File([bytes], name, { type: 'image/png' }));
      const target = document.activeElement ?? document.body;
      const { left, top } = target.getBoundingClientRect();
      target.dispatchEvent(
        type === 'paste'
          ? new ClipboardEvent('paste', { clipboardData: transfer, bubbles: true, cancelable: true })
          : new DragEvent('drop', {
              dataTransfer: transfer,
              bubbles: true,
              cancelable: true,
              clientX: left + 4,
              clientY: top + 4,
            }),
      );
    },
    { type: how, base64: data, name: fileName },
  );
}

/** Is the picture drawn: was it got from the host, and is it one? */
async function isDrawn(page: Page, selector: string): Promise<boolean> {
  return page.evaluate((wanted) => {
    const found = document.querySelector(wanted);
    return found instanceof HTMLImageElement && found.complete && found.naturalWidth > 0;
  }, selector);
}

describe.each(drivers)('$name', (driver) => {
  describe.skipIf(driver.missing !== null)('a picture', () => {
    it('is pasted, seen in editor and preview, filed, and stays what it is', async () => {
      using folder = temporaryFolder();
      await using github = furnish(await startGithub());
      github.addRepository({ repo: 'acme/pictures', push: ['kim'] });
      const environment = environmentFor(folder.path, { GH_TOKEN: TOKEN, DEBRIEF_API_URL: github.url });
      await debriefJson(['config', 'pictures.folder', 'acme/pictures:debriefs'], environment);
      const { id } = await debriefJson<{ id: string }>(
        ['new', '--title', 'Hub down', '--repo', REPO],
        environment,
      );
      await using app = await driver.open(environment);
      const { page } = app;
      await page.getByText('Debrief - Hub down').first().click();
      const editor = page.getByRole('textbox', { name: 'Summary', exact: true });
      await editor.click();
      await page.keyboard.type('Before. ');
      const graph = readFileSync(join(import.meta.dirname, '../fixtures/pictures/graph.png'));
      await give(page, 'paste', graph.toString('base64'), 'error rate.png');
      await expect.poll(() => isDrawn(page, '.cm-picture img'), { timeout: 15_000 }).toBe(true);
      // Its words are selected: typing describes it.
      await page.keyboard.type('The error rate at 09:14');
      await page.locator('.cm-picture img[alt="The error rate at 09:14"]').waitFor();
      await picture(page, 'picture-in-editor');

      await page.keyboard.press('Alt+3');
      await expect.poll(() => isDrawn(page, '.markdown img'), { timeout: 15_000 }).toBe(true);
      await picture(page, 'picture-in-preview');
      await page.keyboard.press('Alt+1');

      await page.keyboard.press('Control+Enter');
      await expect.poll(() => github.issues(REPO).length, { timeout: 30_000 }).toBe(1);
      const { body } = github.issue(REPO, 1);
      expect(body).toMatch(
        /Before\. !\[The error rate at 09:14\]\(https?:\/\/\S+\/acme\/pictures\/blob\/main\/debriefs\/[0-9a-f]{64}\.png\?raw=true\)/,
      );
      await page.getByRole('link', { name: 'on GitHub' }).waitFor();
      await picture(page, 'picture-filed');
      const shown = await debriefJson<{ pictures: { words: string; here: boolean; url: string }[] }>(
        ['show', id],
        environment,
      );
      expect(shown.pictures).toMatchObject([{ words: 'The error rate at 09:14', here: true }]);
    });

    it('that no folder is named for is listed as to attach by hand, dropped and chosen ones too', async () => {
      using folder = temporaryFolder();
      await using github = furnish(await startGithub());
      const environment = environmentFor(folder.path, { GH_TOKEN: TOKEN, DEBRIEF_API_URL: github.url });
      await debriefJson(['new', '--title', 'Hub down', '--repo', REPO], environment);
      await using app = await driver.open(environment);
      const { page } = app;
      await page.getByText('Debrief - Hub down').first().click();
      await page.getByRole('textbox', { name: 'Summary', exact: true }).click();
      await give(page, 'drop', pictureData(1), 'dropped.png');
      await page.locator('.cm-picture img').waitFor();
      await page.getByRole('textbox', { name: 'What went wrong', exact: true }).click();
      const chooser = page.waitForEvent('filechooser');
      await page.keyboard.press('Control+k');
      await page.keyboard.type('Add a picture');
      await page.keyboard.press('Enter');
      await (
        await chooser
      ).setFiles({
        name: 'chosen.png',
        mimeType: 'image/png',
        buffer: Buffer.from(pictureData(2), 'base64'),
      });
      await expect.poll(() => page.locator('.cm-picture img').count()).toBe(2);
      await give(page, 'paste', Buffer.from('<svg onload="alert(1)"/>').toString('base64'), 'evil.png');
      await page.getByText('"evil.png" is not a picture that GitHub shows', { exact: false }).waitFor();

      await page.keyboard.press('Control+Enter');
      await expect.poll(() => github.issues(REPO).length, { timeout: 30_000 }).toBe(1);
      expect(github.issue(REPO, 1).body).toContain('(picture to attach by hand: dropped)');
      expect(github.issue(REPO, 1).body).toContain('(picture to attach by hand: chosen)');
      await page.getByRole('link', { name: 'Open the issue' }).waitFor();
      await page.getByRole('button', { name: 'Open the folder' }).waitFor();
      expect(await axeFindings(page)).toEqual([]);
      await picture(page, 'picture-by-hand');
    });
  });
});
