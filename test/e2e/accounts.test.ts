import type { Locator, Page } from 'playwright-core';
import { beforeAll, describe, expect, it } from 'vitest';

import { ensureBuilt } from '../../scripts/build.ts';
import { furnish, REPO, temporaryFolder, TOKEN } from '../support/core.ts';
import type { AppSpec } from '../support/github/specs.ts';
import { startGithub, type StandIn } from '../support/github/stand-in.ts';
import { debriefJson, environmentFor } from '../support/process.ts';
import { drivers } from './app-driver.ts';
import { press, tabTo } from './keyboard.ts';

const CLIENT_ID = 'Ov23liTestOfDebrief';
const HOST = 'git.acme.example';
const OTHER_HOST = 'git.other.example';
const OTHER_TOKEN = 'ghp_theTokenForTheOther0123456789abcdef';

beforeAll(async () => {
  await ensureBuilt();
});

const button = (page: Page, name: string | RegExp): Locator =>
  page.getByRole('button', { name, exact: true });
const accounts = (page: Page): Locator => page.getByRole('list', { name: 'GitHub accounts' });
const account = (page: Page, host: string): Locator =>
  accounts(page).locator(':scope > li', { hasText: host });
const isDefault = (page: Page, host: string): Locator =>
  account(page, host).getByText('Default', { exact: true });
/** What was told to who can't see it, by whichever live region. */
const told = (page: Page, text: string): Locator => page.getByRole('status').getByText(text);

function app(github: StandIn, given: Partial<AppSpec> = {}): void {
  github.addApp({ clientId: CLIENT_ID, intervalS: 1, ...given });
}

async function openAccounts(page: Page): Promise<void> {
  await press(page, page.getByRole('button', { name: /^Account and settings/ }));
  await page.getByRole('heading', { name: 'GitHub accounts' }).waitFor();
}

/** The code that the page shows. */
async function codeOn(page: Page): Promise<string> {
  return page
    .getByRole('main')
    .getByText(/^[A-Z]{4}-\d{4}$/)
    .innerText();
}

/** Everything of the page that could hold a secret; what the fields hold too. */
function keptIn(page: Page): Promise<string> {
  return page.evaluate(async () =>
    JSON.stringify([
      location.href,
      document.cookie,
      Object.entries(localStorage),
      Object.entries(sessionStorage),
      await indexedDB.databases(),
      history.state,
      document.documentElement.outerHTML,
      [...document.querySelectorAll('input, textarea')].map(
        (field) => Reflect.get(field, 'value') as unknown,
      ),
    ]),
  );
}

/** What the page is sent from now on. */
function received(page: Page): string[] {
  const messages: string[] = [];
  page.on('websocket', (socket) => {
    socket.on('framereceived', ({ payload }) => messages.push(payload.toString()));
  });
  return messages;
}

async function signInWithToken(page: Page, host: string, github: StandIn, token: string): Promise<void> {
  await page.getByRole('radio', { name: 'Another server' }).check();
  await page.getByRole('textbox', { name: 'Host' }).fill(`https://${host}/some/page`);
  const address = page.getByRole('textbox', { name: 'API address' });
  if (!(await address.isVisible())) await page.getByText('More', { exact: true }).click();
  await address.fill(github.url);
  await page.getByLabel('Token', { exact: true }).fill(token);
  await page.getByLabel('Token', { exact: true }).press('Enter');
}

