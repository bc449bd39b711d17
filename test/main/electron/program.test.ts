import { describe, expect, test } from 'vitest';
import { commandWords, startProgram } from '../../../main/electron/program.ts';
import { ElectronDouble } from './electron-double.ts';

const program = '/opt/Debrief/debrief-desktop';

describe('the words of a command', () => {
  test('are none where the program is started as the desktop app', () => {
    for (const argv of [
      [program],
      [program, '--capture'],
      [program, 'log', 'words'],
      [program, '--', '--cli'],
    ])
      expect(commandWords(argv)).toBe(null);
  });

  test('are all that follow the two dashes, whatever they look like', () => {
    const words = ['log', '--phase', 'started', '--', '--cli', '--ozone-platform=x11', 'https://example.org'];
    expect(commandWords([program, '--ozone-platform=headless', '--cli', '--', ...words])).toEqual(words);
    expect(commandWords([program, '--cli', '--'])).toEqual([]);
  });

  test('are there too where somebody left the two dashes out', () => {
    expect(commandWords([program, '--cli', 'list'])).toEqual(['list']);
  });
});

describe('the program', () => {
  async function startedWith(argv: readonly string[], platform: NodeJS.Platform) {
    const { app, journal } = new ElectronDouble();
    await startProgram(
      app,
      { argv, platform },
      {
        desktop: async () => journal.push('desktop'),
        commandLine: async (words) => journal.push(`command ${words.join(' ')}`),
      },
    );
    return journal;
  }

  test('is the desktop app where nothing else is said', async () => {
    expect(await startedWith([program], 'darwin')).toEqual(['desktop']);
  });

  test('is the command line without lock, profile, window or place in the Dock', async () => {
    expect(await startedWith([program, '--cli', '--', 'list'], 'linux')).toEqual(['command list']);
    expect(await startedWith([program, '--cli', '--', 'list'], 'darwin')).toEqual([
      'activation prohibited',
      'command list',
    ]);
  });
});
