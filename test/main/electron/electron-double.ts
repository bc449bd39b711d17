/**
 * A double of what the host uses of Electron. It is held to Electron's own declarations by the type of the parts, and
 * does what Electron's documentation says of the calls and events that the host relies on.
 */
import { EventEmitter } from 'node:events';
import { MessageChannel, type MessagePort } from 'node:worker_threads';
import type { BrowserWindowConstructorOptions, HandlerDetails, Session, WebContents } from 'electron';
import type {
  Contents,
  ElectronParts,
  Frame,
  HostApp,
  HostSession,
  HostWindow,
} from '../../../main/electron/parts.ts';
import { pageOrigin } from '../../../main/electron/scheme.ts';

export const ownFrame: Frame = { origin: pageOrigin, parent: null };

/** An event as Electron gives it. */
export class Preventable {
  defaultPrevented = false;
  preventDefault(): void {
    this.defaultPrevented = true;
  }
}

/** A port of the main process: messages wait until it is started, and come wrapped. */
class PortDouble extends EventEmitter {
  isClosed = false;
  readonly #port: MessagePort;

  constructor(port: MessagePort) {
    super();
    this.#port = port;
    port.on('close', () => this.emit('close'));
  }
  start(): void {
    this.#port.on('message', (data: unknown) => this.emit('message', { data }));
  }
  postMessage(message: unknown): void {
    this.#port.postMessage(message);
  }
  close(): void {
    this.isClosed = true;
    this.#port.close();
  }
}

class ChannelDouble {
  readonly port1: PortDouble;
  readonly port2: PortDouble & { readonly page: MessagePort };

  constructor() {
    const { port1, port2 } = new MessageChannel();
    this.port1 = new PortDouble(port1);
    // What crosses to the page becomes an ordinary port there.
    this.port2 = Object.assign(new PortDouble(port2), { page: port2 });
  }
}

export class ContentsDouble extends EventEmitter implements Contents {
  mainFrame = ownFrame;
  readonly ipc = new EventEmitter();
  readonly sent: string[] = [];
  readonly portsGiven: MessagePort[] = [];
  crashed = false;
  destroyed = false;
  #openHandler: ((details: HandlerDetails) => { action: string }) | undefined;

  isCrashed(): boolean {
    return this.crashed;
  }
  isDestroyed(): boolean {
    return this.destroyed;
  }
  send(channel: string): void {
    this.sent.push(channel);
  }
  postMessage(channel: string, _message: unknown, transfer: readonly unknown[] = []): void {
    this.sent.push(channel);
    for (const port of transfer) this.portsGiven.push((port as ChannelDouble['port2']).page);
  }
  setWindowOpenHandler(handler: Parameters<WebContents['setWindowOpenHandler']>[0]): void {
    this.#openHandler = handler;
  }

  /** As a page that calls window.open(), or whose link names a target. */
  open(url: string): string | undefined {
    return this.#openHandler?.({ url } as HandlerDetails).action;
  }
  /** As a page that follows a link. Gives whether it got there. */
  navigate(url: string, isMainFrame = true): boolean {
    const event = Object.assign(new Preventable(), { url, isMainFrame });
    this.emit('will-frame-navigate', event);
    return !event.defaultPrevented;
  }
  /** As a preload script that sends a message. */
  receive(channel: string, senderFrame: Frame | null = this.mainFrame): void {
    this.ipc.emit(channel, { senderFrame });
  }
}

export class SessionDouble implements HostSession {
  request: Parameters<Session['setPermissionRequestHandler']>[0] = null;
  check: Parameters<Session['setPermissionCheckHandler']>[0] = null;
  device: Parameters<Session['setDevicePermissionHandler']>[0] = null;
  readonly cancelled: string[] = [];
  readonly webRequest: HostSession['webRequest'] = {
    onBeforeRequest: ({ urls }, listener) => {
      listener({ url: '' }, ({ cancel }) => {
        if (cancel) this.cancelled.push(...urls);
      });
    },
  };
  setPermissionRequestHandler(handler: SessionDouble['request']): void {
    this.request = handler;
  }
  setPermissionCheckHandler(handler: SessionDouble['check']): void {
    this.check = handler;
  }
  setDevicePermissionHandler(handler: SessionDouble['device']): void {
    this.device = handler;
  }
}

export class AppDouble extends EventEmitter implements HostApp {
  isPackaged = false;
  hasLock = true;
  hasQuit = false;
  exitCode: number | undefined;
  readonly windows: WindowDouble[] = [];
  readonly #journal: string[];
  readonly #ready = Promise.withResolvers<undefined>();

