import { describe, expect, test } from 'vitest';
import { lacksInput, noInput } from '../../../main/cli/input.ts';
import { readText } from '../../../main/cli/texts.ts';

describe('standard input', () => {
  test('is lacking in Electron on Windows, and nowhere else', () => {
    expect(lacksInput({ platform: 'win32', versions: { electron: '45.4.1' } })).toBe(true);
    expect(lacksInput({ platform: 'win32', versions: {} })).toBe(false);
    expect(lacksInput({ platform: 'linux', versions: { electron: '45.4.1' } })).toBe(false);
  });

  test('that is lacking says so to whoever reads it, and is no empty text', async () => {
    await expect(readText('-', noInput())).rejects.toMatchObject({ code: 'usage.invalid' });
  });
});
