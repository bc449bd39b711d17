import { describe, expect, it } from 'vitest';

import { openTestCore, temporaryFolder } from '../support/core.ts';

const NOWHERE = 'http://127.0.0.1:1';
const line = { id: 'line-1', atMs: 5000, text: 'Alert fi', phase: 'detected' } as const;

describe('a line that is typed and not logged', () => {
  it('is there after the core has ended, once, as it was last', async () => {
    using folder = temporaryFolder();
    const core = openTestCore(folder.path, NOWHERE);
    const { id } = await core.client.timeline.start({ title: 'x' });
    await core.client.timeline.keepTyped({ id, line: { ...line, text: 'Al' } });
    await core.client.timeline.keepTyped({ id, line });
    await core.close();
    const next = openTestCore(folder.path, NOWHERE);
    expect(await next.client.timeline.typed({ id })).toEqual([line]);
    await next.close();
  });

  it('is kept no longer once it is an entry, both at once', async () => {
    using folder = temporaryFolder();
    const core = openTestCore(folder.path, NOWHERE);
    const { id } = await core.client.timeline.start({ title: 'x' });
    await core.client.timeline.keepTyped({ id, line });
    await core.client.timeline.keepTyped({ id, line: { ...line, id: 'line-2', atMs: 6000 } });
    await expect(
      core.client.timeline.log({
        draft: id,
        text: 'x',
        key: 'line-1',
        certainty: { is: 'range', untilMs: 0, about: false },
      }),
    ).rejects.toThrow();
    expect(await core.client.timeline.typed({ id })).toHaveLength(2);
    await core.client.timeline.log({ draft: id, text: 'Alert fires', atMs: 5000, key: 'line-1' });
    expect(await core.client.timeline.typed({ id })).toMatchObject([{ id: 'line-2' }]);
    await core.client.timeline.dropTyped({ id, line: 'line-2' });
    expect(await core.client.timeline.typed({ id })).toEqual([]);
    await core.close();
  });

  it('belongs to its draft, the line that was begun last first', async () => {
    using folder = temporaryFolder();
    const core = openTestCore(folder.path, NOWHERE);
    const { id } = await core.client.timeline.start({ title: 'x' });
    const other = await core.client.timeline.start({ title: 'y' });
    await core.client.timeline.keepTyped({ id, line });
    await core.client.timeline.keepTyped({ id, line: { ...line, id: 'line-2', atMs: 6000 } });
    expect((await core.client.timeline.typed({ id })).map((each) => each.id)).toEqual(['line-2', 'line-1']);
    expect(await core.client.timeline.typed({ id: other.id })).toEqual([]);
    await core.close();
  });
});
