/** The command line as processes of their own, on the data folder of a driver. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { vi } from 'vitest';

import type { CommandLine } from './driver.ts';

const main = join(import.meta.dirname, '../../../main/cli/main.ts');

/** How long a loaded machine may take, in milliseconds. */
export const PATIENCE_MS = 60_000;

export interface Ended {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly out: string;
  readonly err: string;
}

export interface Started {
  readonly pid: number;
  readonly stdin: NodeJS.WritableStream;
  /** Waits until this was written to standard output. */
  saw(text: string): Promise<void>;
  /** Waits until this was written to standard error. */
  told(text: string): Promise<void>;
  kill(signal: NodeJS.Signals): void;
  /** Stops to read standard output. */
  leave(): void;
  end(): Promise<Ended>;
}

async function until(holds: () => boolean): Promise<void> {
  await vi.waitUntil(holds, { timeout: PATIENCE_MS });
}

/** Starts a command. Its standard input stays open until the test ends it. */
export function start(cli: CommandLine, argv: readonly string[], env: NodeJS.ProcessEnv = {}): Started {
  const environment = { ...process.env, ...cli.env, DEBRIEF_DATA: cli.folder, ...env };
  const child = spawn(process.execPath, [main, ...argv], { env: environment, stdio: 'pipe' });
  let out = '';
  let err = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => (out += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (err += text));
  child.stdin.on('error', () => undefined);
  const closed = once(child, 'close') as Promise<[number | null, NodeJS.Signals | null]>;
  return {
    pid: child.pid ?? 0,
    stdin: child.stdin,
    saw: (text) => until(() => out.includes(text)),
    told: (text) => until(() => err.includes(text)),
    kill: (signal) => child.kill(signal),
    leave: () => child.stdout.destroy(),
    end: async () => {
      const [code, signal] = await closed;
      return { code, signal, out, err };
    },
  };
}

/** The same, with standard input at its end. */
export function run(cli: CommandLine, argv: readonly string[], input = ''): Promise<Ended> {
  const started = start(cli, argv);
  started.stdin.end(input);
  return started.end();
}
