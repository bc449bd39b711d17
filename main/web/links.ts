import type { IncomingMessage, Server } from 'node:http';
import type { Duplex } from 'node:stream';
import { WebSocketServer, type WebSocket } from 'ws';

import type { ServeSocket } from '../serve-link.ts';
import { comesFromOwnPage, ownHost, pathOf } from './guards.ts';
import { hasSession, type Site } from './requests.ts';

/** The longest text the contract takes has two million characters, of which JSON may write each as six bytes. */
const largestMessage = 16 * 1024 * 1024;
/** One for each page that is open, with room to spare. */
const mostLinks = 64;
/** How long a page may take to say goodbye. */
const goodbyeMs = 500;

/** The pages that are linked to the core. */
export type Links = {
  /** How many there are now. */
  readonly count: number;
  /** Takes no more pages, ends every link and waits for the pages to notice. */
  close(): Promise<void>;
};

/**
 * Links pages to the core: a WebSocket at `/rpc` for who comes from our own page and has a session. `changed` is told of
 * each link that begins or has ended.
 */
export function acceptLinks(
  server: Server,
  site: Site,
  { serveSocket, changed }: { serveSocket: ServeSocket; changed: () => void },
): Links {
  const links = new WebSocketServer({ noServer: true, maxPayload: largestMessage, perMessageDeflate: false });
  server.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    // A client that goes away now takes nothing with it.
    socket.on('error', () => socket.destroy());
    const status =
      refusalOf(site, request) ?? (links.clients.size < mostLinks ? undefined : '503 Service Unavailable');
    if (status !== undefined) {
      site.refused(Number.parseInt(status, 10), pathOf(request));
      return refuse(socket, status);
    }
    links.handleUpgrade(request, socket, head, (link) => {
      // Such as a message that is too large. The link is closed by the error already.
      link.on('error', () => link.terminate());
      link.once('close', changed);
      changed();
      serveSocket(link);
    });
  });
  return {
    get count() {
      return links.clients.size;
    },
    async close() {
      links.close();
      await Promise.all([...links.clients].map(endLink));
    },
  };
}

function refusalOf(site: Site, request: IncomingMessage): string | undefined {
  const host = ownHost(request, site.port);
  const isWelcome = host !== undefined && comesFromOwnPage(request, host) && hasSession(site, request);
  return isWelcome && pathOf(request) === '/rpc' ? undefined : '403 Forbidden';
}

function refuse(socket: Duplex, status: string): void {
  socket.end(`HTTP/1.1 ${status}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`, () => socket.destroy());
}

/** 1001: the server is going away (RFC 6455, section 7.4.1), which tells the page to look for it again. */
function endLink(link: WebSocket): Promise<void> {
  return new Promise((resolve) => {
    const giveUp = setTimeout(() => link.terminate(), goodbyeMs);
    link.once('close', () => {
      clearTimeout(giveUp);
      resolve();
    });
    link.close(1001);
  });
}
