import { statSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv } from 'ajv';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { launcher } from '../../main/electron/command-line-tool.ts';
import { desktopName } from '../../main/electron/login-item.ts';
import { commandLineArguments } from '../../main/electron/program.ts';
import { projectFiles, read, root } from './tree.ts';

type Locked = { name?: string; resolved?: string; hasInstallScript?: boolean; integrity?: string };

const lock = JSON.parse(read('package-lock.json')) as { packages: Record<string, Locked> };
const manifest = JSON.parse(read('package.json')) as {
  allowScripts: Record<string, boolean>;
  engines: { node: string };
};
const installed = Object.entries(lock.packages).filter(([path]) => path !== '');

describe('the packages', () => {
  test('are locked by their hash and not by the registry that they came from', () => {
    expect(installed.filter(([, { resolved }]) => resolved !== undefined).map(([path]) => path)).toEqual([]);
    expect(installed.filter(([, { integrity }]) => integrity === undefined).map(([path]) => path)).toEqual(
      [],
    );
  });

  test('run a script on installation only where package.json says yes or no to it', () => {
    const withScript = installed.filter(([, { hasInstallScript }]) => hasInstallScript);
    // An alias such as keytar goes by the name of what it stands for.
    const names = withScript.map(([path, { name }]) => name ?? path.split('node_modules/').pop());
    expect(names.filter((name) => name === undefined || !(name in manifest.allowScripts))).toEqual([]);
  });

  test('and the launcher ask for the same Node', () => {
    const needed = /const needed = (\d+);/.exec(read('scripts/check-node.js'))?.[1];
    expect(manifest.engines.node).toBe(`>=${needed}`);
  });
});

describe('the installers', () => {
  const validate = new Ajv({ strict: false, validateFormats: false }).compile(
    JSON.parse(read('node_modules/app-builder-lib/scheme.json')) as object,
  );
  const config = parse(read('electron-builder.yml')) as Record<string, unknown>;

  test("are described as electron-builder's own schema has it", () => {
    validate(config);
    expect(validate.errors ?? []).toEqual([]);
  });

  test('bring a launcher that names the program where it is installed', () => {
    const { productName, linux, deb, rpm, win } = config as {
      productName: string;
      linux: { executableName: string };
      deb: { fpm: string[] };
      rpm: { fpm: string[] };
      win: { extraFiles: { from: string; to: string; filter: string[] }[] };
    };
    const installed = `/opt/${productName}/${linux.executableName}`;
    expect([deb.fpm, rpm.fpm]).toEqual(Array(2).fill(['resources/linux/debrief=/usr/bin/debrief']));
    expect(read('resources/linux/debrief')).toBe(launcher(installed, 'linux'));
    expect(statSync(join(root, 'resources/linux/debrief')).mode & 0o777).toBe(0o755);

    const [{ from, to, filter } = { from: '', to: '', filter: [] }] = win.extraFiles;
    for (const file of filter) expect(read(`${from}/${file}`)).not.toBe('');
    const started = `"%~dp0..\\${productName}.exe" ${commandLineArguments.join(' ')} %*`;
    expect(read(`${from}/debrief.cmd`).split('\r\n')).toContain(started);
    for (const action of ['add', 'remove'])
      expect(read(`${from}/installer.nsh`)).toContain(`!insertmacro userPath ${action}`);
    expect(read(`${from}/installer.nsh`)).toContain(`$INSTDIR\\${to}\\user-path.ps1`);
  });

  test('install a desktop file by the name that the app goes by, for the portals of Wayland', () => {
    const { desktopName: named } = JSON.parse(read('package.json')) as { desktopName: string };
    expect(named).toBe(`${desktopName}.desktop`);
    expect((config['linux'] as { syncDesktopName: boolean }).syncDesktopName).toBe(true);
  });

  test('start the app with its sandbox, the AppImage too', () => {
    const { linux, appImage } = config as Record<string, { executableArgs?: string[] }>;
    expect([linux?.executableArgs, appImage?.executableArgs]).toEqual([undefined, []]);
    const given = projectFiles().filter(
      (file) =>
        /^(main|bin|scripts|resources|\.github|electron-builder)/.test(file) &&
        read(file).includes('no-sandbox'),
    );
    // One says why it is there, the other refuses it.
    expect(given).toEqual(['electron-builder.yml', 'main/electron/host.ts']);
    expect(JSON.stringify(config)).not.toContain('no-sandbox');
    expect(read('test/e2e/app-driver.ts')).toContain('chromiumSandbox: true');
  });

  test('would not be described so with a word that the schema does not know', () => {
    expect(validate({ ...config, npmRebuilt: false })).toBe(false);
  });
});
