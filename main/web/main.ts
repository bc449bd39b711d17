import { join } from 'node:path';

import { openCore } from '../core.ts';
import { RendererFiles } from '../renderer-files.ts';
import { serveSockets } from '../serve-link.ts';
import type { Refused } from './refusals.ts';
import { serveUntilSignal, type ServeOptions } from './serve.ts';

/**
 * The web host on a core of its own, until a signal ends it: `debrief serve`, and `npm start` without Electron. Gives the
 * exit code. @throws DebriefError port.inUse, port.denied, and what opening the core throws
 */
export async function serve(options: ServeOptions): Promise<number> {
  // Beside this file's folder once it is built: see scripts/build.ts.
  const files = new RendererFiles(join(import.meta.dirname, '../renderer'));
  const core = openCore({ environment: options.env, automatic: true, host: 'web host' });
  try {
    const { log } = core.context.parts;
    const noteRefused = (refused: readonly Refused[]): void => {
      for (const each of refused) log.note('request.refused', { ...each });
    };
    await serveUntilSignal(
      { serveSocket: serveSockets(core), files, loadPicture: core.loadPicture, noteRefused },
      options,
    );
  } finally {
    await core.close();
  }
  return 0;
}
