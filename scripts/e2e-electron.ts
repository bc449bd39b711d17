/** `npm run e2e:electron`: the end-to-end scenarios in Electron's window. Without its runtime it fails, rather than skip them. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { root } from './command.ts';
import { findElectron } from './electron-runtime.ts';

const { env, platform } = process;
if (findElectron({ env, platform, isRoot: process.getuid?.() === 0 }) === undefined) {
  process.stderr.write(
    'Electron’s runtime is not here: node node_modules/electron/install.js downloads it.\n',
  );
  process.exitCode = 1;
} else {
  const vitest = ['node_modules/vitest/vitest.mjs', 'run', '--project=e2e', '--testNamePattern=^Electron'];
  const child = spawn(process.execPath, ['test/support/keyring.ts', ...vitest], {
    cwd: root,
    stdio: 'inherit',
  });
  const [code] = (await once(child, 'close')) as [number | null];
  process.exitCode = code ?? 1;
}
