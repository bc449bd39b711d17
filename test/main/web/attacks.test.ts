import { once } from 'node:events';
import { request } from 'node:http';
import { connect } from 'node:net';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { WebSocket } from 'ws';
import { outsideSecret, RunningHost } from './running-host.ts';

let running: RunningHost;
beforeAll(async () => {
  running = await RunningHost.open();
});
afterAll(() => running[Symbol.asyncDispose]());

/** Whatever was tried, a person's browser still gets the page. */
async function expectStillServing(running: RunningHost): Promise<void> {
  expect((await running.ask({})).status).toBe(200);
  const { client, socket } = await running.openPage();
  expect(await client.drafts.list({})).toEqual([]);
  socket.close();
}

describe('the key', () => {
  test('opens nothing when it is wrong, and the right one still works after that', async () => {
    const key = running.freshKey();
    for (const wrong of ['', 'x', `${key}x`, key.slice(1), key.toUpperCase(), 'k'.repeat(200)]) {
      const { status, headers } = await running.exchange(wrong);
      expect({ wrong, status, cookie: headers['set-cookie'] }).toEqual({ wrong, status: 403 });
    }
    expect((await running.exchange(key)).status).toBe(204);
  });

  test('opens nothing when it is replayed', async () => {
    const key = running.freshKey();
    expect((await running.exchange(key)).status).toBe(204);
    expect((await running.exchange(key)).status).toBe(403);
  });

  test('opens one session when it is used many times at once', async () => {
    const key = running.freshKey();
    const answers = await Promise.all(Array.from({ length: 20 }, () => running.exchange(key)));
    expect(answers.filter(({ status }) => status === 204)).toHaveLength(1);
  });

  test('stops working once a fresh address was given', async () => {
    const old = running.freshKey();
    running.freshKey();
    expect((await running.exchange(old)).status).toBe(403);
  });

  test('is taken in no other form than ours', async () => {
    const key = running.freshKey();
    const form = { origin: running.origin, 'content-type': 'application/x-www-form-urlencoded' };
    const json = { origin: running.origin, 'content-type': 'application/json' };
    const session = { method: 'POST', path: '/session' };
    expect((await running.ask({ ...session, headers: form, body: `key=${key}` })).status).toBe(415);
    expect((await running.ask({ ...session, headers: json, body: `key=${key}` })).status).toBe(400);
    expect((await running.ask({ ...session, headers: json, body: `["${key}"]` })).status).toBe(400);
    expect((await running.ask({ path: `/session?key=${key}`, headers: json })).status).toBe(405);
    expect((await running.exchange(key)).status).toBe(204);
  });
});

describe('another site', () => {
  const others = [
    'http://evil.example',
    'https://127.0.0.1',
    'null',
    'http://127.0.0.1',
    'http://127.0.0.1:1',
  ];

  test.each(others)('gets no session for a key from origin %s', async (origin) => {
    const key = running.freshKey();
    expect((await running.exchange(key, { origin })).status).toBe(403);
    expect((await running.exchange(key)).status).toBe(204);
  });

  test.each(others)('gets no link from origin %s, not even with the cookie', async (origin) => {
    expect(await running.link({ origin, cookie: await running.signIn() })).toBe(403);
  });

  test('gets nothing by naming no origin', async () => {
    const { origin: _, ...headers } = { origin: '', 'content-type': 'application/json' };
    const body = JSON.stringify({ key: running.freshKey() });
    expect((await running.ask({ method: 'POST', path: '/session', headers, body })).status).toBe(403);
    expect(await running.link({ cookie: await running.signIn() })).toBe(403);
  });

  test.each(['cross-site', 'same-site', 'none'])(
    'gets nothing by a request that the browser calls %s',
    async (site) => {
      const fetched = { 'sec-fetch-site': site };
      expect((await running.exchange(running.freshKey(), fetched)).status).toBe(403);
      const cookie = await running.signIn();
      expect(await running.link({ origin: running.origin, cookie, ...fetched })).toBe(403);
    },
  );

  test.each([
    { site: 'cross-site', mode: 'no-cors', dest: 'script', path: '/assets/index-AbCd_12-.js' },
    { site: 'same-site', mode: 'cors', dest: 'empty', path: '/' },
    { site: 'cross-site', mode: 'navigate', dest: 'iframe', path: '/' },
  ])('can use nothing of ours as a $dest ($site)', async ({ site, mode, dest, path }) => {
    const headers = { 'sec-fetch-site': site, 'sec-fetch-mode': mode, 'sec-fetch-dest': dest };
    expect((await running.ask({ path, headers })).status).toBe(403);
  });

  test('that has its name resolve to this machine is not answered', async () => {
    const { port } = running.host;
    for (const host of [
      'evil.example',
      `evil.example:${port}`,
      '127.0.0.1',
      `127.0.0.1:${port + 1}`,
      `127.0.0.1:${port}.evil.example`,
      `[::1]:${port}`,
    ]) {
      const headers = { host, origin: `http://${host}`, cookie: await running.signIn() };
      expect({ host, status: (await running.ask({ headers })).status }).toEqual({ host, status: 403 });
      expect(await running.link(headers)).toBe(403);
      expect((await running.exchange(running.freshKey(), headers)).status).toBe(403);
    }
  });

  test('can name no second host beside the right one', async () => {
    const hosts = `Host: 127.0.0.1:${running.host.port}\r\nHost: evil.example\r\n`;
    expect(await running.send(`GET / HTTP/1.1\r\n${hosts}Connection: close\r\n\r\n`)).toMatch(
      /^HTTP\/1\.1 40[03] /,
    );
    expect(await running.send('GET / HTTP/1.1\r\nConnection: close\r\n\r\n')).toMatch(/^HTTP\/1\.1 40[03] /);
  });

  test('is given no leave by any header to read what it asks for', async () => {
    const preflight = { origin: 'http://evil.example', 'access-control-request-method': 'POST' };
    for (const answer of [
      await running.ask({ method: 'OPTIONS', path: '/session', headers: preflight }),
      await running.ask({ method: 'OPTIONS', headers: preflight }),
      await running.ask({ headers: { origin: 'http://evil.example' } }),
    ]) {
      expect(Object.keys(answer.headers).filter((name) => name.startsWith('access-control'))).toEqual([]);
      expect(answer.headers['cross-origin-resource-policy']).toBe('same-origin');
    }
  });
});

