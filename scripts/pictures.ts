/** `npm run pictures`: the pictures of the README and the guide, taken from the running app, so that they stay true. */
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import type { Page } from 'playwright-core';

import { openCore } from '../main/core.ts';
import type { Core } from '../main/core.ts';
import { GITHUB_PACE } from '../app/pace.ts';
import { drivers } from '../test/e2e/app-driver.ts';
import { furnish as furnishGithub, REPO, TOKEN } from '../test/support/core.ts';
import { startGithub } from '../test/support/github/stand-in.ts';
import { ensureBuilt } from './build.ts';
import { takeGuidePictures } from './guide-pictures.ts';

const pictures = join(import.meta.dirname, '../docs/pictures');
const HOUR_MS = 3_600_000;
const MINUTE_MS = 60_000;

const moments = [
  [0, 'Spawner errors at 40 %', 'started'],
  [4, 'Alert fires; Kim is paged', 'detected'],
  [8, 'Kim looks at the hub: new image can’t be pulled', 'responded'],
  [13, 'Rollback to `1.4.2` begins', null],
  [31, 'Error rate falling', 'mitigated'],
  [52, 'Students can start servers again', 'resolved'],
] as const;

/** A finished debrief, and a few others around it. Gives the id of the first. */
async function furnish({ client }: Core, startMs: number): Promise<void> {
  for (const title of ['Registry full', 'DNS change took down the staging cluster']) {
    await client.drafts.create({ title, repo: REPO, zone: 'Europe/London' });
  }
  await client.sync.run({ waitMs: 10_000 });
  await client.drafts.create({ title: 'Node pool drained during a demo', repo: REPO, zone: 'Europe/London' });
  const { id, sections } = await client.drafts.create({
    title: 'Hub down for students',
    repo: REPO,
    zone: 'Europe/London',
  });
  for (const [minutes, text, phase] of moments)
    await client.timeline.log({ draft: id, text, phase, atMs: startMs + minutes * MINUTE_MS });
  const write = async (name: string, text: string): Promise<void> => {
    const section = sections.find((each) => each.name === name);
    if (section !== undefined) await client.drafts.saveSection({ id, section: section.id, text });
  };
  await write(
    'Summary',
    'Students could not start servers for 52 minutes, because a new image was too large for the nodes’ disks. We rolled back.',
  );
  await write(
    'What went wrong',
    '1. We do not record the number of spawn errors, so nobody saw them rise.\n2. The image had grown by 6 GB and nothing said so.',
  );
  await write('Where we got lucky', '1. It was a Sunday.');
  await client.actions.add({ draft: id, text: 'Alert on the rate of spawn errors', kind: 'technical' });
  await client.actions.add({
    draft: id,
    text: 'Fail the build when an image grows by a gigabyte',
    kind: 'process',
  });
  await client.actions.add({
    draft: id,
    text: 'Describe the rollback in the runbook',
    kind: 'documentation',
  });
}

async function take(page: Page, name: string): Promise<void> {
  await page.screenshot({ path: join(pictures, `${name}.png`) });
}

async function views(page: Page, name: string): Promise<void> {
  await page.getByText('Hub down for students').first().click();
  await page.getByRole('heading', { name: 'Summary' }).first().waitFor();
  await page.getByText('Students could not start servers').first().waitFor();
  await take(page, `draft-${name}`);
  await page.keyboard.press('Alt+2');
  // Once in the editor, once in the preview.
  await page.getByText('It was a Sunday.').nth(1).waitFor();
  await take(page, `split-${name}`);
  await page.keyboard.press('Alt+1');
}

async function takePictures(folder: string): Promise<void> {
  const driver = drivers[0];
  if (driver?.missing !== null) throw new Error(`no pictures: ${driver?.missing ?? 'no driver'}`);
  await using github = furnishGithub(await startGithub());
  const environment = {
    PATH: process.env['PATH'] ?? '',
    HOME: folder,
    DEBRIEF_DATA: join(folder, 'data'),
    DEBRIEF_API_URL: github.url,
    GH_TOKEN: TOKEN,
  };
  {
    await using app = await driver.open({ ...environment, DEBRIEF_DATA: join(folder, 'empty') });
    await app.page.getByText('Nothing here yet').waitFor();
    await take(app.page, 'first-run');
  }
  const core = openCore({ environment, pace: { ...GITHUB_PACE, gapMs: 0 } });
  await furnish(core, Math.floor(Date.now() / HOUR_MS) * HOUR_MS - 5 * HOUR_MS + 14 * MINUTE_MS);
  await core.close();
  for (const colorScheme of ['light', 'dark'] as const) {
    await using app = await driver.open(environment, { colorScheme });
    await views(app.page, colorScheme);
  }
  await using narrow = await driver.open(environment, { width: 420 });
  await narrow.page.getByText('Hub down for students').first().click();
  await narrow.page.getByText('Students could not start servers').first().waitFor();
  await take(narrow.page, 'draft-narrow');
  await takeGuidePictures({ driver, github, environment, folder, take });
}

mkdirSync(pictures, { recursive: true });
await ensureBuilt();
const folder = mkdtempSync(join(tmpdir(), 'debrief-pictures-'));
try {
  await takePictures(folder);
} finally {
  rmSync(folder, { recursive: true, force: true });
}
