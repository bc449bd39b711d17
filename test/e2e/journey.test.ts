import type { Locator, Page } from 'playwright-core';
import { beforeAll, describe, expect, it } from 'vitest';

import { ensureBuilt } from '../../scripts/build.ts';
import { furnish, REPO, temporaryFolder, TOKEN } from '../support/core.ts';
import { startGithub } from '../support/github/stand-in.ts';
import { debriefJson, environmentFor } from '../support/process.ts';
import { drivers } from './app-driver.ts';
import { tabTo } from './keyboard.ts';
import { picture } from './pictures.ts';

beforeAll(async () => {
  await ensureBuilt();
});

const field = (page: Page, name: string): Locator => page.getByRole('textbox', { name, exact: true });

async function log(page: Page, text: string): Promise<void> {
  await page.keyboard.type(text);
  await page.keyboard.press('Enter');
  await page
    .getByRole('list', { name: 'Timeline' })
    .getByText(text.replace(/^!\w+ /, ''))
    .waitFor();
}

describe.each(drivers)('$name', (driver) => {
  describe.skipIf(driver.missing !== null)('by keyboard alone', () => {
    it('a debrief is written offline, is there after a restart, and is filed when GitHub is back', async () => {
      using folder = temporaryFolder();
      const closed = await startGithub();
      const port = Number(new URL(closed.url).port);
      await closed.close();
      const environment = environmentFor(folder.path, {
        GH_TOKEN: TOKEN,
        DEBRIEF_API_URL: `http://127.0.0.1:${port}`,
      });

      {
        await using app = await driver.open(environment);
        const { page } = app;
        await page.getByText('Nothing here yet').waitFor();
        await picture(page, 'first-run');
        await page.keyboard.press('n');
        await field(page, 'Title').waitFor();
        await page.keyboard.type('Hub down');
        await tabTo(page, field(page, 'Summary'));
        await page.keyboard.type('Students could not start servers.');
        await tabTo(page, field(page, 'What happened'));
        await log(page, '!started Spawner errors at 40 %');
        await log(page, '!detected Alert fires');
        await log(page, 'Rolled back to 1.4.2');
        await tabTo(page, field(page, 'What went wrong'));
        await page.keyboard.type('We do not record spawn errors.');
        await tabTo(page, field(page, 'Repository'));
        await page.keyboard.type(REPO);
        await page.keyboard.press('Enter');
        await page.keyboard.press('Alt+3');
        await page.getByRole('heading', { name: 'What went wrong' }).last().waitFor();
        await page.getByText('We do not record spawn errors.').last().waitFor();
        await picture(page, 'preview');
        await page.keyboard.press('Alt+1');
        await page
          .getByText(/All saved|Saved \d\d:\d\d/)
          .first()
          .waitFor();
      }

      await using github = furnish(await startGithub({ port }));
      await using app = await driver.open(environment);
      const { page } = app;
      await page.getByRole('navigation', { name: 'Drafts' }).getByText('Debrief - Hub down').waitFor();
      await tabTo(page, page.getByRole('navigation', { name: 'Drafts' }).getByRole('list'));
      await page.keyboard.press('Enter');
      await expect
        .poll(() => field(page, 'Summary').innerText())
        .toContain('Students could not start servers.');
      await picture(page, 'draft');
      await tabTo(page, page.getByRole('button', { name: 'Sync now' }));
      await page.keyboard.press('Enter');
      await page.getByRole('complementary', { name: 'Facts' }).getByText('In step').waitFor();
      await picture(page, 'filed');

      const issues = github.issues(REPO);
      expect(issues).toHaveLength(1);
      expect(issues[0]).toMatchObject({ title: 'Debrief - Hub down', labels: ['post-mortem'] });
      expect(issues[0]?.body).toMatch(/# Summary\n\nStudents could not start servers\.\n\n## Timeline/);
      expect(issues[0]?.body).toMatch(
        /\*\*Started:\*\* Spawner errors at 40 %[^]*\*\*Detected:\*\* Alert fires[^]*Rolled back to 1\.4\.2/,
      );
      expect(issues[0]?.body).toContain('We do not record spawn errors.');

      github.editIssue(REPO, 1, { state: 'closed' });
      await tabTo(page, page.getByRole('button', { name: 'Sync now' }));
      await page.keyboard.press('Enter');
      await page.getByRole('main').getByText(`${REPO}#1`).filter({ hasText: 'Closed' }).waitFor();
      github.deleteIssue(REPO, 1);
      await tabTo(page, page.getByRole('button', { name: 'Sync now' }));
      await page.keyboard.press('Enter');
      await page.getByText(`The issue ${REPO}#1 was deleted on GitHub.`).waitFor();
      await picture(page, 'issue-deleted');
      await tabTo(page, page.getByRole('button', { name: 'File it again' }));
      await page.keyboard.press('Enter');
      await page.getByRole('complementary', { name: 'Facts' }).getByText('In step').waitFor();
      expect(github.issues(REPO).map((each) => each.number)).toEqual([2]);
    });
  });

  describe.skipIf(driver.missing !== null)('the window', () => {
    it('shows a check mark only for what is on disk: it is there after a crash of the host', async () => {
      using folder = temporaryFolder();
      const environment = environmentFor(folder.path);
      const { id } = await debriefJson<{ id: string }>(['new', '--title', 'Crash'], environment);
      const app = await driver.open(environment);
      await app.page.getByText('Debrief - Crash').first().click();
      await field(app.page, 'What happened').click();
      await app.page.keyboard.type('Pulled the plug');
      await app.page.keyboard.press('Enter');
      const row = app.page
        .getByRole('list', { name: 'Timeline' })
        .getByRole('listitem')
        .filter({ hasText: 'Pulled the plug' });
      await row
        .getByText('on disk')
        .or(row.getByRole('img', { name: 'on disk' }))
        .or(row.getByLabel('on disk'))
        .first()
        .waitFor();
      await app.crash();
      const shown = await debriefJson<{ entries: { text: string }[] }>(['show', id], environment);
      expect(shown.entries.map((each) => each.text)).toEqual(['Pulled the plug']);
    });

    it('shows what is logged in a terminal, and keeps no token in the page', async () => {
      using folder = temporaryFolder();
      const environment = environmentFor(folder.path, { GH_TOKEN: TOKEN });
      const { id } = await debriefJson<{ id: string }>(['new', '--title', 'Two hands'], environment);
      await using app = await driver.open(environment);
      const messages: string[] = [];
      app.page.on('websocket', (socket) => {
        socket.on('framereceived', ({ payload }) => messages.push(payload.toString()));
      });
      await app.page.reload();
      await app.page.getByText('Debrief - Two hands').first().click();
      await field(app.page, 'What happened').waitFor();
      await debriefJson(['log', '--draft', id, 'From the terminal'], environment);
      await app.page.getByText('From the terminal').first().waitFor();
      const kept = await app.page.evaluate(() =>
        JSON.stringify([
          Object.entries(localStorage),
          Object.entries(sessionStorage),
          document.cookie,
          document.documentElement.outerHTML,
        ]),
      );
      expect(kept).not.toContain(TOKEN);
      expect(messages.join('\n')).not.toContain(TOKEN);
    });
  });
});
