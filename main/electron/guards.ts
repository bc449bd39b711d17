import type { Contents, ElectronParts, Frame, HostSession } from './parts.ts';
import { pageOrigin } from './scheme.ts';

/** Longer than any address of GitHub, and short enough for every system's way of opening one. */
const longestAddress = 2_000;
/** What our page may ask of the system: to put text on the clipboard. */
const granted: ReadonlySet<string> = new Set(['clipboard-sanitized-write']);
const everywhereElse = ['http://*/*', 'https://*/*', 'ws://*/*', 'wss://*/*', 'ftp://*/*', 'file://*/*'];

/**
 * Is this the main frame of our own page? Asked of every frame that sends something or is given something.
 * https://www.electronjs.org/docs/latest/tutorial/security#17-validate-the-sender-of-all-ipc-messages
 */
export function isOurPage(frame: Frame | null): boolean {
  return frame !== null && frame.parent === null && frame.origin === pageOrigin;
}

/**
 * The address as it may be handed to the system's browser; undefined for any other. Only `https:`: other schemes start
 * other programs. Without a name and password, which serve to make an address look like another.
 * https://www.electronjs.org/docs/latest/tutorial/security#15-do-not-use-shellopenexternal-with-untrusted-content
 */
export function outsideAddress(address: string): string | undefined {
  const url = URL.parse(address);
  if (url?.protocol !== 'https:' || url.username !== '' || url.password !== '') return undefined;
  return url.href.length > longestAddress ? undefined : url.href;
}

/**
 * Keeps contents where they are: no navigation, no second window, no webview. What was meant to lead to the web is
 * opened in the system's browser.
 */
export function guardContents(contents: Contents, shell: ElectronParts['shell']): void {
  const openOutside = (address: string): void => {
    const checked = outsideAddress(address);
    // Where the system has no browser there is nobody to open it, and nothing that the page could do about it.
    if (checked !== undefined) void shell.openExternal(checked).catch(() => undefined);
  };
  contents.on('will-frame-navigate', (details) => {
    details.preventDefault();
    if (details.isMainFrame) openOutside(details.url);
  });
  contents.setWindowOpenHandler(({ url }) => {
    openOutside(url);
    return { action: 'deny' };
  });
  contents.on('will-attach-webview', (event) => event.preventDefault());
}

/** Denies pages what they may ask of the system and any way to the network: the core alone talks to GitHub. */
export function guardSession(session: HostSession): void {
  session.setPermissionRequestHandler((_contents, permission, decide, { isMainFrame, requestingUrl }) => {
    decide(isMainFrame && originOf(requestingUrl) === pageOrigin && granted.has(permission));
  });
  session.setPermissionCheckHandler(
    (_contents, permission, requestingOrigin, { isMainFrame }) =>
      isMainFrame && originOf(requestingOrigin) === pageOrigin && granted.has(permission),
  );
  session.setDevicePermissionHandler(() => false);
  session.webRequest.onBeforeRequest({ urls: everywhereElse }, (_details, decide) =>
    decide({ cancel: true }),
  );
}

/** Not `URL.origin`, which is "null" for a scheme of one's own. */
function originOf(address: string): string | undefined {
  const url = URL.parse(address);
  return url === null ? undefined : `${url.protocol}//${url.host}`;
}
