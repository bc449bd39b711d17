import { rmSync } from 'node:fs';
import { join } from 'node:path';

import { describe, expect, it, vi } from 'vitest';

import type { CoreClient } from '../../app/contract.ts';
import { openCore } from '../../main/core.ts';
import { logUnopened } from '../../main/logging.ts';
import { DebriefError } from '../../app/errors.ts';
import { noKeychain, openTestCore } from '../support/core.ts';
import { canMount, mountSmallDisk } from '../support/small-disk.ts';

const NOBODY = 'http://127.0.0.1:2';

/** The code of the failure of a call; null if it did not fail. */
async function codeOf(call: Promise<unknown>): Promise<unknown> {
  return call.then(
    () => null,
    (error: unknown) => (error as { readonly data?: { readonly code?: unknown } }).data?.code,
  );
}

async function textsOf(client: CoreClient, id: string): Promise<readonly string[]> {
  const { sections } = await client.drafts.get({ id });
  return sections.flatMap(({ entries }) => entries.map(({ text }) => text));
}

// Only root can mount.
describe.skipIf(!canMount())('on a disk that is full', () => {
  it('what is logged waits in the journal, and comes into the timeline by itself when there is space', async () => {
    using disk = mountSmallDisk(8);
    const core = openTestCore(disk.path, NOBODY, { automatic: true });
    const { id } = await core.client.timeline.start({ title: 'Hub down' });
    disk.fill();
    const texts = Array.from({ length: 300 }, (_, at) => `line ${at}: the disk of the hub is full, too`);
    const kept: string[] = [];
    const inJournal: string[] = [];
    for (const text of texts) {
      const code = await codeOf(core.client.timeline.log({ draft: id, text }));
      if (code === null) kept.push(text);
      else if (code === 'journal.full') inJournal.push(text);
      // What is freed step by step goes to another program.
      disk.fill();
    }
    expect(kept.length + inJournal.length).toBe(texts.length);
    expect(inJournal.length).toBeGreaterThan(250);
    expect(await textsOf(core.client, id)).toEqual(kept);
    disk.clear();
    await vi.waitFor(async () => expect(await textsOf(core.client, id)).toEqual(texts), { timeout: 20_000 });
    await core.close();
  });

  it('what can not even be put into the journal fails, and is not there', async () => {
    using disk = mountSmallDisk(8);
    const core = openTestCore(disk.path, NOBODY);
    const { id } = await core.client.timeline.start({ title: 'Hub down' });
    rmSync(join(disk.path, 'debrief.reserve'));
    disk.fill();
    const long = 'x'.repeat(20_000);
    expect(await codeOf(core.client.timeline.log({ draft: id, text: long }))).toBe('store.full');
    disk.clear();
    expect(await codeOf(core.client.timeline.log({ draft: id, text: 'short' }))).toBe(null);
    expect(await textsOf(core.client, id)).toEqual(['short']);
    await core.close();
  });

  it('a core that can not be opened there says why, and a moment is kept all the same', async () => {
    using disk = mountSmallDisk(8);
    const options = { folder: disk.path, environment: {}, keychain: noKeychain() };
    const first = openCore(options);
    const { id } = await first.client.timeline.start({ title: 'Hub down' });
    await first.close();
    disk.fill();
    const open = (): unknown => openCore(options);
    expect(open).toThrow(expect.objectContaining({ code: 'store.full' }));
    const told = logUnopened(options, { text: 'Rolled back' }, new DebriefError('store.full'));
    expect(told.code).toBe('journal.full');
    disk.clear();
    const next = openCore(options);
    expect(await textsOf(next.client, id)).toEqual(['Rolled back']);
    await next.close();
  });
});
