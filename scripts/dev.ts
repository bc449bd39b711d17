/**
 * `npm run dev`: serves the app in the browser, and builds again whenever a source changes. A change of the interface is
 * there after a reload; a change of anything else starts the host again, with a new address.
 */
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { watch } from 'node:fs';
import { join } from 'node:path';
import { ensureBuilt } from './build.ts';
import { root } from './command.ts';

/** Unfinished code gets a data folder of its own, and never the drafts of the person who writes it. */
const env = { DEBRIEF_DATA: join(root, '.cache/dev-data'), ...process.env };
const settleMs = 200;

let host: ChildProcess | undefined;
let timer: NodeJS.Timeout | undefined;
let hostIsStale = true;
let work = Promise.resolve();

for (const folder of ['app', 'main', 'renderer']) {
  watch(join(root, folder), { recursive: true }, () => {
    if (folder !== 'renderer') hostIsStale = true;
    clearTimeout(timer);
    timer = setTimeout(() => {
      work = work.then(refresh);
    }, settleMs);
  });
}
work = refresh();

async function refresh(): Promise<void> {
  try {
    await ensureBuilt();
    if (hostIsStale) await restart();
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  }
}

async function restart(): Promise<void> {
  hostIsStale = false;
  if (host?.exitCode === null) {
    const ended = once(host, 'close');
    host.kill();
    await ended;
  }
  host = spawn(process.execPath, ['bin/debrief.js', 'serve', '--no-open'], {
    cwd: root,
    env,
    stdio: 'inherit',
  });
}
