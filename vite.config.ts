import { join } from 'node:path';
import { svelte } from '@sveltejs/vite-plugin-svelte';
import { defineConfig } from 'vite';

/** The renderer. What runs on Node is bundled by scripts/build.ts. */
export default defineConfig({
  root: join(import.meta.dirname, 'renderer'),
  // Relative: the same files are served by the web host and by Electron's private scheme.
  base: './',
  plugins: [svelte()],
  worker: { format: 'es' },
  build: {
    outDir: '../dist/renderer',
    target: 'es2024',
    // The content security policy allows neither inline scripts nor data: addresses.
    modulePreload: { polyfill: false },
    assetsInlineLimit: 0,
    sourcemap: false,
    reportCompressedSize: false,
    // A build says one line, or what is wrong.
    rolldownOptions: { checks: { bundlerTimings: false } },
  },
});
