import { spawn, type ChildProcess } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { text } from 'node:stream/consumers';
import { afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { ensureBuilt } from '../../scripts/build.ts';
import { root } from '../house/tree.ts';
import { temporaryFolder } from '../support/core.ts';

let folder: ReturnType<typeof temporaryFolder>;
let started: ChildProcess[];
// What is tested here is the start of a built checkout.
beforeAll(ensureBuilt, 120_000);
beforeEach(() => {
  folder = temporaryFolder();
  started = [];
});
afterEach(() => {
  for (const child of started) child.kill('SIGKILL');
  folder[Symbol.dispose]();
});

/** In the place of Electron's runtime. */
function putElectron(script: string): NodeJS.ProcessEnv {
  const dist = join(folder.path, 'electron');
  mkdirSync(dist);
  writeFileSync(join(dist, 'electron'), `#!/bin/sh\n${script}\n`, { mode: 0o755 });
  return { ELECTRON_OVERRIDE_DIST_PATH: dist };
}

/** As on a machine that has no runtime, whether this one has or not, and from which nothing can be downloaded. */
const without = {
  ELECTRON_OVERRIDE_DIST_PATH: '/nowhere',
  ELECTRON_MIRROR: 'http://127.0.0.1:1/',
};

function start(args: readonly string[], env: NodeJS.ProcessEnv) {
  const child = spawn(process.execPath, ['scripts/start.js', ...args], {
    cwd: root,
    env: { PATH: process.env['PATH'], HOME: folder.path, DEBRIEF_DATA: join(folder.path, 'data'), ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  started.push(child);
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const ended = new Promise<number | null>((resolve) => child.once('close', resolve));
  const line = async (): Promise<string | undefined> => {
    const next: IteratorResult<string, undefined> = await lines.next();
    return next.value;
  };
  return { child, line, ended, errors: text(child.stderr) };
}

const address = /^Debrief is ready: http:\/\/127\.0\.0\.1:\d+\/#key=\S+$/;

describe.skipIf(process.platform !== 'linux')('npm start', () => {
  test('opens the app in Electron where its runtime is', async () => {
    const electron = start([], putElectron('echo "opened $1"'));
    expect(await electron.line()).toBe(`opened ${root}`);
    expect(await electron.ended).toBe(0);
  });

  test('ends Electron when it is told to end', async () => {
    const electron = start([], putElectron('trap "exit 7" TERM; echo opened; while :; do sleep 0.1; done'));
    expect(await electron.line()).toBe('opened');
    electron.child.kill('SIGTERM');
    expect(await electron.ended).toBe(7);
  });

  test('says in one line that there is no runtime, and serves the app to the browser', async () => {
    const browser = start([], without);
    expect(await browser.line()).toBe(
      'Electron has no runtime here, and no display either, so Debrief is served to the browser instead.',
    );
    expect(await browser.line()).toMatch(address);
    browser.child.kill('SIGTERM');
    expect(await browser.ended).toBe(0);
    expect(await browser.line()).toBeUndefined();
  });

  test('serves the app to the browser where Electron does not start', async () => {
    const browser = start([], putElectron('exit 127'));
    expect(await browser.line()).toBe('Electron did not start, so Debrief is served to the browser instead.');
    expect(await browser.line()).toMatch(address);
  });

  test('says nothing of Electron to who wants the browser', async () => {
    const browser = start(['--web'], putElectron('echo opened'));
    expect(await browser.line()).toMatch(address);
  });

  test('says in one line why there is no Electron to who wants nothing else', async () => {
    const failed = start(['--electron'], without);
    expect(await failed.line()).toMatch(/^Downloading Electron \d+\.\d+\.\d+, this once …$/);
    expect(await failed.ended).toBe(1);
    expect(await failed.errors).toBe('Electron has no runtime here, and it could not be downloaded.\n');
  });

  test('explains itself to who wants anything else', async () => {
    const failed = start(['--help'], without);
    expect(await failed.ended).toBe(2);
    expect(await failed.errors).toMatch(/^Start it as "npm start", .*\n$/);
  });

  test('says in one line what keeps the app from being served', async () => {
    writeFileSync(join(folder.path, 'data'), 'a file');
    const failed = start(['--web'], {});
    expect(await failed.ended).toBe(1);
    expect(await failed.errors).toMatch(/^[^\n]+\n$/);
  });
});
