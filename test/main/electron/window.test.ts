import { describe, expect, test } from 'vitest';
import { windowOptions } from '../../../main/electron/window.ts';
import { read } from '../../house/tree.ts';
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

  test('has the page’s own colour from the beginning, light or dark', async () => {
    const tokens = read('renderer/styles/tokens.css');
    const [, light, dark] = /--surface: light-dark\((\S+), (\S+)\);/.exec(tokens) ?? [];
    expect(windowOptions(surroundings).backgroundColor).toBe(light);
    await using app = new RunningApp();
    app.electron.nativeTheme.shouldUseDarkColors = true;
    await app.start();
    expect(app.electron.window.options.backgroundColor).toBe(dark);
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
