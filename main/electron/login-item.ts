import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { isAbsolute, join } from 'node:path';

import { backgroundArgument } from './launch.ts';
import type { HostApp } from './parts.ts';

/** The name of the installed `.desktop` file, which is the app's identity on Linux: `desktopName` of package.json. */
export const desktopName = 'io.github.debrief.Debrief';

type Surroundings = {
  readonly platform: NodeJS.Platform;
  readonly env: NodeJS.ProcessEnv;
  /** The program that runs. */
  readonly execPath: string;
};

/**
 * Starts the app at login from now on, or no longer. Only an installed one: the program of another is Electron alone.
 * https://www.electronjs.org/docs/latest/api/app#appsetloginitemsettingssettings-macos-windows, which Linux has not; there it
 * is a file of the Desktop Application Autostart Specification. @throws the file system's error
 */
export function startAtLogin(
  app: Pick<HostApp, 'isPackaged' | 'setLoginItemSettings'>,
  isWanted: boolean,
  surroundings: Surroundings,
): void {
  if (!app.isPackaged) return;
  const { platform } = surroundings;
  if (platform === 'darwin') return app.setLoginItemSettings({ openAtLogin: isWanted });
  if (platform === 'win32')
    return app.setLoginItemSettings({ openAtLogin: isWanted, args: [backgroundArgument] });
  const folder = autostartFolder(surroundings.env);
  const file = join(folder, `${desktopName}.desktop`);
  if (!isWanted) return rmSync(file, { force: true });
  mkdirSync(folder, { recursive: true });
  writeFileSync(file, autostartEntry(programOf(surroundings)));
}

function autostartFolder(env: NodeJS.ProcessEnv): string {
  const config = env['XDG_CONFIG_HOME'];
  return join(config !== undefined && isAbsolute(config) ? config : join(homedir(), '.config'), 'autostart');
}

/** An AppImage runs from where it was mounted this time; what stays is the file itself. */
function programOf({ env, execPath }: Surroundings): string {
  return env['APPIMAGE'] ?? execPath;
}

/** https://specifications.freedesktop.org/desktop-entry-spec/latest/ (quoting of Exec) */
export function autostartEntry(program: string): string {
  // Quoted first for Exec, then as a string of the file, in which a backslash is written as two.
  const quoted = `"${program.replace(/["`$\\]/g, '\\$&')}"`.replaceAll('\\', '\\\\').replaceAll('%', '%%');
  return `[Desktop Entry]\nType=Application\nName=Debrief\nExec=${quoted} ${backgroundArgument}\nTerminal=false\n`;
}
