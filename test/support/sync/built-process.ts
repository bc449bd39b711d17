/** sync-process.ts as one bundle, made of the sources as they are: 200 starts of it take a minute, of some 900 modules several. */
import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';

import { build } from 'vite';

const root = join(import.meta.dirname, '../../..');

/** The bundle's file, gone when this goes out of scope. It lies inside the project, where its native modules are found. */
export async function buildSyncProcess(): Promise<
  Disposable & { readonly file: string; readonly cache: string }
> {
  const folder = join(root, `node_modules/.cache/debrief/sync-process-${process.pid}`);
  mkdirSync(folder, { recursive: true });
  await build({
    ...{ root, configFile: false, logLevel: 'error', publicDir: false },
    ssr: { noExternal: true, external: ['better-sqlite3', 'keytar'] },
    build: {
      ...{ ssr: true, target: 'node22', outDir: folder, emptyOutDir: false, minify: false },
      rolldownOptions: {
        input: { 'sync-process': join(import.meta.dirname, 'sync-process.ts') },
        output: { entryFileNames: '[name].js' },
      },
    },
  });
  return {
    file: join(folder, 'sync-process.js'),
    cache: join(folder, 'compiled'),
    [Symbol.dispose]: () => {
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
