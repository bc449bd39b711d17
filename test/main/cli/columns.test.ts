import { expect, test } from 'vitest';

import { columns } from '../../../main/cli/columns.ts';
import { shortId } from '../../../main/cli/draft-rows.ts';
import { printable, printableLine, widthOf } from '../../../main/cli/printable.ts';

test('cells stand under each other, with wide characters counted as a terminal shows them', () => {
  const rows = [
    ['a', 'Hub down', 'x'],
    ['bbb', '東京 🚀', 'y'],
    ['', 'é', 'z'],
  ];
  expect(columns(rows, false)).toBe(['a    Hub down  x', 'bbb  東京 🚀   y', '     é         z'].join('\n'));
});

test('lines have no space at their ends', () => {
  expect(
    columns(
      [
        ['a', ''],
        ['long', 'b'],
      ],
      false,
    ),
  ).toBe('a\nlong  b');
});

test('there is colour only where it is wanted', () => {
  expect(columns([[{ text: 'synced', style: 'green' }]], false)).toBe('synced');
  expect(columns([[{ text: 'synced', style: 'green' }, 'x']], true)).toBe('\u001b[32msynced\u001b[39m  x');
});

test('what a terminal would obey is left out', () => {
  expect(printableLine('a\u001b[2Jb\u0007\u009bc\nd\te')).toBe('a[2Jbc d e');
  expect(printable('a\r\n\tb\u0000')).toBe('a\n\tb');
  expect(columns([['\u001b]0;owned\u0007title']], true)).toBe(']0;ownedtitle');
});

test('a width is that of what is seen', () => {
  expect([widthOf('e\u0301'), widthOf('한'), widthOf('👩‍🚒'), widthOf('')]).toEqual([1, 2, 2, 0]);
});

test('a short id is the beginning that no other id has, at least eight characters, and ends in no dash', () => {
  const ids = [
    '019ab3c4-0000-7000-8000-000000000001',
    '019ab3c5-0000-7000-8000-000000000001',
    '019ab3c5-0001-7000-8000-000000000001',
  ];
  expect(ids.map((id) => shortId(id, ids))).toEqual(['019ab3c4', '019ab3c5-0000', '019ab3c5-0001']);
  expect(
    shortId('019ab3c4-0000-7000-8000-000000000001', [
      '019ab3c4-0000-7000-8000-000000000001',
      '019ab3c41000-7000-8000-000000000001',
    ]),
  ).toBe('019ab3c4-0');
  expect(shortId(ids[0]!, [])).toBe('019ab3c4');
});
