import type { MenuItemConstructorOptions } from 'electron';
import { describe, expect, test } from 'vitest';
import { contextMenu } from '../../../main/electron/context-menu.ts';
import { applicationMenu } from '../../../main/electron/menu.ts';
import { RunningApp } from './running-app.ts';

const nowhere = {
  isEditable: false,
  linkURL: '',
  selectionText: '',
  misspelledWord: '',
  dictionarySuggestions: [],
};
const mute = { replace: () => undefined, learn: () => undefined };
const names = (items: MenuItemConstructorOptions[]): string[] =>
  items.map(({ role, label, type }) => role ?? label ?? type ?? '');

describe('a context menu', () => {
  test('is none where there is nothing to offer', () => {
    expect(contextMenu(nowhere, mute)).toEqual([]);
  });

  test('copies what is selected, and edits what can be edited', () => {
    expect(names(contextMenu({ ...nowhere, selectionText: 'x' }, mute))).toEqual(['copy']);
    expect(names(contextMenu({ ...nowhere, isEditable: true }, mute))).toEqual([
      'undo',
      'redo',
      'separator',
      'cut',
      'copy',
      'paste',
      'selectAll',
    ]);
  });

  test('has the spellings first, and the dictionary', async () => {
    await using app = await new RunningApp().start();
    const { webContents } = app.electron.window;
    webContents.emit('context-menu', {}, nowhere);
    expect(app.electron.popups).toEqual([]);
    const place = { ...nowhere, isEditable: true, misspelledWord: 'teh', dictionarySuggestions: ['the'] };
    webContents.emit('context-menu', {}, place);
    const [menu] = app.electron.popups;
    expect(names(menu?.template ?? []).slice(0, 3)).toEqual(['the', 'Add to dictionary', 'separator']);
    menu?.click('the');
    menu?.click('Add to dictionary');
    expect([webContents.replaced, webContents.learnt]).toEqual([['the'], ['teh']]);
  });
});

describe('the menu of the app', () => {
  const actions = {} as Parameters<typeof applicationMenu>[0];
  const menus = (
    platform: NodeJS.Platform,
    isPackaged = true,
    offersCommandLine = false,
  ): Record<string, string[]> =>
    Object.fromEntries(
      applicationMenu(actions, { platform, isPackaged, offersCommandLine }).map((menu) => [
        menu.role ?? menu.label ?? '',
        Array.isArray(menu.submenu) ? names(menu.submenu) : [],
      ]),
    );

  test('keeps settings and quitting where each platform has them', () => {
    expect(Object.keys(menus('darwin'))).toEqual(['appMenu', 'File', 'editMenu', 'View', 'windowMenu']);
    expect(menus('darwin')['appMenu']).toEqual(expect.arrayContaining(['Settings…', 'Quit Debrief']));
    expect(menus('darwin')['File']).not.toContain('Quit Debrief');
    for (const platform of ['linux', 'win32'] as const) {
      expect(Object.keys(menus(platform))).toEqual(['File', 'editMenu', 'View', 'windowMenu']);
      expect(menus(platform)['File']).toEqual(expect.arrayContaining(['Settings…', 'Quit Debrief']));
    }
  });

  test('offers the command line below the settings, where the app is to install it', () => {
    for (const [platform, menu] of [
      ['darwin', 'appMenu'],
      ['linux', 'File'],
    ] as const) {
      const items = menus(platform, true, true)[menu] ?? [];
      expect(items[items.indexOf('Settings…') + 1]).toBe('Install the “debrief” command…');
      expect(menus(platform)[menu]).not.toContain('Install the “debrief” command…');
    }
  });

  test('has no developer tools in a package', () => {
    expect(menus('linux')['View']).not.toContain('toggleDevTools');
    expect(menus('linux')['View']).not.toContain('reload');
    expect(menus('linux', false)['View']).toContain('toggleDevTools');
  });
});
