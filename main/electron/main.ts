/** The installed program. Everything that decides something lies beside it, where it runs without Electron too. */
import { mkdirSync } from 'node:fs';
import { enableCompileCache } from 'node:module';
import { join } from 'node:path';
import * as tls from 'node:tls';
import { app } from 'electron';

import { dataFolder } from '../data-folder.ts';
import { trustingFetch } from './certificates.ts';
import { startProgram } from './program.ts';

/** What was compiled is kept for the next start, where nobody else can write. Without it a start is slower, and no more. */
function keepCompiled(): void {
  const profile = join(dataFolder(process.env), 'electron');
  try {
    mkdirSync(profile, { recursive: true, mode: 0o700 });
    enableCompileCache(join(profile, 'compiled'));
  } catch {
    // A folder that can't be written is told of where something is to be kept in it.
  }
}

keepCompiled();
// For both programs, the command line too: neither heeds NODE_EXTRA_CA_CERTS here.
globalThis.fetch = trustingFetch(globalThis.fetch, tls);
await startProgram(app, process, {
  desktop: () => import('./desktop-app.ts'),
  commandLine: (words) => {
    process.argv = [process.execPath, 'debrief', ...words];
    return import('../cli/main.ts');
  },
});
