import { Writable } from 'node:stream';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';

import { StatusLine } from '../../../main/cli/status-line.ts';
import { Interrupted } from '../../../main/cli/terminal.ts';
import { CommandLine } from './driver.ts';
import { PATIENCE_MS, start } from './processes.ts';
import * as schemas from './schemas.ts';

let cli: CommandLine;
let id: string;
beforeEach(async () => {
  cli = new CommandLine();
  id = await cli.ok('start', '--title', 'Hub down');
});
afterEach(() => cli[Symbol.dispose]());

test(
  'what others log is shown as it is logged, until the incident is stopped',
  async () => {
    await cli.ok('log', 'before');
    const child = start(cli, ['watch'], { TZ: 'Europe/London' });
    await child.told('Watching "Debrief - Hub down"');
    await cli.ok('phase', 'detected', '--at', '2026-03-01T09:16:04.250Z', 'Alert');
    await child.saw('Alert');
    await cli.ok('log', '--draft', id, '--at', '2026-03-01T09:13:04.250Z', 'two\nlines');
    await cli.ok('stop');
    const { code, out, err } = await child.end();
    expect(code).toBe(0);
    expect(out).toBe(
      [
        '2026-03-01 09:16:04  +00:02:00  detected: Alert',
        '2026-03-01 09:13:04  -00:01:00  two',
        '                                lines',
        '',
      ].join('\n'),
    );
    expect(err).toMatch(/Stopped after 00:00:0\d\.\n$/);
  },
  PATIENCE_MS,
);

test('with --json each entry is a document of one line, and Ctrl-C ends it with 130', async () => {
  const interruption = new AbortController();
  let shown = '';
  const seen = (all: string): void => void (shown = all);
  const running = cli.run(['watch', '--draft', id, '--json'], { seen, interrupted: interruption.signal });
  // With --json nothing says from when on it watches.
  await vi.waitUntil(async () => {
    await cli.ok('log', 'x');
    return shown !== '';
  });
  interruption.abort(new Interrupted());
  const { code, out } = await running;
  expect(code).toBe(130);
  for (const line of out.trimEnd().split('\n'))
    expect(schemas.entry.parse(JSON.parse(line))).toMatchObject({ draft: id, text: 'x' });
});

test('a terminal shows the clock of the incident in its last line, and it is wiped at the end', async () => {
  const interruption = new AbortController();
  const seen = (all: string): void => {
    if (all.includes('\r\u001b[2K+00:00:0')) interruption.abort(new Interrupted());
  };
  const ran = await cli.run(['watch'], { isTTY: true, seen, interrupted: interruption.signal });
  expect(ran.code).toBe(130);
  expect(ran.out).toContain('Debrief - Hub down');
  expect(ran.out.endsWith('\r\u001b[2K')).toBe(true);
});

test('a status line is cut where the terminal is narrower, so that it can be wiped', async () => {
  let written = '';
  const write = (chunk: Buffer, _encoding: string, done: () => void): void => {
    written += chunk.toString();
    done();
  };
  const narrow = Object.assign(new Writable({ write }), { columns: 10 });
  const line = new StatusLine(narrow, true);
  await line.show('+00:00:01  Hub down');
  expect(written).toBe('\r\u001b[2K+00:00:0…');
  await new StatusLine(narrow, false).show('not shown');
  expect(written).not.toContain('not shown');
});
