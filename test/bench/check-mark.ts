/** From Enter in the log field to the check mark on the screen, beside the least that a page and a disk take for that. */
import { spawn } from 'node:child_process';
import type { ChildProcessByStdio } from 'node:child_process';
import { join } from 'node:path';
import type { Readable } from 'node:stream';

import type { Page } from 'playwright-core';
import { chromium } from 'playwright-core';

import { CATCH_UP_MS } from '../../renderer/state/catch-up.ts';
import { ensureBuilt } from '../../scripts/build.ts';
import { temporaryFolder } from '../support/core.ts';
import { CHROMIUM_FLAGS, machine } from '../support/machine.ts';
import { environmentFor } from '../support/process.ts';
import { ENTRIES, makeLongIncident } from './logging.ts';
import type { Figure } from './timing.ts';
import { percentile } from './timing.ts';

/** In turn on each page, so that what else the machine does meets all of them. */
const ROUNDS = 5;
const LINES = 20;
/** The first lines warm up what compiles as it runs, and are not counted. */
const WARM_UP = 5;
/** How long a loaded machine may take to open the draft. */
const OPEN_MS = 120_000;
/** How long one may take to show that a line is on disk: a figure that is worse is an error of the bench, or of the page. */
const LIMIT_MS = 20_000;
/** Between two lines at least, in milliseconds: nobody types faster than that. */
const PAUSE_MS = 250;
/** What a page reads then has come by this time, in milliseconds. */
const SETTLE_MS = 2000;
const root = join(import.meta.dirname, '../..');

/** A page with a field, a socket, and a server that inserts a row with the same pragmas before it answers. */
const BARE_SERVER = `
const { WebSocketServer } = require('ws');
const db = new (require('better-sqlite3'))(process.argv[1]);
db.pragma('journal_mode = WAL');
db.pragma('synchronous = FULL');
db.exec('CREATE TABLE entry (id INTEGER PRIMARY KEY, at_ms INTEGER NOT NULL, text TEXT NOT NULL)');
const insert = db.prepare('INSERT INTO entry (at_ms, text) VALUES (?, ?)');
const page = \`<!doctype html><title>x</title><textarea id="log-field"></textarea><div id="rows"></div><script>
const socket = new WebSocket('ws://' + location.host);
const field = document.querySelector('textarea');
field.onkeydown = (event) => {
  if (event.key !== 'Enter') return;
  event.preventDefault();
  socket.send(field.value);
  field.value = '';
};
socket.onmessage = ({ data }) => {
  const row = document.createElement('div');
  row.className = 'row';
  row.innerHTML = '<span class="check">✓</span>';
  row.append(data);
  document.querySelector('#rows').append(row);
};
</script>\`;
const server = require('http').createServer((q, s) => { s.setHeader('content-type', 'text/html; charset=utf-8'); s.end(page); });
new WebSocketServer({ server }).on('connection', (socket) => socket.on('message', (data) => {
  insert.run(Date.now(), String(data));
  socket.send(String(data));
}));
server.listen(0, '127.0.0.1', () => console.log('http://127.0.0.1:' + server.address().port + '/#key=x'));
`;

/** Runs in the page. Gives the milliseconds from the next Enter to the frame that shows a check mark beside a text. */
function toCheckMark({ text, limitMs }: { text: string; limitMs: number }): Promise<number> {
  return new Promise((resolve, reject) => {
    let enterMs = 0;
    addEventListener(
      'keydown',
      (event) => {
        if (event.key === 'Enter') enterMs = event.timeStamp;
      },
      { capture: true },
    );
    const isIt = (node: Node): boolean => {
      if (!(node instanceof Element)) return false;
      const mark = node.matches('.check') ? node : node.querySelector('.check');
      return mark?.closest('[role=listitem], .row')?.textContent.includes(text) ?? false;
    };
    const observer = new MutationObserver((changes) => {
      if (!changes.some(({ addedNodes }) => [...addedNodes].some(isIt))) return;
      observer.disconnect();
      clearTimeout(giveUp);
      // What a frame shows is on the screen once the next task after it runs.
      requestAnimationFrame(() => {
        const { port1, port2 } = new MessageChannel();
        port1.onmessage = () => resolve(performance.now() - enterMs);
        port2.postMessage(null);
      });
    });
    const giveUp = setTimeout(() => {
      observer.disconnect();
      reject(new Error(`no check mark came beside “${text}”`));
    }, limitMs);
    observer.observe(document.body, { childList: true, subtree: true });
  });
}

