import { describe, expect, it } from 'vitest';

import { fileNameFor } from '../../../renderer/state/save-file.ts';

describe('the name of a saved file', () => {
  it.each([
    ['Debrief - Hub down', 'Debrief - Hub down.md'],
    ['a/b\\c:d*e?"<>|f', 'a b c d e f.md'],
    ['../../etc/passwd', 'etc passwd.md'],
    ['  .hidden. ', 'hidden.md'],
    ['', 'debrief.md'],
    ['\u202Egnp.exe', 'gnp.exe.md'],
    ['انقطاع الخدمة', 'انقطاع الخدمة.md'],
    ['x'.repeat(300), `${'x'.repeat(80)}.md`],
  ])('of "%s" is "%s"', (title, name) => {
    expect(fileNameFor(title, 'md')).toBe(name);
  });
});
