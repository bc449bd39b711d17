import { beforeAll, describe, expect, it } from 'vitest';

import { ensureBuilt } from '../../scripts/build.ts';
import { furnish, REPO, temporaryFolder, TOKEN } from '../support/core.ts';
import { startGithub } from '../support/github/stand-in.ts';
import { debriefJson, environmentFor } from '../support/process.ts';
import { drivers } from './app-driver.ts';
import { picture } from './pictures.ts';

beforeAll(async () => {
  await ensureBuilt();
});

describe.each(drivers)('$name', (driver) => {
  describe.skipIf(driver.missing !== null)('the comments under an issue', () => {
    it('are taken into the timeline by keyboard, each once', async () => {
      using folder = temporaryFolder();
      await using github = furnish(await startGithub());
      const environment = environmentFor(folder.path, { GH_TOKEN: TOKEN, DEBRIEF_API_URL: github.url });
      const { id } = await debriefJson<{ id: string }>(
        ['new', '--title', 'Hub down', '--repo', REPO],
        environment,
      );
      await debriefJson(['sync', id], environment);
      github.addComment(REPO, 1, 'Rolled back to 1.4.2; the error rate is falling.');
      github.addComment(REPO, 1, '- [x] drain the node\n- [ ] tell the schools');
      github.addComment(REPO, 1, 'Unrelated.');

      await using app = await driver.open(environment);
      const { page } = app;
      await page.getByText('Debrief - Hub down').first().click();
      const button = page.getByRole('button', { name: 'Comments', exact: true });
      await button.focus();
      await page.keyboard.press('Enter');
      const sheet = page.getByRole('dialog', { name: `Comments on ${REPO}#1` });
      await sheet.getByText('Unrelated.').waitFor();
      await picture(page, 'comments');
      await sheet
        .getByRole('button', { name: /Leave out what octocat wrote/ })
        .last()
        .focus();
      await page.keyboard.press('Enter');
      await sheet.getByText('Left out').waitFor();
      await sheet.getByRole('button', { name: 'Take in all 2 new ones' }).focus();
      await page.keyboard.press('Enter');
      await expect.poll(() => sheet.getByText('In the timeline', { exact: true }).count()).toBe(2);
      await picture(page, 'comments-taken');
      await page.keyboard.press('Escape');
      const timeline = page.getByRole('list', { name: 'Timeline' });
      await timeline.getByText('the error rate is falling').waitFor();
      expect(await timeline.getByText('the error rate is falling').count()).toBe(1);
      expect(await timeline.getByText('Unrelated.').count()).toBe(0);
      await picture(page, 'comments-in-timeline');
    });
  });
});
