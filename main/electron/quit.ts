import { flushChannel, flushedChannel } from './channels.ts';
import { isOurPage } from './guards.ts';
import type { Contents, HostApp, HostWindow, PageMessage } from './parts.ts';

/** How long a page, and then the core, may take. Whoever waits for a window to close can't wait much longer. */
export const patienceMs = 3_000;

/** Ends when the page has saved what it had, can't answer any more, or has taken longer than `patienceMs`. */
export function flushPage(contents: Contents): Promise<void> {
  if (contents.isDestroyed() || contents.isCrashed() || !isOurPage(contents.mainFrame))
    return Promise.resolve();
  return new Promise((resolve) => {
    const onFlushed = ({ senderFrame }: PageMessage): void => {
      if (isOurPage(senderFrame)) end();
    };
    const end = (): void => {
      clearTimeout(timer);
      contents.off('destroyed', end);
      contents.off('render-process-gone', end);
      if (!contents.isDestroyed()) contents.ipc.off(flushedChannel, onFlushed);
      resolve();
    };
    const timer = setTimeout(end, patienceMs);
    contents.on('destroyed', end);
    contents.on('render-process-gone', end);
    contents.ipc.on(flushedChannel, onFlushed);
    contents.send(flushChannel);
  });
}

/** Has a window close only after its page was flushed. */
export function closeAfterFlush(window: HostWindow): void {
  let isClosing = false;
  window.on('close', (event) => {
    event.preventDefault();
    if (isClosing) return;
    isClosing = true;
    // Not close(): by now nothing may hold the window back, its page least of all.
    void flushPage(window.webContents).then(() => window.destroy());
  });
}

/**
 * Has the app quit only after every page was flushed and the core was closed, in this order, and each within
 * `patienceMs`.
 */
export function quitAfterFlush(
  app: HostApp,
  windows: () => readonly HostWindow[],
  closeCore: () => Promise<void>,
): void {
  let stage: 'running' | 'closing' | 'closed' = 'running';
  const finish = async (): Promise<void> => {
    const open = windows();
    await Promise.all(open.map(({ webContents }) => flushPage(webContents)));
    for (const window of open) window.destroy();
    await withinPatience(closeCore());
  };
  app.on('before-quit', (event) => {
    if (stage === 'closed') return;
    event.preventDefault();
    if (stage === 'closing') return;
    stage = 'closing';
    void finish().finally(() => {
      stage = 'closed';
      app.quit();
    });
  });
}

/** Ends with the work, however it ends, or when it has taken too long. */
async function withinPatience(work: Promise<void>): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const tooLong = new Promise<void>((resolve) => (timer = setTimeout(resolve, patienceMs)));
  await Promise.race([work.catch(() => undefined), tooLong]);
  clearTimeout(timer);
}
