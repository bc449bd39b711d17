import { describe, expect, it } from 'vitest';

import type { CoreOptions } from '../../main/core.ts';
import { lookAtClocks } from '../../main/incident-clocks.ts';
import { FakeMachine } from '../support/clocks.ts';
import { openTestCore, temporaryFolder } from '../support/core.ts';

const NOWHERE = 'http://127.0.0.1:1';
const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;

/** A data folder on a machine, in which cores can be opened one after the other or side by side. */
function desk(machine = new FakeMachine()) {
  const folder = temporaryFolder();
  const options: Partial<CoreOptions> = { nowMs: machine.wallMs, readClocks: machine.read };
  return {
    machine,
    open: () => openTestCore(folder.path, NOWHERE, options),
    [Symbol.dispose]: () => folder[Symbol.dispose](),
  };
}

type Core = ReturnType<ReturnType<typeof desk>['open']>;

const tick = (core: Core): void => lookAtClocks(core.context.parts);

async function entries(core: Core, id: string) {
  const { sections, startedAtMs } = await core.client.drafts.get({ id });
  return sections
    .flatMap((section) => section.entries)
    .map(({ text, atMs }) => [text, atMs - (startedAtMs ?? 0)] as const);
}

describe('an incident on a machine whose clocks are moved', () => {
  it.each([
    ['forward', HOUR],
    ['back', -HOUR],
  ])(
    'keeps its entries in order and its elapsed time when the clock is set %s by an hour',
    async (way, byMs) => {
      using at = desk();
      const core = at.open();
      const { id } = await core.client.timeline.start({});
      at.machine.work(10 * MINUTE);
      await core.client.timeline.log({ stampMs: at.machine.wallMs(), text: 'before' });
      at.machine.setWall(byMs);
      at.machine.work(MINUTE);
      const stampMs = at.machine.wallMs();
      at.machine.work(SECOND);
      await core.client.timeline.log({ stampMs, text: 'after' });
      await core.client.timeline.log({ text: 'now' });
      expect(await entries(core, id)).toEqual([
        ['before', 10 * MINUTE],
        ['after', 11 * MINUTE],
        [
          `*The clock of this machine was set ${way} by 1 h; the times here go on as before.*`,
          11 * MINUTE + SECOND,
        ],
        ['now', 11 * MINUTE + SECOND],
      ]);
      at.machine.work(MINUTE);
      const stopped = await core.client.timeline.stop({ id });
      expect((stopped.endedAtMs ?? 0) - (stopped.startedAtMs ?? 0)).toBe(12 * MINUTE + SECOND);
      await core.close();
    },
  );

  it('tells the window what to add to its own clock, and never an older view than before', async () => {
    using at = desk();
    const core = at.open();
    const started = await core.client.timeline.start({});
    expect(started.clockOffsetMs).toBe(0);
    at.machine.setWall(-HOUR);
    tick(core);
    const after = await core.client.drafts.get({ id: started.id });
    expect(after.clockOffsetMs).toBe(HOUR);
    expect(after.updatedAtMs).toBeGreaterThanOrEqual(started.updatedAtMs);
    await core.client.timeline.stop({ id: started.id });
    expect((await core.client.drafts.get({ id: started.id })).clockOffsetMs).toBe(0);
    await core.close();
  });

  it('counts nine hours of sleep and remarks them once, whoever sees it first', async () => {
    using at = desk();
    const [one, other] = [at.open(), at.open()];
    const { id } = await one.client.timeline.start({});
    at.machine.sleep(9 * HOUR);
    tick(one);
    tick(other);
    tick(one);
    expect(await entries(other, id)).toEqual([['*This machine slept for 9 h.*', 9 * HOUR]]);
    await one.close();
    await other.close();
  });

  it('goes on after a restart of the process, and after one of the machine says so', async () => {
    using at = desk();
    const first = at.open();
    const { id } = await first.client.timeline.start({});
    at.machine.setWall(HOUR);
    tick(first);
    await first.close();
    at.machine.work(5 * MINUTE);
    const second = at.open();
    await second.client.timeline.log({ draft: id, text: 'same start of the machine' });
    await second.close();
    at.machine.reboot(2 * MINUTE);
    const third = at.open();
    tick(third);
    expect((await entries(third, id)).slice(1)).toEqual([
      ['same start of the machine', 5 * MINUTE],
      ['*This machine was started anew; from before to here the time is that of its clock.*', 7 * MINUTE],
    ]);
    await third.close();
  });

  it('takes a time that somebody named as it is', async () => {
    using at = desk();
    const core = at.open();
    const { id } = await core.client.timeline.start({});
    at.machine.setWall(HOUR);
    const named = await core.client.timeline.log({ draft: id, atMs: 1_000_000, text: 'said on the phone' });
    expect(named.atMs).toBe(1_000_000);
    await core.close();
  });

  it('remarks in every incident that runs, and leaves the current one the current one', async () => {
    using at = desk();
    const core = at.open();
    const { id: current } = await core.client.timeline.start({});
    at.machine.work(MINUTE);
    const { id: other } = await core.client.timeline.start({});
    at.machine.work(MINUTE);
    await core.client.timeline.log({ draft: current, text: 'x' });
    at.machine.sleep(HOUR);
    tick(core);
    expect(await entries(core, current)).toHaveLength(2);
    expect(await entries(core, other)).toHaveLength(1);
    expect((await core.client.timeline.log({ text: 'y' })).draft).toBe(current);
    await core.close();
  });

  it('writes nothing while there is nothing to say', async () => {
    using at = desk();
    const [core, other] = [at.open(), at.open()];
    await core.client.timeline.start({});
    const version = other.context.parts.store.dataVersion();
    at.machine.work(HOUR);
    tick(core);
    expect(other.context.parts.store.dataVersion()).toBe(version);
    await core.close();
    await other.close();
  });

  it('remarks another zone of the machine, and keeps its own', async () => {
    using at = desk();
    const core = at.open();
    const { id, zone } = await core.client.timeline.start({});
    at.machine.travel('Asia/Tokyo');
    tick(core);
    expect((await entries(core, id))[0]?.[0]).toContain('from Europe/London to Asia/Tokyo');
    expect((await core.client.drafts.get({ id })).zone).toBe(zone);
    await core.close();
  });
});