describe('a link', () => {
  test.each(['', 'debrief=x', 'debrief-PORT=', 'debrief-PORT=x', 'other=SECRET'])(
    'is refused with the cookie "%s"',
    async (template) => {
      const secret = (await running.signIn()).split('=')[1] ?? '';
      const cookie = template.replace('PORT', String(running.host.port)).replace('SECRET', secret);
      expect(await running.link({ origin: running.origin, cookie })).toBe(403);
    },
  );

  test('is refused at any other path', async () => {
    const headers = { origin: running.origin, cookie: await running.signIn() };
    for (const path of ['/', '/session', '/rpc/', '/rpc/x', '/RPC', '/%72pc']) {
      expect({ path, status: await running.link(headers, path) }).toEqual({ path, status: 403 });
    }
  });

  test('is found among other cookies, and beside one that another port planted', async () => {
    const cookie = await running.signIn();
    const planted = `${cookie.split('=')[0]}=planted`;
    const link = await running.link({ origin: running.origin, cookie: `a=b; ${planted}; ${cookie}; c` });
    expect(link).toBeInstanceOf(WebSocket);
    if (link instanceof WebSocket) link.close();
  });

  test('ends with a message larger than any call, and only that link', async () => {
    const { socket } = await running.openPage();
    const bystander = await running.openPage();
    socket.send(Buffer.alloc(17 * 1024 * 1024));
    const [code] = (await once(socket, 'close')) as [number];
    expect([1006, 1009]).toContain(code);
    expect(await bystander.client.drafts.list({})).toEqual([]);
    bystander.socket.close();
  });

  test('survives what is no call', async () => {
    const { socket, client } = await running.openPage();
    const headers = { origin: running.origin, cookie: await running.signIn() };
    const rude = await running.link(headers);
    if (typeof rude === 'number') throw new Error('refused');
    rude.send('{"i":"1","p":{"u":"orpc:/drafts/__proto__","b":{}}}');
    expect(await client.drafts.list({})).toEqual([]);
    socket.close();
    rude.close();
  });

  test('is bounded in number', async () => {
    await using running = await RunningHost.open();
    const headers = { origin: running.origin, cookie: await running.signIn() };
    const links = await Promise.all(Array.from({ length: 80 }, () => running.link(headers)));
    const open = links.filter((link) => link instanceof WebSocket);
    expect(open).toHaveLength(64);
    expect(links.filter((link) => link === 503)).toHaveLength(16);
    await Promise.all(
      open.map((link) => {
        link.close();
        return once(link, 'close');
      }),
    );
    await expectStillServing(running);
  });
});

describe('a path', () => {
  const ways = [
    '/../outside.js',
    '/assets/../../outside.js',
    '/..%2foutside.js',
    '/%2e%2e/outside.js',
    '/%2e%2e%2foutside.js',
    '/%252e%252e%252foutside.js',
    '/..%5coutside.js',
    '/..\\outside.js',
    '/assets/..\\..\\outside.js',
    '/....//outside.js',
    '//outside.js',
    '/./../outside.js',
    '/%c0%ae%c0%ae/outside.js',
    '/..%00/outside.js',
    '/index.html%00.js',
    '/assets/index-AbCd_12-.js/../../../outside.js',
    'http://127.0.0.1/outside.js',
    'file:///etc/passwd',
    '/etc/passwd',
    '/__proto__',
    '/constructor',
  ];

  test.each(ways)('leads nowhere: %s', async (path) => {
    for (const cookie of ['', await running.signIn()]) {
      const host = `Host: 127.0.0.1:${running.host.port}\r\nCookie: ${cookie}\r\nConnection: close\r\n\r\n`;
      const answer = await running.send(`GET ${path} HTTP/1.1\r\n${host}`);
      expect(answer).toMatch(/^HTTP\/1\.1 40[034] /);
      expect(answer).not.toContain(outsideSecret);
    }
  });

  test.each(['/assets', '/assets/', '/assets/.', '/.', '/index.html', '/assets/index-AbCd_12-.js.map'])(
    'lists and serves nothing that is no file of the page: %s',
    async (path) => {
      expect(await running.ask({ path })).toMatchObject({ status: 403, body: '' });
      const cookie = await running.signIn();
      expect(await running.ask({ path, headers: { cookie } })).toMatchObject({ status: 404, body: '' });
    },
  );

  test.each(['PUT', 'DELETE', 'PATCH', 'TRACE', 'POST'])('takes no %s', async (method) => {
    expect((await running.ask({ method })).status).toBe(405);
  });
});

