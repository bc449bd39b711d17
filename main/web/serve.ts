import type { Readable, Writable } from 'node:stream';

import { describeError } from '../../app/errors.ts';
import type { LoadPicture } from '../picture-answer.ts';
import type { RendererFiles } from '../renderer-files.ts';
import type { ServeSocket } from '../serve-link.ts';
import { browserCommand, openBrowser } from './browser.ts';
import type { Refused } from './refusals.ts';
import { refusalLine, Refusals } from './refusals.ts';
import { openWebHost } from './server.ts';

/** How the web host is run, and the streams and environment it is run with. */
export type ServeOptions = {
  readonly port?: number | undefined;
  /** Open the browser, where there is a display. */
  readonly open: boolean;
  /** Ends by itself once no page has been open for so long; undefined for never. */
  readonly idleMs?: number | undefined;
  readonly env: NodeJS.ProcessEnv;
  readonly stdout: Writable;
  readonly stderr: Writable;
  /** On a terminal, Enter gives a fresh address. */
  readonly stdin?: Terminal | undefined;
};

/** Standard input: a terminal, or something that is none. */
type Terminal = Pick<Readable, 'on' | 'off' | 'resume' | 'pause'> & { readonly isTTY?: boolean };

/** What is served. */
export type Served = {
  readonly serveSocket: ServeSocket;
  readonly files: RendererFiles;
  readonly loadPicture: LoadPicture;
  /** Told of requests that were refused, some seconds' worth at once. */
  readonly noteRefused?: (refused: readonly Refused[]) => void;
};

/** What ends a program politely: Ctrl+C, a service manager, a terminal that closes. */
const endings = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/**
 * Runs the web host until a signal or idleness ends it, and prints the address to open.
 * @throws DebriefError port.inUse, port.denied
 */
export async function serveUntilSignal(served: Served, options: ServeOptions): Promise<void> {
  const ended = nextSignal();
  const refusals = new Refusals((refused) => {
    options.stderr.write(`${refusalLine(refused)}\n`);
    served.noteRefused?.(refused);
  });
  const refused = (status: number, path: string): void => refusals.note(status, path);
  const host = await openWebHost({ ...served, port: options.port, refused });
  const address = host.freshAddress();
  options.stdout.write(`Debrief is ready: ${address}\n`);
  if (options.open) open(address, options);
  const stopListening = giveAddressesOnEnter(host.freshAddress.bind(host), options);
  const idle = options.idleMs === undefined ? [] : [host.whenIdle(options.idleMs)];
  await Promise.race([ended, ...idle]);
  stopListening();
  refusals.close();
  await host.close();
}

/** A second signal finds nobody who listens, and ends the process the hard way. */
function nextSignal(): Promise<void> {
  return new Promise((resolve) => {
    const end = () => {
      for (const signal of endings) process.off(signal, end);
      resolve();
    };
    for (const signal of endings) process.on(signal, end);
  });
}

function open(address: string, { env, stderr }: ServeOptions): void {
  const command = browserCommand(process.platform, env);
  if (command === undefined) return;
  openBrowser(command, address, env, () => {
    const { message, help } = describeError('browser.missing');
    stderr.write(`${message} ${help}\n`);
  });
}

/** An address works once, so whoever wants a second browser needs a second address. Gives what ends it. */
function giveAddressesOnEnter(freshAddress: () => string, { stdin, stdout }: ServeOptions): () => void {
  if (stdin?.isTTY !== true) return () => undefined;
  const give = () => void stdout.write(`${freshAddress()}\n`);
  stdout.write('It opens in one browser. Press Enter for another address, Ctrl+C to stop.\n');
  stdin.on('data', give);
  stdin.resume();
  return () => {
    stdin.off('data', give);
    stdin.pause();
  };
}
