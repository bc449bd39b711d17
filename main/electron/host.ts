import { mkdirSync } from 'node:fs';
import { join } from 'node:path';

import { DebriefError } from '../../app/errors.ts';
import { RendererFiles } from '../renderer-files.ts';
import { actionsOn } from './actions.ts';
import { offersCommandLine } from './command-line-tool.ts';
import { Desktop } from './desktop.ts';
import { guardContents, guardSession } from './guards.ts';
import { launchHandedOver, readLaunch, type Launch } from './launch.ts';
import { desktopName } from './login-item.ts';
import { applicationMenu } from './menu.ts';
import type { ElectronParts } from './parts.ts';
import { quitAfterFlush } from './quit.ts';
import { registerScheme, serveScheme } from './scheme.ts';
import { tell } from './tell.ts';
import type { HostedCore, HostOptions } from './options.ts';
import { Windows } from './windows.ts';

/**
 * Starts the app: its windows on one core. A second start hands over what it was asked for and ends. The order is
 * Electron's: the profile before the lock that lies in it, the sandbox, the scheme and the crash reports before the app is
 * ready, every guard and handler before a page loads.
 */
export function startHost(electron: ElectronParts, options: HostOptions): void {
  const { app } = electron;
  // The starter inside an AppImage adds this where the system gives no sandbox. A report of a stranger is not opened so.
  if (options.argv.includes('--no-sandbox')) return fail(electron, new DebriefError('sandbox.off'));
  const profile = join(options.dataFolder, 'electron');
  try {
    mkdirSync(profile, { recursive: true, mode: 0o700 });
  } catch {
    return fail(electron, new DebriefError('store.readOnly'));
  }
  app.setPath('userData', profile);
  const launch = readLaunch(options.argv);
  if (!app.requestSingleInstanceLock(launch)) return app.quit();
  app.enableSandbox();
  // What crashed is kept on this machine, in the profile, and sent to nobody.
  electron.crashReporter.start({ uploadToServer: false });
  registerScheme(electron.protocol);
  // Windows shows notifications of a program by this name only, which is that of its shortcut in the Start menu.
  if (options.platform === 'win32') app.setAppUserModelId(desktopName);
  app.on('web-contents-created', (_event, contents) => guardContents(contents, electron.shell));
  void app.whenReady().then(() => run(electron, options, launch));
}

function run(electron: ElectronParts, options: HostOptions, launch: Launch): void {
  const { app, Menu } = electron;
  guardSession(electron.session.defaultSession);
  const opening = Promise.withResolvers<HostedCore>();
  serveScheme(electron.protocol, new RendererFiles(options.rendererFolder), async (name) =>
    (await opening.promise).loadPicture(name),
  );
  let desktop: Desktop | undefined;
  const windows = new Windows(electron, options, opening.promise, () => {
    // On macOS an app stays without a window, and its icon brings the window back.
    if (options.platform !== 'darwin' && desktop?.staysInBackground !== true) app.quit();
  });
  const actions = actionsOn(electron, windows, opening.promise, options);
  Menu.setApplicationMenu(
    Menu.buildFromTemplate(
      applicationMenu(actions, {
        platform: options.platform,
        isPackaged: app.isPackaged,
        offersCommandLine: offersCommandLine(options, app.isPackaged),
      }),
    ),
  );
  app.on('second-instance', (_event, _argv, _folder, handed) => windows.follow(launchHandedOver(handed)));
  app.on('activate', () => windows.present());
  // Electron quits by itself where nobody listens; whether to quit is decided when the main window closes.
  app.on('window-all-closed', () => undefined);
  quitAfterFlush(
    app,
    () => windows.all,
    async () => (await opening.promise).close(),
  );
  windows.follow(launch);
  // After the window, whose own process starts up while this one opens the core.
  opening.promise.then(
    (core) => {
      desktop = new Desktop(electron, options, { windows, actions, core });
      return desktop.run();
    },
    (error: unknown) => fail(electron, error),
  );
  opening.resolve(options.openCore());
}

/** There is no app without its core: says what happened, what was kept and what to do, and ends. */
function fail({ app, dialog }: ElectronParts, error: unknown): void {
  tell(dialog, error);
  app.exit(1);
}
