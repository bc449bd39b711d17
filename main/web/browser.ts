import { spawn } from 'node:child_process';

/** A program and its arguments. */
export type BrowserCommand = readonly [program: string, ...args: string[]];

/**
 * What opens an address in the person's browser; undefined where there is no display that one could open on. Never
 * through a shell, to which an address is more than text.
 */
export function browserCommand(
  platform: NodeJS.Platform,
  env: NodeJS.ProcessEnv,
): BrowserCommand | undefined {
  if (platform === 'darwin') return ['open'];
  if (platform === 'win32') return ['rundll32', 'url.dll,FileProtocolHandler'];
  return env['DISPLAY'] || env['WAYLAND_DISPLAY'] ? ['xdg-open'] : undefined;
}

/**
 * Opens the address and doesn't wait for the browser. `onFailure` is called where the program isn't there or says that it
 * failed.
 */
export function openBrowser(
  [program, ...args]: BrowserCommand,
  address: string,
  env: NodeJS.ProcessEnv,
  onFailure: () => void,
): void {
  const child = spawn(program, [...args, address], { env, stdio: 'ignore', detached: true });
  child.once('error', onFailure);
  child.once('exit', (code) => {
    if (code !== 0 && code !== null) onFailure();
  });
  child.unref();
}
