import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';

import { startGithub } from '../../support/github/stand-in.ts';
import { CommandLine } from './driver.ts';
import * as schemas from './schemas.ts';

const main = join(import.meta.dirname, '../../../main/cli/main.ts');
const patienceMs = 60_000;

let cli: CommandLine;
beforeEach(() => {
  cli = new CommandLine();
});
afterEach(() => cli[Symbol.dispose]());

/** The command line as a process of its own, on the data folder of `cli`. */
function start(argv: readonly string[], env: NodeJS.ProcessEnv = {}): ChildProcess {
  const environment = { ...process.env, ...cli.env, DEBRIEF_DATA: cli.folder, GH_TOKEN: 'ghp_x', ...env };
  return spawn(process.execPath, [main, ...argv], { env: environment, stdio: ['ignore', 'pipe', 'pipe'] });
}

async function end(child: ChildProcess): Promise<{ code: number | null; err: string }> {
  let err = '';
  child.stderr?.setEncoding('utf8').on('data', (text: string) => (err += text));
  const [code] = (await once(child, 'close')) as [number | null];
  return { code, err };
}

test(
  'a reader that has gone is no failure, and says nothing',
  async () => {
    await cli.ok('new');
    const child = start(['show', (await cli.ok('list')).split(' ')[0] ?? '']);
    child.stdout?.destroy();
    expect(await end(child)).toEqual({ code: 0, err: '' });
  },
  patienceMs,
);

test(
  'Ctrl-C ends a sync that waits, with what is owed still on disk',
  async () => {
    await using github = await startGithub();
    github.addAccount({ login: 'mona', token: 'ghp_x' });
    github.addRepository({ repo: 'mona/ops' });
    const id = await cli.ok('new', '--repo', 'mona/ops');
    github.fail({ kind: 'secondary-limit', retryAfterS: 600 }, { method: 'POST', count: Infinity });
    const child = start(['sync', '--wait', '3600'], { DEBRIEF_API_URL: github.url });
    await vi.waitFor(() => expect(github.counts.writes).toBe(1), patienceMs);
    child.kill('SIGINT');
    expect(await end(child)).toEqual({ code: 130, err: '' });
    const { sync } = await cli.json(schemas.wholeDraft, 'show', id);
    expect(sync).toBe('queued');
    expect(github.counts.writes).toBe(1);
  },
  patienceMs,
);
