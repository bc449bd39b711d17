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

const MINUTE = 60_000;
const DAY = 86_400_000;

/** Two incidents of these weeks, one with an open action item, and one of this day last year. */
async function fill(folder: string): Promise<void> {
  const core = openTestCore(folder, 'http://127.0.0.1:1');
  const { drafts, timeline, actions } = core.client;
  const nowMs = Date.now();
  for (const [title, daysAgo, minutes] of [
    ['Hub down', 1, 4],
    ['Registry full', 9, 10],
    ['Last winter', 365, 6],
  ] as const) {
    const draft = await drafts.create({ title, labels: ['storage'], repo: 'acme/ops' });
    const atMs = nowMs - daysAgo * DAY;
    const log = (text: string, phase: 'started' | 'detected' | 'mitigated', atMinute: number) =>
      timeline.log({ draft: draft.id, text, phase, atMs: atMs + atMinute * MINUTE });
    await log('Errors', 'started', 0);
    await log('Alert', 'detected', minutes);
    await log('Rolled back', 'mitigated', 3 * minutes);
    if (daysAgo === 9) await actions.add({ draft: draft.id, text: 'More alerts', kind: 'technical' });
  }
  await core.close();
}

describe.each(drivers)('$name', (driver) => {
  describe.skipIf(driver.missing !== null)('the insights, by keyboard alone', () => {
    it('answer each question with figures that a screen reader can read', async () => {
      using folder = temporaryFolder();
      await fill(folder.path);
      await using app = await driver.open(environmentFor(folder.path), { colorScheme: 'dark' });
      const { page } = app;
      await page.getByRole('textbox', { name: 'Summary' }).waitFor();
      await page.keyboard.press('i');
      const figures = (question: string) =>
        page.getByRole('region', { name: `Figures: ${question}` }).getByRole('row');
      const times = figures('How soon do we notice, and how soon is it over for people?');
      await times.last().waitFor();
      await expect
        .poll(() => times.last().allInnerTexts())
        .toEqual([expect.stringMatching(/^All\s+2\s+7 min/)]);
      const labels = figures('Which kinds of incident are most common?');
      expect(await labels.last().innerText()).toMatch(/^storage\s+2\s+7 min\s+21 min\s+0 of 1$/);
      expect(await axeFindings(page)).toEqual([]);

      await tabTo(page, page.getByRole('radiogroup', { name: 'Period' }).locator('input:checked'));
      await page.keyboard.press('ArrowRight');
      await expect.poll(() => labels.last().innerText()).toMatch(/^storage\s+3/);
      const before = page.getByRole('region', { name: 'What happened around this day in earlier years?' });
      await press(page, before.getByRole('link', { name: 'Last winter' }));
      await expect
        .poll(() => page.getByRole('textbox', { name: 'Title' }).inputValue())
        .toContain('Last winter');
    });

    it('say so where there is nothing to compare', async () => {
      using folder = temporaryFolder();
      await using app = await driver.open(environmentFor(folder.path));
      const { page } = app;
      await page.getByText('Nothing here yet').waitFor();
      await page.keyboard.press('i');
      await page.getByRole('heading', { name: 'Nothing to compare yet' }).waitFor();
      expect(await axeFindings(page)).toEqual([]);
      await page.keyboard.press('Escape');
      await page.getByText('Nothing here yet').waitFor();
    });
  });
});
