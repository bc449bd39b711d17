/** `npm run design`: serves the page on which every part of the interface stands in every state, until a signal ends it. */
import { createServer } from 'vite';
import { join } from 'node:path';
import { root } from './command.ts';

const server = await createServer({
  configFile: join(root, 'vite.config.ts'),
  logLevel: 'warn',
  server: { host: '127.0.0.1', port: 0 },
});
await server.listen();
process.stdout.write(`${server.resolvedUrls?.local[0] ?? ''}design/\n`);
