import { mkdirSync, mkdtempSync, renameSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeEach, describe, expect, test } from 'vitest';
import { hashOf } from '../../scripts/build.ts';

const folder = mkdtempSync(join(tmpdir(), 'debrief-hash-'));
const hash = () => hashOf(folder, ['app', 'one.json']);

beforeEach(() => {
  rmSync(join(folder, 'app'), { recursive: true, force: true });
  mkdirSync(join(folder, 'app/deep'), { recursive: true });
  writeFileSync(join(folder, 'app/deep/a.ts'), 'a');
  writeFileSync(join(folder, 'one.json'), '{}');
});
afterAll(() => rmSync(folder, { recursive: true }));

describe('the stamp of a build', () => {
  test.each([
    ['a file is edited', () => writeFileSync(join(folder, 'app/deep/a.ts'), 'b')],
    ['a file is added', () => writeFileSync(join(folder, 'app/b.ts'), '')],
    ['a file is renamed', () => renameSync(join(folder, 'app/deep/a.ts'), join(folder, 'app/deep/b.ts'))],
    ['a file is removed', () => rmSync(join(folder, 'app/deep/a.ts'))],
  ])('changes when %s', (_, change) => {
    const before = hash();
    change();
    expect(hash()).not.toBe(before);
  });

  test('stays when only dates change, or files that nothing is built from', () => {
    const before = hash();
    utimesSync(join(folder, 'one.json'), 0, 0);
    writeFileSync(join(folder, 'README.md'), 'text');
    expect(hash()).toBe(before);
  });
});
