import { ORPCError } from '@orpc/client';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';

import { describeError } from '../../../app/errors.ts';
import type { Core } from '../../../main/core.ts';
import { DraftsState } from '../../../renderer/state/drafts.svelte.ts';
import { openTestCore, temporaryFolder } from '../../support/core.ts';
import type { FaultyClient } from '../faulty-client.ts';
import { faultyClient } from '../faulty-client.ts';

let folder: ReturnType<typeof temporaryFolder>;
let core: Core;
let faulty: FaultyClient;
let drafts: DraftsState;

beforeEach(() => {
  folder = temporaryFolder();
  core = openTestCore(folder.path, 'http://127.0.0.1:1');
  faulty = faultyClient(core.client);
  drafts = new DraftsState(faulty.client);
});

afterEach(async () => {
  await core.close();
  folder[Symbol.dispose]();
});

const titles = (): string[] => drafts.all.map(({ title }) => title);

describe('the list of drafts', () => {
  it('is read whole, and knows then that it was read', async () => {
    await core.client.drafts.create({ title: 'a' });
    expect(drafts).toMatchObject({ loaded: false, all: [] });
    await drafts.refresh();
    expect(drafts.loaded).toBe(true);
    expect(titles()).toEqual(['Debrief - a']);
  });

  it('has first what changed last, and knows whether that is all', async () => {
    await core.client.drafts.create({ title: 'first' });
    await drafts.readNewest();
    expect(drafts).toMatchObject({ loaded: true, isWhole: true });
    for (let count = 0; count < 100; count += 1) await core.client.drafts.create({ title: `${count}` });
    await drafts.readNewest();
    expect(drafts).toMatchObject({ loaded: true, isWhole: false });
    expect([titles().length, titles()[0]]).toEqual([100, 'Debrief - 99']);
    await drafts.refresh();
    expect(drafts.isWhole).toBe(true);
    expect(titles().at(-1)).toBe('Debrief - first');
  });

  it('takes in what is made here at once, without the body', async () => {
    const made = await drafts.create({ title: 'b' });
    expect(titles()).toEqual(['Debrief - b']);
    expect(drafts.all[0]).not.toHaveProperty('sections');
    drafts.note({ ...made, title: 'renamed' });
    expect(titles()).toEqual(['renamed']);
  });

  it('starts an incident at the instant of the key', async () => {
    const started = await drafts.startIncident(1_700_000_000_000);
    expect(started.startedAtMs).toBe(1_700_000_000_000);
    expect(drafts.groups[0]).toMatchObject({ group: 'running', drafts: [{ id: started.id }] });
  });

  it('reads again what was changed elsewhere, one by one where there is little', async () => {
    const made = await drafts.create({ title: 'b' });
    await core.client.drafts.update({ id: made.id, title: 'Renamed elsewhere' });
    await drafts.changed([made.id]);
    expect(titles()).toEqual(['Renamed elsewhere']);
    expect(faulty.calls).toEqual(['drafts.create', 'drafts.get']);
    await drafts.changed(Array.from({ length: 20 }, (_, index) => `${index}`));
    expect(faulty.calls.at(-1)).toBe('drafts.list');
  });

  it('lets go of what is gone, and of nothing else', async () => {
    const made = await drafts.create({ title: 'b' });
    faulty.fault('drafts.get', { fails: new ORPCError('DEBRIEF', { data: describeError('store.locked') }) });
    await expect(drafts.changed([made.id])).rejects.toThrow();
    expect(titles()).toHaveLength(1);
    faulty.fault('drafts.get', {
      fails: new ORPCError('DEBRIEF', { data: describeError('draft.unknown', { id: 'x' }) }),
    });
    await drafts.changed([made.id]);
    expect(titles()).toEqual([]);
  });

  it('keeps a removed draft out, whatever answer comes late, until it is brought back', async () => {
    const made = await drafts.create({ title: 'b' });
    await drafts.remove(made.id);
    drafts.note(made);
    expect(titles()).toEqual([]);
    await drafts.restore(made.id);
    expect(titles()).toEqual(['Debrief - b']);
  });

  it('imports a file as a draft', async () => {
    const made = await drafts.importText('# Hub down\n\nIt was.\n', 'hub.md');
    expect(made.title).toBe('Hub down');
    expect(titles()).toEqual(['Hub down']);
  });
});

describe('a search', () => {
  it('finds from the first key on; of what is typed while it searches, it asks for the newest only', async () => {
    await drafts.create({ title: 'Hub down' });
    await drafts.create({ title: 'Registry full' });
    for (const typed of ['r', 're', 'registry']) drafts.search(typed);
    expect(drafts.found).toBeNull();
    await vi.waitFor(() =>
      expect(drafts.found?.map(({ title }) => title)).toEqual(['Debrief - Registry full']),
    );
    expect(faulty.calls.filter((call) => call === 'drafts.list')).toHaveLength(2);
    drafts.search(' ');
    expect(drafts.found).toBeNull();
  });

  it('shows nothing of an answer that was overtaken', async () => {
    await drafts.create({ title: 'Hub down' });
    let answer = (): void => undefined;
    faulty.fault('drafts.list', { waits: new Promise<void>((resolve) => (answer = resolve)) });
    drafts.search('hub');
    drafts.search('');
    answer();
    // What is asked later is answered later.
    await drafts.refresh();
    await drafts.refresh();
    expect(drafts.found).toBeNull();
    drafts.search('down');
    await vi.waitFor(() => expect(drafts.found).toHaveLength(1));
  });

  it('finds the best first, and counts once the rest is found, too', async () => {
    for (let each = 0; each < 53; each += 1) await drafts.create({ title: `Hub down ${each}` });
    drafts.search('hub');
    await vi.waitFor(() => expect(drafts.found).toHaveLength(50));
    expect(drafts.isCounted).toBe(false);
    await vi.waitFor(() => expect(drafts.isCounted).toBe(true), { timeout: 5000 });
    expect(drafts.found).toHaveLength(53);
  });
});
