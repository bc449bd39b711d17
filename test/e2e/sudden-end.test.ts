import { beforeAll, describe, expect, it } from 'vitest';

import { ensureBuilt } from '../../scripts/build.ts';
import { temporaryFolder } from '../support/core.ts';
import { debriefJson, environmentFor } from '../support/process.ts';
import { drivers } from './app-driver.ts';

const TYPED = 'The first replica ran out of disk while the second one was being rebuilt from it. ';

interface Shown {
  readonly sections: readonly { readonly name: string; readonly text: string }[];
}

beforeAll(async () => {
  await ensureBuilt();
});

describe.each(drivers)('$name', (driver) => {
  describe.skipIf(driver.missing !== null)('a host that is killed while one types', () => {
    it.each([9, 31, 64])(
      'has kept what was typed up to there, and says so at the next start (%i keys)',
      async (keys) => {
        using folder = temporaryFolder();
        const environment = environmentFor(folder.path);
        const { id } = await debriefJson<{ id: string }>(['new', '--title', 'Crash'], environment);
        const textOf = async (): Promise<string> => {
          const { sections } = await debriefJson<Shown>(['show', id], environment);
          return sections.find(({ name }) => name === 'Summary')?.text.trim() ?? '';
        };
        const app = await driver.open(environment);
        await app.page.getByText('Debrief - Crash').first().click();
        await app.page.getByRole('textbox', { name: 'Summary' }).click();
        await app.page.keyboard.type(TYPED.repeat(3).slice(0, keys), { delay: 20 });
        await expect.poll(textOf, { timeout: 10_000 }).not.toBe('');
        await app.page.keyboard.type('and then it all goes', { delay: 5 });
        await app.crash();
        const typed = `${TYPED.repeat(3).slice(0, keys)}and then it all goes`;
        const kept = await textOf();
        expect(kept.length).toBeGreaterThan(0);
        expect(typed.startsWith(kept)).toBe(true);

        await using again = await driver.open(environment);
        await again.page.getByText('Debrief ended suddenly last time.').waitFor();
        await again.page.getByText('Debrief - Crash').first().click();
        await again.page.getByRole('textbox', { name: 'Summary' }).getByText(kept.slice(0, 20)).waitFor();
      },
    );
  });
});
