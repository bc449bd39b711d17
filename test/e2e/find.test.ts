import { beforeAll, describe, expect, it } from 'vitest';

import { ensureBuilt } from '../../scripts/build.ts';
import { openTestCore, temporaryFolder } from '../support/core.ts';
import { environmentFor } from '../support/process.ts';
import { drivers } from './app-driver.ts';

declare global {
  interface Window {
    /** Finds words as the browser's own search does: https://developer.mozilla.org/docs/Web/API/Window/find */
    find(words: string): boolean;
  }
}

beforeAll(async () => {
  await ensureBuilt();
});

describe.each(drivers)('$name', (driver) => {
  describe.skipIf(driver.missing !== null)('the search of the browser', () => {
    it('finds an entry that is far from sight, and its row is drawn then', async () => {
      using folder = temporaryFolder();
      const core = openTestCore(folder.path, 'http://127.0.0.1:9');
      const { id } = await core.client.drafts.create({ title: 'Hub down' });
      for (let minute = 0; minute < 200; minute += 1)
        await core.client.timeline.log({ draft: id, text: `moment-${minute}-`, atMs: minute * 60_000 });
      await core.close();
      await using app = await driver.open(environmentFor(folder.path, { TZ: 'UTC' }));
      const { page } = app;
      const list = page.getByRole('list', { name: 'Timeline' });
      await list.getByText('moment-0-').waitFor();
      const row = list.locator('.entry').filter({ hasText: 'moment-110-' });
      expect(await row.count()).toBe(0);
      expect(await page.evaluate(() => window.find('moment-110-'))).toBe(true);
      await row.getByText('On disk').waitFor({ state: 'attached' });
    });
  });
});
