import { captureOptions, captureRoute, hideWhenDone, showCapture } from './capture-window.ts';
import { routeChannel } from './channels.ts';
import { popUpContextMenu } from './context-menu.ts';
import type { HostedCore, HostOptions } from './options.ts';
import type { Launch } from './launch.ts';
import type { ElectronParts, HostWindow } from './parts.ts';
import { handPortsTo } from './port.ts';
import { closeAfterFlush, flushPage } from './quit.ts';
import { loadPage, openWindow, presentWindow, windowOptions, type WindowSurroundings } from './window.ts';

/** The windows of the app: the main one, and quick capture, which waits in the background. */
export class Windows {
  readonly #electron: ElectronParts;
  readonly #options: Pick<HostOptions, 'platform' | 'preload'>;
  readonly #core: Promise<HostedCore>;
  readonly #mainClosed: () => void;
  #main: HostWindow | undefined;
  #capture: HostWindow | undefined;

  /** @param mainClosed told when the main window was closed */
  constructor(
    electron: ElectronParts,
    options: Pick<HostOptions, 'platform' | 'preload'>,
    core: Promise<HostedCore>,
    mainClosed: () => void,
  ) {
    this.#electron = electron;
    this.#options = options;
    this.#core = core;
    this.#mainClosed = mainClosed;
  }

  /** All that are open, shown or not. */
  get all(): readonly HostWindow[] {
    return [this.#main, this.#capture].filter((each) => each !== undefined);
  }

  get main(): HostWindow | undefined {
    return this.#main;
  }

  /** Does what a start of the program asks for. */
  follow({ show, draft }: Launch): void {
    if (show === 'capture') this.capture();
    else if (show === 'window') this.present(draft === null ? undefined : `/drafts/${draft}`);
  }

  /** Brings the main window before the person. @param route the place of the app to show, after `#` */
  present(route?: string): void {
    if (this.#main === undefined) return this.#openMain(route);
    if (route !== undefined) this.#main.webContents.send(routeChannel, route);
    presentWindow(this.#main);
  }

  /** Brings quick capture before the person. */
  capture(): void {
    showCapture(this.prepareCapture(), this.#electron.screen);
  }

  /** Has quick capture ready, so that it appears at once. */
  prepareCapture(): HostWindow {
    if (this.#capture !== undefined) return this.#capture;
    const window = new this.#electron.BrowserWindow(captureOptions(this.#surroundings()));
    this.#capture = window;
    window.once('closed', () => (this.#capture = undefined));
    hideWhenDone(window);
    this.#connect(window, captureRoute);
    return window;
  }

  /** Ends when every page has saved what it had, or can't, or took too long. */
  async flush(): Promise<void> {
    await Promise.all(this.all.map(({ webContents }) => flushPage(webContents)));
  }

  #openMain(route: string | undefined): void {
    const window = openWindow(this.#electron.BrowserWindow, windowOptions(this.#surroundings()));
    this.#main = window;
    window.once('closed', () => {
      this.#main = undefined;
      this.#mainClosed();
    });
    closeAfterFlush(window);
    this.#connect(window, route);
  }

  #connect(window: HostWindow, route: string | undefined): void {
    const { Menu, MessageChannelMain } = this.#electron;
    popUpContextMenu(window.webContents, Menu);
    handPortsTo(window.webContents, MessageChannelMain, this.#core);
    // Windows ends a session without asking twice: what was typed in the last moment is saved while it asks.
    window.on('query-session-end', () => void flushPage(window.webContents));
    loadPage(window, route);
  }

  #surroundings(): WindowSurroundings {
    return {
      isDark: this.#electron.nativeTheme.shouldUseDarkColors,
      isPackaged: this.#electron.app.isPackaged,
      preload: this.#options.preload,
      platform: this.#options.platform,
    };
  }
}
