/**
 * Runs a Node script with a session bus and a Secret Service of its own: `node test/support/keyring.ts SCRIPT ARGS…`.
 * The keyring is unlocked with a password that nobody needs again, because it lies in the XDG_DATA_HOME that the caller
 * made for this run. The script finds DEBRIEF_TEST_KEYRING=1. Where no keyring can be had it runs all the same, without.
 */
import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as pause } from 'node:timers/promises';

const patienceMs = 10_000;

/** Both services stay in the foreground, as children, so that they end with us; what they say is shown only on failure. */
function startService(program: string, args: string[], onText: (text: string) => void): ChildProcess {
  const service = spawn(program, args, { stdio: ['pipe', 'pipe', 'pipe'] });
  service.stdout.setEncoding('utf8').on('data', onText);
  service.stderr.setEncoding('utf8').on('data', complain);
  service.on('error', ({ message }) => complain(message));
  service.stdin.on('error', ({ message }) => complain(message));
  service.stdin.end('of this run only');
  return service;
}

/** Whether `holds` came to hold while the service lived. */
async function eventually(service: ChildProcess, holds: () => boolean): Promise<boolean> {
  const endMs = Date.now() + patienceMs;
  while (Date.now() < endMs && service.exitCode === null) {
    if (holds()) return true;
    await pause(20);
  }
  return false;
}

/** Asks the bus whether anyone owns the name, which unlike a call to the name starts nothing. */
function secretServiceIsThere(): boolean {
  const question = [
    '--session',
    '--print-reply',
    '--dest=org.freedesktop.DBus',
    '/',
    'org.freedesktop.DBus.NameHasOwner',
  ];
  return spawnSync('dbus-send', [...question, 'string:org.freedesktop.secrets'], {
    encoding: 'utf8',
  }).stdout.includes('true');
}

let complaints = '';
function complain(text: string): void {
  complaints += text;
}

let address = '';
const bus = startService(
  'dbus-daemon',
  ['--session', '--nofork', '--print-address'],
  (text) => (address += text),
);
const hasBus = await eventually(bus, () => address.includes('\n'));
process.env['DBUS_SESSION_BUS_ADDRESS'] = address.trim();

const daemonArgs = ['--foreground', '--unlock', '--components=secrets'];
const keyring = hasBus ? startService('gnome-keyring-daemon', daemonArgs, complain) : bus;
const answers = hasBus && (await eventually(keyring, secretServiceIsThere));
if (answers) process.env['DEBRIEF_TEST_KEYRING'] = '1';
else process.stderr.write(`No keyring, so the tests that need one are skipped: ${complaints.trim()}\n`);

const script = spawn(process.execPath, process.argv.slice(2), { stdio: 'inherit' });
const [code] = (await once(script, 'close')) as [number | null];
keyring.kill();
bus.kill();
process.exitCode = code ?? 1;
