import { svelte } from '@sveltejs/vite-plugin-svelte';
import { defineConfig, type TestProjectInlineConfiguration } from 'vitest/config';

type Options = NonNullable<TestProjectInlineConfiguration['test']>;

/** A machine with much else to do is slow, not wrong: a timeout is for what hangs. */
const patience = { testTimeout: 60_000, hookTimeout: 60_000 } satisfies Options;

/** One project per layer, so that a layer's tests can be run alone: `npx vitest run --project app`. */
function layer(name: string, options: Options = {}): TestProjectInlineConfiguration {
  return { test: { name, include: [`test/${name}/**/*.test.ts`], ...patience, ...options } };
}

export default defineConfig({
  test: {
    // The name of a driver says why its scenarios are skipped, whole.
    taskTitleValueFormatTruncate: 0,
    projects: [
      // Pure functions leave nothing behind, so the files of these two may share their workers.
      layer('app', { isolate: false }),
      layer('house', { isolate: false }),
      layer('main'),
      layer('support'),
      layer('scripts'),
      layer('packages'),
      {
        ...layer('renderer'),
        // Controllers run as they do in a page, with the browser's half of Svelte: its other half has no effects.
        plugins: [svelte({ dynamicCompileOptions: () => ({ generate: 'client' }) })],
        ssr: { resolve: { conditions: ['browser'] } },
      },
      // A browser and a host at a time, after everything else.
      layer('e2e', { fileParallelism: false, sequence: { groupOrder: 1 } }),
    ],
  },
});
