/**
 * Runs beside the page, in a sandbox and a world of its own. It has the page ask for a port to the core and hands it the
 * port, it carries the question whether everything is saved, and it has the page go where a menu leads. The page gets
 * nothing else, and never Electron itself.
 * https://www.electronjs.org/docs/latest/tutorial/message-ports
 */
import { contextBridge, ipcRenderer } from 'electron';

import { capturedChannel, flushChannel, flushedChannel, portChannel, routeChannel } from './channels.ts';

/** What this script uses of the page. */
declare const window: {
  readonly location: { readonly origin: string; hash: string };
  postMessage(message: unknown, targetOrigin: string, transfer?: readonly unknown[]): void;
  addEventListener(type: 'message', listener: (event: { data: unknown; source: unknown }) => void): void;
};

// A port can't cross the bridge; it comes to the page as a message.
contextBridge.exposeInMainWorld('debrief', { port: () => ipcRenderer.send(portChannel) });
ipcRenderer.on(portChannel, ({ ports }) => window.postMessage(portChannel, window.location.origin, ports));

ipcRenderer.on(flushChannel, () => window.postMessage(flushChannel, window.location.origin));
window.addEventListener('message', ({ data, source }) => {
  if (source !== window) return;
  if (data === flushedChannel || data === capturedChannel) ipcRenderer.send(data);
});

ipcRenderer.on(routeChannel, (_event, route: string) => (window.location.hash = route));
