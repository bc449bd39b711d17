import { spawn, type ChildProcessByStdio } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync, watch, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Readable, Writable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { temporaryFolder } from '../../support/core.ts';
import { writeRenderer } from './running-host.ts';

type Child = ChildProcessByStdio<Writable, Readable, Readable>;

/** What a test needs of a process that serves: its lines as they come, and how it ended. */
class Serving {
  readonly child: Child;
  readonly errors: Promise<string>;
  readonly ended: Promise<number | null>;
  readonly #lines: AsyncIterator<string, undefined>;

  constructor(child: Child) {
    this.child = child;
    this.errors = text(child.stderr);
    this.ended = new Promise((resolve) => child.once('close', resolve));
    this.#lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  }

  async line(): Promise<string> {
    const { value } = await this.#lines.next();
    return String(value);
  }
}

let folder: ReturnType<typeof temporaryFolder>;
let started: Child[];
beforeEach(() => {
  folder = temporaryFolder();
  started = [];
  writeRenderer(folder.path);
});
afterEach(() => {
  for (const child of started) child.kill('SIGKILL');
  folder[Symbol.dispose]();
});

function serve(args: readonly string[] = [], env: NodeJS.ProcessEnv = {}): Serving {
  const script = join(import.meta.dirname, 'serve-process.ts');
  const child = spawn(process.execPath, [script, folder.path, ...args], {
    env: { PATH: process.env['PATH'], ...env },
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  started.push(child);
  return new Serving(child);
}

const address = /http:\/\/127\.0\.0\.1:(\d+)\/#key=[\w-]{43}$/;

describe('serving', () => {
  test.each(['SIGINT', 'SIGTERM', 'SIGHUP'] as const)(
    'prints the address, and ends cleanly on %s though a page is open',
    async (signal) => {
      const serving = serve();
      const url = address.exec(await serving.line())?.[0] ?? '';
      const page = await fetch(url);
      expect(page.status).toBe(200);
      await page.text();
      serving.child.kill(signal);
      expect(await serving.line()).toBe('closed');
      expect(await serving.ended).toBe(0);
      expect(await serving.errors).toBe('');
    },
  );

  test('says that its port is in use', async () => {
    const port = address.exec(await serve().line())?.[1] ?? '';
    const second = serve([port]);
    expect(await second.ended).toBe(2);
    expect(await second.errors).toBe('port.inUse\n');
  });

  test('gives another address for each Enter on a terminal', async () => {
    const serving = serve(['0', 'no', 'tty']);
    const first = address.exec(await serving.line())?.[0];
    expect(await serving.line()).toContain('Press Enter');
    serving.child.stdin.write('\n');
    const second = address.exec(await serving.line())?.[0];
    expect(second).toMatch(address);
    expect(second).not.toBe(first);
    serving.child.kill('SIGINT');
    expect(await serving.ended).toBe(0);
  });
});

describe('the browser', () => {
  /** In the place of xdg-open: writes down what it was asked to open. */
  function putOpener(script: string): string {
    writeFileSync(join(folder.path, 'xdg-open'), `#!/bin/sh\n${script}\n`, { mode: 0o755 });
    return `${folder.path}:${process.env['PATH'] ?? ''}`;
  }

  test('is opened at the printed address where there is a display', async () => {
    const opened = join(folder.path, 'opened');
    const PATH = putOpener(`printf %s "$1" > ${opened}.part && mv ${opened}.part ${opened}`);
    const seen = new Promise<void>((resolve) => {
      const watcher = watch(folder.path, () => {
        if (!existsSync(opened)) return;
        watcher.close();
        resolve();
      });
    });
    const serving = serve(['0', 'open'], { DISPLAY: ':0', PATH });
    const url = address.exec(await serving.line())?.[0];
    await seen;
    expect(readFileSync(opened, 'utf8')).toBe(url);
  });

  test.each(['exit 3', 'missing'])('that can not be opened costs one line (%s)', async (script) => {
    const PATH = script === 'missing' ? folder.path : putOpener(script);
    const serving = serve(['0', 'open'], { DISPLAY: ':0', PATH });
    expect(await serving.line()).toMatch(address);
    const [chunk] = (await once(serving.child.stderr, 'data')) as [Buffer];
    expect(chunk.toString()).toMatch(/^No browser could be opened\. .*\n$/);
    serving.child.kill('SIGTERM');
    expect(await serving.ended).toBe(0);
  });

  test('is not looked for without a display', async () => {
    const PATH = putOpener('echo opened >&2');
    const serving = serve(['0', 'open'], { PATH });
    await serving.line();
    serving.child.kill('SIGTERM');
    expect(await serving.ended).toBe(0);
    expect(await serving.errors).toBe('');
  });
});
