import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

import { DebriefError } from '../../app/errors.ts';
import type { LoadPicture } from '../picture-answer.ts';
import type { RendererFiles } from '../renderer-files.ts';
import type { ServeSocket } from '../serve-link.ts';
import { acceptLinks } from './links.ts';
import { answerRequests } from './requests.ts';
import { Sessions } from './session.ts';

/** Only this machine, by its address: a name could be made to mean another. */
const loopback = '127.0.0.1';

/** A page needs a handful of connections; whoever opens more than this waits for nobody but themselves. */
const mostConnections = 256;
/** From the first byte, or from connecting where none comes. */
const requestWithinMs = 5_000;
const largestHeaders = 8 * 1024;

export type WebHostOptions = {
  readonly serveSocket: ServeSocket;
  readonly files: RendererFiles;
  readonly loadPicture: LoadPicture;
  /** Undefined or 0: one that is free. */
  readonly port?: number | undefined;
  /** Told of every request that was refused. */
  readonly refused?: (status: number, path: string) => void;
};

/** A host that is up. */
export type WebHost = {
  readonly port: number;
  /** An address that opens the app in one browser, once. The one given before stops working unless it was used. */
  freshAddress(): string;
  /** Resolves once no page has been open for so long. */
  whenIdle(ms: number): Promise<void>;
  /** Ends every link and connection, then the server. */
  close(): Promise<void>;
};

/**
 * Serves the renderer and the contract to browsers of this machine. @throws DebriefError port.inUse, port.denied
 */
export async function openWebHost(options: WebHostOptions): Promise<WebHost> {
  const { serveSocket, files, loadPicture, port = 0, refused = () => undefined } = options;
  if (!Number.isInteger(port) || port < 0 || port > 65_535) throw new DebriefError('port.denied', { port });
  const server = createServer({
    requestTimeout: requestWithinMs,
    connectionsCheckingInterval: 1_000,
    maxHeaderSize: largestHeaders,
  });
  server.maxConnections = mostConnections;
  const site = { port: await listen(server, port), files, loadPicture, sessions: new Sessions(), refused };
  // Nothing can have been asked yet: a request is only read when this turn of the event loop is over.
  server.on('request', answerRequests(site));
  const idle = new EventTarget();
  const links = acceptLinks(server, site, {
    serveSocket,
    changed: () => idle.dispatchEvent(new Event('changed')),
  });
  return {
    port: site.port,
    freshAddress: () => `http://${loopback}:${site.port}/#key=${site.sessions.issueKey()}`,
    whenIdle: (ms) =>
      new Promise((resolve) => {
        let timer: NodeJS.Timeout | undefined;
        const look = (): void => {
          clearTimeout(timer);
          if (links.count === 0) timer = setTimeout(resolve, ms);
        };
        idle.addEventListener('changed', look);
        look();
      }),
    async close() {
      const closed = new Promise((resolve) => server.close(resolve));
      await links.close();
      server.closeAllConnections();
      await closed;
    },
  };
}

/** Gives the port. */
function listen(server: Server, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    const onError = (error: Error): void => reject(portError(error, port));
    server.once('error', onError);
    server.listen({ port, host: loopback, exclusive: true }, () => {
      server.off('error', onError);
      resolve((server.address() as AddressInfo).port);
    });
  });
}

function portError(error: Error, port: number): Error {
  const code = 'code' in error ? error.code : undefined;
  if (code === 'EADDRINUSE') return new DebriefError('port.inUse', { port }, { cause: error });
  return code === 'EACCES' ? new DebriefError('port.denied', { port }, { cause: error }) : error;
}
