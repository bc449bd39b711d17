import { spawn } from 'node:child_process';
import { dirname } from 'node:path';

import { DebriefError } from '../../app/errors.ts';

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * What shows a file in the system's own view of its folder; undefined where there is no display for that. Never through a
 * shell. Where a system has no program that also selects the file, its folder is opened.
 */
export function revealCommand(
  file: string,
  platform: NodeJS.Platform,
  env: Environment,
): readonly [program: string, ...args: string[]] | undefined {
  if (platform === 'darwin') return ['open', '-R', file];
  if (platform === 'win32') return ['explorer.exe', `/select,${file}`];
  const hasDisplay = Boolean(env['DISPLAY']) || Boolean(env['WAYLAND_DISPLAY']);
  return hasDisplay ? ['xdg-open', dirname(file)] : undefined;
}

/** Shows a file in its folder. @throws DebriefError picture.notShown */
export async function reveal(file: string, env: Environment): Promise<void> {
  const command = revealCommand(file, process.platform, env);
  if (command === undefined) throw new DebriefError('picture.notShown');
  const [program, ...args] = command;
  await new Promise<void>((resolve, reject) => {
    const child = spawn(program, args, { stdio: 'ignore', detached: true });
    child.once('error', () => reject(new DebriefError('picture.notShown')));
    child.once('spawn', resolve);
    child.unref();
  });
}
