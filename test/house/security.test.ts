import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { read, root } from './tree.ts';

const folders = ['', 'test/main/electron/', 'test/main/diagnosis/', 'test/packages/', 'main/electron/'];
const pathOf = (name: string): string | undefined =>
  folders.map((folder) => `${folder}${name}`).find((path) => existsSync(join(root, path)));

/** The rows of the checklist: what is asked for, where it is done, and the tests that would fail. */
const rows = read('docs/security.md')
  .split('\n')
  .map((line) => line.split('|').map((cell) => cell.trim()))
  .filter(([, , , tests]) => tests?.includes('.test.ts'));

describe('the checklist of docs/security.md', () => {
  test('has the twenty items of Electron’s tutorial', () => {
    const numbers = rows.map(([, item]) => Number.parseInt(item ?? '', 10)).filter(Number.isInteger);
    expect(numbers).toEqual(Array.from({ length: 20 }, (_, index) => index + 1));
  });

  test.each(rows.map(([, item, , tests]) => [item ?? '', tests ?? '']))(
    'names tests that exist: %s',
    (_, cell) => {
      const files = [...cell.matchAll(/`([\w./-]+\.test\.ts)`/g)].map(([, name]) => name ?? '');
      expect(files.filter((name) => pathOf(name) === undefined)).toEqual([]);
      const texts = files.map((name) => read(pathOf(name) ?? ''));
      const named = [...cell.matchAll(/"([^"]+)"/g)].map(([, name]) => (name ?? '').replace(/\s*…$/, ''));
      expect(named.filter((name) => !texts.some((text) => text.includes(name)))).toEqual([]);
    },
  );
});