/** @param name of these lines, different from all others of the page */
async function timeLines(page: Page, name: string, count: number): Promise<readonly number[]> {
  const times: number[] = [];
  await page.locator('#log-field').click();
  for (let line = 0; line < count; line += 1) {
    const text = `Line ${line} of ${name}`;
    const measured = page.evaluate(toCheckMark, { text, limitMs: LIMIT_MS });
    await page.keyboard.type(text);
    await page.keyboard.press('Enter');
    times.push(await measured);
    // Never in step with what the page does by itself after a line.
    await page.waitForTimeout(PAUSE_MS + (line % 8) * 50);
  }
  // What a page reads once nobody logs is not in the way of the next one.
  await page.waitForTimeout(CATCH_UP_MS + SETTLE_MS);
  return times;
}

interface Subject extends AsyncDisposable {
  readonly page: Page;
}

/** A host that prints its address, and a browser on the page that `open` leads to. */
async function startSubject(
  words: readonly string[],
  folder: string,
  open: (page: Page) => Promise<void>,
): Promise<Subject> {
  const host = spawn(process.execPath, words, {
    cwd: root,
    env: environmentFor(folder),
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const browser = await chromium.launch({
    executablePath: machine.chromium ?? '',
    args: [...CHROMIUM_FLAGS],
  });
  const page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
  await page.goto(await addressOf(host));
  await open(page);
  return {
    page,
    async [Symbol.asyncDispose]() {
      await browser.close();
      const ended = new Promise((resolve) => host.on('exit', resolve));
      host.kill('SIGTERM');
      await ended;
    },
  };
}

async function startOurs(folder: string, open: (page: Page, id: string) => Promise<void>): Promise<Subject> {
  const id = await makeLongIncident(folder);
  const words = [join(root, 'bin/debrief.js'), 'serve', '--no-open'];
  return startSubject(words, folder, (page) => open(page, id));
}

/** The address that a host prints when it is ready. */
function addressOf(host: ChildProcessByStdio<null, Readable, null>): Promise<string> {
  return new Promise((resolve, reject) => {
    let said = '';
    host.stdout.setEncoding('utf8').on('data', (part: string) => {
      said += part;
      const found = /http:\/\/\S+#key=\S+/.exec(said)?.[0];
      if (found !== undefined) resolve(found);
    });
    host.once('exit', (code) => reject(new Error(`the host ended (${code}) before it was ready`)));
  });
}

/** The page turns to an incident that runs by itself. */
async function showIncident(page: Page): Promise<void> {
  await page.getByRole('timer').waitFor({ timeout: OPEN_MS });
}

/** Its draft is where the timeline is whole. */
async function showDraft(page: Page, id: string): Promise<void> {
  await showIncident(page);
  await page.evaluate((hash) => (location.hash = hash), `#/drafts/${id}`);
  await page.locator(`#draft [data-section] #log-field`).waitFor({ timeout: OPEN_MS });
}

/** Empty where there is no browser. */
export async function benchCheckMark(): Promise<readonly Figure[]> {
  if (machine.chromium === undefined) return [];
  await ensureBuilt();
  using bareFolder = temporaryFolder();
  using incidentFolder = temporaryFolder();
  using draftFolder = temporaryFolder();
  const bareWords = ['-e', BARE_SERVER, join(bareFolder.path, 'bare.db')];
  await using bare = await startSubject(bareWords, bareFolder.path, async () => undefined);
  await using incident = await startOurs(incidentFolder.path, showIncident);
  await using draft = await startOurs(draftFolder.path, showDraft);
  const subjects = [bare, incident, draft];
  const times: number[][] = subjects.map(() => []);
  for (const { page } of subjects) await timeLines(page, 'warming up', WARM_UP);
  for (let round = 0; round < ROUNDS; round += 1) {
    for (const [index, { page }] of subjects.entries())
      times[index]?.push(...(await timeLines(page, `round ${round}`, LINES)));
  }
  const [bareTimes = [], ...ours] = times;
  return ['incident', 'draft'].flatMap((view, index) =>
    [0.5, 0.99].map((part) => ({
      what: `from Enter to the check mark on the screen, in the ${view} view of ${ENTRIES} entries (p${part * 100})`,
      ms: percentile(ours[index] ?? [], part),
      floor: 'a page of one field, and a bare insert',
      floorMs: percentile(bareTimes, part),
    })),
  );
}
