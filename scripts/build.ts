import { createHash } from 'node:crypto';
import {
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import type { InlineConfig } from 'vite';

const root = join(import.meta.dirname, '..');
const dist = join(root, 'dist');

/** Everything that the contents of dist/ follow from. */
const sources = [
  'app',
  'main',
  'renderer',
  'package-lock.json',
  'scripts/build.ts',
  'svelte.config.js',
  'tsconfig.base.json',
  'vite.config.ts',
];

/** Each becomes dist/<name>.js; what they share goes to dist/shared/, so every bundle lies one folder below dist/. */
const hosts = {
  'cli/main': join(root, 'main/cli/main.ts'),
  'electron/main': join(root, 'main/electron/main.ts'),
  'web/main': join(root, 'main/web/main.ts'),
};
const preload = { 'electron/preload': join(root, 'main/electron/preload.ts') };

/** Not bundled: native modules find their binary beside themselves, and Electron brings itself. ws works without its two. */
const external = ['better-sqlite3', 'keytar', 'electron', 'bufferutil', 'utf-8-validate'];

/** Builds dist/ unless it already matches the sources. Gives whether it had to build. Throws what Vite throws. */
export async function ensureBuilt(): Promise<boolean> {
  const stamp = hashOf(root, sources);
  if (existsSync(join(dist, '.stamp')) && readFileSync(join(dist, '.stamp'), 'utf8') === stamp) return false;
  await build(stamp);
  return true;
}

/**
 * Builds aside and then puts the whole folder in place, so that nobody ever runs half a build. The stamp is the hash of
 * the sources as they were before the build: an edit made meanwhile is seen as newer.
 */
async function build(stamp: string): Promise<void> {
  const startMs = performance.now();
  // Vite takes the environment's word: a build that a test begins would hold what only helps developers, and be kept.
  const { NODE_ENV } = process.env;
  process.env['NODE_ENV'] = 'production';
  const fresh = join(root, `node_modules/.cache/debrief/dist-${process.pid}`);
  rmSync(fresh, { recursive: true, force: true });
  mkdirSync(fresh, { recursive: true });
  try {
    const vite = await import('vite');
    await vite.build({
      configFile: join(root, 'vite.config.ts'),
      logLevel: 'warn',
      build: { outDir: join(fresh, 'renderer'), emptyOutDir: false },
    });
    await vite.build(
      nodeBundle(hosts, fresh, { entryFileNames: '[name].js', chunkFileNames: 'shared/[name]-[hash].js' }),
    );
    // A sandboxed preload script must be one CommonJS file: https://www.electronjs.org/docs/latest/tutorial/sandbox
    await vite.build(
      nodeBundle(preload, fresh, { entryFileNames: '[name].cjs', format: 'cjs', codeSplitting: false }),
    );
    cpSync(join(root, 'main/electron/images'), join(fresh, 'electron/images'), { recursive: true });
    writeFileSync(join(fresh, '.stamp'), stamp);
    putInPlace(fresh);
  } finally {
    if (NODE_ENV === undefined) delete process.env['NODE_ENV'];
    else process.env['NODE_ENV'] = NODE_ENV;
    rmSync(fresh, { recursive: true, force: true });
  }
  process.stderr.write(`Built dist/ in ${((performance.now() - startMs) / 1000).toFixed(1)} s.\n`);
}

type Output = NonNullable<NonNullable<NonNullable<InlineConfig['build']>['rolldownOptions']>['output']>;

function nodeBundle(input: Record<string, string>, outDir: string, output: Output): InlineConfig {
  return {
    root,
    configFile: false,
    logLevel: 'warn',
    publicDir: false,
    ssr: { noExternal: true, external },
    // Not minified: a stack trace in a bug report should be readable.
    build: {
      ssr: true,
      target: 'node22',
      outDir,
      emptyOutDir: false,
      minify: false,
      rolldownOptions: { input, output, checks: { bundlerTimings: false } },
    },
  };
}

function putInPlace(fresh: string): void {
  const stale = `${fresh}-stale`;
  if (existsSync(dist)) renameSync(dist, stale);
  renameSync(fresh, dist);
  rmSync(stale, { recursive: true, force: true });
}

/** A hash over names and contents of files and of all that lies in folders, given by their paths in `base`. Dates don't count. */
export function hashOf(base: string, paths: readonly string[]): string {
  const hash = createHash('sha256');
  for (const file of paths.flatMap((path) => filesUnder(base, path))) {
    hash
      .update(`${file}\0`)
      .update(readFileSync(join(base, file)))
      .update('\0');
  }
  return hash.digest('hex');
}

function filesUnder(base: string, path: string): string[] {
  if (!statSync(join(base, path)).isDirectory()) return [path];
  const names = readdirSync(join(base, path)).sort();
  return names.flatMap((name) => filesUnder(base, `${path}/${name}`));
}

if (import.meta.main) {
  // "npm run build" always builds: whoever types it wants a build. An installation builds what the first start needs.
  const isInstalling = process.argv.includes('--if-stale');
  await (isInstalling ? ensureBuilt() : build(hashOf(root, sources))).catch((error: unknown) => {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    process.exitCode = 1;
  });
}
