import type { MenuItemConstructorOptions } from 'electron';

import type { Actions } from './actions.ts';

const separator: MenuItemConstructorOptions = { type: 'separator' };

/**
 * The menu of the app, as each platform has it: macOS keeps settings and quitting under the app's own name.
 * https://www.electronjs.org/docs/latest/tutorial/application-menu
 */
export function applicationMenu(
  actions: Actions,
  { platform, isPackaged }: { platform: NodeJS.Platform; isPackaged: boolean },
): MenuItemConstructorOptions[] {
  const isMac = platform === 'darwin';
  return [
    ...(isMac ? [macMenu(actions)] : []),
    fileMenu(actions, isMac),
    { role: 'editMenu' },
    viewMenu(isPackaged),
    { role: 'windowMenu' },
  ];
}

function settingsItem(actions: Actions): MenuItemConstructorOptions {
  return { label: 'Settings…', accelerator: 'CommandOrControl+,', click: () => actions.show('/settings') };
}

function macMenu(actions: Actions): MenuItemConstructorOptions {
  return {
    role: 'appMenu',
    submenu: [
      { role: 'about' },
      separator,
      settingsItem(actions),
      separator,
      { role: 'services' },
      separator,
      { role: 'hide' },
      { role: 'hideOthers' },
      { role: 'unhide' },
      separator,
      // Not the role: that names Electron's own quitting the same, and this one goes where the tray's goes.
      { label: 'Quit Debrief', accelerator: 'Command+Q', click: () => actions.quit() },
    ],
  };
}

function fileMenu(actions: Actions, isMac: boolean): MenuItemConstructorOptions {
  return {
    label: 'File',
    submenu: [
      { label: 'New debrief', accelerator: 'CommandOrControl+N', click: () => actions.newDraft() },
      { label: 'Start incident', click: () => actions.startIncident() },
      { label: 'Log a moment…', click: () => actions.capture() },
      separator,
      { label: 'Sync now', click: () => actions.sync() },
      separator,
      ...(isMac ? [] : [settingsItem(actions), separator]),
      { role: 'close' },
      ...(isMac
        ? []
        : [
            {
              label: 'Quit Debrief',
              accelerator: 'Control+Q',
              click: () => actions.quit(),
            } satisfies MenuItemConstructorOptions,
          ]),
    ],
  };
}

/** Reloading and developer tools are for whoever works on Debrief. */
function viewMenu(isPackaged: boolean): MenuItemConstructorOptions {
  const forWork: MenuItemConstructorOptions[] = [{ role: 'reload' }, { role: 'toggleDevTools' }, separator];
  return {
    label: 'View',
    submenu: [
      ...(isPackaged ? [] : forWork),
      { role: 'resetZoom' },
      { role: 'zoomIn' },
      { role: 'zoomOut' },
      separator,
      { role: 'togglefullscreen' },
    ],
  };
}
