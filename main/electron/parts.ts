/**
 * What the host uses of Electron, in Electron's own types. The host gets these as arguments: main.ts hands it the real
 * ones, tests hand it doubles, and neither compiles once Electron's declarations say otherwise.
 */
import type {
  App,
  BrowserWindow,
  BrowserWindowConstructorOptions,
  ContextMenuParams,
  CrashReporter,
  Dialog,
  Event,
  GlobalShortcut,
  Input,
  Menu,
  MenuItemConstructorOptions,
  MessageBoxOptions,
  MessagePortMain,
  NativeTheme,
  Net,
  Notification,
  NotificationConstructorOptions,
  OnBeforeRequestListenerDetails,
  Protocol,
  Screen,
  Session,
  Shell,
  Tray,
  WebContents,
  WebContentsWillFrameNavigateEventParams,
  WebFrameMain,
  WebRequestFilter,
} from 'electron';

/** The ways to listen for one event. An intersection of these is a set of overloads, as Electron declares them. */
type Emits<Name extends string, Listener> = {
  on(event: Name, listener: Listener): unknown;
  once(event: Name, listener: Listener): unknown;
  off(event: Name, listener: Listener): unknown;
};

export type Frame = Pick<WebFrameMain, 'origin'> & { readonly parent: object | null };

/** A message that a page's preload script sent. Electron gives no frame where it is gone by now. */
export type PageMessage = { readonly senderFrame: Frame | null };

/** What a context menu follows from. */
export type ClickedPlace = Pick<
  ContextMenuParams,
  'dictionarySuggestions' | 'isEditable' | 'linkURL' | 'misspelledWord' | 'selectionText'
>;

export type Contents = Pick<
  WebContents,
  'isCrashed' | 'isDestroyed' | 'postMessage' | 'replaceMisspelling' | 'send' | 'setWindowOpenHandler'
> &
  Emits<'will-frame-navigate', (details: Event<WebContentsWillFrameNavigateEventParams>) => void> &
  Emits<'will-attach-webview', (event: Event) => void> &
  Emits<'did-finish-load' | 'destroyed', () => void> &
  Emits<'render-process-gone', () => void> &
  Emits<'before-input-event', (event: Event, input: Pick<Input, 'type' | 'key' | 'isComposing'>) => void> &
  Emits<'context-menu', (event: Event, params: ClickedPlace) => void> & {
    readonly mainFrame: Frame;
    readonly session: Pick<Session, 'addWordToSpellCheckerDictionary'>;
    readonly ipc: {
      on(channel: string, listener: (message: PageMessage) => void): unknown;
      off(channel: string, listener: (message: PageMessage) => void): unknown;
    };
  };

export type HostWindow = Pick<
  BrowserWindow,
  | 'destroy'
  | 'focus'
  | 'hide'
  | 'isDestroyed'
  | 'isFocused'
  | 'isMinimized'
  | 'loadURL'
  | 'restore'
  | 'setBounds'
  | 'setVisibleOnAllWorkspaces'
  | 'show'
> &
  Emits<'close', (event: Event) => void> &
  Emits<'query-session-end', () => void> &
  Emits<'closed', () => void> &
  Emits<'ready-to-show', () => void> & {
    readonly webContents: Contents;
    setOverlayIcon(overlay: Picture | null, description: string): void;
  };

export type HostApp = Pick<
  App,
  | 'enableSandbox'
  | 'exit'
  | 'isPackaged'
  | 'quit'
  | 'requestSingleInstanceLock'
  | 'setActivationPolicy'
  | 'setAppUserModelId'
  | 'setBadgeCount'
  | 'setLoginItemSettings'
  | 'setPath'
  | 'whenReady'
> &
  Emits<'activate' | 'window-all-closed', () => void> &
  Emits<'before-quit', (event: Event) => void> &
  Emits<
    'second-instance',
    (event: Event, argv: string[], workingDirectory: string, additionalData: unknown) => void
  > &
  Emits<'web-contents-created', (event: Event, contents: Contents) => void>;

export type HostSession = Pick<
  Session,
  'setDevicePermissionHandler' | 'setPermissionCheckHandler' | 'setPermissionRequestHandler'
> & {
  readonly webRequest: {
    onBeforeRequest(
      filter: WebRequestFilter,
      listener: (
        details: Pick<OnBeforeRequestListenerDetails, 'url'>,
        callback: (response: { cancel: boolean }) => void,
      ) => void,
    ): void;
  };
};

/** A picture, to be handed on. */
type Picture = ReturnType<typeof import('electron').nativeImage.createFromPath>;

export type HostMenu = Pick<Menu, 'popup'>;

export type HostTray = Pick<Tray, 'destroy' | 'setTitle' | 'setToolTip'> &
  Emits<'click', () => void> & { setContextMenu(menu: HostMenu | null): void };

export type HostNotification = Pick<Notification, 'show'> & Emits<'click', () => void>;

export type HostPower = Emits<'suspend' | 'resume' | 'lock-screen' | 'unlock-screen', () => void> &
  Emits<'shutdown', (event: Event) => void>;

/** All of them together. `session.defaultSession` is there once the app is ready. */
export type ElectronParts = {
  readonly app: HostApp;
  readonly BrowserWindow: new (options: BrowserWindowConstructorOptions) => HostWindow;
  readonly crashReporter: Pick<CrashReporter, 'start'>;
  readonly dialog: Pick<Dialog, 'showErrorBox'> & {
    showMessageBox(options: MessageBoxOptions): Promise<unknown>;
  };
  readonly globalShortcut: Pick<GlobalShortcut, 'isRegistered' | 'register' | 'unregister'>;
  readonly Menu: {
    buildFromTemplate(template: MenuItemConstructorOptions[]): HostMenu;
    setApplicationMenu(menu: HostMenu | null): void;
  };
  readonly MessageChannelMain: new () => { port1: MessagePortMain; port2: MessagePortMain };
  readonly nativeImage: { createFromPath(path: string): Picture };
  readonly net: Pick<Net, 'isOnline'>;
  readonly Notification: {
    new (options: NotificationConstructorOptions): HostNotification;
    isSupported(): boolean;
  };
  readonly powerMonitor: HostPower;
  readonly screen: Pick<Screen, 'getCursorScreenPoint' | 'getDisplayNearestPoint'>;
  readonly Tray: new (image: string) => HostTray;
  readonly nativeTheme: Pick<NativeTheme, 'shouldUseDarkColors'>;
  readonly protocol: Pick<Protocol, 'handle' | 'registerSchemesAsPrivileged'>;
  readonly session: { readonly defaultSession: HostSession };
  readonly shell: Pick<Shell, 'openExternal'>;
};
