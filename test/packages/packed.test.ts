import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { FuseV1Options, getCurrentFuseWire } from '@electron/fuses';
import { extractFile, listPackage, statFile } from '@electron/asar';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ensureBuilt } from '../../scripts/build.ts';
import { temporaryFolder } from '../support/core.ts';
import { read, root } from '../house/tree.ts';
import { pack } from './packing.ts';

/** Without Electron's own runtime. What a person downloads is a third of that, and what they unpack beside it. */
const budgetBytes = 12 * 1024 * 1024;

const folder = temporaryFolder();
let app: string;
let archive: string;
let packed: readonly string[];

beforeAll(async () => {
  await ensureBuilt();
  app = await pack(folder.path, 'arm64');
  archive = join(app, 'resources/app.asar');
  packed = listPackage(archive, { isPack: false }).map((path) => path.replaceAll('\\', '/'));
}, 180_000);
afterAll(() => folder[Symbol.dispose]());

/** Files under a folder, by their paths in it. */
function filesUnder(base: string): string[] {
  return readdirSync(base, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(base.length + 1));
}

describe('the packed app', () => {
  test('holds what is built, the two native modules, and nothing else', () => {
    const others = packed.filter(
      (path) => !/^\/(LICENSE|package\.json|dist(\/.*)?|node_modules)$/.test(path),
    );
    expect(others.filter((path) => !/^\/node_modules\/(better-sqlite3|keytar)(\/|$)/.test(path))).toEqual([]);
    expect(packed).toEqual(
      expect.arrayContaining([
        '/dist/electron/main.js',
        '/dist/electron/preload.cjs',
        '/dist/renderer/index.html',
      ]),
    );
  });

  test('holds no source, no test, no map and no build file', () => {
    expect(
      packed.filter((path) => /\.(ts|svelte|map|c|cc|cpp|h|gyp|o)$|(^|\/)(tests?|src|deps)(\/|$)/.test(path)),
    ).toEqual([]);
  });

  test('has the binaries of its own platform alone, outside of the archive', () => {
    const binaries = [
      'better-sqlite3/prebuilds/linux-arm64.node',
      'keytar/prebuilds/linux-arm64/keytar.node',
    ];
    expect(packed.filter((path) => path.endsWith('.node')).sort()).toEqual(
      binaries.map((path) => `/node_modules/${path}`),
    );
    const unpacked = join(app, 'resources/app.asar.unpacked/node_modules');
    expect(
      filesUnder(unpacked)
        .filter((path) => path.endsWith('.node'))
        .sort(),
    ).toEqual(binaries);
    expect('unpacked' in statFile(archive, `node_modules/${binaries[0]}`)).toBe(true);
  });

  test('keeps to its budget', () => {
    const files = [
      archive,
      ...filesUnder(`${archive}.unpacked`).map((path) => join(`${archive}.unpacked`, path)),
    ];
    const bytes = files.reduce((sum, file) => sum + statSync(file).size, 0);
    expect(bytes).toBeLessThan(budgetBytes);
    expect(bytes).toBeGreaterThan(budgetBytes / 4);
  });

  test.each([
    ['Linux x64', ['linux-x64']],
    ['Linux arm64', ['linux-arm64']],
    ['macOS, both in one', ['darwin-x64', 'darwin-arm64']],
    ['Windows x64', ['win32-x64']],
    ['Windows arm64', ['win32-arm64']],
  ])('is as large as docs/packages.md says: %s', (name, platforms) => {
    const nativeOf = (platform: string): number =>
      [`better-sqlite3/prebuilds/${platform}.node`, `keytar/prebuilds/${platform}/keytar.node`].reduce(
        (sum, path) => sum + statSync(join(root, 'node_modules', path)).size,
        0,
      );
    // The archive is the same everywhere, but for a few bytes that name what lies beside it.
    const bytes = statSync(archive).size + platforms.reduce((sum, each) => sum + nativeOf(each), 0);
    const said = new RegExp(`^\\| ${name} +\\| ([\\d.]+) `, 'm').exec(read('docs/packages.md'))?.[1];
    expect(Math.abs(bytes / 1e6 - Number(said))).toBeLessThan(0.5);
  });

  test('knows where its updates lie', () => {
    expect(readdirSync(join(app, 'resources')).sort()).toEqual([
      'app-update.yml',
      'app.asar',
      'app.asar.unpacked',
    ]);
  });
});

describe('the page', () => {
  test('is built of nothing of Node or Electron, and has no script but its own files', () => {
    const renderer = packed.filter((path) => /^\/dist\/renderer\/.*\.js$/.test(path));
    expect(renderer.length).toBeGreaterThan(0);
    for (const path of renderer) {
      const script = extractFile(archive, path.slice(1)).toString('utf8');
      const imported = [
        ...script.matchAll(/(?:\bfrom|\bimport\(?|\brequire\()\s*["'`]([@\w.][\w@./:-]*)["'`]/g),
      ];
      // Nothing is left to be imported but the build's own files; words of a library's messages may look like an import.
      const foreign = imported
        .map(([, name]) => name ?? '')
        .filter((name) => /^(node:|electron|fs$|path$|child_process$)/.test(name));
      expect({ path, foreign }).toEqual({ path, foreign: [] });
      expect(script).not.toContain('ipcRenderer');
    }
    const page = extractFile(archive, 'dist/renderer/index.html').toString('utf8');
    expect(page.match(/<script[^>]*>/g)).toEqual([
      expect.stringMatching(/ src="\.\/assets\/index-[\w-]+\.js">$/),
    ]);
    expect(page).not.toMatch(/ on\w+=|<style|javascript:/);
  });
});

/** https://www.electronjs.org/docs/latest/tutorial/fuses: 48 is "0", off, and 49 is "1", on. */
const fuses = [
  ['RunAsNode', 48],
  ['EnableCookieEncryption', 49],
  ['EnableNodeOptionsEnvironmentVariable', 48],
  ['EnableNodeCliInspectArguments', 48],
  ['EnableEmbeddedAsarIntegrityValidation', 49],
  ['OnlyLoadAppFromAsar', 49],
  ['LoadBrowserProcessSpecificV8Snapshot', 48],
  ['GrantFileProtocolExtraPrivileges', 48],
] as const;

describe('the fuses of the packed program', () => {
  test.each(fuses)('have %s set to %i', async (name, state) => {
    const wire = await getCurrentFuseWire(join(app, 'debrief-desktop'));
    expect(wire[FuseV1Options[name]]).toBe(state);
  });
});

/** A program with Electron's own runtime, where the release workflow names the one that it built. */
const built = process.env['DEBRIEF_BUILT'] ?? '';
describe.skipIf(built === '')('the fuses of the built program', () => {
  test.each(fuses)('have %s set to %i', async (name, state) => {
    const wire = await getCurrentFuseWire(join(root, built));
    expect(wire[FuseV1Options[name]]).toBe(state);
  });
});
