import type { Locator, Page } from 'playwright-core';
import { beforeAll, describe, expect, it } from 'vitest';

import { ensureBuilt } from '../../scripts/build.ts';
import { furnish, openTestCore, REPO, temporaryFolder, TOKEN } from '../support/core.ts';
import type { StandIn } from '../support/github/stand-in.ts';
import { startGithub } from '../support/github/stand-in.ts';
import { environmentFor } from '../support/process.ts';
import type { OpenApp } from './app-driver.ts';
import { drivers } from './app-driver.ts';
import { axeFindings } from './axe.ts';

beforeAll(async () => {
  await ensureBuilt();
});

const SECTIONS = {
  Summary: [
    'It was down for ten minutes.',
    'It was down for thirty minutes.',
    'It was down for twenty minutes.',
  ],
  'What went wrong': ['Nobody was on call.', 'Kim was on call.', 'Robin was on call.'],
  'Where we got lucky': ['It was a Sunday.', 'It was a weekend.', 'It was a holiday.'],
} as const;

/** A filed draft that is in conflict in three places and by its title; a line of GitHub's beside them is merged. */
async function conflictOn(folder: string, github: StandIn): Promise<string> {
  const core = openTestCore(folder, github.url);
  const { client } = core;
  const { id } = await client.drafts.create({ title: 'Hub down', repo: REPO });
  const write = async (version: 0 | 1): Promise<void> => {
    for (const [name, texts] of Object.entries(SECTIONS)) {
      const { sections } = await client.drafts.get({ id });
      const section = sections.find((each) => each.name === name)?.id ?? '';
      await client.drafts.saveSection({ id, section, text: texts[version] });
    }
  };
  await write(0);
  await client.sync.run({ waitMs: 5_000 });
  const body = Object.values(SECTIONS).reduce(
    (text, [before, , theirs]) => text.replace(before, theirs),
    github.issue(REPO, 1).body ?? '',
  );
  github.editIssue(REPO, 1, {
    title: 'Debrief - Hub gone',
    body: body.replace('### Process improvements', 'Owner: Robin\n\n### Process improvements'),
  });
  await write(1);
  await client.drafts.update({ id, title: 'Debrief - Hub slow' });
  await client.sync.run({ waitMs: 5_000 });
  await client.settings.set({ 'sync.automatic': false });
  await core.close();
  return id;
}

interface Scene extends AsyncDisposable {
  readonly github: StandIn;
  readonly app: OpenApp;
  readonly page: Page;
  readonly id: string;
}

async function scene(
  open: (environment: Readonly<Record<string, string>>) => Promise<OpenApp>,
): Promise<Scene> {
  const folder = temporaryFolder();
  const github = furnish(await startGithub());
  const id = await conflictOn(folder.path, github);
  const app = await open(environmentFor(folder.path, { GH_TOKEN: TOKEN, DEBRIEF_API_URL: github.url }));
  return {
    github,
    app,
    page: app.page,
    id,
    [Symbol.asyncDispose]: async () => {
      await app[Symbol.asyncDispose]();
      await github.close();
      folder[Symbol.dispose]();
      expect(github.violations).toEqual([]);
    },
  };
}

const choices = (page: Page, place: RegExp): Locator => page.getByRole('radiogroup', { name: place });
const radio = (page: Page, place: RegExp, name: string): Locator =>
  choices(page, place).getByRole('radio', { name, exact: true });
const focused = (page: Page): Promise<string> =>
  page.evaluate(
    () =>
      `${document.activeElement?.closest('section')?.querySelector('h2')?.innerText.split(/\s\d/)[0]?.trim() ?? ''}: ${document.activeElement?.getAttribute('aria-label') ?? document.activeElement?.textContent.trim() ?? ''}`,
  );

/** From the list to the places by the keyboard. */
async function enter(page: Page): Promise<void> {
  const row = page.getByRole('navigation', { name: 'Drafts' }).getByRole('link', { name: /Hub slow/ });
  await row.focus();
  await page.keyboard.press('Enter');
  await expect.poll(() => focused(page)).toBe('Title: Mine');
}

