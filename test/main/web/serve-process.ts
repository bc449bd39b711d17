/** The web host as a process, for serve.test.ts: signals are sent to a process and to nothing smaller. */
import { join } from 'node:path';
import { DebriefError } from '../../../app/errors.ts';
import { RendererFiles } from '../../../main/renderer-files.ts';
import { serveUntilSignal } from '../../../main/web/serve.ts';

const [folder = '', port = '0', open = 'no', terminal = 'none'] = process.argv.slice(2);
const { env, stdin, stdout, stderr } = process;
// Without a core: how a host starts and ends has nothing to do with what it serves.
const served = {
  serveSocket: () => undefined,
  files: new RendererFiles(join(folder, 'renderer')),
  loadPicture: () => Promise.resolve(null),
};
if (terminal === 'tty') stdin.isTTY = true;
try {
  await serveUntilSignal(served, { port: Number(port), open: open === 'open', env, stdin, stdout, stderr });
  stdout.write('closed\n');
} catch (error) {
  stderr.write(`${error instanceof DebriefError ? error.code : String(error)}\n`);
  process.exitCode = 2;
}
