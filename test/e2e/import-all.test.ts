import type { Page } from 'playwright-core';
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

/** The form for all issues with a label, in its sheet. */
async function openForm(page: Page) {
  await page.getByRole('button', { name: 'More ways to begin' }).click();
  await page.getByRole('menuitem', { name: 'Import…' }).click();
  const form = page.getByRole('form', { name: 'All issues with a label' });
  await form.waitFor();
  return form;
}

describe.each(drivers)('$name', (driver) => {
  describe.skipIf(driver.missing !== null)('the import of every issue with a label', () => {
    it('counts what it imports, passes over what is here, and says what is not readable', async () => {
      using folder = temporaryFolder();
      await using github = furnish(await startGithub());
      for (let made = 1; made <= 12; made += 1)
        github.addIssue(REPO, {
          title: `Outage ${made}`,
          body: '# Summary\n\nIt broke.',
          labels: ['post-mortem'],
        });
      github.addIssue(REPO, { title: 'Odd', labels: ['post-mortem', 'one, two'] });
      const environment = environmentFor(folder.path, { GH_TOKEN: TOKEN, DEBRIEF_API_URL: github.url });
      await debriefJson(['import', `${REPO}#3`], environment);
      await using app = await driver.open(environment);
      const { page } = app;
      const form = await openForm(page);
      await picture(page, 'import-all');
      await form.getByRole('textbox', { name: 'Repository' }).fill(REPO);
      await form.getByRole('button', { name: 'Import all' }).click();
      await form.getByText('11 imported, 1 already here, 1 not readable.').waitFor();
      await form.getByRole('list', { name: 'Not readable' }).getByText('one, two').waitFor();
      await picture(page, 'import-all-done');
      await page.keyboard.press('Escape');
      const drafts = page.getByRole('navigation', { name: 'Drafts' });
      await drafts.getByText('Outage 12').waitFor();
      await expect.poll(() => drafts.getByText(/^Outage \d+$/).count()).toBe(12);
    });

    it('stops when it is told to, also while it waits out a pause, and says why it broke off', async () => {
      using folder = temporaryFolder();
      await using github = furnish(await startGithub());
      github.addIssue(REPO, { title: 'Outage', labels: ['post-mortem'] });
      github.fail(
        { kind: 'secondary-limit', retryAfterS: 600 },
        { template: '/repos/{owner}/{repo}/issues' },
      );
      const environment = environmentFor(folder.path, { GH_TOKEN: TOKEN, DEBRIEF_API_URL: github.url });
      await using app = await driver.open(environment);
      const { page } = app;
      const form = await openForm(page);
      await form.getByRole('textbox', { name: 'Repository' }).fill(REPO);
      await form.getByRole('button', { name: 'Import all' }).click();
      await form.getByText(/GitHub asks for a pause until \d\d:\d\d/).waitFor();
      await picture(page, 'import-all-paused');
      await form.getByRole('button', { name: 'Stop' }).click();
      await form.getByText('Stopped: 0 imported, 0 already here.').waitFor();
      await form.getByRole('textbox', { name: 'Repository' }).fill('acme');
      await form.getByRole('button', { name: 'Import all' }).click();
      await form.getByText('"acme" is not a repository.').waitFor();
      await picture(page, 'import-all-failed');
    });
  });
});
