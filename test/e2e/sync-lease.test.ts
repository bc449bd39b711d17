import type { ChildProcess } from 'node:child_process';
import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';

import { describe, expect, it } from 'vitest';

import { furnish, openTestCore, REPO, temporaryFolder } from '../support/core.ts';
import { startGithub } from '../support/github/stand-in.ts';
import { environmentFor } from '../support/process.ts';
import { buildSyncProcess } from '../support/sync/built-process.ts';

/** Longer than a lease, in milliseconds. */
const AFTER_LEASE_MS = 61_000;

/** Reads on until the process says that it is there. */
async function until(child: ChildProcess, said: string): Promise<void> {
  if (child.stdout === null) throw new Error('The process has no output.');
  for await (const line of createInterface({ input: child.stdout })) if (line === said) return;
  throw new Error(`The process ended before it said "${said}".`);
}

describe('two processes on one database', () => {
  it('one syncs at a time; when it is killed the other takes over, once its lease has ended', async () => {
    using folder = temporaryFolder();
    using driver = await buildSyncProcess();
    let aheadMs = 0;
    await using github = furnish(await startGithub({ isStrict: false }));
    const words = [driver.file, folder.path, github.url, '0', 'answered', 'POST'];
    const holder = spawn(process.execPath, words, {
      stdio: ['ignore', 'pipe', 'inherit'],
      env: environmentFor(folder.path),
    });
    const ended = new Promise((resolve) => holder.on('close', resolve));
    try {
      await until(holder, 'at answered');
      const core = openTestCore(folder.path, github.url, { nowMs: () => Date.now() + aheadMs });
      const [draft] = await core.client.drafts.list({});
      expect(draft?.sync.state).toBe('sending');
      github.forgetRequests();
      const [busy] = await core.client.sync.run({ waitMs: 0 });
      expect(busy?.error?.code).toBe('sync.busy');
      holder.kill('SIGKILL');
      await ended;
      await core.client.sync.run({ waitMs: 0 });
      expect(github.requests).toEqual([]);
      aheadMs = AFTER_LEASE_MS;
      await core.client.sync.run({ waitMs: 5_000 });
      expect(github.issues(REPO)).toHaveLength(1);
      expect((await core.client.drafts.get({ id: draft?.id ?? '' })).sync.state).toBe('synced');
      await core.close();
    } finally {
      holder.kill('SIGKILL');
      await ended;
    }
  });
});
