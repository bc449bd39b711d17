import type { Locator, Page } from 'playwright-core';
import { beforeAll, describe, expect, it } from 'vitest';

import { ensureBuilt } from '../../scripts/build.ts';
import { openTestCore, REPO, temporaryFolder } from '../support/core.ts';
import { environmentFor } from '../support/process.ts';
import { drivers } from './app-driver.ts';
import { axeFindings } from './axe.ts';
import { tabTo } from './keyboard.ts';

beforeAll(async () => {
  await ensureBuilt();
});

const editor = (page: Page, name: string): Locator => page.getByRole('textbox', { name, exact: true });

/** A draft among others that name people and issues. */
async function furnishFolder(folder: string): Promise<void> {
  const core = openTestCore(folder, 'http://127.0.0.1:9');
  const { client } = core;
  const other = await client.drafts.create({ title: 'Registry full', repo: REPO });
  await client.timeline.log({ draft: other.id, text: 'Kim (@kim-lee) sees acme/docs#131', atMs: 0 });
  const draft = await client.drafts.create({ title: 'Hub down', repo: REPO });
  await client.timeline.log({
    draft: draft.id,
    text: 'Like #128, only `longer` <img src=x onerror=alert(1)>',
    atMs: 1,
  });
  await core.close();
}

/** The list takes no key in its first 75 ms, in which it may have opened under the hands: CodeMirror's interactionDelay. */
const READY_MS = 100;

/** Goes to one of the options by the arrows. */
async function goTo(page: Page, option: Locator): Promise<void> {
  await option.waitFor();
  const sinceMs = await page.evaluate(() => performance.now());
  await page.waitForFunction((at) => performance.now() > at, sinceMs + READY_MS);
  for (let options = 0; options < 10; options += 1) {
    if ((await option.getAttribute('aria-selected')) === 'true') return;
    await page.keyboard.press('ArrowDown');
  }
  throw new Error(`the arrows do not reach ${String(option)}`);
}

describe.each(drivers)('$name', (driver) => {
  describe.skipIf(driver.missing !== null)('by keyboard alone', () => {
    it('references and names are completed from what was seen, and a link is pasted over words', async () => {
      using folder = temporaryFolder();
      await furnishFolder(folder.path);
      await using app = await driver.open(environmentFor(folder.path, {}));
      const { page } = app;
      const errors: string[] = [];
      page.on('console', (message) => {
        if (message.type() === 'error') errors.push(message.text());
      });
      const summary = editor(page, 'Summary');
      await summary.waitFor();
      await tabTo(page, summary);
      const rows = page.getByRole('list', { name: 'Timeline' });
      expect(await rows.getByRole('link', { name: '#128' }).getAttribute('href')).toBe(
        'https://github.com/acme/ops/issues/128',
      );
      expect(await rows.locator('code').textContent()).toBe('longer');
      expect(await rows.locator('img').count()).toBe(0);
      expect(await rows.locator('.text').first().textContent()).toBe(
        'Like #128, only longer <img src=x onerror=alert(1)>',
      );
      const options = page.getByRole('listbox', { name: 'References and names' }).getByRole('option');

      await page.keyboard.type('Seen by @k');
      await goTo(page, options.filter({ hasText: '@kim-lee' }));
      expect(await axeFindings(page)).toEqual([]);
      await page.keyboard.press('Enter');
      await page.keyboard.type(' as #');
      await options.first().waitFor();
      expect(await options.allTextContents()).toEqual(['#128', 'acme/docs#131']);
      await goTo(page, options.nth(1));
      await page.keyboard.press('Enter');
      await page.keyboard.type(' and acme/o');
      await goTo(page, options.filter({ hasText: /^acme\/ops#$/ }));
      await page.keyboard.press('Enter');
      await goTo(page, options.filter({ hasText: 'acme/ops#128' }));
      await page.keyboard.press('Tab');
      await expect.poll(() => summary.innerText()).toBe('Seen by @kim-lee as acme/docs#131 and acme/ops#128');

      // Escape closes the list and nothing else; `#` at the beginning of a line is a heading.
      await page.keyboard.type(' #1');
      await goTo(page, options.nth(1));
      await page.keyboard.press('Escape');
      await options.first().waitFor({ state: 'detached' });
      expect(await summary.evaluate((element) => element.contains(document.activeElement))).toBe(true);

      await page.keyboard.press('Control+a');
      await page.keyboard.type('see the runbook');
      await page.keyboard.press('Control+Shift+ArrowLeft');
      await summary.evaluate((element) => {
        const data = new DataTransfer();
        data.setData('text/plain', 'https://example.com/runbook');
        element.dispatchEvent(
          new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }),
        );
      });
      await expect.poll(() => summary.innerText()).toBe('see the [runbook](https://example.com/runbook)');
      await page.keyboard.press('Control+z');
      await expect.poll(() => summary.innerText()).toBe('see the runbook');
      expect(await summary.getAttribute('spellcheck')).toBe('true');
      expect(errors).toEqual([]);
    });
  });
});
