/** What axe (https://github.com/dequelabs/axe-core) finds wrong with a page, by the rules of WCAG 2.2 A and AA. */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

import type { AxeResults } from 'axe-core';
import type { Page } from 'playwright-core';

const source = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

const RUN = `axe.run({ runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] })`;

/** One line for each thing that is wrong: the rule, and the element. */
export async function axeFindings(page: Page): Promise<readonly string[]> {
  // Evaluated rather than added to the page, whose policy lets no other script in.
  await page.evaluate(source);
  const { violations } = await page.evaluate<AxeResults>(RUN);
  return violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html}`));
}
