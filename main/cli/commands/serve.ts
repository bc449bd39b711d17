import { DebriefError } from '../../../app/errors.ts';
import { command } from '../command.ts';

const MAX_PORT = 65_535;

function portFrom(typed: string): number {
  const port = /^\d{1,5}$/.test(typed) ? Number(typed) : NaN;
  if (!(port <= MAX_PORT))
    throw new DebriefError('usage.invalid', {
      reason: `"${typed}" is not a port: give a number from 0 to ${MAX_PORT}`,
    });
  return port;
}

export const serveApp = command({
  name: 'serve',
  about: 'Opens Debrief in the browser, on this machine only',
  words: [],
  options: {
    port: { type: 'text', value: 'N', about: 'Port to listen on; otherwise a free one' },
    'no-open': { type: 'flag', about: 'Print the address and open nothing' },
  },
  run: async ({ options, session }) => {
    const port = options.port === undefined ? {} : { port: portFrom(options.port) };
    const { serve } = await import('../../web/main.ts');
    const { env, stdin, stdout, stderr } = session.terminal;
    return serve({ ...port, open: !options['no-open'], env, stdin, stdout, stderr });
  },
});
