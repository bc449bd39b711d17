import { spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './command.ts';

/**
 * Electron's package brings no runtime: its own script downloads that, some 120 MB, when it is first wanted. All that
 * follows from this is here. https://www.electronjs.org/docs/latest/tutorial/installation
 */
export type Surroundings = {
  readonly env: NodeJS.ProcessEnv;
  readonly platform: NodeJS.Platform;
  readonly isRoot: boolean;
};

const electronFolder = join(root, 'node_modules/electron');
/** Where the runtime comes from, unless one of the names that @electron/get knows says another place. */
const releases = 'https://github.com/electron/electron/releases/download/';
const mirrorNames = ['npm_config_electron_mirror', 'NPM_CONFIG_ELECTRON_MIRROR', 'ELECTRON_MIRROR'];

/** Whoever starts an app waits for it. A network that takes longer to answer would not bring 120 MB soon either. */
const answerWithinMs = 1_000;
const downloadWithinMs = 15 * 60_000;
/** An Electron that lives longer than this did start. */
const startsWithinMs = 5_000;

/** What ends this process politely ends Electron so. */
const endings = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

const executables: Partial<Record<NodeJS.Platform, string>> = {
  darwin: 'Electron.app/Contents/MacOS/Electron',
  linux: 'electron',
  win32: 'electron.exe',
};

/**
 * Electron's executable, where the runtime is there in full: in the folder that ELECTRON_OVERRIDE_DIST_PATH names, else
 * in Electron's package, whose installer writes path.txt last.
 */
export function findElectron({ env, platform }: Surroundings, folder = electronFolder): string | undefined {
  const executable = executables[platform];
  if (executable === undefined) return undefined;
  const override = env['ELECTRON_OVERRIDE_DIST_PATH'];
  const isComplete = Boolean(override) || existsSync(join(folder, 'path.txt'));
  const file = join(override ?? join(folder, 'dist'), executable);
  return isComplete && existsSync(file) ? file : undefined;
}

/** Why downloading the runtime would serve nobody, as the end of a sentence; undefined where it would. */
export function whyUseless({ env, platform, isRoot }: Surroundings): string | undefined {
  if (executables[platform] === undefined) return 'is not made for this system';
  if (platform !== 'linux') return undefined;
  if (!env['DISPLAY'] && !env['WAYLAND_DISPLAY']) return 'has no runtime here, and no display either';
  // Chromium's sandbox does not work for root, and Debrief does without the sandbox nowhere.
  return isRoot ? 'has no runtime here, and would not run as root' : undefined;
}

/** Does the place that the runtime comes from answer at all, and soon? */
export async function canDownload({ env }: Surroundings): Promise<boolean> {
  const place = mirrorNames.map((name) => env[name]).find(Boolean) ?? releases;
  try {
    await fetch(place, { method: 'HEAD', redirect: 'manual', signal: AbortSignal.timeout(answerWithinMs) });
    return true;
  } catch {
    return false;
  }
}

/** Has Electron's own script download the runtime and check its hash. Gives whether it did. */
export function downloadElectron({ env }: Surroundings): Promise<boolean> {
  return new Promise((resolve) => {
    const installer = spawn(process.execPath, [join(electronFolder, 'install.js')], {
      env,
      stdio: 'ignore',
      timeout: downloadWithinMs,
    });
    installer.once('error', () => resolve(false));
    installer.once('close', (code) => resolve(code === 0));
  });
}

/**
 * Runs the app in Electron until it ends. Gives its exit code; undefined where Electron did not even start, for want of a
 * display or of a library.
 */
export function runElectron(executable: string, { env }: Surroundings): Promise<number | undefined> {
  const startMs = performance.now();
  let isEnding = false;
  return new Promise((resolve) => {
    // With this set Electron is Node, and would run the app's main file without an app.
    const { ELECTRON_RUN_AS_NODE: _, ...rest } = env;
    const child = spawn(executable, [root], { env: rest, stdio: 'inherit' });
    const end = (signal: NodeJS.Signals): void => {
      isEnding = true;
      child.kill(signal);
    };
    const settle = (code: number | undefined): void => {
      for (const signal of endings) process.off(signal, end);
      resolve(code);
    };
    for (const signal of endings) process.on(signal, end);
    child.once('error', () => settle(undefined));
    child.once('close', (code) => {
      const hasStarted = code === 0 || isEnding || performance.now() - startMs > startsWithinMs;
      settle(hasStarted ? (code ?? 1) : undefined);
    });
  });
}

/** The version that would be downloaded. */
export function electronVersion(): string {
  const { version } = JSON.parse(readFileSync(join(electronFolder, 'package.json'), 'utf8')) as {
    version: string;
  };
  return version;
}
