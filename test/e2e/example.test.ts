import { beforeAll, describe, expect, it } from 'vitest';

import { ensureBuilt } from '../../scripts/build.ts';
import { temporaryFolder } from '../support/core.ts';
import { debriefJson, environmentFor } from '../support/process.ts';
import { drivers } from './app-driver.ts';
import { axeFindings } from './axe.ts';
import { press } from './keyboard.ts';

beforeAll(async () => {
  await ensureBuilt();
});

describe.each(drivers)('$name', (driver) => {
  describe.skipIf(driver.missing !== null)('by keyboard alone', () => {
    it.each(['light', 'dark'] as const)(
      'the example is made when asked for, and thrown away with a way back (%s)',
      async (colorScheme) => {
        using folder = temporaryFolder();
        const environment = environmentFor(folder.path, {});
        await using app = await driver.open(environment, { colorScheme });
        const { page } = app;
        await page.getByText('Nothing here yet').waitFor();
        expect(await debriefJson(['list'], environment)).toEqual([]);
        expect(await axeFindings(page)).toEqual([]);

        await press(page, page.getByRole('button', { name: 'Try the example' }));
        const notice = page.getByRole('group', { name: 'Example' });
        await notice.getByText('Made up, and never filed.').waitFor();
        await page.getByRole('listitem').filter({ hasText: 'Servers no longer start' }).waitFor();
        expect(await page.getByRole('button', { name: 'Sync now' }).count()).toBe(0);
        expect(await axeFindings(page)).toEqual([]);

        await press(page, notice.getByRole('button', { name: 'Throw it away' }));
        await page.getByText('Nothing here yet').waitFor();
        await press(page, page.getByRole('button', { name: 'Undo' }));
        await notice.waitFor();
      },
    );
  });
});
