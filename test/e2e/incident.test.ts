import type { Locator, Page } from 'playwright-core';
import { beforeAll, describe, expect, it } from 'vitest';

import { ensureBuilt } from '../../scripts/build.ts';
import { REPO, temporaryFolder } from '../support/core.ts';
import { debrief, debriefJson, environmentFor } from '../support/process.ts';
import { drivers } from './app-driver.ts';
import { axeFindings } from './axe.ts';
import { press, tabTo } from './keyboard.ts';
import { picture } from './pictures.ts';

interface Shown {
  readonly entries: readonly { readonly at: string; readonly text: string; readonly phase: string | null }[];
}

beforeAll(async () => {
  await ensureBuilt();
});

const field = (page: Page): Locator => page.getByRole('textbox', { name: 'What happened', exact: true });
const timeline = (page: Page): Locator => page.getByRole('list', { name: 'Timeline' });
const row = (page: Page, text: string | RegExp): Locator =>
  timeline(page).getByRole('button', { name: text });

/** Waits until an element has the focus. */
async function focused(page: Page, target: Locator): Promise<void> {
  const element = await target.elementHandle();
  await page.waitForFunction((it) => it === document.activeElement, element);
}

/** From the field to an entry: Tab to the entries, arrows among them. */
async function goTo(page: Page, text: RegExp): Promise<void> {
  await tabTo(page, timeline(page).locator('[tabindex="0"]'), 'Shift+Tab');
  await page.keyboard.press('Home');
  await tabTo(page, row(page, text), 'ArrowDown');
}

/** A row that is on disk. */
async function onDisk(page: Page, text: string): Promise<void> {
  await timeline(page).getByRole('listitem').filter({ hasText: text }).getByText('On disk').waitFor();
}

async function log(page: Page, typed: string, text = typed.replace(/^(?:!\w+ |-\w+ )*/, '')): Promise<void> {
  await page.keyboard.type(typed);
  await page.keyboard.press('Enter');
  await onDisk(page, text);
}

const idOf = (page: Page): string => /drafts\/([\w-]+)/.exec(page.url())?.[1] ?? '';

async function entriesOf(id: string, environment: Record<string, string>): Promise<Shown['entries']> {
  return (await debriefJson<Shown>(['show', id], environment)).entries;
}

/** As the page shows it. */
const clock = (atMs: number): string => new Date(atMs).toISOString().slice(11, 19);

const timesOf = (entries: Shown['entries'], text: string): number =>
  Date.parse(entries.find((each) => each.text === text)?.at ?? '');

