import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { afterEach, beforeEach, expect, test } from 'vitest';

import { writeWhole } from '../../../main/cli/output-file.ts';
import { readPart, readText } from '../../../main/cli/texts.ts';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'debrief-cli-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const nothing = (): Readable => Readable.from([]);

test('text is read byte for byte, and as a part of another text without its byte order mark', async () => {
  const file = join(folder, 'a.md');
  writeFileSync(file, '\uFEFF# Hé\r\n');
  expect(await readText(file, nothing())).toBe('\uFEFF# Hé\r\n');
  expect(await readPart(file, nothing())).toBe('# Hé\r\n');
});

test('standard input is read to its end, whichever way its bytes are cut', async () => {
  const bytes = Buffer.from('naïve ✓');
  expect(await readText('-', Readable.from([bytes.subarray(0, 3), bytes.subarray(3)]))).toBe('naïve ✓');
});

test('what is no UTF-8 is refused by name', async () => {
  const file = join(folder, 'latin1.md');
  writeFileSync(file, Buffer.from([0x61, 0xe9, 0x62]));
  await expect(readText(file, nothing())).rejects.toMatchObject({ code: 'file.notText', params: { file } });
  await expect(readText('-', Readable.from([Buffer.from([0xff])]))).rejects.toMatchObject({
    params: { file: 'standard input' },
  });
});

test('a missing file and one that is a folder are told apart', async () => {
  await expect(readText(join(folder, 'none'), nothing())).rejects.toMatchObject({ code: 'file.missing' });
  await expect(readText(folder, nothing())).rejects.toMatchObject({
    code: 'file.unreadable',
    params: { reason: 'illegal operation on a directory' },
  });
});

test('a file is written whole, in place of what was there, and nothing else is left', async () => {
  const file = join(folder, 'out.md');
  await writeWhole(file, 'one');
  expect(readFileSync(file, 'utf8')).toBe('one');
  writeFileSync(file, 'a longer text than the next', { mode: 0o640 });
  const mode = statSync(file).mode;
  await writeWhole(file, 'two');
  expect(readFileSync(file, 'utf8')).toBe('two');
  expect(statSync(file).mode).toBe(mode);
  expect(readdirSync(folder)).toEqual(['out.md']);
});

test('a link stays one, and what it names is written', async () => {
  mkdirSync(join(folder, 'real'));
  const real = join(folder, 'real', 'out.md');
  writeFileSync(real, '');
  symlinkSync(real, join(folder, 'link.md'));
  await writeWhole(join(folder, 'link.md'), 'text');
  expect(readFileSync(real, 'utf8')).toBe('text');
  expect(readdirSync(folder).sort()).toEqual(['link.md', 'real']);
});

test('a device is written to and not replaced', async () => {
  await writeWhole('/dev/null', 'text');
  expect(statSync('/dev/null').isCharacterDevice()).toBe(true);
});

test('a file that can not be written is told in one sentence, and leaves nothing', async () => {
  await expect(writeWhole(join(folder, 'none', 'out.md'), 'x')).rejects.toMatchObject({
    code: 'file.missing',
  });
  await expect(writeWhole(folder, 'x')).rejects.toMatchObject({ code: 'file.unreadable' });
  expect(readdirSync(folder)).toEqual([]);
});
