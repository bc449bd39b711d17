import { describe, expect, test } from 'vitest';
import { windowOptions } from '../../../main/electron/window.ts';
import { RunningApp } from './running-app.ts';

const surroundings = { isDark: false, preload: '/p.cjs', isPackaged: true, platform: 'linux' } as const;

describe('the window', () => {
  test('is sandboxed and isolated, and grants the page nothing', () => {
    expect(windowOptions(surroundings).webPreferences).toEqual({
      preload: '/p.cjs',
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      nodeIntegrationInWorker: false,
      nodeIntegrationInSubFrames: false,
      webSecurity: true,
      allowRunningInsecureContent: false,
      experimentalFeatures: false,
      webviewTag: false,
      navigateOnDragDrop: false,
      devTools: false,
      spellcheck: false,
      v8CacheOptions: 'code',
    });
  });

  test('has developer tools only where the app is not packaged', () => {
    expect(windowOptions({ ...surroundings, isPackaged: false }).webPreferences?.devTools).toBe(true);
  });

  test('checks spelling only where that needs no download', () => {
    expect(windowOptions({ ...surroundings, platform: 'darwin' }).webPreferences?.spellcheck).toBe(true);
  });

  test('has the colour of the theme from the beginning', async () => {
    const light = windowOptions(surroundings).backgroundColor;
    await using app = new RunningApp();
    app.electron.nativeTheme.shouldUseDarkColors = true;
    await app.start();
    const dark = app.electron.window.options.backgroundColor;
    expect(dark).toMatch(/^#/);
    expect(dark).not.toBe(light);
  });

  test('is given what the host was given, and shown once there is something to see', async () => {
    await using app = await new RunningApp().start();
    const { options, calls } = app.electron.window;
    expect(options).toMatchObject({ title: 'Debrief', show: false, minWidth: 480, minHeight: 400 });
    expect(options.webPreferences).toMatchObject({ preload: '/dist/electron/preload.cjs', devTools: true });
    expect(calls).toEqual([]);
    app.electron.window.emit('ready-to-show');
    expect(calls).toEqual(['show']);
  });
});
