import { describe, expect, it } from 'vitest';

import { openTestCore, temporaryFolder } from '../support/core.ts';

const MINUTE = 60_000;
const NOW_MS = Date.UTC(2026, 2, 4, 12);

describe('insights across drafts', () => {
  it('are counted from timelines, labels and action items, of drafts in use, archived ones too', async () => {
    using folder = temporaryFolder();
    const core = openTestCore(folder.path, 'http://127.0.0.1:1', { nowMs: () => NOW_MS });
    const { drafts, timeline, actions, insights } = core.client;
    const began = NOW_MS - 40 * 86_400_000;
    const hub = await drafts.create({ title: 'Hub down', labels: ['storage'], repo: 'acme/ops' });
    for (const [phase, minute] of [
      ['started', 0],
      ['detected', 4],
      ['mitigated', 30],
    ] as const)
      await timeline.log({ draft: hub.id, text: phase, phase, atMs: began + minute * MINUTE });
    await actions.add({ draft: hub.id, text: 'Alert', kind: 'technical' });
    await drafts.archive({ id: hub.id, archived: true });
    const gone = await drafts.create({ title: 'A mistake' });
    await drafts.remove({ id: gone.id });

    const found = await insights.get({ sinceMs: null, zone: 'Europe/London' });
    const spread = (minutes: number) => ({
      count: 1,
      lowMs: minutes * MINUTE,
      medianMs: minutes * MINUTE,
      highMs: minutes * MINUTE,
    });
    expect(found).toMatchObject({
      incidents: 1,
      times: { detect: spread(4), mitigate: spread(30) },
      actions: { done: 0, openByAge: [0, 1, 0] },
      labels: [
        { name: 'post-mortem', incidents: 1 },
        { name: 'storage', incidents: 1 },
      ],
      repos: [{ name: 'acme/ops', incidents: 1 }],
    });
    expect((await insights.get({ sinceMs: NOW_MS, zone: 'UTC' })).incidents).toBe(0);
    await expect(insights.get({ sinceMs: null, zone: 'Nowhere/Else' })).rejects.toMatchObject({
      data: { code: 'zone.unknown' },
    });
    await core.close();
  });

  it('stand beside what the list shows: where each incident stands, and since when it is archived', async () => {
    using folder = temporaryFolder();
    const core = openTestCore(folder.path, 'http://127.0.0.1:1', { nowMs: () => NOW_MS });
    const { drafts, timeline } = core.client;
    const { id } = await drafts.create({ title: 'Hub down' });
    await timeline.log({ draft: id, text: 'Rolled back', phase: 'mitigated', atMs: 3000 });
    await timeline.log({ draft: id, text: 'Errors', phase: 'started', atMs: 1000 });
    await timeline.log({ draft: id, text: 'Coffee', atMs: 5000 });
    const archived = await drafts.archive({ id, archived: true });
    expect(archived).toMatchObject({ phase: 'mitigated', beganAtMs: 1000, archivedAtMs: NOW_MS });
    expect(await drafts.list({ search: 'hub', limit: 1 })).toMatchObject([{ id, archivedAtMs: NOW_MS }]);
    expect(await drafts.archive({ id, archived: false })).toMatchObject({ archivedAtMs: null });
    await core.close();
  });
});