describe.each(drivers)('$name', (driver) => {
  describe.skipIf(driver.missing !== null)('an incident, by keyboard alone', () => {
    it('is logged, mended, resolved and measured', async () => {
      using folder = temporaryFolder();
      const environment = environmentFor(folder.path, { TZ: 'UTC' });
      await using app = await driver.open(environment);
      const { page } = app;
      await page.getByText('Nothing here yet').waitFor();
      await page.keyboard.press('s');
      await page.getByRole('timer', { name: 'Elapsed' }).waitFor();
      await focused(page, field(page));
      expect(await page.getByRole('heading', { name: 'Summary' }).count()).toBe(0);
      await picture(page, 'incident-started');

      await log(page, '!started -40m Spawner errors at 40 %', 'Spawner errors at 40 %');
      await log(page, '!detected -36m Alert fires', 'Alert fires');
      await page.keyboard.press('Alt+Digit3');
      await log(page, 'Kim looks at the hub');
      // A moment alone, to be described later.
      await page.keyboard.press('Enter');
      await onDisk(page, 'Moment to be described');
      await log(page, '-20m Rollback to 1.4.2 begins', 'Rollback to 1.4.2 begins');
      await log(page, '!mitigated Error rate falling', 'Error rate falling');
      const id = idOf(page);

      // A stamp that came late is moved: in the field that is empty, it is the last entry's.
      const late = timesOf(await entriesOf(id, environment), 'Error rate falling');
      await page.keyboard.press('Alt+ArrowLeft');
      await page.keyboard.press('Alt+ArrowLeft');
      await page.keyboard.press('Alt+Shift+ArrowRight');
      await page.getByText(`Moved to ${clock(late - 19_000)}`).waitFor({ state: 'attached' });
      expect(timesOf(await entriesOf(id, environment), 'Error rate falling')).toBe(late - 19_000);

      // The last entry, text and time.
      await page.keyboard.press('ArrowUp');
      await page.keyboard.type(', and stays low');
      await picture(page, 'incident-editing');
      await page.keyboard.press('Enter');
      await onDisk(page, 'Error rate falling, and stays low');
      await focused(page, field(page));

      // One goes in between two others.
      await goTo(page, /Alert fires/);
      await page.keyboard.press('i');
      await log(page, 'Kim is paged');

      // What waits for words is found by one key.
      await page.getByRole('button', { name: '1 moment to be described', exact: true }).waitFor();
      await page.keyboard.press('Alt+Enter');
      await page.keyboard.type('Tried to drain node 4');
      await page.keyboard.press('Enter');
      await onDisk(page, 'Tried to drain node 4');
      expect(await page.getByText('to be described').count()).toBe(0);

      // Removed, and brought back.
      await goTo(page, /Error rate falling/);
      await page.keyboard.press('Delete');
      await row(page, /Error rate falling/).waitFor({ state: 'detached' });
      await page.keyboard.press('Escape');
      await page.keyboard.press('Control+z');
      await onDisk(page, 'Error rate falling, and stays low');
      await picture(page, 'incident-running');

      await page.keyboard.type('!resolved Students can start servers again');
      await page.keyboard.press('Enter');
      const outcome = page.getByRole('region', { name: 'What came out' });
      await outcome.getByRole('heading', { name: /^It took/ }).waitFor();
      await outcome.getByText('40 min').last().waitFor();
      await page.getByRole('heading', { name: 'Summary' }).waitFor();
      await picture(page, 'incident-outcome');
      const entries = await entriesOf(id, environment);
      expect(entries.map(({ text, phase }) => [text, phase])).toEqual(
        [
          ['Spawner errors at 40 %', 'started'],
          ['Alert fires', 'detected'],
          ['Kim is paged', null],
          ['Rollback to 1.4.2 begins', null],
          ['Error rate falling, and stays low', 'mitigated'],
          ['Kim looks at the hub', 'responded'],
          ['Tried to drain node 4', null],
          ['Students can start servers again', 'resolved'],
        ].sort((a, b) => timesOf(entries, String(a[0])) - timesOf(entries, String(b[0]))),
      );
      expect(timesOf(entries, 'Kim is paged')).toBeGreaterThan(timesOf(entries, 'Alert fires'));
      expect(timesOf(entries, 'Kim is paged')).toBeLessThan(timesOf(entries, 'Rollback to 1.4.2 begins'));

      // It was not over after all.
      await press(page, outcome.getByRole('button', { name: 'Go on with the incident' }));
      await page.getByRole('timer', { name: 'Elapsed' }).waitFor();
    });

    it('keeps what is typed when everything ends suddenly', async () => {
      using folder = temporaryFolder();
      const environment = environmentFor(folder.path, { TZ: 'UTC' });
      const app = await driver.open(environment);
      await app.page.getByText('Nothing here yet').waitFor();
      await app.page.keyboard.press('s');
      await field(app.page).waitFor();
      await log(app.page, 'Alert fires');
      await app.page.keyboard.type('!mitigated Rolled ba');
      const stamp = await app.page.getByText(/^stamped/).innerText();
      await app.page.getByText(/^Saved/).waitFor();
      await app.crash();

      await using again = await driver.open(environment);
      const { page } = again;
      await page.getByText('Brought back').waitFor();
      expect(await field(page).inputValue()).toBe('!mitigated Rolled ba');
      expect(await page.getByText(/^stamped/).innerText()).toBe(stamp);
      await picture(page, 'incident-brought-back');
      await page.keyboard.press('End');
      await log(page, 'ck', 'Rolled back');
      const entries = await entriesOf(idOf(page), environment);
      expect(entries.map(({ text, phase }) => [text, phase])).toEqual([
        ['Alert fires', null],
        ['Rolled back', 'mitigated'],
      ]);
      await page.reload();
      await onDisk(page, 'Rolled back');
      expect(await field(page).inputValue()).toBe('');
    });

    it('runs beside others: one is in front, and entries from a terminal come and are announced', async () => {
      using folder = temporaryFolder();
      const environment = environmentFor(folder.path, { TZ: 'UTC' });
      const one = await debriefJson<{ id: string }>(['start', '--title', 'Hub down'], environment);
      await debriefJson(['start', '--title', 'DNS slow'], environment);
      await using app = await driver.open(environment);
      const { page } = app;
      const inFront = page
        .getByRole('navigation', { name: 'Running incidents' })
        .locator('[aria-current=page]');
      await inFront.getByText('DNS slow').waitFor();
      await page.keyboard.type('half a li');
      await page.keyboard.press('Alt+ArrowDown');
      await inFront.getByText('Hub down').waitFor();
      await debrief(['log', '--draft', one.id, 'From the terminal'], environment);
      await onDisk(page, 'From the terminal');
      const news = page.getByRole('status').filter({ hasText: /^New at .*From the terminal/ });
      await news.waitFor({ state: 'attached' });
      await log(page, 'From the window');
      await page.keyboard.press('Alt+ArrowUp');
      await inFront.getByText('DNS slow').waitFor();
      expect(await field(page).inputValue()).toBe('half a li');
      await debrief(['stop', one.id], environment);
      await page.getByRole('navigation', { name: 'Running incidents' }).waitFor({ state: 'detached' });
    });

    it.each([
      ['light', 1280],
      ['dark', 400],
    ] as const)('shows code, emphasis and links in its rows: %s, %i px', async (theme, width) => {
      using folder = temporaryFolder();
      const environment = environmentFor(folder.path, { TZ: 'UTC' });
      await debrief(['config', 'theme', theme], environment);
      await debrief(['start', '--title', 'Hub down', '--repo', REPO], environment);
      await using app = await driver.open(environment, { width });
      const { page } = app;
      await field(page).waitFor();
      await log(
        page,
        '`v1.4` is **rolled back**, as in #12 and https://example.com/graph <img src=x>',
        'v1.4 is rolled back, as in #12 and https://example.com/graph <img src=x>',
      );
      const line = row(page, /rolled back/);
      expect(await line.locator('code').textContent()).toBe('v1.4');
      expect(await line.locator('strong').textContent()).toBe('rolled back');
      expect(await line.locator('a, img').count()).toBe(0);
      expect(await axeFindings(page)).toEqual([]);
      await picture(page, `incident-inline-${width}`);

      await page.evaluate(() => {
        window.open = (address) => {
          document.documentElement.dataset['opened'] = String(address);
          return null;
        };
      });
      const opened = (): Promise<string | undefined> =>
        page.evaluate(() => document.documentElement.dataset['opened']);
      await line.getByText('#12').click();
      expect(await opened()).toBe('https://github.com/acme/ops/issues/12');
      await line.getByText('https://example.com/graph').click();
      expect(await opened()).toBe('https://example.com/graph');
      expect(await page.getByRole('textbox', { name: 'Text' }).count()).toBe(0);
      await line.getByText('rolled back').click();
      await page.getByRole('textbox', { name: 'Text' }).waitFor();
      await page.keyboard.press('Escape');

      // A remark stays in italics.
      await log(page, '*The machine slept*', 'The machine slept');
      expect(
        await row(page, /The machine slept/)
          .locator('.remark')
          .count(),
      ).toBe(1);
    });

    it.each([
      ['dark', 1280],
      ['light', 360],
    ] as const)('has nothing that axe finds wrong, and nothing too wide: %s, %i px', async (theme, width) => {
      using folder = temporaryFolder();
      const environment = environmentFor(folder.path, { TZ: 'UTC' });
      await debrief(['config', 'theme', theme], environment);
      await debrief(['start', '--title', 'Hub down for students'], environment);
      await debrief(
        ['start', '--title', 'A name that goes on and on, as names of incidents may'],
        environment,
      );
      await debrief(['phase', 'detected', 'Alert fires'], environment);
      await using app = await driver.open(environment, { width });
      const { page } = app;
      await onDisk(page, 'Alert fires');
      await page.keyboard.press('Enter');
      await onDisk(page, 'Moment to be described');
      await page.keyboard.press('ArrowUp');
      await page.getByRole('textbox', { name: 'Text' }).waitFor();
      expect(await axeFindings(page)).toEqual([]);
      await page.keyboard.press('Escape');
      await page.keyboard.type('!re in doubt');
      await page.getByText('responded or resolved?').waitFor();
      expect(await axeFindings(page)).toEqual([]);
      const tooWide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
      expect(tooWide).toBeLessThanOrEqual(0);
    });
  });
});
