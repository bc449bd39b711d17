/**
 * Runs beside the page, in a sandbox and a world of its own. It has the page ask for a port to the core and hands it the
 * port, and it carries the question whether everything is saved. The page gets nothing else, and never Electron itself.
 * https://www.electronjs.org/docs/latest/tutorial/message-ports
 */
import { contextBridge, ipcRenderer } from 'electron';

import { flushChannel, flushedChannel, portChannel } from './channels.ts';

/** What this script uses of the page. */
declare const window: {
  readonly location: { readonly origin: string };
  postMessage(message: unknown, targetOrigin: string, transfer?: readonly unknown[]): void;
  addEventListener(type: 'message', listener: (event: { data: unknown; source: unknown }) => void): void;
};

// A port can't cross the bridge; it comes to the page as a message.
contextBridge.exposeInMainWorld('debrief', { port: () => ipcRenderer.send(portChannel) });
ipcRenderer.on(portChannel, ({ ports }) => window.postMessage(portChannel, window.location.origin, ports));

ipcRenderer.on(flushChannel, () => window.postMessage(flushChannel, window.location.origin));
window.addEventListener('message', ({ data, source }) => {
  if (source === window && data === flushedChannel) ipcRenderer.send(flushedChannel);
});
