import type { Locator, Page } from 'playwright-core';
import { beforeAll, describe, expect, it } from 'vitest';

import { ensureBuilt } from '../../scripts/build.ts';
import { temporaryFolder } from '../support/core.ts';
import { debrief, debriefJson, environmentFor } from '../support/process.ts';
import { drivers } from './app-driver.ts';
import { axeFindings } from './axe.ts';
import { press, tabTo } from './keyboard.ts';
import { picture } from './pictures.ts';

beforeAll(async () => {
  await ensureBuilt();
});

const NIGHT = `Export of #incident
[23:50] alice: latency is up
[23:58] bob: not our deploy
[00:07] alice: rolled back
`;
const SUMMARY =
  'The hub was down.\n\n- 2026-03-05 09:14 UTC alert fires\n- 2026-03-05 09:20 UTC rolled back\n';

/** As the clipboard of the person has it. */
async function pasteText(page: Page, text: string): Promise<void> {
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
  await page.evaluate((copied) => navigator.clipboard.writeText(copied), text);
  await page.keyboard.press('ControlOrMeta+v');
}

const timelineOf = (page: Page): Locator => page.getByRole('list', { name: 'Timeline' });

describe.each(drivers)('$name', (driver) => {
  describe.skipIf(driver.missing !== null)('pasted lines, by keyboard alone', () => {
    it('become entries once every question is answered, and can be taken back', async () => {
      using folder = temporaryFolder();
      const environment = environmentFor(folder.path, {});
      const { id } = await debriefJson<{ id: string }>(
        ['new', '--title', 'Hub down', '--tz', 'Europe/London'],
        environment,
      );
      await using app = await driver.open(environment);
      const { page } = app;
      const field = page.getByRole('textbox', { name: 'What happened', exact: true });
      await tabTo(page, field);
      await pasteText(page, NIGHT);
      await press(page, page.getByRole('button', { name: 'Make entries of them…' }));

      const sheet = page.getByRole('dialog', { name: 'Paste a timeline' });
      const rows = sheet.getByRole('list', { name: 'Understood' });
      await expect.poll(() => rows.getByRole('listitem').count()).toBe(3);
      await sheet.getByText('3 questions are open').waitFor();
      await picture(page, 'backfill-asks');
      expect(await axeFindings(page)).toEqual([]);
      await page.keyboard.press('ControlOrMeta+Enter');
      // Nothing is added: the focus goes to what is to be answered.
      await expect.poll(() => sheet.locator('fieldset:focus-within').count()).toBe(1);
      expect(await timelineOf(page).getByRole('listitem').count()).toBe(0);

      await press(page, sheet.getByRole('radio', { name: 'Europe/London: the zone of the draft' }), 'Space');
      await tabTo(page, sheet.getByLabel('Another date'));
      await page.keyboard.type('03052026');
      await press(page, sheet.getByRole('radio', { name: 'The next day: midnight passed' }), 'Space');
      await rows.getByText('Fri, 6 Mar 2026').waitFor();

      await tabTo(page, rows.getByRole('checkbox', { name: 'Add 23:50 alice: latency is up' }));
      await page.keyboard.press('ArrowDown');
      await page.keyboard.press('Space');
      await page.keyboard.press('ArrowDown');
      await page.keyboard.press('Enter');
      await page.keyboard.type(' to 1.4.2');
      await page.keyboard.press('Shift+Tab');
      await page.keyboard.press('Shift+Tab');
      await page.keyboard.press('ControlOrMeta+a');
      await page.keyboard.type('00:09');
      await page.keyboard.press('Enter');
      await rows.getByText('alice: rolled back to 1.4.2').waitFor();
      expect(
        await rows
          .getByRole('checkbox', { name: 'Add 00:09' })
          .evaluate((row) => row === document.activeElement),
      ).toBe(true);
      await picture(page, 'backfill-corrected');
      expect(await axeFindings(page)).toEqual([]);
      await press(page, sheet.getByRole('button', { name: 'Add 2 entries' }));
      await sheet.waitFor({ state: 'detached' });
      await timelineOf(page).getByText('alice: rolled back to 1.4.2').waitFor();
      await picture(page, 'backfill-added');
      const shown = await debriefJson<{ entries: { at: string }[] }>(['show', id], environment);
      expect(shown.entries.map(({ at }) => at)).toEqual([
        '2026-03-05T23:50:00.000Z',
        '2026-03-06T00:09:00.000Z',
      ]);

      // What is written since stays when they are taken back.
      await debrief(['log', '--draft', id, '--at', '2026-03-06T00:30:00Z', 'Review booked'], environment);
      await timelineOf(page).getByText('Review booked').waitFor();
      await press(page, page.getByRole('button', { name: 'Undo', exact: true }));
      await page.getByText('2 entries taken back').waitFor();
      await expect.poll(() => timelineOf(page).getByRole('listitem').count()).toBe(1);
      await timelineOf(page).getByText('Review booked').waitFor();

      // The sheet has kept the lines, with what was said about them.
      await page.locator('#draft').focus();
      await page.keyboard.press('p');
      await sheet.getByRole('button', { name: 'Add 2 entries' }).waitFor();
    });

    it('into the line of a running incident are offered as entries, and the line stays as it was', async () => {
      using folder = temporaryFolder();
      const environment = environmentFor(folder.path, {});
      await debriefJson(['start', '--title', 'Hub down', '--tz', 'Europe/London'], environment);
      await using app = await driver.open(environment);
      const { page } = app;
      const field = page.locator('#log-field');
      await field.waitFor();
      await field.focus();
      await page.keyboard.type('so far: ');
      await pasteText(page, NIGHT);
      await page.getByText('Make entries of them…').waitFor();
      await picture(page, 'backfill-offered-in-incident');
      expect(await axeFindings(page)).toEqual([]);
      await press(page, page.getByRole('button', { name: 'Make entries of them…' }));
      const sheet = page.getByRole('dialog', { name: 'Paste a timeline' });
      await expect
        .poll(() => sheet.getByRole('list', { name: 'Understood' }).getByRole('listitem').count())
        .toBe(3);
      await picture(page, 'backfill-in-incident');
      await page.keyboard.press('Escape');
      await expect.poll(() => field.inputValue()).toBe('so far:');
    });

    it('of a section become entries, and what has no time stays there', async () => {
      using folder = temporaryFolder();
      const environment = environmentFor(folder.path, {});
      const { id } = await debriefJson<{ id: string }>(['new', '--title', 'Hub down'], environment);
      await debrief(['set', id, '--section', 'Summary', '--file', '-'], environment, SUMMARY);
      await using app = await driver.open(environment);
      const { page } = app;
      await press(page, page.getByRole('button', { name: 'More about Summary' }));
      await press(page, page.getByRole('menuitem', { name: 'Make entries of Summary…' }));
      const sheet = page.getByRole('dialog', { name: 'Make entries of Summary' });
      await sheet.getByText('1 part has no time and will stay in Summary').waitFor();
      await picture(page, 'backfill-section');
      expect(await axeFindings(page)).toEqual([]);
      await press(page, sheet.getByRole('button', { name: 'Add 2 entries' }));
      await timelineOf(page).getByText('rolled back').waitFor();
      const summary = async (): Promise<string | undefined> =>
        (
          await debriefJson<{ sections: { name: string; text: string }[] }>(['show', id], environment)
        ).sections.find(({ name }) => name === 'Summary')?.text;
      expect(await summary()).toBe('The hub was down.');
      await press(page, page.getByRole('button', { name: 'Undo', exact: true }));
      await page.getByText('2 entries taken back').waitFor();
      expect(await summary()).toBe(SUMMARY.trim());
      expect(await timelineOf(page).getByRole('listitem').count()).toBe(0);
    });

    it('are handed on as an update, or whole in the zone of whoever reads them', async () => {
      using folder = temporaryFolder();
      const environment = environmentFor(folder.path, {});
      const { id } = await debriefJson<{ id: string }>(
        ['new', '--title', 'Hub down', '--tz', 'Europe/London'],
        environment,
      );
      for (const hour of [1, 2, 3, 4, 5, 6])
        await debrief(
          ['log', '--draft', id, '--at', `2026-03-06T0${hour}:00:00Z`, `Step ${hour}`],
          environment,
        );
      await using app = await driver.open(environment);
      const { page } = app;
      await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
      const copied = (): Promise<string> => page.evaluate(() => navigator.clipboard.readText());
      await timelineOf(page).getByText('Step 6').waitFor();
      await page.locator('#draft').focus();
      await page.keyboard.press('u');
      await page.getByText('The update is on the clipboard').waitFor();
      expect(await copied()).toContain('- 06:00 Step 6');
      expect(await copied()).not.toContain('Step 1');

      await page.keyboard.press('c');
      const sheet = page.getByRole('dialog', { name: 'Copy the timeline' });
      await press(page, sheet.getByRole('radio', { name: 'Last 5' }), 'ArrowRight');
      await tabTo(page, sheet.getByRole('combobox', { name: 'In whose time zone' }));
      await page.keyboard.press('ControlOrMeta+a');
      await page.keyboard.type('Asia/Tokyo');
      await picture(page, 'handover');
      expect(await axeFindings(page)).toEqual([]);
      await press(page, sheet.getByRole('button', { name: 'Copy', exact: true }));
      await sheet.getByRole('button', { name: 'Copied' }).waitFor();
      expect(await copied()).toContain('All times in Asia/Tokyo (JST).');
      expect(await copied()).toContain('- 10:00 Step 1');
    });
  });
});
