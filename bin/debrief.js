#!/usr/bin/env node
// The launcher of the command line. Like check-node.js it must be readable by Node 12, so that an old Node gets a sentence.
import '../scripts/check-node.js';
import { existsSync } from 'fs';
import module from 'module';
import { fileURLToPath } from 'url';

const main = new URL('../dist/cli/main.js', import.meta.url);

if (existsSync(main)) {
  // Not the default folder: that one lies where other users of the machine can write.
  if (module.enableCompileCache) {
    module.enableCompileCache(
      fileURLToPath(new URL('../node_modules/.cache/debrief/compiled', import.meta.url)),
    );
  }
  import(main.href);
} else {
  console.error('Debrief is not built yet. Run "npm run build" first.');
  process.exitCode = 1;
}
