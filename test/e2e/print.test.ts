import type { Page } from 'playwright-core';
import { beforeAll, describe, expect, it } from 'vitest';

import { ensureBuilt } from '../../scripts/build.ts';
import { openTestCore, REPO, temporaryFolder } from '../support/core.ts';
import { debrief, environmentFor } from '../support/process.ts';
import type { OpenApp } from './app-driver.ts';
import { drivers } from './app-driver.ts';
import { picture } from './pictures.ts';

beforeAll(async () => {
  await ensureBuilt();
});

const WIDE = Array.from({ length: 12 }, (_, column) => `a_rather_long_name_of_column_${column}`);
const TABLE = [
  `| ${WIDE.join(' | ')} |`,
  `| ${WIDE.map(() => '---').join(' | ')} |`,
  ...Array.from(
    { length: 60 },
    (_, row) => `| ${WIDE.map((_name, column) => `${row}.${column}`).join(' | ')} |`,
  ),
].join('\n');
const LOG = `\`\`\`sh\n${Array.from({ length: 90 }, (_, line) => `kubectl logs hub-${line} ${'-'.repeat(120)}`).join('\n')}\n\`\`\``;

/** A draft with something in each section, and more in some than a page takes. Gives its id. */
async function furnishFolder(folder: string): Promise<string> {
  const core = openTestCore(folder, 'http://127.0.0.1:9');
  const { client } = core;
  const { id, sections } = await client.drafts.create({ title: 'Hub down', repo: REPO });
  for (const { id: section, kind, name, level } of sections)
    if (kind === 'prose' && level > 0)
      await client.drafts.saveSection({ id, section, text: `Words of ${name}.\n\n${TABLE}\n\n${LOG}` });
  for (let minute = 0; minute < 60; minute += 1)
    await client.timeline.log({ draft: id, text: `Moment ${minute} with \`code\``, atMs: minute * 60_000 });
  await client.actions.add({ draft: id, text: 'Alert on errors', kind: 'technical' });
  await core.close();
  return id;
}

/** Asks for it by the keyboard, and waits until the browser would print. */
async function print({ page }: OpenApp): Promise<void> {
  await page.evaluate(() => {
    window.print = () => document.documentElement.setAttribute('data-printed', '');
  });
  await page.keyboard.press('Control+p');
  await page.locator('html[data-printed]').waitFor();
  // As wide as the text of an A4 page with our margins, at 96 px an inch.
  await page.setViewportSize({ width: 657, height: 986 });
  await page.emulateMedia({ media: 'print' });
}

/** What shows of the page's own parts, of which nothing is to be printed. */
const chrome = (page: Page): Promise<readonly string[]> =>
  page
    .locator('body :is(button, input, textarea, nav, aside, footer, [role=status], dialog)')
    .filter({ visible: true })
    .evaluateAll((all) => all.map((each) => each.outerHTML.slice(0, 80)));

const scheme = (page: Page): Promise<string> =>
  page.evaluate(() => getComputedStyle(document.documentElement).colorScheme);

describe.each(drivers)('$name', (driver) => {
  describe.skipIf(driver.missing !== null)('on paper', () => {
    it('there is every section, as wide as the paper, and nothing of the app', async () => {
      using folder = temporaryFolder();
      await furnishFolder(folder.path);
      const environment = environmentFor(folder.path, { TZ: 'UTC' });
      await debrief(['config', 'theme', 'dark'], environment);
      await using app = await driver.open(environment);
      const { page } = app;
      await page.getByText('Words of Summary.').first().waitFor();
      const headings = await page.locator('main [data-section] :is(h2, h3)').allTextContents();
      expect(headings.length).toBeGreaterThan(5);
      await print(app);
      await picture(page, 'printed-full');

      const printed = page.locator('.printed');
      const text = await printed.innerText();
      for (const heading of headings)
        expect(await printed.getByRole('heading', { name: heading.trim(), exact: true }).count()).toBe(1);
      for (const words of [
        'Words of Summary.',
        'Moment 0 with code',
        'Moment 59 with code',
        'Alert on errors',
      ])
        expect(text).toContain(words);
      expect(await chrome(page)).toEqual([]);
      expect(await scheme(page)).toBe('light');
      const beyond = await printed.evaluate((report) =>
        [...report.querySelectorAll('*')]
          .filter(
            (each) =>
              each.getBoundingClientRect().right > innerWidth || each.scrollWidth > each.clientWidth + 1,
          )
          .map((each) => each.outerHTML.slice(0, 80)),
      );
      expect(beyond).toEqual([]);
      // All of it is in the flow of the page: what scrolls in a box of its own is cut on paper.
      expect(await page.evaluate(() => document.documentElement.scrollHeight)).toBeGreaterThan(5000);

      await page.evaluate(() => dispatchEvent(new Event('afterprint')));
      await page.emulateMedia({ media: 'screen' });
      await page.setViewportSize({ width: 1280, height: 800 });
      await page.getByRole('navigation', { name: 'Drafts' }).waitFor();
      expect(await scheme(page)).toBe('dark');
    });

    it('it is light during an incident too', async () => {
      using folder = temporaryFolder();
      const environment = environmentFor(folder.path, { TZ: 'UTC' });
      await debrief(['start', '--title', 'Hub down'], environment);
      await debrief(['log', 'Alert fires'], environment);
      await using app = await driver.open(environment);
      await app.page.getByText('Alert fires').waitFor();
      expect(await scheme(app.page)).toBe('dark');
      await print(app);
      expect(await app.page.locator('.printed').getByText('Alert fires').isVisible()).toBe(true);
      expect(await scheme(app.page)).toBe('light');
      expect(await chrome(app.page)).toEqual([]);
    });
  });
});
