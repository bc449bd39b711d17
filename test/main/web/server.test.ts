import { connect } from 'node:net';
import { describe, expect, test, vi } from 'vitest';
import { WebSocket } from 'ws';
import { temporaryFolder } from '../../support/core.ts';
import { RunningHost } from './running-host.ts';

describe('the web host', () => {
  test('listens on this machine only, on a port that was free', async () => {
    await using running = await RunningHost.open();
    await using other = await RunningHost.open();
    expect(running.host.freshAddress()).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/#key=[\w-]{43}$/);
    expect(other.host.port).not.toBe(running.host.port);
  });

  test.each(['127.0.0.2', '::1'])('is not to be had at another address of the machine: %s', async (host) => {
    await using running = await RunningHost.open();
    const socket = connect(running.host.port, host);
    const outcome = new Promise((resolve) => {
      socket.once('connect', () => resolve('connected'));
      socket.once('error', () => resolve('refused'));
    });
    expect(await outcome).toBe('refused');
  });

  test('lives beside another on the same data folder, whose writes its pages see', async () => {
    using shared = temporaryFolder();
    await using running = await RunningHost.open(0, shared.path);
    await using other = await RunningHost.open(0, shared.path);
    const { id } = await (await running.openPage()).client.drafts.create({ title: 'Hub down' });
    expect(await (await other.openPage()).client.drafts.list({})).toMatchObject([{ id }]);
  });

  test('says so when the port is in use or can not be had', async () => {
    await using running = await RunningHost.open();
    const { port } = running.host;
    await expect(RunningHost.open(port)).rejects.toMatchObject({ code: 'port.inUse', params: { port } });
    await expect(RunningHost.open(65_536)).rejects.toMatchObject({ code: 'port.denied' });
  });

  test('answers for localhost as for its address', async () => {
    await using running = await RunningHost.open();
    const host = `localhost:${running.host.port}`;
    const page = await running.ask({ headers: { host } });
    expect(page.status).toBe(200);
    expect(page.headers['content-security-policy']).toContain(`connect-src 'self' ws://${host};`);
    const own = { host, origin: `http://${host}` };
    const session = await running.exchange(running.freshKey(), own);
    expect(session.status).toBe(204);
    const cookie = session.headers['set-cookie']?.[0]?.split(';')[0] ?? '';
    const link = await running.link({ ...own, cookie });
    expect(link).toBeInstanceOf(WebSocket);
  });

  test('is reached by a click in another program, which opens the page but nothing of it', async () => {
    await using running = await RunningHost.open();
    for (const site of ['none', 'cross-site']) {
      const headers = { 'sec-fetch-site': site, 'sec-fetch-mode': 'navigate', 'sec-fetch-dest': 'document' };
      expect((await running.ask({ headers })).status).toBe(200);
    }
  });

  test('is idle once no page has been open for a while, and not while one is', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    try {
      await using running = await RunningHost.open();
      const idle = vi.fn();
      void running.host.whenIdle(60_000).then(idle);
      const { socket } = await running.openPage();
      await vi.advanceTimersByTimeAsync(120_000);
      expect(idle).not.toHaveBeenCalled();
      socket.close();
      await vi.waitFor(() => expect(socket.readyState).toBe(socket.CLOSED));
      await vi.waitFor(async () => {
        await vi.advanceTimersByTimeAsync(60_000);
        expect(idle).toHaveBeenCalled();
      });
    } finally {
      vi.useRealTimers();
    }
  });

  test('ends links and connections when it closes', async () => {
    await using running = await RunningHost.open();
    const { socket } = await running.openPage();
    const code = new Promise((resolve) => socket.once('close', resolve));
    await running.host.close();
    expect(await code).toBe(1001);
    await expect(running.ask({})).rejects.toMatchObject({ code: 'ECONNREFUSED' });
  });

  test('does not wait for a request that never comes to an end', async () => {
    await using running = await RunningHost.open();
    const unfinished = running.send('GET / HTTP/1.1\r\n');
    // Only then has the host seen the other.
    await running.ask({});
    await running.host.close();
    expect(await unfinished).toBe('');
  });

  test('does not wait for a page that does not answer its goodbye', async () => {
    await using running = await RunningHost.open();
    const cookie = await running.signIn();
    const silent = running.send(
      [
        'GET /rpc HTTP/1.1',
        `Host: 127.0.0.1:${running.host.port}`,
        `Origin: ${running.origin}`,
        `Cookie: ${cookie}`,
        'Connection: Upgrade',
        'Upgrade: websocket',
        'Sec-WebSocket-Version: 13',
        'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==',
        '\r\n',
      ].join('\r\n'),
    );
    // Only then is the link there, and known to be.
    const { socket } = await running.openPage();
    await running.host.close();
    socket.terminate();
    expect(await silent).toMatch(/^HTTP\/1\.1 101 /);
  });
});

