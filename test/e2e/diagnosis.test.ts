import { beforeAll, describe, expect, it } from 'vitest';

import { ensureBuilt } from '../../scripts/build.ts';
import { temporaryFolder } from '../support/core.ts';
import { environmentFor } from '../support/process.ts';
import { drivers } from './app-driver.ts';
import { axeFindings } from './axe.ts';
import { press } from './keyboard.ts';
import { picture } from './pictures.ts';

beforeAll(async () => {
  await ensureBuilt();
});

describe.each(drivers)('$name', (driver) => {
  describe.skipIf(driver.missing !== null)('a diagnosis, by keyboard alone', () => {
    it.each([
      ['light', 1280],
      ['dark', 420],
    ] as const)('says what is so and what to do, %s and %d wide', async (colorScheme, width) => {
      using folder = temporaryFolder();
      await using app = await driver.open(environmentFor(folder.path), { colorScheme, width });
      const { page } = app;
      await page.evaluate(() => (location.hash = '/settings'));
      const section = page.getByRole('region', { name: 'If something is wrong' });
      await press(page, section.getByRole('button', { name: 'Look now' }));
      await section.getByText(/things? to look at\.$/).waitFor();
      const found = await section.getByRole('listitem').allInnerTexts();
      expect(found).toHaveLength(8);
      expect(found.find((each) => each.includes('Network'))).toMatch(/can't be reached.*\n.*meanwhile\.$/s);
      expect(await axeFindings(page)).toEqual([]);
      await section.scrollIntoViewIfNeeded();
      await picture(page, `diagnosis-${colorScheme}-${width}`);
    });

    it('is copied from the palette', async () => {
      using folder = temporaryFolder();
      await using app = await driver.open(environmentFor(folder.path));
      const { page } = app;
      await page.keyboard.press('Control+k');
      await page.keyboard.type('diagnosis');
      await page.getByRole('option', { name: 'Copy a diagnosis' }).waitFor();
      await page.keyboard.press('Enter');
      await page.getByText('The diagnosis is copied').waitFor();
    });
  });
});
