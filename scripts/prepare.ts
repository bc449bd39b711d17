import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { findChromium, findProgram, keytarLoads } from '../test/support/machine.ts';

type Tool = { what: string; debian: string; isHere: () => boolean; without: string };

const secretService = 'the tests of the keychain are skipped';

const tools: readonly Tool[] = [
  {
    what: 'Chromium (or CHROMIUM_PATH)',
    debian: 'chromium',
    isHere: () => findChromium() !== undefined,
    without: 'the end-to-end tests are skipped',
  },
  { what: 'libsecret', debian: 'libsecret-1-0', isHere: keytarLoads, without: secretService },
  {
    what: 'gnome-keyring',
    debian: 'gnome-keyring',
    isHere: () => findProgram('gnome-keyring-daemon') !== undefined,
    without: secretService,
  },
  {
    what: 'D-Bus',
    debian: 'dbus',
    isHere: () => findProgram('dbus-daemon') !== undefined && findProgram('dbus-send') !== undefined,
    without: secretService,
  },
  {
    what: 'strace',
    debian: 'strace',
    isHere: () => findProgram('strace') !== undefined,
    without: 'the count of disk syncs is skipped',
  },
];

/**
 * Puts in place what the tests need beyond npm packages: installs it on Debian as root, and says elsewhere what is missing
 * and what is skipped for it. Gives false only where an installation was tried and failed.
 */
export function prepare(): boolean {
  const missing = tools.filter((tool) => !tool.isHere());
  if (missing.length === 0) return true;
  const tried = canInstall();
  if (tried) install(missing.map(({ debian }) => debian));
  const still = missing.filter((tool) => !tool.isHere());
  for (const { what, debian, without } of still) {
    process.stdout.write(`No ${what}, so ${without}. On Debian: apt-get install ${debian}\n`);
  }
  return !(tried && still.length > 0);
}

function canInstall(): boolean {
  return (
    existsSync('/etc/debian_version') && findProgram('apt-get') !== undefined && process.getuid?.() === 0
  );
}

function install(packages: string[]): void {
  process.stdout.write(`Installing ${packages.join(', ')} …\n`);
  const steps = [['update'], ['install', '--yes', '--no-install-recommends', ...packages]];
  for (const args of steps) {
    const { status, stdout, stderr } = spawnSync(
      'apt-get',
      ['-o', 'DPkg::Lock::Timeout=300', '-qq', ...args],
      {
        encoding: 'utf8',
        env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
      },
    );
    if (status !== 0) process.stdout.write(`apt-get ${args.join(' ')} failed:\n${stdout}${stderr}`);
  }
}
