/** What the app does outside of its windows, from when its core is open until the core closes. */
import { join } from 'node:path';

import { DebriefError } from '../../app/errors.ts';
import type { Notice } from '../../app/notice.ts';
import type { Actions } from './actions.ts';
import { Attention } from './attention.ts';
import type { HostedCore, HostOptions } from './options.ts';
import { startAtLogin } from './login-item.ts';
import type { ElectronParts } from './parts.ts';
import { followPower } from './power.ts';
import { CaptureShortcut } from './shortcut.ts';
import { IncidentTray } from './tray.ts';
import { Updates } from './updates.ts';
import type { Windows } from './windows.ts';

/** Events come in crowds: one look serves those of this time. */
const collectMs = 250;

export class Desktop {
  readonly #electron: ElectronParts;
  readonly #options: HostOptions;
  readonly #core: HostedCore;
  readonly #tray: IncidentTray;
  readonly #attention: Attention;
  readonly #shortcut: CaptureShortcut;
  readonly #stopPower: () => void;
  #timer: NodeJS.Timeout | undefined;
  #startsAtLogin: boolean | undefined;
  #updates: Updates | undefined;
  #updateNotice: Notice | null = null;

  constructor(
    electron: ElectronParts,
    options: HostOptions,
    { windows, actions, core }: { windows: Windows; actions: Actions; core: HostedCore },
  ) {
    const { platform, images, nowMs } = options;
    this.#electron = electron;
    this.#options = options;
    this.#core = core;
    this.#attention = new Attention(electron, windows, options);
    const image = join(images, platform === 'darwin' ? 'trayTemplate.png' : 'tray.png');
    this.#tray = new IncidentTray(electron, { image, platform, nowMs }, actions);
    this.#shortcut = new CaptureShortcut(electron.globalShortcut, platform, actions.capture);
    this.#stopPower = followPower(electron, {
      flush: () => windows.flush(),
      wake: () => core.wake(),
      quit: actions.quit,
    });
    windows.prepareCapture();
  }

  /** Follows the core until it closes. */
  async run(): Promise<void> {
    try {
      this.#look();
      await this.#applySettings();
      await this.#followUpdates();
      for await (const event of await this.#core.client.events.watch({})) {
        if (event.type === 'settings') await this.#applySettings();
        else this.#timer ??= setTimeout(() => this.#look(), collectMs);
      }
    } catch (error) {
      // Whatever was under way when the core closed has nobody left to ask.
      if (!this.#core.closed.aborted) throw error;
    } finally {
      this.#end();
    }
  }

  /** Does the app go on when its main window is closed? */
  get staysInBackground(): boolean {
    return this.#startsAtLogin === true;
  }

  #look(): void {
    this.#timer = undefined;
    try {
      const glance = this.#core.glance();
      this.#tray.show(glance);
      this.#attention.show(glance);
      this.#updates?.show(glance);
    } catch (error) {
      // A locked or full disk: the next look sees the same.
      if (!(error instanceof DebriefError)) throw error;
    }
  }

  async #applySettings(): Promise<void> {
    const settings = await this.#core.client.settings.get({});
    this.#shortcut.use(settings['desktop.shortcut']);
    this.#tell();
    const atLogin = settings['desktop.atLogin'];
    // At the start only where it is wanted, so that what a person set in the system itself stays.
    if (this.#startsAtLogin !== undefined ? atLogin !== this.#startsAtLogin : atLogin)
      this.#startAtLogin(atLogin);
    this.#startsAtLogin = atLogin;
  }

  #tell(): void {
    const notices = [this.#shortcut.notice, this.#updateNotice];
    this.#core.notice(notices.filter((each) => each !== null));
  }

  async #followUpdates(): Promise<void> {
    const updater = await this.#options.updater();
    if (updater === null || this.#core.closed.aborted) return;
    this.#updates = new Updates(updater, this.#options.platform, (notice) => {
      this.#updateNotice = notice;
      this.#tell();
    });
    this.#updates.show(this.#core.glance());
  }

  #startAtLogin(isWanted: boolean): void {
    const { env, execPath, platform } = this.#options;
    try {
      startAtLogin(this.#electron.app, isWanted, { env, execPath, platform });
    } catch {
      // A folder that can't be written: the setting stays as it is, and is tried again at the next start.
    }
  }

  #end(): void {
    clearTimeout(this.#timer);
    this.#stopPower();
    this.#updates?.stop();
    this.#shortcut.release();
    this.#tray.remove();
  }
}