/** Half an hour before the clocks of a zone change in 2026, and before a midnight. */
const NIGHTS = [
  ['Europe/London', '2026-03-29T00:30:00Z'],
  ['Europe/London', '2026-10-25T00:30:00Z'],
  ['America/New_York', '2026-03-08T06:30:00Z'],
  ['America/New_York', '2026-11-01T05:30:00Z'],
  ['Australia/Lord_Howe', '2026-04-04T14:30:00Z'],
  ['Australia/Lord_Howe', '2026-10-03T15:00:00Z'],
  ['Asia/Tokyo', '2026-03-01T14:30:00Z'],
] as const;

describe('an incident over a change of the clocks or a midnight', () => {
  it.each(NIGHTS)('in %s from %s keeps elapsed time and order, here and in Markdown', async (zone, from) => {
    using at = desk(new FakeMachine({ wallMs: Date.parse(from) }));
    const core = at.open();
    const { id } = await core.client.timeline.start({ zone });
    for (let count = 1; count <= 6; count += 1) {
      at.machine.work(20 * MINUTE);
      await core.client.timeline.log({ draft: id, text: `entry ${count}` });
    }
    const expected = [1, 2, 3, 4, 5, 6].map((count) => [`entry ${count}`, count * 20 * MINUTE]);
    expect(await entries(core, id)).toEqual(expected);
    const { text } = await core.client.drafts.export({ id, format: 'md' });
    const copy = await core.client.drafts.import({ text, fileName: 'copy.md' });
    const read = copy.sections.flatMap((section) => section.entries);
    expect(read.map(({ text: said, atMs }) => [said, atMs - Date.parse(from)])).toEqual(expected);
    await core.close();
  });
});
