import type { MenuItemConstructorOptions } from 'electron';

import type { Actions } from './actions.ts';

type Surroundings = {
  readonly platform: NodeJS.Platform;
  readonly isPackaged: boolean;
  /** Does the app itself put "debrief" on the PATH? */
  readonly offersCommandLine: boolean;
};

const separator: MenuItemConstructorOptions = { type: 'separator' };

/**
 * The menu of the app, as each platform has it: macOS keeps settings and quitting under the app's own name.
 * https://www.electronjs.org/docs/latest/tutorial/application-menu
 */
export function applicationMenu(
  actions: Actions,
  { platform, isPackaged, offersCommandLine }: Surroundings,
): MenuItemConstructorOptions[] {
  const isMac = platform === 'darwin';
  const settings = [settingsItem(actions), ...(offersCommandLine ? [commandLineItem(actions)] : [])];
  return [
    ...(isMac ? [macMenu(actions, settings)] : []),
    fileMenu(actions, isMac, settings),
    { role: 'editMenu' },
    viewMenu(isPackaged),
    { role: 'windowMenu' },
  ];
}

function settingsItem(actions: Actions): MenuItemConstructorOptions {
  return { label: 'Settings…', accelerator: 'CommandOrControl+,', click: () => actions.show('/settings') };
}

function commandLineItem(actions: Actions): MenuItemConstructorOptions {
  return { label: 'Install the “debrief” command…', click: () => actions.installCommandLine() };
}

function macMenu(
  actions: Actions,
  settings: readonly MenuItemConstructorOptions[],
): MenuItemConstructorOptions {
  return {
    role: 'appMenu',
    submenu: [
      { role: 'about' },
      separator,
      ...settings,
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

function fileMenu(
  actions: Actions,
  isMac: boolean,
  settings: readonly MenuItemConstructorOptions[],
): MenuItemConstructorOptions {
  return {
    label: 'File',
    submenu: [
      { label: 'New debrief', accelerator: 'CommandOrControl+N', click: () => actions.newDraft() },
      { label: 'Start incident', click: () => actions.startIncident() },
      { label: 'Log a moment…', click: () => actions.capture() },
      separator,
      { label: 'Sync now', click: () => actions.sync() },
      separator,
      ...(isMac ? [] : [...settings, separator]),
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
