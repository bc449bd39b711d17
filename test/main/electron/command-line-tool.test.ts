import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import {
  installCommandLine,
  installLauncher,
  launcher,
  offersCommandLine,
} from '../../../main/electron/command-line-tool.ts';
import { temporaryFolder } from '../../support/core.ts';
import { ElectronDouble } from './electron-double.ts';

describe('the launcher', () => {
  test('hands every word on as it was typed, to a program with any name', () => {
    using folder = temporaryFolder();
    const program = join(folder.path, "It's $HOME.sh");
    writeFileSync(program, '#!/bin/sh\nprintf "%s\\n" "$@"\n');
    chmodSync(program, 0o755);
    const file = join(folder.path, 'debrief');
    writeFileSync(file, launcher(program, 'linux'));
    const words = ['log', 'two  spaces', '', '*', '--cli', '"quoted" $HOME'];
    expect(execFileSync('/bin/sh', [file, ...words], { encoding: 'utf8' }).split('\n')).toEqual([
      '--ozone-platform=headless',
      '--cli',
      '--',
      ...words,
      '',
    ]);
  });

  test('asks for no display where there may be none, and for nothing on macOS', () => {
    expect(launcher('/Applications/Debrief.app/Contents/MacOS/Debrief', 'darwin')).toMatch(
      /\nexec '\/Applications\/Debrief\.app\/Contents\/MacOS\/Debrief' --cli -- "\$@"\n$/,
    );
  });
});

describe('installing it', () => {
  const text = launcher('/opt/Debrief/debrief-desktop', 'linux');

  test('makes a file that everybody may run, and the folder too', () => {
    using folder = temporaryFolder();
    const bin = join(folder.path, 'home/.local/bin');
    expect(installLauncher([bin], text)).toEqual({ is: 'written', file: join(bin, 'debrief') });
    expect(readFileSync(join(bin, 'debrief'), 'utf8')).toBe(text);
    expect(statSync(join(bin, 'debrief')).mode & 0o777).toBe(0o755);
    expect(readdirSync(bin)).toEqual(['debrief']);
  });

  test('writes over a launcher of an earlier place, and over nothing else', () => {
    using folder = temporaryFolder();
    const file = join(folder.path, 'debrief');
    installLauncher([folder.path], launcher('/elsewhere', 'linux'));
    expect(installLauncher([folder.path], text).is).toBe('written');
    expect(readFileSync(file, 'utf8')).toBe(text);
    writeFileSync(file, '#!/bin/sh\necho mine\n');
    expect(installLauncher([folder.path], text)).toEqual({ is: 'foreign', file });
    expect(readFileSync(file, 'utf8')).toBe('#!/bin/sh\necho mine\n');
  });

  test('leaves alone what it can not read', () => {
    using folder = temporaryFolder();
    mkdirSync(join(folder.path, 'debrief'));
    expect(installLauncher([folder.path], text).is).toBe('foreign');
  });

  test('follows no link to the file of another', () => {
    using folder = temporaryFolder();
    const other = join(folder.path, 'other.js');
    writeFileSync(other, 'theirs');
    symlinkSync(other, join(folder.path, 'debrief'));
    expect(installLauncher([folder.path], text).is).toBe('foreign');
    expect(readFileSync(other, 'utf8')).toBe('theirs');
  });

  test('takes the next folder where one takes no file, and says so where none does', () => {
    using folder = temporaryFolder();
    const blocked = join(folder.path, 'blocked');
    writeFileSync(blocked, 'no folder');
    const own = join(folder.path, 'own');
    mkdirSync(own);
    expect(installLauncher([join(blocked, 'bin'), own], text)).toEqual({
      is: 'written',
      file: join(own, 'debrief'),
    });
    expect(installLauncher([join(blocked, 'bin')], text)).toEqual({ is: 'refused' });
  });
});

describe('the menu item', () => {
  test('is there where no installer could have put the command on the PATH', () => {
    const image = { APPIMAGE: '/home/kim/Debrief.AppImage' };
    expect(offersCommandLine({ platform: 'darwin', env: {} }, true)).toBe(true);
    expect(offersCommandLine({ platform: 'linux', env: image }, true)).toBe(true);
    expect(offersCommandLine({ platform: 'linux', env: {} }, true)).toBe(false);
    expect(offersCommandLine({ platform: 'win32', env: {} }, true)).toBe(false);
    expect(offersCommandLine({ platform: 'darwin', env: {} }, false)).toBe(false);
  });

  test('writes a launcher of the AppImage itself, and says where', () => {
    using folder = temporaryFolder();
    const { boxes, parts } = new ElectronDouble();
    const env = { APPIMAGE: '/home/kim/Debrief.AppImage', HOME: folder.path };
    installCommandLine(parts.dialog, { env, execPath: '/tmp/.mount_x/debrief-desktop', platform: 'linux' });
    const file = join(folder.path, '.local/bin/debrief');
    expect(readFileSync(file, 'utf8')).toContain("exec '/home/kim/Debrief.AppImage' ");
    expect(boxes).toEqual([expect.stringContaining(`"debrief" is now ${file}.`)]);
  });

  test('writes nothing for a program that will not stay where it is', () => {
    using folder = temporaryFolder();
    const { boxes, parts } = new ElectronDouble();
    const env = { HOME: folder.path };
    for (const place of ['/Volumes/Debrief', '/private/var/folders/x/AppTranslocation/1/d'])
      installCommandLine(parts.dialog, {
        env,
        execPath: `${place}/Debrief.app/Contents/MacOS/Debrief`,
        platform: 'darwin',
      });
    expect(boxes).toEqual(Array(2).fill(expect.stringContaining('Move it into the Applications folder')));
    expect(readdirSync(folder.path)).toEqual([]);
  });
});
