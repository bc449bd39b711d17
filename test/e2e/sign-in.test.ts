import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';

import { beforeAll, describe, expect, it } from 'vitest';

import { ensureBuilt } from '../../scripts/build.ts';
import { furnish, REPO, temporaryFolder, TOKEN } from '../support/core.ts';
import { startGithub } from '../support/github/stand-in.ts';
import { machine } from '../support/machine.ts';
import { debrief, debriefJson, environmentFor } from '../support/process.ts';

beforeAll(async () => {
  await ensureBuilt();
});

/** Does any file below a folder hold the text? */
function isKept(folder: string, text: string): boolean {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((name) => join(folder, name))
    .some((file) => statSync(file).isFile() && readFileSync(file).includes(text));
}

/** What a process needs to reach the keyring of the tests. */
function keyringEnvironment(): Record<string, string> {
  const names = ['DBUS_SESSION_BUS_ADDRESS', 'XDG_DATA_HOME', 'XDG_RUNTIME_DIR'];
  return Object.fromEntries(
    names.flatMap((name) => (process.env[name] === undefined ? [] : [[name, process.env[name] ?? '']])),
  );
}

describe.skipIf(!machine.keyring)('signing in with a keychain', () => {
  it('lasts: another process files with it, and the token is in no file of ours', async () => {
    using folder = temporaryFolder();
    await using github = furnish(await startGithub());
    const environment = { ...environmentFor(folder.path), ...keyringEnvironment() };
    const signedIn = await debrief(
      ['login', '--with-token', '--api-url', github.url],
      environment,
      `${TOKEN}\n`,
    );
    expect(signedIn).toMatchObject({ status: 0 });
    expect(await debriefJson(['whoami'], environment)).toMatchObject({ login: 'kim' });
    await debriefJson(['new', '--title', 'x', '--repo', REPO], environment);
    expect((await debrief(['sync'], environment)).status).toBe(0);
    expect(github.issues(REPO)).toHaveLength(1);
    expect(isKept(folder.path, TOKEN)).toBe(false);
    expect((await debrief(['logout'], environment)).status).toBe(0);
    expect((await debrief(['whoami'], environment)).status).toBe(1);
  });
});

describe('signing in without a keychain', () => {
  it('is for that run only, and says so; everything but sync works', async () => {
    using folder = temporaryFolder();
    await using github = furnish(await startGithub());
    const environment = environmentFor(folder.path);
    const signedIn = await debrief(
      ['login', '--with-token', '--api-url', github.url],
      environment,
      `${TOKEN}\n`,
    );
    // The run ends with the command: a script must not take this for a sign-in that lasts.
    expect(signedIn.status).toBe(1);
    expect(signedIn.stderr).toMatch(/no keychain[^]*this run only/i);
    const { id } = await debriefJson<{ id: string }>(['new', '--title', 'x', '--repo', REPO], environment);
    expect((await debrief(['log', 'Still works'], environment)).status).toBe(0);
    expect((await debrief(['export', id], environment)).stdout).toContain('Still works');
    expect((await debrief(['sync'], environment)).status).toBe(4);
    expect(isKept(folder.path, TOKEN)).toBe(false);
  });
});
