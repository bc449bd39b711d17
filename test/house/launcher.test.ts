import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { root } from './tree.ts';

/** A checkout with nothing but the launcher, because the real one may be built or not. */
let checkout = '';

beforeAll(() => {
  checkout = mkdtempSync(join(tmpdir(), 'debrief-launcher-'));
  for (const part of ['bin', 'scripts/check-node.js', 'package.json']) {
    cpSync(join(root, part), join(checkout, part), { recursive: true });
  }
});
afterAll(() => rmSync(checkout, { recursive: true }));

function launch(...nodeArgs: string[]) {
  return spawnSync(process.execPath, [...nodeArgs, join(checkout, 'bin/debrief.js'), 'status'], {
    encoding: 'utf8',
  });
}

describe('the launcher', () => {
  test('says in one line that nothing is built yet', () => {
    expect(launch()).toMatchObject({
      status: 1,
      stdout: '',
      stderr: 'Debrief is not built yet. Run "npm run build" first.\n',
    });
  });

  test('says in one line which Node is needed, before it touches anything else', () => {
    const old = `data:text/javascript,Object.defineProperty(process.versions, 'node', { value: '20.20.2' })`;
    const { status, stderr } = launch('--import', old);
    expect(status).toBe(1);
    expect(stderr).toMatch(/^Debrief needs Node 22 or newer, and this is Node 20\.20\.2\. .*\n$/);
  });

  test('hands its arguments and its exit code over', () => {
    mkdirSync(join(checkout, 'dist/cli'), { recursive: true });
    writeFileSync(join(checkout, 'dist/cli/main.js'), 'console.log(process.argv[2]); process.exitCode = 3;');
    expect(launch()).toMatchObject({ status: 3, stdout: 'status\n', stderr: '' });
  });
});