describe.each(drivers)('$name', (driver) => {
  describe.skipIf(driver.missing !== null)('a conflict by keyboard alone', () => {
    it('is entered from the list, chosen place by place, applied, and is on GitHub after a sync', async () => {
      await using all = await scene((environment) => driver.open(environment));
      const { page } = all;
      await enter(page);
      await page.keyboard.press('t');
      await page.keyboard.press('j');
      expect(await focused(page)).toBe('Summary: Mine');
      await page.keyboard.press('m');
      await page.keyboard.press('ArrowDown');
      await page.keyboard.press('b');
      expect(await focused(page)).toBe('What went wrong: Both');
      await page.getByText('3 of 4 chosen').waitFor();
      // One is left: it is gone to rather than guessed.
      await page.keyboard.press('Control+Enter');
      await page.getByText('1 place is still to be chosen.').waitFor();
      expect(await focused(page)).toBe('Where we got lucky: Mine');
      await page.keyboard.press('e');
      await expect.poll(() => focused(page)).toBe('Where we got lucky: Own words for Where we got lucky');
      await page.keyboard.press('Control+a');
      await page.keyboard.type('It was quiet.');
      await page.keyboard.press('Control+Enter');
      await page.getByText('Both versions are one again').waitFor();
      await expect.poll(() => page.evaluate(() => document.activeElement?.id)).toBe('draft');
      await page.getByRole('button', { name: /^Sync/ }).first().focus();
      await page.keyboard.press('Enter');
      await page.getByRole('complementary', { name: 'Facts' }).getByText('In step').waitFor();
      const issue = all.github.issue(REPO, 1);
      expect(issue.title).toBe('Debrief - Hub gone');
      for (const words of ['thirty', 'Kim was', 'Robin was', 'It was quiet.', 'Owner: Robin'])
        expect(issue.body).toContain(words);
      for (const words of ['twenty', 'holiday', 'weekend']) expect(issue.body).not.toContain(words);
    });

    it('loses no choice when it is left, and takes the last one back', async () => {
      await using all = await scene((environment) => driver.open(environment));
      const { page } = all;
      await enter(page);
      await page.keyboard.press('t');
      await page.keyboard.press('j');
      await page.keyboard.press('e');
      await page.keyboard.type(' So they say.');
      await page.keyboard.press('Escape');
      await expect.poll(() => focused(page)).toBe('Summary: Own words');
      await page.keyboard.press('Escape');
      await expect
        .poll(() => page.evaluate(() => document.activeElement?.textContent.trim()))
        .toBe('Compare and choose');
      // The draft can be written in as before.
      await page.getByRole('textbox', { name: 'Where we got lucky', exact: true }).focus();
      await page.keyboard.press('Control+End');
      await page.keyboard.type(' Or so.');
      await page.getByRole('button', { name: 'Compare and choose' }).first().focus();
      await page.keyboard.press('Enter');
      await page.getByText('It was a weekend. Or so.').first().waitFor();
      await page.getByText('2 of 4 chosen').waitFor();
      expect(await radio(page, /Title/, 'GitHub’s').isChecked()).toBe(true);
      expect(await page.getByRole('textbox', { name: 'Own words for Summary' }).inputValue()).toContain(
        'So they say.',
      );
      await expect.poll(() => focused(page)).toBe('What went wrong: Mine');
      await page.keyboard.press('b');
      await page.keyboard.press('Control+z');
      await page.getByText('2 of 4 chosen').waitFor();
      expect(await focused(page)).toBe('What went wrong: Mine');
    });

    it('comes back by Undo after it was applied, with the choices that were made', async () => {
      await using all = await scene((environment) => driver.open(environment));
      const { page } = all;
      await enter(page);
      for (const key of ['t', 'j', 't', 'j', 't', 'j', 't', 'Control+Enter']) await page.keyboard.press(key);
      await page.getByText('Both versions are one again').waitFor();
      await expect
        .poll(() => page.getByRole('textbox', { name: 'Summary', exact: true }).innerText())
        .toContain('twenty');
      await page.keyboard.press('Control+z');
      await page.getByText('4 of 4 chosen').waitFor();
      await expect.poll(() => focused(page)).toBe('Title: GitHub’s');
      await page.getByText('It was down for thirty minutes.').first().waitFor();
    });

    it('shows the report as it would be', async () => {
      await using all = await scene((environment) => driver.open(environment));
      const { page } = all;
      await enter(page);
      await page.keyboard.press('j');
      await page.keyboard.press('t');
      await page.keyboard.press('Alt+3');
      const report = page.getByRole('article', { name: 'The report as it would be' });
      await report.getByText('It was down for twenty minutes.').waitFor();
      await report.getByText('Kim was on call.').waitFor();
      await page.keyboard.press('Alt+1');
      await choices(page, /Summary/).waitFor();
    });
  });

  describe.skipIf(driver.missing !== null)('the view of a conflict', () => {
    it.each([
      ['light', 1280],
      ['dark', 1280],
      ['light', 360],
    ] as const)('has nothing that axe finds wrong: %s, %i px', async (colorScheme, width) => {
      await using all = await scene((environment) => driver.open(environment, { colorScheme, width }));
      const { page } = all;
      await page.evaluate((id) => (location.hash = `#/drafts/${id}/conflict`), all.id);
      await page.reload();
      await choices(page, /Title/).waitFor();
      expect(await axeFindings(page)).toEqual([]);
      for (const key of ['m', 'j', 'b', 'j', 'e']) await page.keyboard.press(key);
      await page.getByRole('textbox', { name: /Own words for/ }).waitFor();
      expect(await axeFindings(page)).toEqual([]);
      const tooWide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
      expect(tooWide).toBeLessThanOrEqual(0);
    });
  });
});