describe.each(drivers)('$name', (driver) => {
  describe.skipIf(driver.missing !== null)('a sign-in with a code', () => {
    it('is done by keyboard alone, while one writes elsewhere', async () => {
      using folder = temporaryFolder();
      await using github = furnish(await startGithub());
      app(github);
      const environment = environmentFor(folder.path, {
        DEBRIEF_API_URL: github.url,
        DEBRIEF_CLIENT_ID: CLIENT_ID,
      });
      await using opened = await driver.open(environment);
      const { page } = opened;
      await openAccounts(page);
      await press(page, button(page, 'Get a code'));
      await button(page, 'Copy the code').waitFor();
      const code = await codeOn(page);
      await told(page, `The code is ${Array.from(code).join(' ')}`).waitFor({ state: 'attached' });
      expect(
        await page
          .getByRole('link', { name: /^Open / })
          .evaluate((link) => [
            link.getAttribute('href'),
            link.getAttribute('target'),
            link.getAttribute('rel'),
          ]),
      ).toEqual([`${github.url}/login/device`, '_blank', 'noopener noreferrer']);
      await page
        .getByRole('timer')
        .getByText(/^1[45]:\d\d left$/)
        .waitFor();
      // The focus followed to what is next: nobody has to look for it.
      await page.keyboard.press('Enter');
      await button(page, 'Copied').waitFor();
      await tabTo(page, page.getByRole('searchbox', { name: 'Search everything' }), 'Shift+Tab');
      await page.keyboard.press('ControlOrMeta+V');
      expect(await page.getByRole('searchbox', { name: 'Search everything' }).inputValue()).toBe(code);
      await page.keyboard.press('ControlOrMeta+A');
      await page.keyboard.press('Delete');
      await press(page, button(page, /^New/));
      await page.getByRole('textbox', { name: 'Title' }).waitFor();
      github.enterCode(code, 'kim');
      await told(page, 'Signed in to').getByText('as kim').waitFor();
      await openAccounts(page);
      await account(page, new URL(github.url).host).getByText('kim', { exact: true }).waitFor();
      expect(await keptIn(page)).not.toContain('gho_');
      expect(github.violations).toEqual([]);
    });

    it('that is stopped, refused or too late says so, and what to do next', async () => {
      using folder = temporaryFolder();
      await using github = furnish(await startGithub());
      app(github);
      const environment = environmentFor(folder.path, {
        DEBRIEF_API_URL: github.url,
        DEBRIEF_CLIENT_ID: CLIENT_ID,
      });
      await using opened = await driver.open(environment);
      const { page } = opened;
      await openAccounts(page);
      await press(page, button(page, 'Get a code'));
      await press(page, button(page, 'Cancel'));
      await told(page, 'The sign-in was stopped').waitFor({ state: 'attached' });
      await page.keyboard.press('Enter');
      await button(page, 'Copy the code').waitFor();
      github.enterCode(await codeOn(page), null);
      await told(page, 'The sign-in was refused on GitHub').waitFor({ state: 'attached' });
      app(github, { expiresInS: 2 });
      await page.keyboard.press('Enter');
      await told(page, 'The code ran out').waitFor({ state: 'attached' });
      await press(page, button(page, 'Sign in with a token'));
      await page.getByLabel('Token', { exact: true }).waitFor();
    });
  });

  describe.skipIf(driver.missing !== null)('accounts', () => {
    it('are signed in to with a token that the page forgets, chosen, and left with the drafts kept', async () => {
      using folder = temporaryFolder();
      await using github = furnish(await startGithub());
      await using other = await startGithub();
      other.addAccount({ login: 'kim-there', token: OTHER_TOKEN });
      const environment = environmentFor(folder.path);
      await debriefJson(['new', '--title', 'Stays', '--repo', REPO], environment);
      await using opened = await driver.open(environment);
      const { page } = opened;
      const messages = received(page);
      await page.reload();
      await openAccounts(page);

      await signInWithToken(page, HOST, github, 'ghp_wrong');
      await page.getByRole('group').getByText(`${HOST} does not accept this token`).waitFor();
      expect(await page.getByLabel('Token', { exact: true }).inputValue()).toBe('');
      await signInWithToken(page, HOST, github, TOKEN);
      await account(page, HOST).getByText('Signed in for this run only').waitFor();

      await button(page, 'Add another account').click();
      await signInWithToken(page, OTHER_HOST, other, OTHER_TOKEN);
      await isDefault(page, OTHER_HOST).waitFor();
      await button(page, `Make default (${HOST})`).click();
      await isDefault(page, HOST).waitFor();
      expect(await isDefault(page, OTHER_HOST).count()).toBe(0);

      await button(page, `Sign out (${OTHER_HOST})`).click();
      const sheet = page.getByRole('dialog', { name: `Sign out of ${OTHER_HOST}?` });
      await sheet.getByText('Your drafts stay here').waitFor();
      await sheet.getByRole('button', { name: 'Stay signed in' }).click();
      expect(await accounts(page).locator(':scope > li').count()).toBe(2);
      await button(page, `Sign out (${OTHER_HOST})`).click();
      await sheet.getByRole('button', { name: 'Sign out' }).click();
      await account(page, OTHER_HOST).waitFor({ state: 'detached' });
      await button(page, `Sign out (${HOST})`).click();
      await page.getByRole('dialog').getByRole('button', { name: 'Sign out' }).click();
      await page.getByRole('heading', { name: 'Sign in', exact: true }).waitFor();
      await page.getByRole('navigation', { name: 'Drafts' }).getByText('Debrief - Stays').waitFor();

      for (const token of [TOKEN, OTHER_TOKEN]) {
        expect(await keptIn(page)).not.toContain(token);
        expect(messages.join('\n')).not.toContain(token);
      }
      expect(github.violations.concat(other.violations)).toEqual([]);
    });

    it('of an app whose client id is set in the settings can be signed in to with a code', async () => {
      using folder = temporaryFolder();
      await using github = furnish(await startGithub());
      app(github);
      await using opened = await driver.open(environmentFor(folder.path, { DEBRIEF_API_URL: github.url }));
      const { page } = opened;
      await openAccounts(page);
      await press(page, button(page, 'Set a client id'));
      await page.keyboard.insertText('no client id!');
      await page.keyboard.press('Enter');
      await page.getByText('That is no client id').waitFor();
      await page.keyboard.press('ControlOrMeta+A');
      await page.keyboard.insertText(CLIENT_ID);
      await page.keyboard.press('Enter');
      await button(page, 'Get a code').click();
      await button(page, 'Copy the code').waitFor();
    });
  });
});
