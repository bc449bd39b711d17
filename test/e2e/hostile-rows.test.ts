import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import type { Page } from 'playwright-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';

import { ensureBuilt } from '../../scripts/build.ts';
import { openTestCore, REPO, temporaryFolder } from '../support/core.ts';
import { debrief, environmentFor } from '../support/process.ts';
import { drivers } from './app-driver.ts';

beforeAll(async () => {
  await ensureBuilt();
});

const HOSTILE = [
  '<script>alert(1)</script>',
  '<img src=x onerror=alert(1)>',
  '<img src="https://evil.example/p.png">',
  '<svg onload=alert(1)><animate onbegin=alert(1) attributeName=x dur=1s>',
  '<svg><style><img src=x onerror=alert(1)></style></svg>',
  '<iframe srcdoc="<script>parent.alert(1)</script>"></iframe>',
  '<object data="https://evil.example/o"></object><embed src="https://evil.example/e">',
  '<meta http-equiv="refresh" content="0;url=https://evil.example/">',
  '<base href="https://evil.example/">',
  '<link rel=stylesheet href="https://evil.example/s.css">',
  '<style>@import "https://evil.example/s.css"; * { background: url(https://evil.example/b) }</style>',
  '<details open ontoggle=alert(1)><summary>x</summary></details>',
  '<input autofocus onfocus=alert(1)>',
  '<form action="https://evil.example/"><button>x</button></form>',
  '<math><mtext><table><mglyph><style><!--</style><img title="--&gt;&lt;img src=x onerror=alert(1)&gt;">',
  '<div style="position:fixed;inset:0;background:red">x</div>',
  '<a href="javascript:alert(1)" autofocus>x</a>',
  '![x](https://evil.example/p.png)',
  '![x](x "onerror=alert(1)")',
  '[x](javascript:alert(1))',
  '[x](JaVaScRiPt:alert(1) "t")',
  '[x](&#106;avascript:alert(1))',
  '[x](java\tscript:alert(1))',
  '[x](data:text/html,<script>alert(1)</script>)',
  '[x](vbscript:alert(1))',
  '[x](file:///etc/passwd)',
  '[x](//evil.example/)',
  '[x](https://evil.example/"onmouseover="alert(1))',
  '<javascript:alert(1)>',
  'https://evil.example/"><img src=x onerror=alert(1)>',
  '[x][r]\n\n[r]: javascript:alert(1)',
  '`</code><img src=x onerror=alert(1)>`',
  '@x"><img src=x onerror=alert(1)> acme/ops#1"onclick=alert(1)',
  '\u202e<img src=x onerror=alert(1)>',
];

/** A longer list, where there is one: DOMPurify's own. */
function longerList(): readonly string[] {
  const corpus = process.env['DEBRIEF_CORPUS'];
  if (corpus === undefined) return [];
  const file = readFileSync(join(corpus, 'xss/dompurify-expect.json'), 'utf8');
  return z
    .array(z.object({ payload: z.string() }))
    .parse(JSON.parse(file))
    .map(({ payload }) => payload)
    .filter((payload) => payload.trim() !== '');
}

/** As they are, and where the text of a row is read as Markdown. */
const TEXTS = [...HOSTILE, ...longerList()].flatMap((payload) => [
  payload,
  `**${payload}** [${payload}](https://good.example/) [y](${payload})`,
  `\`${payload}\` *${payload}* ~~${payload}~~ <${payload}>`,
]);

/** As many as a window of that height has in sight, however long they are: then all rows are drawn. */
const AT_ONCE = 120;
const TALL = { width: 1280, height: 24_000 };

/** How long a loaded machine may take to draw them. */
const SOON = { timeout: 30_000 };

const PARTS = Array.from({ length: Math.ceil(TEXTS.length / AT_ONCE) }, (_, part) =>
  TEXTS.slice(part * AT_ONCE, (part + 1) * AT_ONCE),
);

/** One draft whose entries and action items are those. Gives its id. */
async function furnishFolder(folder: string, texts: readonly string[]): Promise<string> {
  const core = openTestCore(folder, 'http://127.0.0.1:9');
  const { client } = core;
  const { id } = await client.drafts.create({ title: 'Hub down', repo: REPO });
  for (const [index, text] of texts.entries()) {
    await client.timeline.log({ draft: id, text, atMs: index * 1000 });
    await client.actions.add({ draft: id, text: text.replace(/\s+/g, ' '), kind: 'technical' });
  }
  await core.close();
  return id;
}

