import { describe, expect, onTestFinished, test } from 'vitest';

import { picture, pictureData } from '../../support/picture.ts';
import { RunningHost } from './running-host.ts';

async function withPicture(): Promise<{ running: RunningHost; path: string; cookie: string }> {
  const running = await RunningHost.open();
  onTestFinished(() => running[Symbol.asyncDispose]());
  const { client, socket } = await running.openPage();
  const { id } = await client.drafts.create({ title: 'Hub down' });
  const { name } = await client.pictures.add({ id, data: pictureData(), fileName: 'graph.png' });
  socket.terminate();
  return { running, path: `/rpc/pictures/${name}`, cookie: await running.signIn() };
}

describe('a picture of a draft', () => {
  test('is given to a page with a session, as what it is, to run and load nothing, and to be kept nowhere', async () => {
    const { running, path, cookie } = await withPicture();
    const given = await running.ask({ path, headers: { cookie, 'sec-fetch-site': 'same-origin' } });
    expect(given.status).toBe(200);
    expect(given.headers).toMatchObject({
      'content-type': 'image/png',
      'content-length': String(picture().length),
      'x-content-type-options': 'nosniff',
      'cache-control': 'no-store',
      'cross-origin-resource-policy': 'same-origin',
      'content-security-policy': "default-src 'none'; frame-ancestors 'none'; sandbox",
    });
  });

  test('is given to nobody else', async () => {
    const { running, path, cookie } = await withPicture();
    const refused = [
      {},
      { cookie: `debrief-${running.host.port}=${'x'.repeat(43)}` },
      { cookie, 'sec-fetch-site': 'cross-site' },
      { cookie, 'sec-fetch-site': 'same-site' },
      { cookie, host: 'evil.example' },
    ];
    for (const headers of refused) {
      const answer = await running.ask({ path, headers });
      expect([answer.status, answer.body]).toEqual([403, '']);
    }
    expect((await running.ask({ method: 'POST', path, headers: { cookie } })).status).toBe(405);
  });

  test.each([
    '/rpc/pictures/',
    '/rpc/pictures/../debrief.db',
    '/rpc/pictures/..%2fdebrief.db',
    `/rpc/pictures/${'0'.repeat(64)}.png`,
    `/rpc/pictures/${'0'.repeat(64)}.svg`,
    `/rpc/pictures/.unfinished-1`,
    `/pictures/${'0'.repeat(64)}.png`,
  ])('is not at %s', async (path) => {
    await using running = await RunningHost.open();
    const cookie = await running.signIn();
    expect((await running.ask({ path, headers: { cookie } })).status).toBe(404);
  });

  test('of the largest size goes over the link, and one that is larger is refused in words', async () => {
    await using running = await RunningHost.open();
    const { client } = await running.openPage();
    const { id } = await client.drafts.create({ title: 'Hub down' });
    const large = (more: number): string =>
      Buffer.concat([picture(), Buffer.alloc(10 * 1024 * 1024 - picture().length + more)]).toString('base64');
    expect((await client.pictures.add({ id, data: large(0), fileName: 'a.png' })).name).toMatch(/\.png$/);
    await expect(client.pictures.add({ id, data: large(1), fileName: 'a.png' })).rejects.toMatchObject({
      data: { code: 'picture.tooLarge' },
    });
  });
});