describe('what is refused', () => {
  test('is told, with the path where it is one of ours, and never with what was sent', async () => {
    await using running = await RunningHost.open();
    const key = running.freshKey();
    const cookie = await running.signIn();
    await running.exchange(`wrong-${key}`);
    await running.ask({ path: `/session?key=${key}`, headers: { cookie } });
    await running.ask({ path: `/${key}`, headers: { cookie, host: `${key}.evil.example` } });
    await running.link({ origin: `http://${key}.example`, cookie });
    expect(running.refused).toEqual(['Refused: 403 for /session']);
    const secrets = [key, cookie, cookie.split('=')[1] ?? ''];
    await running[Symbol.asyncDispose]();
    const told = running.refused.join('\n');
    expect(told).toContain('405 for /session');
    expect(told).toContain('403 for another path');
    expect(told).toContain('403 for /rpc');
    expect(secrets.filter((secret) => told.includes(secret))).toEqual([]);
  });

  test('is told in few lines however much of it there is', async () => {
    await using running = await RunningHost.open();
    for (let each = 0; each < 200; each += 1) await running.exchange('wrong');
    expect(running.refused).toHaveLength(1);
  });
});

describe('a flood', () => {
  // A host for each: what is left over of one flood is no part of the next.
  let running: RunningHost;
  beforeEach(async () => {
    running = await RunningHost.open();
  });
  afterEach(() => running[Symbol.asyncDispose]());

  const session = {
    path: '/session',
    method: 'POST',
    headers: { 'content-type': 'application/json' },
  };

  test('of 100 MB is refused by its length before it comes', async () => {
    const headers = { ...session.headers, origin: running.origin, 'content-length': String(100 * 2 ** 20) };
    const asked = request({ ...session, host: '127.0.0.1', port: running.host.port, headers });
    asked.on('error', () => undefined);
    asked.write('{');
    const [response] = (await once(asked, 'response')) as [import('node:http').IncomingMessage];
    expect(response.statusCode).toBe(413);
    asked.destroy();
    await expectStillServing(running);
  });

  test('without a length is cut off', async () => {
    const headers = { ...session.headers, origin: running.origin, 'transfer-encoding': 'chunked' };
    const asked = request({ ...session, host: '127.0.0.1', port: running.host.port, headers });
    const ended = new Promise<number | undefined>((resolve) => {
      asked.on('response', ({ statusCode }) => resolve(statusCode));
      asked.on('error', () => resolve(undefined));
    });
    const chunk = Buffer.alloc(64 * 1024, ' ');
    const pour = (): void => {
      while (!asked.destroyed && asked.write(chunk)) continue;
      asked.once('drain', pour);
    };
    pour();
    // Either the refusal arrives, or the connection is gone before it could be read.
    expect([413, undefined]).toContain(await ended);
    asked.destroy();
    await expectStillServing(running);
  });

  test('of headers is refused', async () => {
    const headers = { 'x-much': 'y'.repeat(20 * 1024) };
    expect((await running.ask({ headers })).status).toBe(431);
  });

  test('of 1,000 connections at once keeps nobody out for longer than it lasts', async () => {
    const sockets = Array.from({ length: 1_000 }, () => connect(running.host.port, '127.0.0.1'));
    for (const socket of sockets) socket.on('error', () => undefined);
    const settled = await Promise.all(
      sockets.map(
        (socket) =>
          new Promise<'answered' | 'dropped'>((resolve) => {
            socket.once('data', () => resolve('answered'));
            socket.once('close', () => resolve('dropped'));
            socket.write(`GET / HTTP/1.1\r\nHost: 127.0.0.1:${running.host.port}\r\n\r\n`);
          }),
      ),
    );
    expect(settled.filter((end) => end === 'answered').length).toBeGreaterThanOrEqual(200);
    expect(settled.filter((end) => end === 'dropped').length).toBeGreaterThan(0);
    for (const socket of sockets) socket.destroy();
    // The host hears of it a moment later.
    await vi.waitFor(() => running.ask({}));
    await expectStillServing(running);
  });

  test('of connections that say nothing is cleared away by the host', async () => {
    const silent = Array.from({ length: 20 }, () => connect(running.host.port, '127.0.0.1'));
    const closed = silent.map((socket) =>
      once(
        socket.resume().on('error', () => undefined),
        'close',
      ),
    );
    await Promise.all(closed);
    await expectStillServing(running);
  }, 15_000);
});
