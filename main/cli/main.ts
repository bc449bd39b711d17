/** The command line as a process: its streams, its signals, its exit code. */
import { constants } from 'node:os';
import { setTimeout as pause } from 'node:timers/promises';

import { machineZone } from '../machine-zone.ts';
import { machineTime } from './clock.ts';
import { lacksInput, noInput } from './input.ts';
import { run } from './run.ts';
import type { HeldSignal } from './signals.ts';
import { SignalHolders } from './signals.ts';
import type { OpenCore, OpenLogging } from './terminal.ts';
import { Interrupted } from './terminal.ts';

const interruption = new AbortController();
const signals = new SignalHolders(process);
const ending: { signal: HeldSignal | null } = { signal: null };

/**
 * No signal may end this process while something is open, before it is closed. Until then there is nothing to lose, and a
 * signal ends the process as it ends any. So does a second one.
 */
function holdSignals(): void {
  const held = signals.hold(['SIGINT', 'SIGTERM', 'SIGHUP'], (signal) => {
    held[Symbol.dispose]();
    if (process.stderr.isTTY)
      process.stderr.write('Stopping once what is under way is recorded. Again: at once.\n');
    interruption.abort(new Interrupted(128 + constants.signals[signal]));
  });
}

async function openCore(): Promise<OpenCore> {
  holdSignals();
  const { openCore: open } = await import('../core.ts');
  const core = open({ environment: process.env });
  return {
    client: core.client,
    get notices() {
      return core.notices;
    },
    bringInWaiting: () => core.bringInWaiting(),
    close: () => core.close(),
  };
}

/** Not the whole core: to load it is most of what "debrief log" would take. */
async function openLogging(): Promise<OpenLogging> {
  holdSignals();
  const { openLogging: open } = await import('../logging.ts');
  const logging = open({ environment: process.env });
  return {
    log: (moment) => logging.log(moment),
    get notices() {
      return logging.notices;
    },
    bringInWaiting: () => logging.bringInWaiting(),
    close: () => {
      logging.close();
      return Promise.resolve();
    },
  };
}

/** Resolves when all that was written has gone out. */
function drained(stream: NodeJS.WriteStream): Promise<void> {
  return new Promise((resolve) => {
    stream.write('', () => resolve());
  });
}

/** How long a signal that this process sends to itself may take, in milliseconds. */
const SIGNAL_MS = 1000;

/** A shell that sees a program end by Ctrl-C ends its loop, too; an exit code would not tell it. */
async function endBy(signal: HeldSignal): Promise<void> {
  process.removeAllListeners(signal);
  process.kill(process.pid, signal);
  await pause(SIGNAL_MS);
}

for (const stream of [process.stdout, process.stderr]) {
  // Each write is told of its own failure; without a listener the stream would throw besides.
  stream.on('error', () => undefined);
}

const code = await run(process.argv.slice(2), {
  env: process.env,
  // Opened when it is first read: most commands never do.
  get stdin() {
    return lacksInput(process) ? noInput() : process.stdin;
  },
  stdout: process.stdout,
  stderr: process.stderr,
  startedAtMs: Math.round(performance.timeOrigin),
  get zone() {
    return machineZone();
  },
  localTime: machineTime,
  nowMs: Date.now,
  interrupted: interruption.signal,
  signals,
  endBy: (signal) => {
    ending.signal = signal;
  },
  openCore,
  openLogging,
  logUnopened: async (moment, failure) => {
    const { logUnopened } = await import('../logging.ts');
    return logUnopened({ environment: process.env }, moment, failure);
  },
  examineUnopened: async (failure) => {
    const { examineUnopened } = await import('../diagnosis/doctor.ts');
    return examineUnopened({ environment: process.env, zone: machineZone() }, failure);
  },
});
await Promise.all([drained(process.stdout), drained(process.stderr)]);
if (ending.signal !== null) await endBy(ending.signal);
process.exit(code);
