import { describe, expect, it } from 'vitest';

import { openTestCore, temporaryFolder } from '../support/core.ts';

const NOWHERE = 'http://127.0.0.1:1';

describe('whoever watches', () => {
  it('is told the status first, then of every change, also of one made before the first event was taken', async () => {
    using folder = temporaryFolder();
    const core = openTestCore(folder.path, NOWHERE);
    const events = await core.client.events.watch({});
    const status = await events.next();
    expect(status.value).toMatchObject({ type: 'status' });
    const { id } = await core.client.drafts.create({ title: 'x' });
    expect((await events.next()).value).toEqual({ type: 'draft', id });
    await events.return();
    await core.close();
  });

  it('is told of what another process wrote', async () => {
    using folder = temporaryFolder();
    const core = openTestCore(folder.path, NOWHERE);
    const other = openTestCore(folder.path, NOWHERE);
    const events = await core.client.events.watch({});
    await events.next();
    const { id } = await other.client.drafts.create({ title: 'x' });
    expect((await events.next()).value).toEqual({ type: 'draft', id });
    await core.close();
    await other.close();
  });

  it('is told the entry itself where one was logged here, and nothing else was done', async () => {
    using folder = temporaryFolder();
    const core = openTestCore(folder.path, NOWHERE);
    const other = openTestCore(folder.path, NOWHERE);
    const { id } = await core.client.drafts.create({ title: 'x' });
    const events = await core.client.events.watch({});
    await events.next();
    const entry = await core.client.timeline.log({ draft: id, text: 'Alert fires' });
    expect((await events.next()).value).toEqual({ type: 'draft', id, entry });
    await other.client.timeline.log({ draft: id, text: 'From elsewhere' });
    await core.client.timeline.log({ draft: id, text: 'Rollback begins' });
    expect((await events.next()).value).toEqual({ type: 'draft', id });
    await events.return();
    await core.close();
    await other.close();
  });
});
