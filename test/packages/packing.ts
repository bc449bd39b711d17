/** Packs the app for real, in the place of Electron's runtime a folder of stand-ins: nothing of it is run. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { root } from '../house/tree.ts';

/**
 * What @electron/fuses looks for in a binary: a mark, the version and the number of fuses, and the fuses themselves. Each is
 * the opposite of what we want, so that one that is not set is seen.
 */
const wire = Buffer.concat([
  Buffer.from('dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX'),
  Buffer.from([1, 9]),
  Buffer.from('101100111'),
]);

/** As Electron's archive for Linux is laid out, for what packing looks at. */
export function standInRuntime(folder: string): string {
  mkdirSync(join(folder, 'resources'), { recursive: true });
  mkdirSync(join(folder, 'locales'));
  const programs = ['electron', 'chrome-sandbox', 'chrome_crashpad_handler'];
  for (const program of programs) {
    writeFileSync(join(folder, program), Buffer.concat([Buffer.alloc(4096), wire, Buffer.alloc(4096)]));
    chmodSync(join(folder, program), 0o755);
  }
  for (const file of ['version', 'LICENSE', 'LICENSES.chromium.html', 'locales/en-US.pak'])
    writeFileSync(join(folder, file), 'stand-in');
  return folder;
}

/** Packs for Linux, without making an installer. Gives the folder of the packed app. @throws what electron-builder says */
export async function pack(folder: string, arch: 'x64' | 'arm64'): Promise<string> {
  const runtime = standInRuntime(join(folder, 'runtime'));
  const child = spawn(
    process.execPath,
    [
      'node_modules/electron-builder/cli.js',
      '--linux',
      'dir',
      `--${arch}`,
      '--publish=never',
      `--config.electronDist=${runtime}`,
      `--config.directories.output=${join(folder, 'release')}`,
    ],
    { cwd: root, env: { ...process.env, DEBRIEF_RELEASES: 'https://releases.invalid/debrief' } },
  );
  const [said, wrong] = [text(child.stdout), text(child.stderr)];
  const [code] = (await once(child, 'close')) as [number | null];
  if (code !== 0) throw new Error(`electron-builder ended with ${code}: ${await said}${await wrong}`);
  return join(folder, 'release', arch === 'x64' ? 'linux-unpacked' : `linux-${arch}-unpacked`);
}
