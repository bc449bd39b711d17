import { afterEach, beforeEach, expect, test, vi } from 'vitest';

import { startGithub } from '../../support/github/stand-in.ts';
import { CommandLine } from './driver.ts';
import { PATIENCE_MS, start } from './processes.ts';
import * as schemas from './schemas.ts';

let cli: CommandLine;
beforeEach(() => {
  cli = new CommandLine();
});
afterEach(() => cli[Symbol.dispose]());

test(
  'a reader that has gone is no failure, and says nothing',
  async () => {
    await cli.ok('new');
    const child = start(cli, ['show', (await cli.ok('list')).split(' ')[0] ?? '']);
    child.leave();
    expect(await child.end()).toMatchObject({ code: 0, err: '' });
  },
  PATIENCE_MS,
);

test(
  'Ctrl-C ends a sync that waits, with what is owed still on disk',
  async () => {
    await using github = await startGithub();
    github.addAccount({ login: 'mona', token: 'ghp_x' });
    github.addRepository({ repo: 'mona/ops' });
    const id = await cli.ok('new', '--repo', 'mona/ops');
    github.fail({ kind: 'secondary-limit', retryAfterS: 600 }, { method: 'POST', count: Infinity });
    const env = { DEBRIEF_API_URL: github.url, GH_TOKEN: 'ghp_x' };
    const child = start(cli, ['sync', '--wait', '3600'], env);
    await vi.waitFor(() => expect(github.counts.writes).toBe(1), PATIENCE_MS);
    child.kill('SIGINT');
    expect(await child.end()).toMatchObject({ code: 130, err: '' });
    const { sync } = await cli.json(schemas.wholeDraft, 'show', id);
    expect(sync).toBe('queued');
    expect(github.counts.writes).toBe(1);
  },
  PATIENCE_MS,
);
