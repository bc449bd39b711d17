/**
 * What the host uses of Electron, in Electron's own types. The host gets these as arguments: main.ts hands it the real
 * ones, tests hand it doubles, and neither compiles once Electron's declarations say otherwise.
 */
import type {
  App,
  BrowserWindow,
  BrowserWindowConstructorOptions,
  Dialog,
  Event,
  MessagePortMain,
  NativeTheme,
  OnBeforeRequestListenerDetails,
  Protocol,
  Session,
  Shell,
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

export type Contents = Pick<
  WebContents,
  'isCrashed' | 'isDestroyed' | 'postMessage' | 'send' | 'setWindowOpenHandler'
> &
  Emits<'will-frame-navigate', (details: Event<WebContentsWillFrameNavigateEventParams>) => void> &
  Emits<'will-attach-webview', (event: Event) => void> &
  Emits<'did-finish-load' | 'destroyed', () => void> &
  Emits<'render-process-gone', () => void> & {
    readonly mainFrame: Frame;
    readonly ipc: {
      on(channel: string, listener: (message: PageMessage) => void): unknown;
      off(channel: string, listener: (message: PageMessage) => void): unknown;
    };
  };

export type HostWindow = Pick<
  BrowserWindow,
  'destroy' | 'focus' | 'isDestroyed' | 'isMinimized' | 'loadURL' | 'restore' | 'show'
> &
  Emits<'close', (event: Event) => void> &
  Emits<'closed', () => void> &
  Emits<'ready-to-show', () => void> & { readonly webContents: Contents };

export type HostApp = Pick<
  App,
  'enableSandbox' | 'exit' | 'isPackaged' | 'quit' | 'requestSingleInstanceLock' | 'setPath' | 'whenReady'
> &
  Emits<'activate' | 'window-all-closed', () => void> &
  Emits<'before-quit', (event: Event) => void> &
  Emits<'second-instance', () => void> &
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

/** All of them together. `session.defaultSession` is there once the app is ready. */
export type ElectronParts = {
  readonly app: HostApp;
  readonly BrowserWindow: new (options: BrowserWindowConstructorOptions) => HostWindow;
  readonly dialog: Pick<Dialog, 'showErrorBox'>;
  readonly MessageChannelMain: new () => { port1: MessagePortMain; port2: MessagePortMain };
  readonly nativeTheme: Pick<NativeTheme, 'shouldUseDarkColors'>;
  readonly protocol: Pick<Protocol, 'handle' | 'registerSchemesAsPrivileged'>;
  readonly session: { readonly defaultSession: HostSession };
  readonly shell: Pick<Shell, 'openExternal'>;
};
