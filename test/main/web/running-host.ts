import { once } from 'node:events';
import { mkdirSync, writeFileSync } from 'node:fs';
import { request, type IncomingHttpHeaders } from 'node:http';
import { connect } from 'node:net';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { createORPCClient } from '@orpc/client';
import { RPCLink } from '@orpc/client/websocket';
import { WebSocket } from 'ws';
import type { CoreClient } from '../../../app/contract.ts';
import { RendererFiles } from '../../../main/renderer-files.ts';
import { serveSockets } from '../../../main/serve-link.ts';
import { refusalLine, Refusals } from '../../../main/web/refusals.ts';
import { openWebHost, type WebHost } from '../../../main/web/server.ts';
import { openTestCore, temporaryFolder } from '../../support/core.ts';

/** Nothing listens there: what is tested here needs no GitHub. */
const nowhere = 'http://127.0.0.1:1';

/** What lies beside the served folder, and must never be seen. */
export const outsideSecret = 'not for the web';

/** As a build leaves it, and a few files that no build leaves. */
export function writeRenderer(folder: string): string {
  const renderer = join(folder, 'renderer');
  mkdirSync(join(renderer, 'assets'), { recursive: true });
  writeFileSync(
    join(renderer, 'index.html'),
    '<!doctype html><html><head><meta name="csp-nonce" content=""><script type="module" src="./assets/index-AbCd_12-.js"></script></head></html>',
  );
  writeFileSync(join(renderer, 'assets/index-AbCd_12-.js'), 'export {};');
  writeFileSync(join(renderer, 'assets/index-AbCd_12-.js.map'), '{}');
  writeFileSync(join(renderer, 'icon.svg'), '<svg xmlns="http://www.w3.org/2000/svg"/>');
  writeFileSync(join(folder, 'outside.js'), outsideSecret);
  return renderer;
}

export type Answer = { status: number; headers: IncomingHttpHeaders; body: string };
export type Asking = { method?: string; path?: string; headers?: Record<string, string>; body?: string };

/** A real host on a real core, and a client that can be as rude as it likes. */
export class RunningHost implements AsyncDisposable {
  readonly host: WebHost;
  /** What was told of refused requests. */
  readonly refused: string[];
  readonly #cleanUp: AsyncDisposableStack;

  private constructor(host: WebHost, refused: string[], cleanUp: AsyncDisposableStack) {
    this.host = host;
    this.refused = refused;
    this.#cleanUp = cleanUp;
  }

  static async open(port?: number, dataFolder?: string): Promise<RunningHost> {
    const cleanUp = new AsyncDisposableStack();
    const folder = cleanUp.use(temporaryFolder()).path;
    const core = cleanUp.adopt(openTestCore(dataFolder ?? join(folder, 'data'), nowhere), (opened) =>
      opened.close(),
    );
    const files = new RendererFiles(writeRenderer(folder));
    const lines: string[] = [];
    const refusals = cleanUp.adopt(
      new Refusals((refusedNow) => lines.push(refusalLine(refusedNow))),
      (opened) => opened.close(),
    );
    const refused = (status: number, path: string): void => refusals.note(status, path);
    const host = cleanUp.adopt(
      await openWebHost({
        serveSocket: serveSockets(core),
        files,
        loadPicture: core.loadPicture,
        port,
        refused,
      }),
      (opened) => opened.close(),
    );
    return new RunningHost(host, lines, cleanUp);
  }

  get origin(): string {
    return `http://127.0.0.1:${this.host.port}`;
  }

  /** The key of a fresh address. */
  freshKey(): string {
    return this.host.freshAddress().split('#key=')[1] ?? '';
  }

  /** One request. Headers are as given: nothing is added that a browser would add. */
  async ask({ method = 'GET', path = '/', headers = {}, body }: Asking): Promise<Answer> {
    const asked = request({ host: '127.0.0.1', port: this.host.port, method, path, headers, agent: false });
    asked.end(body);
    const [response] = (await once(asked, 'response')) as [import('node:http').IncomingMessage];
    return { status: response.statusCode ?? 0, headers: response.headers, body: await text(response) };
  }

  /** Sends these bytes and gives everything that comes back until the host ends the connection. */
  async send(bytes: string): Promise<string> {
    const socket = connect(this.host.port, '127.0.0.1');
    socket.write(bytes);
    return text(socket);
  }

  /** As the page does it. */
  exchange(key: string, headers: Record<string, string> = {}): Promise<Answer> {
    return this.ask({
      method: 'POST',
      path: '/session',
      headers: {
        origin: this.origin,
        'content-type': 'application/json',
        'sec-fetch-site': 'same-origin',
        ...headers,
      },
      body: JSON.stringify({ key }),
    });
  }

  /** The cookie of a new session, as a browser would send it. */
  async signIn(): Promise<string> {
    const { headers } = await this.exchange(this.freshKey());
    return headers['set-cookie']?.[0]?.split(';')[0] ?? '';
  }

  /** A WebSocket, open; or the status with which it was refused. */
  link(headers: Record<string, string>, path = '/rpc'): Promise<WebSocket | number> {
    const socket = new WebSocket(`ws://127.0.0.1:${this.host.port}${path}`, { headers });
    return new Promise((resolve, reject) => {
      socket.once('open', () => resolve(socket));
      socket.once('unexpected-response', (asked, response) => {
        asked.destroy();
        resolve(response.statusCode ?? 0);
      });
      socket.once('error', reject);
    });
  }

  /** A page that is signed in, as far as the core can tell. */
  async openPage(): Promise<{ client: CoreClient; socket: WebSocket }> {
    const socket = await this.link({ origin: this.origin, cookie: await this.signIn() });
    if (typeof socket === 'number') throw new Error(`the link was refused with ${socket}`);
    return { socket, client: createORPCClient<CoreClient>(new RPCLink({ websocket: socket as never })) };
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.#cleanUp.disposeAsync();
  }
}
