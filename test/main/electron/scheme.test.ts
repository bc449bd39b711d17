import { describe, expect, test } from 'vitest';
import { picture, pictureData } from '../../support/picture.ts';
import { outsideSecret } from '../web/running-host.ts';
import { RunningApp } from './running-app.ts';

describe('the scheme', () => {
  test('has an origin, counts as secure, and keeps compiled code', async () => {
    await using app = await new RunningApp().start();
    expect(app.electron.schemes).toEqual([
      {
        scheme: 'debrief',
        privileges: { standard: true, secure: true, supportFetchAPI: true, codeCache: true },
      },
    ]);
  });

  test('answers with the page, and a policy that lets it run and wear only what is its own', async () => {
    await using app = await new RunningApp().start();
    const response = await app.electron.fetch('debrief://app/');
    const nonce = /content="([^"]+)"/.exec(await response.text())?.[1] ?? '';
    expect(nonce).not.toBe('');
    expect(response.headers.get('content-security-policy')).toBe(
      `default-src 'none'; script-src 'self'; style-src 'self' 'nonce-${nonce}'; img-src 'self' data: blob:; font-src 'self'; manifest-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`,
    );
    expect(response.headers.get('content-type')).toBe('text/html; charset=utf-8');
  });

  test('gives the editor’s styles another nonce with every answer', async () => {
    await using app = await new RunningApp().start();
    const policyOf = async () =>
      (await app.electron.fetch('debrief://app/')).headers.get('content-security-policy');
    expect(await policyOf()).not.toBe(await policyOf());
  });

  test('answers with what the page is made of', async () => {
    await using app = await new RunningApp().start();
    const response = await app.electron.fetch('debrief://app/assets/index-AbCd_12-.js?x#y');
    expect(response.status).toBe(200);
    expect(response.headers.get('content-type')).toBe('text/javascript; charset=utf-8');
    expect(response.headers.get('x-content-type-options')).toBe('nosniff');
    expect(await response.text()).toBe('export {};');
  });

  test.each([
    'debrief://app/../outside.js',
    'debrief://app/assets/../../outside.js',
    'debrief://app/..%2foutside.js',
    'debrief://app/%2e%2e/outside.js',
    'debrief://app/%2e%2e%2foutside.js',
    'debrief://app/..%5coutside.js',
    'debrief://app/..\\outside.js',
    'debrief://app//outside.js',
    'debrief://app/%00',
    'debrief://app/assets/',
    'debrief://app/index.html',
    'debrief://app/assets/index-AbCd_12-.js.map',
    'debrief://other/',
    'debrief://app.evil.example/',
    'debrief://app:1/',
    'debrief:///',
    'debrief://app/rpc/pictures/..%2fdebrief.db',
    `debrief://app/rpc/pictures/${'0'.repeat(64)}.png`,
  ])('has nothing at %s', async (address) => {
    await using app = await new RunningApp().start();
    const response = await app.electron.fetch(address);
    expect(response.status).toBe(404);
    expect(await response.text()).not.toContain(outsideSecret);
    expect(response.headers.get('content-security-policy')).toBe(
      "default-src 'none'; frame-ancestors 'none'",
    );
  });

  test('answers with a picture of a draft, which runs and loads nothing', async () => {
    await using app = await new RunningApp().start();
    const core = await app.openCore();
    const { id } = await core.client.drafts.create({ title: 'Hub down' });
    const { name } = await core.client.pictures.add({ id, data: pictureData(), fileName: 'a.png' });
    const response = await app.electron.fetch(`debrief://app/rpc/pictures/${name}`);
    expect(response.status).toBe(200);
    expect(response.headers.get('content-type')).toBe('image/png');
    expect(response.headers.get('content-security-policy')).toContain('sandbox');
    expect(Buffer.from(await response.arrayBuffer())).toEqual(picture());
    expect((await app.electron.fetch(`debrief://other/rpc/pictures/${name}`)).status).toBe(404);
  });

  test('takes nothing but reading', async () => {
    await using app = await new RunningApp().start();
    expect((await app.electron.fetch('debrief://app/', { method: 'POST', body: 'x' })).status).toBe(405);
    const head = await app.electron.fetch('debrief://app/', { method: 'HEAD' });
    expect([head.status, await head.text()]).toEqual([200, '']);
  });
});
