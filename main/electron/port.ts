import type { ServePort } from '../serve-link.ts';
import { portChannel } from './channels.ts';
import { isOurPage } from './guards.ts';
import type { Contents, ElectronParts } from './parts.ts';

/**
 * Gives the page a port to the core whenever it asks: when its script starts, and so after a reload too. The page needs
 * not wait for the core, because the channel keeps what is sent before somebody listens.
 */
export function handPortsTo(
  contents: Contents,
  MessageChannelMain: ElectronParts['MessageChannelMain'],
  core: Promise<{ readonly servePort: ServePort }>,
): void {
  contents.ipc.on(portChannel, ({ senderFrame }) => {
    if (!isOurPage(senderFrame)) return;
    const { port1: ours, port2: theirs } = new MessageChannelMain();
    void core.then(
      ({ servePort }) => {
        servePort(ours);
        ours.start();
      },
      // The core could not be opened. The host says why and ends.
      () => ours.close(),
    );
    contents.postMessage(portChannel, null, [theirs]);
  });
}
