import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { rmSync } from 'node:fs';
import { join } from 'node:path';

import { beforeAll, describe, expect, it } from 'vitest';

import { ensureBuilt } from '../../scripts/build.ts';
import { temporaryFolder } from '../support/core.ts';
import { debrief, debriefJson, environmentFor } from '../support/process.ts';
import { canMount, mountSmallDisk } from '../support/small-disk.ts';
import { drivers } from './app-driver.ts';

beforeAll(async () => {
  await ensureBuilt();
});

interface Shown {
  readonly entries: readonly { readonly text: string }[];
}

async function textsOf(id: string, environment: Record<string, string>): Promise<readonly string[]> {
  return (await debriefJson<Shown>(['show', id], environment)).entries.map((each) => each.text);
}

/** Another program that holds the right to write, as a database browser does. */
async function holdDatabase(folder: string): Promise<{ release(): Promise<void> }> {
  const script = join(import.meta.dirname, '../support/hold-database.ts');
  const child = spawn(process.execPath, [script, join(folder, 'debrief.db')], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const ended = once(child, 'exit');
  await once(child.stdout, 'data');
  return {
    release: async () => {
      child.stdin.end();
      await ended;
    },
  };
}

// Only root can mount.
describe.skipIf(!canMount())('debrief log on a full disk', () => {
  it('keeps each entry in the journal and says so; they come in when there is space again', async () => {
    using disk = mountSmallDisk(8);
    const environment = environmentFor(disk.path);
    const { id } = await debriefJson<{ id: string }>(['new', '--title', 'x'], environment);
    disk.fill();
    const one = await debrief(['log', 'Rolled back'], environment);
    expect([one.status, one.stdout]).toEqual([3, '']);
    expect(one.stderr).toMatch(
      /^debrief: The disk is full\. The entry is on disk, in the file debrief\.journal/,
    );
    const piped = await debrief(['log', '-'], environment, 'two\nthree\n');
    expect([piped.status, piped.stdout]).toEqual([3, '']);
    disk.clear();
    const { stderr } = await debrief(['list'], environment);
    expect(stderr).toBe('debrief: 3 entries that waited in the journal are in the timeline now.\n');
    expect(await textsOf(id, environment)).toEqual(['Rolled back', 'two', 'three']);
  });

  it('gives back what it can keep nowhere', async () => {
    using disk = mountSmallDisk(8);
    const environment = environmentFor(disk.path);
    await debrief(['new', '--title', 'x'], environment);
    rmSync(join(disk.path, 'debrief.reserve'));
    disk.fill();
    const { status, stdout, stderr } = await debrief(['log', '--whole', '-'], environment, 'Rolled back\n');
    expect([status, stdout]).toEqual([1, '']);
    expect(stderr).toMatch(/^Not logged: \S+Z Rolled back\ndebrief: The disk is full\. .* was not saved\./);
  });
});

describe.each(drivers)('$name', (driver) => {
  describe.skipIf(driver.missing !== null)('while another program holds the database', () => {
    it('keeps what was typed, says where, and shows it in the timeline once the database is free', async () => {
      using folder = temporaryFolder();
      const environment = environmentFor(folder.path);
      const { id } = await debriefJson<{ id: string }>(['new', '--title', 'Hub down'], environment);
      await using app = await driver.open(environment);
      const { page } = app;
      await page.getByText('Hub down').first().click();
      const field = page.locator('#log-field');
      await field.waitFor();
      const other = await holdDatabase(folder.path);
      await field.click();
      await page.keyboard.type('Rolled back');
      await page.keyboard.press('Enter');
      await page.getByText('Another program holds the database. The entry is on disk').waitFor();
      expect(await field.inputValue()).toBe('Rolled back');
      // Impatience makes no second entry.
      await page.keyboard.press('Enter');
      await page.getByText('Another program holds the database. The entry is on disk').waitFor();
      await other.release();
      await page.getByRole('list', { name: 'Timeline' }).getByText('Rolled back').waitFor();
      await page.waitForFunction(
        () => document.querySelector<HTMLTextAreaElement>('#log-field')?.value === '',
      );
      expect(await textsOf(id, environment)).toEqual(['Rolled back']);
    });
  });
});
