import { once } from 'node:events';
import { mkdirSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { createServer as createHttpServer } from 'node:http';
import type { AddressInfo, Server } from 'node:net';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import {
  canDownload,
  electronVersion,
  findElectron,
  runElectron,
  whyUseless,
} from '../../scripts/electron-runtime.ts';
import { temporaryFolder } from '../support/core.ts';

const linux = { env: { DISPLAY: ':0' }, platform: 'linux', isRoot: false } as const;

let folder: ReturnType<typeof temporaryFolder>;
beforeEach(() => {
  folder = temporaryFolder();
});
afterEach(() => folder[Symbol.dispose]());

function put(path: string, script = ''): string {
  const file = join(folder.path, path);
  mkdirSync(join(file, '..'), { recursive: true });
  writeFileSync(file, `#!/bin/sh\n${script}\n`, { mode: 0o755 });
  return file;
}

describe('Electron’s runtime', () => {
  test.each([
    ['linux', 'electron'],
    ['win32', 'electron.exe'],
    ['darwin', 'Electron.app/Contents/MacOS/Electron'],
  ] as const)('is found in its package on %s once it is there in full', (platform, executable) => {
    const surroundings = { ...linux, platform };
    expect(findElectron(surroundings, folder.path)).toBeUndefined();
    const file = put(`dist/${executable}`);
    expect(findElectron(surroundings, folder.path)).toBeUndefined();
    put('path.txt');
    expect(findElectron(surroundings, folder.path)).toBe(file);
  });

  test('is found where ELECTRON_OVERRIDE_DIST_PATH says, and then nowhere else', () => {
    put('dist/electron');
    put('path.txt');
    const override = { ...linux, env: { ELECTRON_OVERRIDE_DIST_PATH: join(folder.path, 'other') } };
    expect(findElectron(override, folder.path)).toBeUndefined();
    const other = put('other/electron');
    expect(findElectron(override, folder.path)).toBe(other);
  });

  test.each([
    ['a system that it is not made for', { ...linux, platform: 'freebsd' }, 'is not made for this system'],
    ['Linux without a display', { ...linux, env: {} }, 'has no runtime here, and no display either'],
    ['root on Linux', { ...linux, isRoot: true }, 'has no runtime here, and would not run as root'],
  ] as const)('is of no use to %s', (_, surroundings, why) => {
    expect(whyUseless(surroundings)).toBe(why);
  });

  test.each([
    linux,
    { ...linux, env: { WAYLAND_DISPLAY: 'wayland-0' } },
    { ...linux, platform: 'darwin', env: {}, isRoot: true },
    { ...linux, platform: 'win32', env: {} },
  ] as const)('is of use to $platform with $env', (surroundings) => {
    expect(whyUseless(surroundings)).toBeUndefined();
  });

  test('has the version that its package has', () => {
    expect(electronVersion()).toMatch(/^\d+\.\d+\.\d+$/);
  });
});

describe('the place that it comes from', () => {
  async function placeOf(server: Server): Promise<Parameters<typeof canDownload>[0]> {
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    return { ...linux, env: { ELECTRON_MIRROR: `http://127.0.0.1:${port}/` } };
  }

  test('is tried when it answers, whatever it answers', async () => {
    const server = createHttpServer((_request, response) => void response.writeHead(302).end());
    const place = await placeOf(server);
    expect(await canDownload(place)).toBe(true);
    server.close();
  });

  test('is not tried when it refuses', async () => {
    const server = createServer();
    const place = await placeOf(server);
    server.close();
    await once(server, 'close');
    expect(await canDownload(place)).toBe(false);
  });

  test('is not waited for when it says nothing', async () => {
    const silent = createServer((socket) => void socket.on('error', () => undefined).resume());
    expect(await canDownload(await placeOf(silent))).toBe(false);
    silent.close();
  });
});

describe('Electron', () => {
  test('is run on the app, and its exit code is that of the start', async () => {
    const electron = put('electron', 'exit 0');
    expect(await runElectron(electron, linux)).toBe(0);
  });

  test.each(['exit 1', 'exit 127', 'kill -6 $$'])(
    'did not start when it ends at once with: %s',
    async (script) => {
      expect(await runElectron(put('electron', script), linux)).toBeUndefined();
    },
  );

  test('did not start where it can not be run at all', async () => {
    expect(await runElectron(join(folder.path, 'nothing'), linux)).toBeUndefined();
  });
});
