/** The command line as an installed app has it: the program of the desktop app, started with the words of a command. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';

import { beforeAll, describe, expect, test } from 'vitest';

import { ensureBuilt } from '../../scripts/build.ts';
import { findElectron } from '../../scripts/electron-runtime.ts';
import { version } from '../../main/diagnosis/version.ts';
import { commandLineArguments } from '../../main/electron/program.ts';
import { temporaryFolder } from '../support/core.ts';
import { environmentFor } from '../support/process.ts';

const root = join(import.meta.dirname, '../..');
const { env, platform } = process;
const runtime = findElectron({ env, platform, isRoot: process.getuid?.() === 0 });

/** Each way to start the program, up to its own arguments. */
const programs = [
  {
    name: 'Node in the place of Electron',
    command: process.execPath,
    words: [
      '--import',
      join(root, 'test/support/only-app-of-electron.ts'),
      join(root, 'dist/electron/main.js'),
    ],
  },
  { name: 'Electron', command: runtime, words: ['--ozone-platform=headless', root] },
] as const;

describe.each(programs)('$name as the command line', ({ command = '', words }) => {
  beforeAll(async () => {
    await ensureBuilt();
  });

  async function debrief(folder: string, typed: readonly string[], input = '') {
    // As over ssh: there is no display.
    const { DISPLAY: _x, WAYLAND_DISPLAY: _w, ...environment } = environmentFor(folder);
    const child = spawn(command, [...words, ...commandLineArguments, ...typed], { env: environment });
    child.stdin.end(input);
    const [stdout, stderr] = [text(child.stdout), text(child.stderr)];
    const [code] = (await once(child, 'close')) as [number | null];
    return { code, stdout: await stdout, stderr: await stderr };
  }

  /** Starts an incident. Gives its id. */
  async function begin(folder: string): Promise<string> {
    const { code, stdout, stderr } = await debrief(folder, ['start', '--title', 'Hub down']);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    return stdout.trim();
  }

  test.skipIf(command === '')('says its version and what it is', async () => {
    using folder = temporaryFolder();
    expect(await debrief(folder.path, ['--version'])).toMatchObject({
      code: 0,
      stdout: `debrief ${version()}\n`,
    });
    expect((await debrief(folder.path, [])).stdout).toContain('Usage: debrief COMMAND');
  });

  test.skipIf(command === '')('logs words that look like switches, and reads them back', async () => {
    using folder = temporaryFolder();
    const id = await begin(folder.path);
    expect((await debrief(folder.path, ['log', '--', '--type=renderer', 'failed'])).code).toBe(0);
    expect((await debrief(folder.path, ['show', id])).stdout).toContain('--type=renderer failed');
  });

  test.skipIf(command === '' || platform === 'win32')('reads standard input', async () => {
    using folder = temporaryFolder();
    const id = await begin(folder.path);
    expect((await debrief(folder.path, ['log', '--whole', '-'], 'from a pipe\n')).code).toBe(0);
    expect((await debrief(folder.path, ['show', id])).stdout).toContain('from a pipe');
  });

  test.skipIf(command === '')('ends with the exit code of a call that was wrong', async () => {
    using folder = temporaryFolder();
    const { code, stdout, stderr } = await debrief(folder.path, ['lgo', 'words']);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toContain('There is no command "lgo"');
  });
});
