/** The pictures of the user guide that need a story of their own: an incident that runs, pasted lines, a conflict. */
import { join } from 'node:path';

import type { Page } from 'playwright-core';

import { GITHUB_PACE } from '../app/pace.ts';
import { openCore } from '../main/core.ts';
import type { Driver } from '../test/e2e/app-driver.ts';
import { REPO } from '../test/support/core.ts';
import type { StandIn } from '../test/support/github/stand-in.ts';

export interface Studio {
  readonly driver: Driver;
  readonly github: StandIn;
  readonly environment: Readonly<Record<string, string>>;
  readonly folder: string;
  readonly take: (page: Page, name: string) => Promise<void>;
}

const LINES = [
  '!started -41m Spawner errors at 40 %',
  '!detected -37m Alert fires; Kim is paged',
  '!responded -33m Kim looks at the hub: the new image can’t be pulled',
  '-20m Rollback to 1.4.2 begins',
];

const CHAT = `Export of #incident
[23:50] alice: latency is up
[23:58] bob: not our deploy
[00:07] alice: rolled back
`;

async function incident({ driver, environment, folder, take }: Studio): Promise<void> {
  await using app = await driver.open({ ...environment, DEBRIEF_DATA: join(folder, 'incident') });
  const { page } = app;
  await page.getByText('Nothing here yet').waitFor();
  await page.keyboard.press('s');
  await page.getByRole('timer', { name: 'Elapsed' }).waitFor();
  for (const line of LINES) {
    await page.keyboard.type(line);
    await page.keyboard.press('Enter');
    const text = line.replace(/^(?:!\w+ |-\w+ )*/, '');
    await page.getByRole('listitem').filter({ hasText: text }).getByText('On disk').waitFor();
  }
  await page.keyboard.type('Error rate is fal');
  await take(page, 'incident-dark');
}

async function backfill({ driver, environment, folder, take }: Studio): Promise<void> {
  const data = { ...environment, DEBRIEF_DATA: join(folder, 'backfill') };
  const core = openCore({ environment: data });
  await core.client.drafts.create({ title: 'Latency at midnight', zone: 'Europe/London' });
  await core.close();
  await using app = await driver.open(data);
  const { page } = app;
  await page.getByText('Latency at midnight').first().click();
  await page.getByRole('heading', { name: 'Summary' }).first().waitFor();
  await page.keyboard.press('p');
  const sheet = page.getByRole('dialog', { name: 'Paste a timeline' });
  await sheet.getByRole('textbox').first().fill(CHAT);
  await sheet.getByText('3 questions are open').waitFor();
  await take(page, 'backfill-light');
}

async function conflict({ driver, github, environment, folder, take }: Studio): Promise<void> {
  const data = { ...environment, DEBRIEF_DATA: join(folder, 'conflict') };
  const core = openCore({ environment: data, pace: { ...GITHUB_PACE, gapMs: 0 } });
  const { client } = core;
  const { id, sections } = await client.drafts.create({ title: 'Image too large', repo: REPO });
  const section = sections.find(({ name }) => name === 'Summary')?.id ?? '';
  const write = (text: string): Promise<unknown> => client.drafts.saveSection({ id, section, text });
  await write('It was down for an hour.');
  await client.sync.run({ waitMs: 10_000 });
  const { issue } = await client.drafts.get({ id });
  const number = issue?.number ?? 0;
  const body = github.issue(REPO, number).body ?? '';
  github.editIssue(REPO, number, { body: body.replace('an hour', 'fifty-two minutes') });
  await write('It was down for forty minutes.');
  await client.sync.run({ waitMs: 10_000 });
  await client.settings.set({ 'sync.automatic': false });
  await core.close();
  await using app = await driver.open(data);
  await app.page.evaluate(`location.hash = '#/drafts/${id}/conflict'`);
  await app.page.getByText('fifty-two').first().waitFor();
  await take(app.page, 'conflict-light');
}

export async function takeGuidePictures(studio: Studio): Promise<void> {
  await incident(studio);
  await backfill(studio);
  await conflict(studio);
}
