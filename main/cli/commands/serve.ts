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

function idleFrom(typed: string): number {
  const minutes = /^\d{1,4}$/.test(typed) ? Number(typed) : 0;
  if (minutes === 0)
    throw new DebriefError('usage.invalid', {
      reason: `"${typed}" is no time to wait: give minutes from 1 to 9999`,
    });
  return minutes * 60_000;
}

export const serveApp = command({
  name: 'serve',
  about: 'Opens Debrief in the browser, on this machine only',
  words: [],
  options: {
    port: { type: 'text', value: 'N', about: 'Port to listen on; otherwise a free one' },
    idle: { type: 'text', value: 'MINUTES', about: 'End once no page has been open for so long' },
    'no-open': { type: 'flag', about: 'Print the address and open nothing' },
  },
  run: async ({ options, session }) => {
    const port = options.port === undefined ? {} : { port: portFrom(options.port) };
    const idle = options.idle === undefined ? {} : { idleMs: idleFrom(options.idle) };
    const { serve } = await import('../../web/main.ts');
    const { env, stdin, stdout, stderr } = session.terminal;
    return serve({ ...port, ...idle, open: !options['no-open'], env, stdin, stdout, stderr });
  },
});
