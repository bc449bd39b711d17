import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { Outcome, Wire } from './exchange.ts';
import { readRequest, type Request } from './request.ts';

/** What takes a request to its outcome. */
export type Answering = (request: Request) => Promise<Outcome>;

/** A server that listens. */
export interface Listening {
  /** As `http://127.0.0.1:4711`. */
  readonly url: string;
  /** Breaks every connection and stops listening. */
  close(): Promise<void>;
}

/** Serves HTTP on loopback only. `port` 0 takes any that is free. Rejects where the port is taken. */
export async function listen(answering: Answering, port: number): Promise<Listening> {
  const server = createServer((incoming, response) => {
    // What the stand-in does wrong is a violation and a 500; what is left is a client that broke off.
    serve(answering, incoming, response).catch(() => incoming.destroy());
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', () => resolve());
  });
  return { url: `http://127.0.0.1:${portOf(server)}`, close: () => closeServer(server) };
}

function portOf(server: Server): number {
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('The stand-in listens on no port.');
  return address.port;
}

function closeServer(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}

async function serve(
  answering: Answering,
  incoming: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const chunks: Buffer[] = [];
  for await (const chunk of incoming) {
    if (Buffer.isBuffer(chunk)) chunks.push(chunk);
  }
  const text = Buffer.concat(chunks).toString('utf8');
  const request = readRequest(incoming.method ?? 'GET', incoming.url ?? '/', singleHeaders(incoming), text);
  deliver(await answering(request), incoming, response);
}

/** Each header as one text: Node gives lists for those that may come more than once. */
function singleHeaders(incoming: IncomingMessage): Record<string, string> {
  const headers: Record<string, string> = {};
  for (const [name, value] of Object.entries(incoming.headers)) {
    if (value !== undefined) headers[name] = Array.isArray(value) ? value.join(', ') : value;
  }
  return headers;
}

function deliver(outcome: Outcome, incoming: IncomingMessage, response: ServerResponse): void {
  if (outcome.kind === 'drop') {
    incoming.socket.destroy();
    return;
  }
  const { wire } = outcome;
  writeHead(response, wire);
  if (outcome.kind === 'answer') {
    response.end(wire.body);
  } else {
    response.write(wire.body.subarray(0, Math.floor(wire.body.length / 2)), () => incoming.socket.destroy());
  }
}

function writeHead(response: ServerResponse, wire: Wire): void {
  // The date is GitHub's, not this machine's.
  response.sendDate = false;
  response.writeHead(wire.status, wire.headers);
}
