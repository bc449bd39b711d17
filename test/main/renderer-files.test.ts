import { mkdirSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { answerWith } from '../../main/renderer-answer.ts';
import { RendererFiles } from '../../main/renderer-files.ts';
import { temporaryFolder } from '../support/core.ts';

let temporary: ReturnType<typeof temporaryFolder>;
let folder: string;
beforeEach(() => {
  temporary = temporaryFolder();
  folder = join(temporary.path, 'renderer');
  put('index.html', '<meta name="csp-nonce" content="">');
  put('assets/index-AbCd_12-.js');
});
afterEach(() => temporary[Symbol.dispose]());

function put(path: string, contents = ''): void {
  mkdirSync(join(folder, path, '..'), { recursive: true });
  writeFileSync(join(folder, path), contents);
}

describe('the files of the renderer', () => {
  test('are found by their whole path, and the page at the root', () => {
    const files = new RendererFiles(folder);
    expect(files.find('/')).toMatchObject({ file: join(folder, 'index.html'), isPage: true });
    expect(files.find('/assets/index-AbCd_12-.js')).toMatchObject({ isPage: false, isHashed: true });
    expect(files.find('assets/index-AbCd_12-.js')).toBeUndefined();
    expect(files.find('/index.html')).toBeUndefined();
    expect(files.find('')).toBeUndefined();
  });

  test.each([
    ['/a.css', 'text/css; charset=utf-8'],
    ['/a.svg', 'image/svg+xml'],
    ['/a.png', 'image/png'],
    ['/a.ico', 'image/x-icon'],
    ['/a.woff2', 'font/woff2'],
    ['/a.webmanifest', 'application/manifest+json'],
  ])('have the type that their name says: %s', (path, contentType) => {
    put(path);
    expect(new RendererFiles(folder).find(path)).toMatchObject({ contentType, isHashed: false });
  });

  test.each(['/a.js.map', '/a.ts', '/.stamp', '/a', '/a.db'])('are no others: %s', (path) => {
    put(path);
    expect(new RendererFiles(folder).find(path)).toBeUndefined();
  });

  test('are no links to what lies elsewhere', () => {
    writeFileSync(join(temporary.path, 'outside.js'), '');
    symlinkSync(join(temporary.path, 'outside.js'), join(folder, 'inside.js'));
    symlinkSync(temporary.path, join(folder, 'up'));
    const files = new RendererFiles(folder);
    expect(files.find('/inside.js')).toBeUndefined();
    expect(files.find('/up/outside.js')).toBeUndefined();
  });

  test('are those of a newer build once the page is asked for again', () => {
    const files = new RendererFiles(folder);
    put('assets/index-Newer_1-.js');
    expect(files.find('/assets/index-Newer_1-.js')).toBeUndefined();
    files.find('/');
    expect(files.find('/assets/index-Newer_1-.js')).toBeDefined();
  });

  test('stay as they were while a newer build is put in place', () => {
    const files = new RendererFiles(folder);
    renameSync(folder, `${folder}-stale`);
    expect(files.find('/')).toBeDefined();
    expect(() => new RendererFiles(folder)).toThrow('ENOENT');
  });
});

describe('the page', () => {
  const page = () => {
    const found = new RendererFiles(folder).find('/');
    if (!found) throw new Error('no page');
    return found;
  };

  test.each(['<meta name="csp-nonce" content="">', '<meta name="csp-nonce" content="" />'])(
    'carries the nonce of its policy in %s',
    async (meta) => {
      put('index.html', meta);
      const { body, headers } = await answerWith(page(), []);
      const nonce = /content="(.+)"/.exec(Buffer.from(body).toString())?.[1] ?? '';
      expect(headers['content-security-policy']).toContain(`style-src 'self' 'nonce-${nonce}';`);
    },
  );

  test('may connect to its host and to what is named', async () => {
    const { headers } = await answerWith(page(), ['ws://127.0.0.1:1']);
    expect(headers['content-security-policy']).toContain("connect-src 'self' ws://127.0.0.1:1;");
  });

  test('can not be answered with when it is gone', async () => {
    const gone = page();
    rmSync(folder, { recursive: true });
    await expect(answerWith(gone, [])).rejects.toMatchObject({ code: 'ENOENT' });
  });
});
