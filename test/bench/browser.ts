/** How long a person waits in the window: the web host's page in a real Chromium, beside a bare page in the same browser. */
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';

import Database from 'better-sqlite3';
import type { Browser, Page } from 'playwright-core';
import { chromium } from 'playwright-core';

import { importDraft } from '../../app/import.ts';
import { matchQuery } from '../../main/store/search-words.ts';
import { temporaryFolder } from '../support/core.ts';
import { countingIds } from '../support/ids.ts';
import { CHROMIUM_FLAGS, machine } from '../support/machine.ts';
import { environmentFor } from '../support/process.ts';
import { fillFolder, NOW_MS, proseOf } from './reports.ts';
import type { Figure } from './timing.ts';
import { percentile } from './timing.ts';

const DRAFTS = 10_000;
const SIZE = 64 * 1024;
const KEYS_A_ROUND = 150;
const ROUNDS = 3;
/** Between two keys, in milliseconds: about 300 words a minute, so that saves and previews fall among the keys. */
const KEY_GAP_MS = 40;
const OPENINGS = 15;
const SEARCHES = 40;
const TITLE = 'Long report';
const bin = join(import.meta.dirname, '../../bin/debrief.js');

interface Host extends AsyncDisposable {
  readonly address: string;
}

async function serve(folder: string): Promise<Host> {
  const host = spawn(process.execPath, [bin, 'serve', '--no-open'], {
    env: environmentFor(folder),
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ended = new Promise((resolve) => host.on('exit', resolve));
  const address = await new Promise<string>((resolve) => {
    let said = '';
    host.stdout.setEncoding('utf8').on('data', (part: string) => {
      said += part;
      const found = /http:\/\/\S+#key=\S+/.exec(said)?.[0];
      if (found !== undefined) resolve(found);
    });
  });
  return {
    address,
    [Symbol.asyncDispose]: async () => {
      host.kill('SIGTERM');
      await ended;
    },
  };
}

/** What a page notes of itself, by `watchPaints`. */
interface Watched extends Window {
  paintsMs?: number[];
  longTasksMs?: number[];
}

/** Has a page note, for every key and click, how long it took until the next frame was painted; and its long tasks. */
async function watchPaints(page: Page): Promise<void> {
  await page.evaluate(() => {
    const page: Watched = window;
    const paints: number[] = (page.paintsMs = []);
    const longTasks: number[] = (page.longTasksMs = []);
    new PerformanceObserver((list) => {
      longTasks.push(...list.getEntries().map(({ duration }) => duration));
    }).observe({ type: 'longtask' });
    const afterPaint = new MessageChannel();
    const waiting: number[] = [];
    afterPaint.port1.onmessage = () => {
      const nowMs = performance.now();
      paints.push(...waiting.splice(0).map((atMs) => nowMs - atMs));
    };
    window.addEventListener(
      'keydown',
      ({ timeStamp }) => {
        requestAnimationFrame(() => {
          waiting.push(timeStamp);
          // Handled after the frame that this callback belongs to.
          afterPaint.port2.postMessage(null);
        });
      },
      { capture: true },
    );
  });
}

interface Paints {
  readonly paintsMs: readonly number[];
  readonly longTasksMs: readonly number[];
}

/** What the page noted since it was asked last. */
async function takePaints(page: Page): Promise<Paints> {
  return page.evaluate(() => {
    const page: Watched = window;
    return {
      paintsMs: page.paintsMs?.splice(0) ?? [],
      longTasksMs: page.longTasksMs?.splice(0) ?? [],
    };
  });
}

/** From so many milliseconds on a browser calls a task long: https://www.w3.org/TR/longtasks-1/ */
const LONG_MS = 50;

function longestOf(rounds: readonly Paints[]): number {
  return Math.max(0, ...rounds.flatMap(({ longTasksMs }) => longTasksMs));
}

const SENTENCE = 'the pager was silent until somebody looked at the dashboard, ';

async function typeInto(page: Page): Promise<Paints> {
  await page.bringToFront();
  await takePaints(page);
  const text = SENTENCE.repeat(Math.ceil(KEYS_A_ROUND / SENTENCE.length)).slice(0, KEYS_A_ROUND);
  await page.keyboard.type(text, { delay: KEY_GAP_MS });
  return takePaints(page);
}

async function openBareTextarea(browser: Browser, text: string): Promise<Page> {
  const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
  await page.setContent('<!doctype html><textarea style="width: 700px; height: 800px"></textarea>');
  await page.locator('textarea').evaluate((area: HTMLTextAreaElement, value) => {
    area.value = value;
    area.focus();
    area.setSelectionRange(value.length / 2, value.length / 2);
  }, text);
  await watchPaints(page);
  return page;
}

/** The draft with its caret in the middle of the long section, and the preview beside it. */
async function openLongDraft(page: Page): Promise<void> {
  await page.getByRole('navigation').getByText(TITLE, { exact: true }).click();
  await page.getByRole('textbox', { name: 'Summary', exact: true }).waitFor();
  await page.keyboard.press('Alt+2');
  await page.getByRole('region', { name: 'Preview' }).locator('p').nth(20).waitFor();
  const editor = page.getByRole('textbox', { name: 'Summary', exact: true });
  await page.locator('main').evaluate((main) => {
    main.scrollTop = main.scrollHeight / 2;
  });
  await editor.click({ position: { x: 60, y: await middleOf(page) } });
}

/** The middle of the window, as a distance from the top of the section's editor. */
async function middleOf(page: Page): Promise<number> {
  const box = await page.getByRole('textbox', { name: 'Summary', exact: true }).boundingBox();
  return 450 - (box?.y ?? 0);
}

async function benchTyping(browser: Browser, page: Page, text: string): Promise<readonly Figure[]> {
  await openLongDraft(page);
  await watchPaints(page);
  const bare = await openBareTextarea(browser, text);
  const ours: Paints[] = [];
  const floor: Paints[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    ours.push(await typeInto(page));
    floor.push(await typeInto(bare));
  }
  await bare.close();
  const all = (rounds: readonly Paints[]): readonly number[] => rounds.flatMap(({ paintsMs }) => paintsMs);
  const what = 'key to paint in the middle of a 64 KB draft, preview open';
  return [
    ...[0.5, 0.99].map((part) => ({
      what: `${what} (p${part * 100})`,
      ms: percentile(all(ours), part),
      floor: 'a bare textarea with the same text',
      floorMs: percentile(all(floor), part),
    })),
    {
      what: 'the longest long task of that typing (0: none)',
      ms: longestOf(ours),
      floor: 'that of the bare textarea, or the 50 that count as long',
      floorMs: Math.max(LONG_MS, longestOf(floor)),
    },
  ];
}

/** From a click on a row of the list to the frame in which the text of its draft is painted. */
async function timeOpening(page: Page, row: number): Promise<number> {
  return page.evaluate(async (index) => {
    const link = document.querySelectorAll<HTMLAnchorElement>('nav a[data-draft]')[index];
    if (link === undefined) throw new Error('the list has no such row');
    const before = document.querySelector('main')?.textContent;
    const startMs = performance.now();
    link.click();
    const frame = (): Promise<unknown> => new Promise((resolve) => requestAnimationFrame(resolve));
    do await frame();
    while (
      document.querySelector('main')?.textContent === before ||
      !/\S/.test(document.querySelector('main .editor')?.textContent ?? '')
    );
    const painted = new MessageChannel();
    await new Promise((resolve) => {
      painted.port1.onmessage = resolve;
      painted.port2.postMessage(null);
    });
    return performance.now() - startMs;
  }, row);
}

/** What is searched for: words that are in every report, and then one that is in few. */
const SEARCHED = 'kubernetes incident42';

/** Runs in the page. Gives the milliseconds from a change of the search field to the frame that shows what it found. */
async function timeSearch(query: string): Promise<number> {
  const field = document.querySelector<HTMLInputElement>('#search-field');
  const list = document.querySelector('nav .list');
  if (field === null || list === null) throw new Error('there is no search field');
  const frame = (): Promise<unknown> => new Promise((resolve) => requestAnimationFrame(resolve));
  const type = (text: string): void => {
    field.value = text;
    field.dispatchEvent(new InputEvent('input', { bubbles: true }));
  };
  // What the last search found goes first, so that it isn't taken for what this one does.
  type('');
  do await frame();
  while (list.querySelector('mark') !== null);
  const startMs = performance.now();
  type(query);
  await new Promise<void>((resolve, reject) => {
    const giveUp = setTimeout(() => reject(new Error(`nothing was found for “${query}”`)), 20_000);
    const observer = new MutationObserver(() => {
      if (list.querySelector('mark') === null) return;
      observer.disconnect();
      clearTimeout(giveUp);
      resolve();
    });
    observer.observe(list, { childList: true, subtree: true, characterData: true });
  });
  await frame();
  const painted = new MessageChannel();
  await new Promise((resolve) => {
    painted.port1.onmessage = resolve;
    painted.port2.postMessage(null);
  });
  return performance.now() - startMs;
}

/** A key in the search field to what it found on the screen, beside the bare query on the same index. */
async function benchSearchField(page: Page, folder: string): Promise<readonly Figure[]> {
  await page.bringToFront();
  const db = new Database(join(folder, 'debrief.db'), { readonly: true });
  const query = db.prepare<[string]>(
    `SELECT rowid, snippet(search, -1, '[', ']', '…', 16) FROM search WHERE search MATCH ? ORDER BY rank LIMIT 50`,
  );
  const ours: number[] = [];
  const bare: number[] = [];
  for (let round = 0; round < SEARCHES; round += 1) {
    // As it is typed: from its third letter on, one more each time.
    const typed = SEARCHED.slice(0, 3 + (round % (SEARCHED.length - 2)));
    ours.push(await page.evaluate(timeSearch, typed));
    const startMs = performance.now();
    query.all(matchQuery(typed) ?? '');
    bare.push(performance.now() - startMs);
    await page.waitForTimeout(KEY_GAP_MS);
  }
  db.close();
  await page.locator('#search-field').fill('');
  return [0.5, 0.99].map((part) => ({
    what: `a key in the search field of ${DRAFTS} drafts, to what it found on the screen (p${part * 100})`,
    ms: percentile(ours, part),
    floor: 'the bare FTS5 query on the same index',
    floorMs: percentile(bare, part),
  }));
}

/** The least that opening can take: a click that puts a text of the same size into a page, and the frame after it. */
async function timeBareClick(page: Page, text: string): Promise<number> {
  return page.evaluate(async (value) => {
    const place = document.querySelector('p');
    const startMs = performance.now();
    if (place !== null) place.textContent = value;
    await new Promise((resolve) => requestAnimationFrame(resolve));
    const painted = new MessageChannel();
    await new Promise((resolve) => {
      painted.port1.onmessage = resolve;
      painted.port2.postMessage(null);
    });
    return performance.now() - startMs;
  }, text);
}

async function benchOpening(browser: Browser, page: Page): Promise<readonly Figure[]> {
  await page.bringToFront();
  const ours: number[] = [];
  for (let row = 1; row <= OPENINGS; row += 1) ours.push(await timeOpening(page, row));
  const bare = await browser.newPage();
  await bare.setContent('<!doctype html><p></p>');
  const floor: number[] = [];
  for (let round = 0; round < OPENINGS; round += 1)
    floor.push(await timeBareClick(bare, proseOf(4000 + round)));
  await bare.close();
  return [
    {
      what: `open a draft among ${DRAFTS}, to the first paint of its text`,
      ms: percentile(ours, 0.5),
      floor: 'a bare page that shows such a text',
      floorMs: percentile(floor, 0.5),
    },
    {
      what: 'the slowest of those openings',
      ms: Math.max(...ours),
      floor: 'what a person takes for at once',
      floorMs: 100,
    },
  ];
}

/** Scrolls a list by half a window a frame, and now and then by much more. Gives how long each frame took. */
async function scrollThrough(page: Page, list: string): Promise<readonly number[]> {
  return page.evaluate(async (selector) => {
    const scroller = document.querySelector(selector);
    if (scroller === null) throw new Error('there is no list');
    const frames: number[] = [];
    const frame = (): Promise<number> => new Promise((resolve) => requestAnimationFrame(resolve));
    let lastMs = await frame();
    for (let step = 0; step < 300; step += 1) {
      scroller.scrollTop += step % 10 === 9 ? scroller.scrollHeight / 40 : scroller.clientHeight / 2;
      const nowMs = await frame();
      frames.push(nowMs - lastMs);
      lastMs = nowMs;
    }
    scroller.scrollTop = 0;
    return frames;
  }, list);
}

/** A list of as many rows of two lines, all in the page at once. */
async function openBareList(browser: Browser): Promise<Page> {
  const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
  const rows = Array.from({ length: DRAFTS }, (_, index) => `<p>Incident ${index}<br>On this machine</p>`);
  await page.setContent(
    `<!doctype html><div style="height: 700px; width: 320px; overflow: auto">${rows.join('')}</div>`,
  );
  await watchPaints(page);
  return page;
}

async function benchScrolling(browser: Browser, page: Page): Promise<readonly Figure[]> {
  const bare = await openBareList(browser);
  await page.bringToFront();
  await takePaints(page);
  const ours = await scrollThrough(page, 'nav div:has(> [role=list])');
  const ourPaints = await takePaints(page);
  await bare.bringToFront();
  await takePaints(bare);
  const floor = await scrollThrough(bare, 'div');
  const barePaints = await takePaints(bare);
  await bare.close();
  return [
    {
      what: `a frame while scrolling a list of ${DRAFTS} (p99)`,
      ms: percentile(ours, 0.99),
      floor: 'the same in a bare list of as many rows',
      floorMs: percentile(floor, 0.99),
    },
    {
      what: 'the longest long task of that scrolling (0: none)',
      ms: longestOf([ourPaints]),
      floor: 'that of the bare list, or the 50 that count as long',
      floorMs: Math.max(LONG_MS, longestOf([barePaints])),
    },
  ];
}

/** Opens the app, and gives its page with the size of all scripts that came before the first draft was in sight. */
async function openApp(browser: Browser, address: string): Promise<{ page: Page; scriptBytes: number }> {
  const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
  const scripts: Promise<number>[] = [];
  page.on('response', (response) => {
    if (new URL(response.url()).pathname.endsWith('.js'))
      scripts.push(response.body().then((body) => gzipSync(body).byteLength));
  });
  await page.goto(address);
  await page.locator('.cm-content').first().waitFor();
  const sizes = await Promise.all(scripts);
  return { page, scriptBytes: sizes.reduce((sum, size) => sum + size, 0) };
}

/** Typing, opening, searching and scrolling among 10,000 drafts. Empty where there is no browser. */
export async function benchBrowser(): Promise<readonly Figure[]> {
  if (machine.chromium === undefined) return [];
  using folder = temporaryFolder();
  const newId = countingIds();
  const text = proseOf(SIZE);
  const given = { title: TITLE, repo: null, labels: [], zone: 'UTC', zoneGiven: true, fallbackTitle: '' };
  const making = { nowMs: NOW_MS + DRAFTS + 1, newId };
  fillFolder(
    folder.path,
    importDraft(`# Summary\n\n${text}\n\n## What went wrong\n\nIt was long.\n`, given, making),
    DRAFTS,
    newId,
  );
  await using host = await serve(folder.path);
  const browser = await chromium.launch({ executablePath: machine.chromium, args: [...CHROMIUM_FLAGS] });
  try {
    const { page, scriptBytes } = await openApp(browser, host.address);
    return [
      {
        what: 'JavaScript of the first view, gzipped',
        unit: 'kB',
        ms: scriptBytes / 1000,
        floor: 'the most it may be',
        floorMs: 250,
      },
      ...(await benchSearchField(page, folder.path)),
      ...(await benchOpening(browser, page)),
      ...(await benchTyping(browser, page, text)),
      ...(await benchScrolling(browser, page)),
    ];
  } finally {
    await browser.close();
  }
}
