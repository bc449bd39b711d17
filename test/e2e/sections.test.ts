import type { Locator, Page } from 'playwright-core';
import { beforeAll, describe, expect, it } from 'vitest';

import { ensureBuilt } from '../../scripts/build.ts';
import { temporaryFolder } from '../support/core.ts';
import { debriefJson, environmentFor } from '../support/process.ts';
import { drivers } from './app-driver.ts';
import { axeFindings } from './axe.ts';
import { press, tabTo } from './keyboard.ts';

beforeAll(async () => {
  await ensureBuilt();
});

const editor = (page: Page, name: string): Locator => page.getByRole('textbox', { name, exact: true });
const headings = (page: Page): Promise<readonly string[]> =>
  page.locator('main [data-section] :is(h2, h3)').allTextContents();
const saved = (page: Page): Promise<void> =>
  page
    .getByText(/All saved|Saved \d\d:\d\d/)
    .first()
    .waitFor();

/** A new draft, with the caret in its summary. */
async function begin(page: Page): Promise<void> {
  await page.getByText('Nothing here yet').waitFor();
  await page.keyboard.press('n');
  await editor(page, 'Title').waitFor();
  await page.keyboard.type('Hub down');
  await tabTo(page, editor(page, 'Summary'));
}

describe.each(drivers)('$name', (driver) => {
  describe.skipIf(driver.missing !== null)('by keyboard alone', () => {
    it('sections are renamed, moved, folded, removed and brought back', async () => {
      using folder = temporaryFolder();
      const environment = environmentFor(folder.path, {});
      await using app = await driver.open(environment);
      const { page } = app;
      await begin(page);
      const before = (await headings(page)).map((name) => name.trim());
      await tabTo(page, editor(page, 'Where we got lucky'));
      await page.keyboard.type('It was a Sunday.');

      await page.keyboard.press('Alt+Shift+ArrowUp');
      const [summary = '', timeline = '', wrong = '', lucky = '', ...rest] = before;
      await expect
        .poll(async () => (await headings(page)).map((name) => name.trim()))
        .toEqual([summary, timeline, lucky, wrong, ...rest]);
      // The caret went along, and goes on where it was.
      await page.keyboard.type(' And quiet.');
      await saved(page);

      await page.keyboard.press('F2');
      await editor(page, 'New name of Where we got lucky').waitFor();
      await page.keyboard.type('What helped');
      await page.keyboard.press('Enter');
      await editor(page, 'What helped').waitFor();

      await press(page, page.getByRole('button', { name: 'Contents of What helped' }));
      await editor(page, 'What helped').waitFor({ state: 'hidden' });
      expect(await axeFindings(page)).toEqual([]);
      // It is as it was left.
      await page.reload();
      const helped = page.getByRole('button', { name: 'Contents of What helped' });
      await helped.waitFor();
      expect(await helped.getAttribute('aria-expanded')).toBe('false');
      await editor(page, 'What helped').waitFor({ state: 'hidden' });
      await tabTo(page, helped);
      await page.keyboard.press('Control+.');
      await editor(page, 'What helped').waitFor();

      await press(page, page.getByRole('button', { name: 'More about What helped' }));
      expect(await axeFindings(page)).toEqual([]);
      await page.keyboard.press('End');
      await page.keyboard.press('Enter');
      await editor(page, 'What helped').waitFor({ state: 'detached' });
      await page.getByText('Section “What helped” removed').waitFor();
      await page.keyboard.press('Control+z');
      await editor(page, 'What helped').getByText('It was a Sunday. And quiet.').waitFor();

      const [draft] = await debriefJson<readonly { id: string }[]>(['list'], environment);
      const { sections } = await debriefJson<{ sections: readonly { name: string }[] }>(
        ['show', draft?.id ?? ''],
        environment,
      );
      expect(sections.slice(0, 4).map(({ name }) => name)).toEqual([summary, timeline, 'What helped', wrong]);
    });

    it('a section is added from the palette, and a name that a timeline can’t have is refused and kept', async () => {
      using folder = temporaryFolder();
      await using app = await driver.open(environmentFor(folder.path, {}));
      const { page } = app;
      await begin(page);
      await page.keyboard.press('Control+k');
      await page.keyboard.type('add a section');
      await page.keyboard.press('Enter');
      await editor(page, 'New name of New section').waitFor();
      await page.keyboard.type('Thanks');
      await page.keyboard.press('Enter');
      await editor(page, 'Thanks').waitFor();
      expect((await headings(page))[1]?.trim()).toBe('Thanks');

      await press(page, page.getByRole('button', { name: 'More about Timeline' }));
      await page.keyboard.press('F2');
      await page.keyboard.press('Escape');
      await page.keyboard.press('F2');
      await page.keyboard.type('Chronology');
      await page.keyboard.press('Enter');
      await page.getByText('can\'t be called "Chronology"').first().waitFor();
      expect(await editor(page, 'New name of Timeline').inputValue()).toBe('Chronology');
      await page.keyboard.press('Escape');
      expect(await headings(page)).toContain('Timeline');
    });
  });
});
