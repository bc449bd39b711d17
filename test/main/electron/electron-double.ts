/**
 * A double of what the host uses of Electron. It is held to Electron's own declarations by the type of the parts, and
 * does what Electron's documentation says of the calls and events that the host relies on.
 */
import { EventEmitter } from 'node:events';
import { MessageChannel, type MessagePort } from 'node:worker_threads';
import type {
  BrowserWindowConstructorOptions,
  HandlerDetails,
  MenuItemConstructorOptions,
  NotificationConstructorOptions,
  Rectangle,
  Session,
  WebContents,
} from 'electron';
import type {
  Contents,
  ElectronParts,
  Frame,
  HostApp,
  HostMenu,
  HostNotification,
  HostSession,
  HostTray,
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
  /** A page that says at once that it has saved everything. */
  savesAtOnce = false;
  #openHandler: ((details: HandlerDetails) => { action: string }) | undefined;

  isCrashed(): boolean {
    return this.crashed;
  }
  isDestroyed(): boolean {
    return this.destroyed;
  }
  readonly routes: unknown[] = [];
  readonly learnt: string[] = [];
  readonly replaced: string[] = [];
  readonly session = {
    addWordToSpellCheckerDictionary: (word: string): boolean => this.learnt.push(word) > 0,
  };
  send(channel: string, ...args: unknown[]): void {
    this.sent.push(channel);
    this.routes.push(...args);
    if (this.savesAtOnce && channel === 'debrief:flush')
      queueMicrotask(() => this.receive('debrief:flushed'));
  }
  replaceMisspelling(word: string): void {
    this.replaced.push(word);
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
  badge: number | undefined;
  userModelId: string | undefined;
  handedOver: unknown;
  readonly loginItems: unknown[] = [];
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
  setAppUserModelId(id: string): void {
    this.userModelId = id;
  }
  setActivationPolicy(policy: string): void {
    this.#journal.push(`activation ${policy}`);
  }
  setBadgeCount(count = 0): boolean {
    this.badge = count;
    return true;
  }
  setLoginItemSettings(settings: unknown): void {
    this.loginItems.push(settings);
  }
  requestSingleInstanceLock(handedOver?: unknown): boolean {
    this.handedOver = handedOver;
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

  /** The app is started once more. */
  startAgain(handedOver: unknown = { show: 'window', draft: null }): void {
    this.emit('second-instance', new Preventable(), [], '/', handedOver);
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
    // Most tests are about the main window's page alone.
    this.webContents.savesAtOnce = options.frame === false;
    journal.push(options.frame === false ? 'capture window' : 'window');
    app.windows.push(this);
    app.emit('web-contents-created', new Preventable(), this.webContents);
  }
  bounds: Partial<Rectangle> = {};
  overlay: string | undefined;
  isShown = false;
  async loadURL(url: string): Promise<void> {
    this.#journal.push(`load ${url}`);
  }
  show(): void {
    this.isShown = true;
    this.calls.push('show');
  }
  hide(): void {
    this.isShown = false;
    this.calls.push('hide');
  }
  isFocused(): boolean {
    return this.calls.at(-1) === 'focus';
  }
  setBounds(bounds: Partial<Rectangle>): void {
    this.bounds = bounds;
  }
  setVisibleOnAllWorkspaces(isVisible: boolean): void {
    this.calls.push(`all workspaces ${isVisible}`);
  }
  setOverlayIcon(_overlay: object | null, description: string): void {
    this.overlay = description;
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

export class MenuDouble implements HostMenu {
  readonly template: MenuItemConstructorOptions[];
  constructor(template: MenuItemConstructorOptions[]) {
    this.template = template;
  }
  popup(): void {
    return;
  }
  /** As a person who looks through the menu and its submenus. */
  find(label: string): MenuItemConstructorOptions | undefined {
    return this.template
      .flatMap((item) => [item, ...(Array.isArray(item.submenu) ? item.submenu : [])])
      .find((item) => item.label?.startsWith(label));
  }
  click(label: string): void {
    const item = this.find(label);
    if (item?.click === undefined) throw new Error(`the menu has no ${label}`);
    item.click({} as never, undefined, {});
  }
}

export class TrayDouble extends EventEmitter implements HostTray {
  readonly image: string;
  toolTip = '';
  title = '';
  menu: MenuDouble | undefined;
  isDestroyed = false;
  constructor(image: string) {
    super();
    this.image = image;
  }
  setToolTip(text: string): void {
    this.toolTip = text;
  }
  setTitle(title: string): void {
    this.title = title;
  }
  setContextMenu(menu: HostMenu | null): void {
    this.menu = menu instanceof MenuDouble ? menu : undefined;
  }
  destroy(): void {
    this.isDestroyed = true;
  }
}

export class NotificationDouble extends EventEmitter implements HostNotification {
  readonly options: NotificationConstructorOptions;
  readonly #shown: NotificationDouble[];
  constructor(shown: NotificationDouble[], options: NotificationConstructorOptions) {
    super();
    this.#shown = shown;
    this.options = options;
  }
  show(): void {
    this.#shown.push(this);
  }
}

/** The keys of the whole system. `taken`: those that another program has. */
export class GlobalShortcutDouble {
  readonly taken = new Set<string>();
  readonly registered = new Map<string, () => void>();
  /** "When the accelerator is already taken by other applications, this call will silently fail." */
  register(accelerator: string, callback: () => void): boolean {
    if (accelerator.includes('Unknown')) throw new TypeError('conversion failure');
    if (!this.taken.has(accelerator)) this.registered.set(accelerator, callback);
    return true;
  }
  isRegistered(accelerator: string): boolean {
    return this.registered.has(accelerator);
  }
  unregister(accelerator: string): void {
    this.registered.delete(accelerator);
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
  readonly globalShortcut = new GlobalShortcutDouble();
  readonly powerMonitor = new EventEmitter();
  readonly net = { online: true, isOnline: () => this.net.online };
  readonly trays: TrayDouble[] = [];
  readonly popups: MenuDouble[] = [];
  readonly notifications: NotificationDouble[] = [];
  readonly workArea = { x: 1920, y: 40, width: 1600, height: 1000 };
  hasTray = true;
  menu: MenuDouble | undefined;
  handler: Handler | undefined;

  readonly parts: ElectronParts = this.#parts();

  /** The main window. */
  get window(): WindowDouble {
    const window = this.app.windows.find(({ options }) => options.frame !== false);
    if (!window) throw new Error('there is no window');
    return window;
  }

  /** The window of quick capture. */
  get capture(): WindowDouble {
    const window = this.app.windows.find(({ options }) => options.frame === false);
    if (!window) throw new Error('there is no quick capture');
    return window;
  }

  get tray(): TrayDouble {
    const [tray] = this.trays;
    if (!tray) throw new Error('there is no tray');
    return tray;
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
      ...this.#surroundings(),
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
      crashReporter: {
        start: ({ uploadToServer }) => void journal.push(`crash reports, sent: ${uploadToServer}`),
      },
      dialog: {
        showErrorBox: (title, content) => void boxes.push(`${title}: ${content}`),
        showMessageBox: async ({ message, detail }) => boxes.push(`${message}\n\n${detail}`),
      },
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

  /** What surrounds the windows. */
  #surroundings() {
    const { globalShortcut, net, notifications, popups, powerMonitor, trays, workArea } = this;
    const hasTray = (): boolean => this.hasTray;
    return {
      globalShortcut,
      net,
      powerMonitor,
      Menu: {
        buildFromTemplate: (template: MenuItemConstructorOptions[]) =>
          Object.assign(new MenuDouble(template), {
            popup(this: MenuDouble) {
              popups.push(this);
            },
          }),
        setApplicationMenu: (menu: HostMenu | null) => {
          this.menu = menu instanceof MenuDouble ? menu : undefined;
        },
      },
      nativeImage: { createFromPath: () => ({}) as never },
      Notification: class extends NotificationDouble {
        static isSupported = () => true;
        constructor(options: NotificationConstructorOptions) {
          super(notifications, options);
        }
      },
      screen: {
        getCursorScreenPoint: () => ({ x: workArea.x + 9, y: workArea.y + 9 }),
        getDisplayNearestPoint: () => ({ workArea }) as never,
      },
      Tray: class extends TrayDouble {
        constructor(image: string) {
          if (!hasTray()) throw new Error('no tray');
          super(image);
          trays.push(this);
        }
      },
    };
  }
}
