/** Another program, run with the terminal of this one. */
import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import type { Readable, Writable } from 'node:stream';
import { isatty } from 'node:tty';

import type { HeldSignal } from './signals.ts';
import type { Terminal } from './terminal.ts';
import { systemReason } from './texts.ts';

/** How a program ended: by its status, by a signal, or before it began. */
export type Ending =
  | { readonly is: 'exited'; readonly status: number }
  | { readonly is: 'killed'; readonly signal: NodeJS.Signals }
  | { readonly is: 'notStarted'; readonly status: 126 | 127; readonly reason: string };

export interface ProgramRun {
  /** UTC milliseconds. */
  readonly startedAtMs: number;
  readonly durationMs: number;
  readonly ending: Ending;
}

/** Hears what a program writes. */
export type Heard = (stream: 'out' | 'err', bytes: Uint8Array) => void;

/** What a program leaves running keeps its output open; so long after its end and the last bytes, nobody waits for more. */
const LINGER_MS = 1000;

export class Program {
  /** Settles when it has ended and all it wrote was passed on. */
  readonly ended: Promise<ProgramRun>;
  private child: ChildProcess | null = null;

  /**
   * Starts it with this process's standard streams, environment and folder.
   * @param heard hears what it writes, which then goes through this process: it sees pipes, and no terminal
   */
  constructor(
    words: readonly string[],
    terminal: Pick<Terminal, 'env' | 'stdout' | 'stderr' | 'nowMs'>,
    heard: Heard | null,
  ) {
    this.ended = this.run(words, terminal, heard);
  }

  /** Passes on a signal that only this process got: a terminal sends those of its keys to both. */
  pass(signal: HeldSignal): void {
    const isKey = (signal === 'SIGINT' || signal === 'SIGQUIT') && [0, 1, 2].some((each) => isatty(each));
    if (!isKey) this.child?.kill(signal);
  }

  private async run(
    [program = '', ...words]: readonly string[],
    { env, stdout, stderr, nowMs }: Pick<Terminal, 'env' | 'stdout' | 'stderr' | 'nowMs'>,
    heard: Heard | null,
  ): Promise<ProgramRun> {
    const out = heard === null ? 'inherit' : 'pipe';
    const startedAtMs = nowMs();
    const startMs = performance.now();
    const copies: OutputCopy[] = [];
    let ending: Ending;
    try {
      this.child = spawn(program, words, { stdio: ['inherit', out, out], env });
      const { child } = this;
      if (child.stdout !== null && heard !== null)
        copies.push(new OutputCopy(child.stdout, stdout, (bytes) => heard('out', bytes)));
      if (child.stderr !== null && heard !== null)
        copies.push(new OutputCopy(child.stderr, stderr, (bytes) => heard('err', bytes)));
      ending = await endingOf(child);
    } catch (error) {
      ending = notStarted(error);
    }
    const durationMs = performance.now() - startMs;
    await Promise.all(copies.map((each) => each.end()));
    return { startedAtMs, durationMs, ending };
  }
}

/** @throws what the system says of a program that it can't start */
async function endingOf(child: ChildProcess): Promise<Ending> {
  const [status, signal] = (await once(child, 'exit')) as [number | null, NodeJS.Signals | null];
  return signal === null ? { is: 'exited', status: status ?? 0 } : { is: 'killed', signal };
}

/** The statuses are those of a shell (POSIX, "Exit Status for Commands"). */
function notStarted(error: unknown): Ending {
  const { code } = error as NodeJS.ErrnoException;
  // An empty name is refused before the system is asked for it.
  const isMissing = code === 'ENOENT' || code === 'ERR_INVALID_ARG_VALUE';
  return isMissing
    ? { is: 'notStarted', status: 127, reason: 'command not found' }
    : { is: 'notStarted', status: 126, reason: systemReason(error) };
}

/** One stream of a program, copied as it comes. */
class OutputCopy {
  private readonly from: Readable;
  private lingering: NodeJS.Timeout | null = null;

  constructor(from: Readable, to: Writable, heard: (bytes: Uint8Array) => void) {
    this.from = from;
    from.on('data', (bytes: Uint8Array) => {
      heard(bytes);
      this.lingering?.refresh();
      from.pause();
      // A reader that has gone is gone for the program, too.
      to.write(bytes, (error) => (error ? from.destroy() : from.resume()));
    });
  }

  /** The program has ended: settles when what it wrote was copied. */
  async end(): Promise<void> {
    if (this.from.closed) return;
    await new Promise<void>((resolve) => {
      this.from.once('close', resolve);
      this.lingering = setTimeout(resolve, LINGER_MS);
    });
    if (this.lingering !== null) clearTimeout(this.lingering);
    this.from.destroy();
  }
}