/** Notes all that a row must not bring about; what the policy of the page refuses is among it, since it was tried. */
async function watch(page: Page): Promise<readonly string[]> {
  const { origin } = new URL(page.url());
  const seen: string[] = [];
  await page.context().route(
    (url) => url.origin !== origin,
    (route) => {
      seen.push(`asks for ${route.request().url()}`);
      return route.abort();
    },
  );
  page.on('dialog', (dialog) => {
    seen.push(`says ${dialog.message()}`);
    void dialog.dismiss();
  });
  page.on('console', (message) => {
    if (message.type() === 'error') seen.push(message.text());
  });
  page.on('popup', (popup) => seen.push(`opens ${popup.url()}`));
  page.on('framenavigated', (frame) => {
    if (new URL(frame.url()).origin !== origin) seen.push(`goes to ${frame.url()}`);
  });
  return seen;
}

/** The elements and attributes that the words of rows are made of, and the places that their links go to. */
async function madeOf(page: Page, rows: string) {
  return page.locator(rows).evaluateAll((texts) => {
    const inside = texts.flatMap((text) => [...text.querySelectorAll('*')]);
    const tags = new Set(inside.map((each) => each.localName));
    const attributes = new Set(inside.flatMap((each) => each.getAttributeNames()));
    const links = inside.flatMap((each) => each.getAttribute('href') ?? each.getAttribute('data-href') ?? []);
    return { count: texts.length, tags: [...tags], attributes: [...attributes], links };
  });
}

const TAGS = ['a', 'code', 'em', 's', 'span', 'strong'];
const ATTRIBUTES = ['class', 'data-href', 'href', 'rel', 'target'];

describe.each(drivers)('$name', (driver) => {
  describe.skipIf(driver.missing !== null)('what is written to run, load or lead away', () => {
    it.each(PARTS.map((texts, part) => ({ part, texts })))(
      'is words in the rows of a draft and of a running incident: $part',
      async ({ texts }) => {
        using folder = temporaryFolder();
        const id = await furnishFolder(folder.path, texts);
        const environment = environmentFor(folder.path, { TZ: 'UTC' });
        {
          await using app = await driver.open(environment);
          const { page } = app;
          const seen = await watch(page);
          await page.reload();
          await page.setViewportSize(TALL);
          const entries = page.getByRole('list', { name: 'Timeline' }).locator('.entry .text');
          await expect.poll(() => entries.count(), SOON).toBe(texts.length);
          const made = await madeOf(page, '.entry .text');
          expect(TAGS).toEqual(expect.arrayContaining(made.tags));
          expect(ATTRIBUTES).toEqual(expect.arrayContaining(made.attributes));
          expect(made.links).toContain('https://good.example/');
          for (const link of made.links) expect(link).toMatch(/^(?:https?:\/\/|mailto:)/);
          const items = page.locator('.row:has(.number) .text');
          await expect.poll(() => items.count(), SOON).toBe(texts.length);
          expect(await items.locator('*').count()).toBe(0);
          await entries.first().hover();
          expect(seen).toEqual([]);
        }
        await debrief(['start', id], environment);
        {
          await using app = await driver.open(environment);
          const { page } = app;
          const seen = await watch(page);
          await page.reload();
          await page.getByRole('timer', { name: 'Elapsed' }).waitFor();
          await page.setViewportSize(TALL);
          const earlier = page.getByRole('button', { name: /earlier/ });
          if ((await earlier.count()) > 0) await earlier.click();
          const rows = page.getByRole('list', { name: 'Timeline' }).locator('[data-entry] .text');
          await expect.poll(() => rows.count(), SOON).toBe(texts.length);
          const made = await madeOf(page, '[data-entry] .text');
          expect(TAGS.slice(1)).toEqual(expect.arrayContaining(made.tags));
          expect(ATTRIBUTES).toEqual(expect.arrayContaining(made.attributes));
          expect(made.links).toContain('https://good.example/');
          for (const link of made.links) expect(link).toMatch(/^(?:https?:\/\/|mailto:)/);
          await rows.last().hover();
          expect(seen).toEqual([]);
        }
      },
    );
  });
});