describe('the page', () => {
  test('is served with a policy that lets it run and wear only what is its own', async () => {
    await using running = await RunningHost.open();
    const { headers, body } = await running.ask({});
    const nonce = /<meta name="csp-nonce" content="([^"]+)">/.exec(body)?.[1] ?? '';
    expect(nonce).toMatch(/^[A-Za-z0-9+/]{22}==$/);
    expect(headers['content-security-policy']).toBe(
      `default-src 'none'; script-src 'self'; style-src 'self' 'nonce-${nonce}'; img-src 'self' data: blob:; font-src 'self'; manifest-src 'self'; connect-src 'self' ws://127.0.0.1:${running.host.port}; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`,
    );
    expect(headers).toMatchObject({
      'content-type': 'text/html; charset=utf-8',
      'cache-control': 'no-store',
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'no-referrer',
      'cross-origin-opener-policy': 'same-origin',
      'cross-origin-resource-policy': 'same-origin',
    });
  });

  test('has another nonce each time', async () => {
    await using running = await RunningHost.open();
    const pages = await Promise.all([running.ask({}), running.ask({})]);
    expect(new Set(pages.map(({ body }) => body)).size).toBe(2);
  });

  test('has scripts that are kept for ever and an icon that is asked for again', async () => {
    await using running = await RunningHost.open();
    expect(await running.ask({ path: '/assets/index-AbCd_12-.js' })).toMatchObject({
      status: 200,
      body: 'export {};',
      headers: {
        'content-type': 'text/javascript; charset=utf-8',
        'cache-control': 'private, max-age=31536000, immutable',
        'x-content-type-options': 'nosniff',
        'cross-origin-resource-policy': 'same-origin',
      },
    });
    expect(await running.ask({ path: '/icon.svg' })).toMatchObject({
      status: 200,
      headers: { 'content-type': 'image/svg+xml', 'cache-control': 'no-cache' },
    });
  });

  test('answers HEAD with the headers alone', async () => {
    await using running = await RunningHost.open();
    const head = await running.ask({ method: 'HEAD', path: '/icon.svg' });
    expect(head).toMatchObject({ status: 200, body: '' });
    expect(head.headers['content-length']).toBe('41');
  });
});

describe('a session', () => {
  test('is a cookie that no script reads, no other site has sent, and only the link needs', async () => {
    await using running = await RunningHost.open();
    const { status, headers, body } = await running.exchange(running.freshKey());
    expect({ status, body }).toEqual({ status: 204, body: '' });
    expect(headers['set-cookie']?.join()).toMatch(
      new RegExp(`^debrief-${running.host.port}=[\\w-]{43}; Path=/rpc; HttpOnly; SameSite=Strict$`),
    );
    expect(headers['cache-control']).toBe('no-store');
  });

  test('tells a page that has one from a page that has none', async () => {
    await using running = await RunningHost.open();
    const cookie = await running.signIn();
    expect((await running.ask({ path: '/rpc', headers: { cookie } })).status).toBe(426);
    expect((await running.ask({ path: '/rpc' })).status).toBe(403);
  });

  test('opens as many links as there are pages, for as long as the host is up', async () => {
    await using running = await RunningHost.open();
    const headers = { origin: running.origin, cookie: await running.signIn() };
    running.freshKey();
    expect(await running.link(headers)).toBeInstanceOf(WebSocket);
    expect(await running.link(headers)).toBeInstanceOf(WebSocket);
  });

  test('ends when many newer ones have begun', async () => {
    await using running = await RunningHost.open();
    const cookie = await running.signIn();
    for (let newer = 0; newer < 15; newer += 1) await running.signIn();
    expect((await running.ask({ path: '/rpc', headers: { cookie } })).status).toBe(426);
    await running.signIn();
    expect((await running.ask({ path: '/rpc', headers: { cookie } })).status).toBe(403);
  });

  test('of one host is none of another', async () => {
    await using running = await RunningHost.open();
    await using other = await RunningHost.open();
    const cookie = (await running.signIn()).replace(String(running.host.port), String(other.host.port));
    expect((await other.ask({ path: '/rpc', headers: { cookie } })).status).toBe(403);
  });
});

describe('the contract over a WebSocket', () => {
  test('carries calls, answers and failures', async () => {
    await using running = await RunningHost.open();
    const { client } = await running.openPage();
    const { id, title } = await client.drafts.create({ title: 'Hub down ⚡' });
    expect(await client.drafts.list({})).toMatchObject([{ id, title }]);
    await expect(client.drafts.get({ id: 'f'.repeat(32) })).rejects.toMatchObject({
      code: 'DEBRIEF',
      defined: true,
      data: { code: 'draft.unknown' },
    });
    await expect(client.drafts.get({ id: 7 as never })).rejects.toMatchObject({
      data: { code: 'input.invalid' },
    });
  });

  test('carries events to every page as they happen', async () => {
    await using running = await RunningHost.open();
    const watching = await running.openPage();
    const writing = await running.openPage();
    const events = await watching.client.events.watch({});
    expect((await events.next()).value).toMatchObject({ type: 'status' });
    const { id } = await writing.client.drafts.create({ title: 'Hub down' });
    for await (const event of events) if (event.type === 'draft' && event.id === id) break;
  });

  test('carries a text as long as any that is kept', async () => {
    await using running = await RunningHost.open();
    const { client } = await running.openPage();
    const { id, sections } = await client.drafts.create({ title: 'Long' });
    const section = sections.find(({ kind }) => kind === 'prose')!.id;
    const text = '\u0001é"\\'.repeat(250_000);
    const saved = await client.drafts.saveSection({ id, section, text });
    expect(saved.sections.find((each) => each.id === section)?.text).toBe(text);
  }, 20_000);
});
