import { accessSync, constants } from 'node:fs';
import { createRequire } from 'node:module';
import { delimiter, join } from 'node:path';

/** The first of these programs that can be run: each a name that is looked for on PATH, or an absolute path. */
export function findProgram(...names: string[]): string | undefined {
  const folders = (process.env['PATH'] ?? '').split(delimiter);
  const candidates = names.flatMap((name) =>
    name.includes('/') ? [name] : folders.map((folder) => join(folder, name)),
  );
  return candidates.find((candidate) => {
    try {
      accessSync(candidate, constants.X_OK);
      return true;
    } catch {
      return false;
    }
  });
}

/** A Chromium to drive: CHROMIUM_PATH where that is set, else the one that is installed. */
export function findChromium(): string | undefined {
  return (
    process.env['CHROMIUM_PATH'] ??
    findProgram(
      'chromium',
      'chromium-browser',
      'google-chrome',
      '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
    )
  );
}

/** Whether the keychain's library loads: on Linux keytar needs libsecret. Says nothing on whether a keychain answers. */
export function keytarLoads(): boolean {
  try {
    createRequire(import.meta.url)('keytar');
    return true;
  } catch {
    return false;
  }
}

/**
 * What a test may find on this machine, and what it is skipped without: `describe.skipIf(!machine.keyring)`. `npm test`
 * says why something isn't there. `keyring` is only ever a private one, started by test/support/keyring.ts: a test never
 * touches the keychain of the person who runs it.
 */
export const machine = {
  chromium: findChromium(),
  keyring: process.env['DEBRIEF_TEST_KEYRING'] === '1',
  strace: findProgram('strace'),
};

/** A Chromium for tests: as root, without a screen, and asking nothing of the network by itself. */
export const CHROMIUM_FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
] as const;