  constructor(journal: string[]) {
    super();
    this.#journal = journal;
  }
  setPath(name: string, path: string): void {
    this.#journal.push(`path ${name} ${path}`);
  }
  requestSingleInstanceLock(): boolean {
    this.#journal.push('lock');
    return this.hasLock;
  }
  enableSandbox(): void {
    this.#journal.push('sandbox');
  }
  whenReady(): Promise<void> {
    return this.#ready.promise;
  }
  exit(exitCode = 0): void {
    this.exitCode = exitCode;
  }
  /** "Try to close all windows. The before-quit event will be emitted first." */
  quit(): void {
    const event = new Preventable();
    this.emit('before-quit', event);
    if (event.defaultPrevented) return;
    for (const window of [...this.windows]) window.close();
    this.hasQuit = this.windows.length === 0;
  }

  /** Electron is ready; resolves when the host has done what it does then. */
  async becomeReady(): Promise<void> {
    this.#journal.push('ready');
    this.#ready.resolve(undefined);
    await this.#ready.promise;
  }
}

export class WindowDouble extends EventEmitter implements HostWindow {
  readonly webContents = new ContentsDouble();
  readonly options: BrowserWindowConstructorOptions;
  readonly calls: string[] = [];
  minimized = false;
  readonly #app: AppDouble;
  readonly #journal: string[];

  constructor(app: AppDouble, journal: string[], options: BrowserWindowConstructorOptions) {
    super();
    this.options = options;
    this.#app = app;
    this.#journal = journal;
    journal.push('window');
    app.windows.push(this);
    app.emit('web-contents-created', new Preventable(), this.webContents);
  }
  async loadURL(url: string): Promise<void> {
    this.#journal.push(`load ${url}`);
  }
  show(): void {
    this.calls.push('show');
  }
  focus(): void {
    this.calls.push('focus');
  }
  restore(): void {
    this.calls.push('restore');
  }
  isMinimized(): boolean {
    return this.minimized;
  }
  isDestroyed(): boolean {
    return this.webContents.destroyed;
  }
  /** As a person who closes the window. */
  close(): void {
    const event = new Preventable();
    this.emit('close', event);
    if (!event.defaultPrevented) this.destroy();
  }
  destroy(): void {
    if (this.isDestroyed()) return;
    this.webContents.destroyed = true;
    this.webContents.emit('destroyed');
    this.#app.windows.splice(this.#app.windows.indexOf(this), 1);
    this.emit('closed');
    if (this.#app.windows.length === 0) this.#app.emit('window-all-closed');
  }
}

type Handler = Parameters<ElectronParts['protocol']['handle']>[1];

/** One Electron: its parts for the host, and what became of them for the test. */
export class ElectronDouble {
  readonly journal: string[] = [];
  readonly app = new AppDouble(this.journal);
  readonly session = new SessionDouble();
  readonly boxes: string[] = [];
  readonly openedOutside: string[] = [];
  readonly channels: ChannelDouble[] = [];
  readonly schemes: Parameters<ElectronParts['protocol']['registerSchemesAsPrivileged']>[0] = [];
  readonly nativeTheme = { shouldUseDarkColors: false };
  handler: Handler | undefined;

  readonly parts: ElectronParts = this.#parts();

  get window(): WindowDouble {
    const [window] = this.app.windows;
    if (!window) throw new Error('there is no window');
    return window;
  }

  /** As the page, or a script that got into it, would ask for it. */
  async fetch(url: string, init?: RequestInit): Promise<Response> {
    if (!this.handler) throw new Error('no handler is registered');
    return this.handler(new Request(url, init));
  }

  #parts(): ElectronParts {
    const { app, journal, boxes, openedOutside, channels, schemes } = this;
    return {
      app,
      BrowserWindow: class extends WindowDouble {
        constructor(options: BrowserWindowConstructorOptions) {
          super(app, journal, options);
        }
      },
      MessageChannelMain: class extends ChannelDouble {
        constructor() {
          super();
          channels.push(this);
        }
      },
      dialog: { showErrorBox: (title, content) => void boxes.push(`${title}: ${content}`) },
      nativeTheme: this.nativeTheme,
      protocol: {
        registerSchemesAsPrivileged: (given) => {
          journal.push('scheme');
          schemes.push(...given);
        },
        handle: (scheme, handler) => {
          journal.push(`handle ${scheme}`);
          this.handler = handler;
        },
      },
      session: { defaultSession: this.session },
      shell: {
        openExternal: async (url) => {
          openedOutside.push(url);
        },
      },
    };
  }
}
