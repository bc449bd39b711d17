import { once } from 'node:events';
import { createServer } from 'node:http';
import { createRequire } from 'node:module';
import type { AddressInfo } from 'node:net';
import { dirname, join } from 'node:path';
import { createORPCClient, ORPCError } from '@orpc/client';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import type { CoreClient } from '../../app/contract.ts';
import type { Core } from '../../main/core.ts';
import { serveSockets } from '../../main/serve-link.ts';
import type { LinkState } from '../../renderer/link.ts';
import { dialSocket, LinkLost, ReconnectingLink } from '../../renderer/link.ts';
import { openTestCore, temporaryFolder } from '../support/core.ts';

/** These tests see packages as a page does, which has no server; the other end of the link is Node's. */
function serverOfNode(): typeof import('ws') {
  const require = createRequire(import.meta.url);
  return require(join(dirname(require.resolve('ws/package.json')), 'index.js')) as typeof import('ws');
}
const { WebSocketServer } = serverOfNode();

/** A host that can go away and come back at the same address. */
class Host {
  readonly #core: Core;
  #server = createServer();
  #sockets = new WebSocketServer({ noServer: true });
  port = 0;
  isRefusing = false;
  /** Takes calls and never answers. */
  isSilent = false;

  constructor(core: Core) {
    this.#core = core;
  }

  async open(): Promise<void> {
    this.#server = createServer();
    this.#sockets = new WebSocketServer({ noServer: true });
    const serve = serveSockets(this.#core);
    this.#server.on('upgrade', (request, socket, head) => {
      if (this.isRefusing) socket.end('HTTP/1.1 403 Forbidden\r\n\r\n');
      else this.#sockets.handleUpgrade(request, socket, head, this.isSilent ? () => undefined : serve);
    });
    this.#server.listen(this.port, '127.0.0.1');
    await once(this.#server, 'listening');
    this.port = (this.#server.address() as AddressInfo).port;
  }

  async close(): Promise<void> {
    for (const socket of this.#sockets.clients) socket.terminate();
    this.#server.close();
    this.#server.closeAllConnections();
    await once(this.#server, 'close');
  }
}

let folder: ReturnType<typeof temporaryFolder>;
let core: Core;
let host: Host;

beforeEach(async () => {
  folder = temporaryFolder();
  core = openTestCore(folder.path, 'http://127.0.0.1:1');
  host = new Host(core);
  await host.open();
});

afterEach(async () => {
  await host.close();
  await core.close();
  folder[Symbol.dispose]();
});

function connect(): {
  client: CoreClient;
  link: ReconnectingLink;
  reaches: (state: LinkState) => Promise<void>;
} {
  const link = new ReconnectingLink(
    dialSocket(`ws://127.0.0.1:${host.port}/rpc`, () => Promise.resolve(host.isRefusing)),
  );
  const reaches = (state: LinkState): Promise<void> =>
    new Promise((resolve) => {
      link.watch((now) => {
        if (now === state) resolve();
      });
    });
  return { client: createORPCClient<CoreClient>(link), link, reaches };
}

describe('the link to the core', () => {
  it('carries calls, typed errors and events', async () => {
    const { client } = connect();
    const made = await client.drafts.create({ title: 'Hub down' });
    expect(await client.drafts.list({})).toMatchObject([{ id: made.id }]);
    const refused = await client.drafts
      .update({ id: made.id, repo: 'none' })
      .catch((error: unknown) => error);
    expect(refused).toBeInstanceOf(ORPCError);
    expect((refused as ORPCError<string, unknown>).data).toMatchObject({ code: 'repo.invalid' });
    const events = await client.events.watch({});
    expect((await events.next()).value).toMatchObject({ type: 'status' });
    await events.return();
  });

  it('lets go of events while none comes, as soon as the signal says so', async () => {
    const { client } = connect();
    const stopping = new AbortController();
    const events = await client.events.watch({}, { signal: stopping.signal });
    expect((await events.next()).value).toMatchObject({ type: 'status' });
    const next = events.next().then(
      () => 'came',
      () => 'let go',
    );
    stopping.abort();
    expect(await next).toBe('let go');
  });

  it('comes back by itself when the host does, and says so meanwhile', async () => {
    const { client, reaches } = connect();
    await client.drafts.list({});
    await host.close();
    await reaches('lost');
    await host.open();
    await reaches('open');
    expect(await client.drafts.list({})).toEqual([]);
  });

  it('lets a call wait for a host that is just starting', async () => {
    await host.close();
    const { client } = connect();
    const listed = client.drafts.list({});
    await host.open();
    expect(await listed).toEqual([]);
  });

  it('fails a call whose answer it lost, as one of which nobody knows what became', async () => {
    host.isSilent = true;
    const { client, reaches } = connect();
    await reaches('open');
    const asked = client.drafts.list({}).catch((error: unknown) => error);
    await host.close();
    expect(await asked).toBeInstanceOf(LinkLost);
    await host.open();
  });

  it('knows a host that does not let this page in any more', async () => {
    host.isRefusing = true;
    const { reaches } = connect();
    await reaches('refused');
    host.isRefusing = false;
    await reaches('open');
  });
});
