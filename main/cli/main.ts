/** The command line as a process: its streams, its signals, its exit code. */
import { constants } from 'node:os';

import { run } from './run.ts';
import type { OpenCore } from './terminal.ts';
import { Interrupted } from './terminal.ts';

const interruption = new AbortController();

/**
 * Opens the core, which no signal may end from then on before it is closed. Until then there is nothing to lose, and a
 * signal ends the process as it ends any. So does a second one.
 */
async function openCore(): Promise<OpenCore> {
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.once(signal, () => {
      if (process.stderr.isTTY)
        process.stderr.write('Stopping once what is under way is recorded. Again: at once.\n');
      interruption.abort(new Interrupted(128 + constants.signals[signal]));
    });
  }
  const { openCore: open } = await import('../core.ts');
  const core = open({ environment: process.env });
  return { client: core.client, notices: core.notices, close: () => core.close() };
}

/** Resolves when all that was written has gone out. */
function drained(stream: NodeJS.WriteStream): Promise<void> {
  return new Promise((resolve) => {
    stream.write('', () => resolve());
  });
}

for (const stream of [process.stdout, process.stderr]) {
  // Each write is told of its own failure; without a listener the stream would throw besides.
  stream.on('error', () => undefined);
}

const code = await run(process.argv.slice(2), {
  env: process.env,
  // Opened when it is first read: most commands never do.
  get stdin() {
    return process.stdin;
  },
  stdout: process.stdout,
  stderr: process.stderr,
  startedAtMs: Math.round(performance.timeOrigin),
  zone: Intl.DateTimeFormat().resolvedOptions().timeZone,
  interrupted: interruption.signal,
  openCore,
});
await Promise.all([drained(process.stdout), drained(process.stderr)]);
process.exit(code);
