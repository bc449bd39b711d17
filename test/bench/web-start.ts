/** From the start of the web host to the first painted draft, beside the same for a server with an empty page. */
import { spawn } from 'node:child_process';
import { join } from 'node:path';

import type { Browser } from 'playwright-core';
import { chromium } from 'playwright-core';

import { openTestCore, temporaryFolder } from '../support/core.ts';
import { CHROMIUM_FLAGS, machine } from '../support/machine.ts';
import { environmentFor } from '../support/process.ts';
import type { Figure } from './timing.ts';
import { percentile } from './timing.ts';

const ROUNDS = 5;
const DRAFTS = 1000;
const bin = join(import.meta.dirname, '../../bin/debrief.js');
const EMPTY_SERVER =
  "require('http').createServer((q,s)=>{s.setHeader('content-type','text/html');s.end('<!doctype html><title>x</title><p>draft')}).listen(0,'127.0.0.1',function(){console.log('http://127.0.0.1:'+this.address().port+'/#key=x')})";

/** Milliseconds from the start of a process that prints an address to the text on the page it serves. */
async function timeToText(
  browser: Browser,
  words: readonly string[],
  environment: Record<string, string>,
  text: string,
): Promise<number> {
  const startMs = performance.now();
  const host = spawn(process.execPath, words, { env: environment, stdio: ['ignore', 'pipe', 'inherit'] });
  const address = await new Promise<string>((resolve) => {
    let said = '';
    host.stdout.setEncoding('utf8').on('data', (part: string) => {
      said += part;
      const found = /http:\/\/\S+#key=\S+/.exec(said)?.[0];
      if (found !== undefined) resolve(found);
    });
  });
  const context = await browser.newContext();
  const page = await context.newPage();
  await page.goto(address);
  await page.getByText(text).first().waitFor();
  const ms = performance.now() - startMs;
  await context.close();
  const ended = new Promise((resolve) => host.on('exit', resolve));
  host.kill('SIGTERM');
  await ended;
  return ms;
}

/** Medians over a few starts, with 1,000 drafts in the list. Empty where there is no browser. */
export async function benchWebStart(): Promise<readonly Figure[]> {
  if (machine.chromium === undefined) return [];
  using folder = temporaryFolder();
  const core = openTestCore(folder.path, 'http://127.0.0.1:1');
  for (let count = 1; count <= DRAFTS; count += 1)
    await core.client.drafts.create({ title: `Incident ${count}` });
  await core.close();
  const browser = await chromium.launch({ executablePath: machine.chromium, args: [...CHROMIUM_FLAGS] });
  const ours: number[] = [];
  const bare: number[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    const environment = environmentFor(folder.path);
    ours.push(await timeToText(browser, [bin, 'serve', '--no-open'], environment, `Incident ${DRAFTS}`));
    bare.push(await timeToText(browser, ['-e', EMPTY_SERVER], environment, 'draft'));
  }
  await browser.close();
  return [
    {
      what: `start of the web host to the first painted draft of ${DRAFTS}`,
      ms: percentile(ours, 0.5),
      floor: 'a bare Node server with an empty page',
      floorMs: percentile(bare, 0.5),
    },
  ];
}
