import { chmodSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';

import type { HostOptions } from './options.ts';
import type { ElectronParts } from './parts.ts';
import { commandLineArguments } from './program.ts';

type Surroundings = Pick<HostOptions, 'env' | 'execPath' | 'platform'>;

/**
 * Is "debrief" put on the PATH by the app, when a person asks for it? An app of macOS and an AppImage have no installer that
 * could; the packages of Linux and the installer of Windows bring it.
 */
export function offersCommandLine(
  { platform, env }: Pick<Surroundings, 'env' | 'platform'>,
  isPackaged: boolean,
): boolean {
  return isPackaged && (platform === 'darwin' || (platform === 'linux' && Boolean(env['APPIMAGE'])));
}

/** The second line of each launcher: a file with it may be written over. */
const mark =
  '# The command line of Debrief: the installed program itself, which then opens no window. It needs no display either.';

/**
 * The script that is "debrief" on the PATH. On Linux the command line is to run over ssh too, where Chromium would look for
 * a display in vain. @param program the absolute path of the app's program
 */
export function launcher(program: string, platform: NodeJS.Platform): string {
  const quoted = `'${program.replaceAll("'", String.raw`'\''`)}'`;
  const words = [
    quoted,
    ...(platform === 'linux' ? ['--ozone-platform=headless'] : []),
    ...commandLineArguments,
  ];
  return `#!/bin/sh\n${mark}\nexec ${words.join(' ')} "$@"\n`;
}

/** What came of putting the launcher into a folder; `file` is its path. `passing`: the program will not stay where it is. */
export type Installed =
  { readonly is: 'written' | 'foreign'; readonly file: string } | { readonly is: 'refused' | 'passing' };

/**
 * Writes the launcher into the first folder that takes it, and over nothing but a launcher of ours. Never as another user:
 * a person who wants it elsewhere puts it there.
 */
export function installLauncher(folders: readonly string[], text: string): Installed {
  for (const folder of folders) {
    const file = join(folder, 'debrief');
    if (isForeign(file)) return { is: 'foreign', file };
    if (wrote(file, text)) return { is: 'written', file };
  }
  return { is: 'refused' };
}

function isForeign(file: string): boolean {
  try {
    return !readFileSync(file, 'utf8').includes(mark);
  } catch (error) {
    // What is there and can't be read is none of ours either.
    const { code } = error as NodeJS.ErrnoException;
    return code !== 'ENOENT' && code !== 'ENOTDIR';
  }
}

function wrote(file: string, text: string): boolean {
  const fresh = `${file}.${process.pid}`;
  try {
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(fresh, text, { flag: 'wx' });
    chmodSync(fresh, 0o755);
    renameSync(fresh, file);
    return true;
  } catch {
    if (existsSync(fresh)) rmSync(fresh);
    return false;
  }
}

/** Puts "debrief" on the PATH and says where, or why not. */
export function installCommandLine(
  dialog: Pick<ElectronParts['dialog'], 'showMessageBox'>,
  { env, execPath, platform }: Surroundings,
): void {
  const program = env['APPIMAGE'] ?? execPath;
  const own = join(env['HOME'] ?? homedir(), '.local/bin');
  const folders = platform === 'darwin' ? ['/usr/local/bin', own] : [own];
  const installed: Installed = isPassing(program)
    ? { is: 'passing' }
    : installLauncher(folders, launcher(program, platform));
  void dialog.showMessageBox({
    type: installed.is === 'written' ? 'info' : 'warning',
    title: 'Debrief',
    ...whatCameOf(installed, own),
  });
}

/** A disk image that is open, or a place of its own where macOS runs what was just downloaded. */
function isPassing(program: string): boolean {
  return program.startsWith('/Volumes/') || program.includes('/AppTranslocation/');
}

function whatCameOf(
  installed: Installed,
  own: string,
): { readonly message: string; readonly detail: string } {
  switch (installed.is) {
    case 'written':
      return {
        message: `"debrief" is now ${installed.file}.`,
        detail: installed.file.startsWith(own)
          ? `Should a terminal not find it, add ${own} to its PATH. To take it away again, delete the file.`
          : 'To take it away again, delete the file.',
      };
    case 'foreign':
      return {
        message: `Nothing was written: ${installed.file} is there already, and not from this app.`,
        detail: 'Rename or remove it, then try again.',
      };
    case 'passing':
      return {
        message: 'Nothing was written: Debrief runs from a place where it will not stay.',
        detail: 'Move it into the Applications folder, open it from there, then try again.',
      };
    case 'refused':
      return {
        message: `Nothing was written: ${own} takes no file of yours.`,
        detail: 'Give yourself the folder, then try again.',
      };
  }
}
