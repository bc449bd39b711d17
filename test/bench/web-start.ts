/** From the start of the web host to a list that can be used, beside the same for a server with an empty page. */
import { spawn } from 'node:child_process';
import { join } from 'node:path';

import type { Browser } from 'playwright-core';
import { chromium } from 'playwright-core';

import { temporaryFolder } from '../support/core.ts';
import { countingIds } from '../support/ids.ts';
import { CHROMIUM_FLAGS, machine } from '../support/machine.ts';
import { environmentFor } from '../support/process.ts';
import { draftOf, fillFolder } from './reports.ts';
import type { Figure } from './timing.ts';
import { percentile } from './timing.ts';

const ROUNDS = 7;
const DRAFTS = 10_000;
const bin = join(import.meta.dirname, '../../bin/debrief.js');
const EMPTY_PAGE = '<!doctype html><title>x</title><nav><a data-draft>draft</a></nav>';
const EMPTY_SERVER = `require('http').createServer((q,s)=>{s.setHeader('content-type','text/html');s.end('${EMPTY_PAGE}')}).listen(0,'127.0.0.1',function(){console.log('http://127.0.0.1:'+this.address().port+'/#key=x')})`;

/** Where the time of one start went, in milliseconds: the parts follow each other. */
interface Start {
  /** From the start of the process to the address that it prints. */
  readonly listeningMs: number;
  /** From there until the page's scripts have run. */
  readonly scriptsMs: number;
  /** From there to the paint of the first draft: the answers of the core, and the drawing. */
  readonly draftsMs: number;
}

const totalOf = ({ listeningMs, scriptsMs, draftsMs }: Start): number => listeningMs + scriptsMs + draftsMs;

/** What a page notes of itself, by `watchStart`. */
interface Watched extends Window {
  startedMs?: Promise<{ readonly scriptsMs: number; readonly paintedMs: number }>;
}

/** Has a page note when its scripts had run and when the first draft was painted, as UTC milliseconds. Runs in the page. */
function watchStart(): void {
  const page: Watched = window;
  const { timeOrigin } = performance;
  page.startedMs = new Promise((resolve) => {
    const painted = new MessageChannel();
    let scriptsMs = 0;
    painted.port1.onmessage = () => resolve({ scriptsMs, paintedMs: timeOrigin + performance.now() });
    document.addEventListener('DOMContentLoaded', () => {
      scriptsMs = timeOrigin + performance.now();
    });
    const look = (): void => {
      if (scriptsMs === 0 || document.querySelector('nav a[data-draft]') === null)
        return void requestAnimationFrame(look);
      // Handled after the frame that this callback belongs to.
      painted.port2.postMessage(null);
    };
    requestAnimationFrame(look);
  });
}

/** Starts a process that prints an address, and opens that in a browser that runs already. */
async function timeStart(
  browser: Browser,
  words: readonly string[],
  environment: Record<string, string>,
): Promise<Start> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 } });
  const page = await context.newPage();
  await page.addInitScript(watchStart);
  const startMs = performance.timeOrigin + performance.now();
  const host = spawn(process.execPath, words, { env: environment, stdio: ['ignore', 'pipe', 'inherit'] });
  const address = await new Promise<string>((resolve) => {
    let said = '';
    host.stdout.setEncoding('utf8').on('data', (part: string) => {
      said += part;
      const found = /http:\/\/\S+#key=\S+/.exec(said)?.[0];
      if (found !== undefined) resolve(found);
    });
  });
  const listeningMs = performance.timeOrigin + performance.now() - startMs;
  await page.goto(address, { waitUntil: 'commit' });
  const noted = await page.evaluate(() => (window as Watched).startedMs);
  if (noted === undefined) throw new Error('the page does not watch itself');
  await context.close();
  const ended = new Promise((resolve) => host.on('exit', resolve));
  host.kill('SIGTERM');
  await ended;
  return {
    listeningMs,
    scriptsMs: noted.scriptsMs - startMs - listeningMs,
    draftsMs: noted.paintedMs - noted.scriptsMs,
  };
}

/** Medians over a few starts with 10,000 drafts in the list, whole and in parts. Empty where there is no browser. */
export async function benchWebStart(): Promise<readonly Figure[]> {
  if (machine.chromium === undefined) return [];
  using folder = temporaryFolder();
  const newId = countingIds();
  fillFolder(folder.path, draftOf(0, newId), DRAFTS - 1, newId);
  const browser = await chromium.launch({ executablePath: machine.chromium, args: [...CHROMIUM_FLAGS] });
  const ours: Start[] = [];
  const bare: Start[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    const environment = environmentFor(folder.path);
    ours.push(await timeStart(browser, [bin, 'serve', '--no-open'], environment));
    bare.push(await timeStart(browser, ['-e', EMPTY_SERVER], environment));
  }
  await browser.close();
  const figure = (what: string, msOf: (start: Start) => number): Figure => ({
    what,
    ms: percentile(ours.map(msOf), 0.5),
    floor: 'a bare Node server with an empty page',
    floorMs: percentile(bare.map(msOf), 0.5),
  });
  return [
    figure(`start of the web host to the first painted draft of ${DRAFTS}`, totalOf),
    figure('of that, until it listens', ({ listeningMs }) => listeningMs),
    figure("then, until the page's scripts have run", ({ scriptsMs }) => scriptsMs),
    figure('then, until the first draft is painted', ({ draftsMs }) => draftsMs),
  ];
}
