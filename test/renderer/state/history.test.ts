import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import type { Core } from '../../../main/core.ts';
import { DraftHistory } from '../../../renderer/state/history.svelte.ts';
import { openTestCore, temporaryFolder } from '../../support/core.ts';
import type { FaultyClient } from '../faulty-client.ts';
import { faultyClient } from '../faulty-client.ts';

let folder: ReturnType<typeof temporaryFolder>;
let core: Core;
let faulty: FaultyClient;
let id: string;

const entry = (hour: number, text: string) => ({
  atMs: Date.UTC(2026, 2, 1, hour),
  certainty: { is: 'exact' as const },
  text,
});

beforeEach(async () => {
  folder = temporaryFolder();
  core = openTestCore(folder.path, 'http://127.0.0.1:1');
  faulty = faultyClient(core.client);
  ({ id } = await core.client.drafts.create({ title: 'Hub down', zone: 'UTC' }));
  await core.client.timeline.addAll({ draft: id, entries: [entry(9, 'Alert')] });
  await core.client.timeline.addAll({ draft: id, entries: [entry(10, 'Rolled back')] });
});

afterEach(async () => {
  await core.close();
  folder[Symbol.dispose]();
});

async function history(): Promise<DraftHistory> {
  const made = new DraftHistory(faulty.client, id);
  await made.load(await core.client.drafts.get({ id }));
  return made;
}

const marked = ({ compared }: DraftHistory): string =>
  (compared?.passages ?? [])
    .flatMap(({ after }) => after.filter(({ isMarked }) => isMarked).map(({ text }) => text))
    .join('');
const texts = async (): Promise<readonly string[]> =>
  (await core.client.drafts.get({ id })).sections.flatMap(({ entries }) => entries.map(({ text }) => text));

describe('the history of a draft', () => {
  it('shows what each change did, and what differs since then', async () => {
    const seen = await history();
    expect(seen.changes?.map(({ reason, counts }) => [reason, counts?.removed])).toEqual([
      ['backfill', 0],
      ['backfill', 0],
    ]);
    expect(marked(seen)).toContain('Rolled back');
    await seen.choose(seen.changes?.[1]?.id ?? '');
    expect(marked(seen)).toContain('Alert');
    expect(marked(seen)).not.toContain('Rolled back');
    await seen.compareWith('now');
    expect(marked(seen)).toContain('Rolled back');
  });

  it('goes back to before a change, and back again', async () => {
    const seen = await history();
    await seen.choose(seen.changes?.[1]?.id ?? '');
    const back = await seen.bringBack();
    expect(await texts()).toEqual([]);
    await back?.undo();
    expect(await texts()).toEqual(['Alert', 'Rolled back']);
  });

  it('says what went wrong, and shows what is known', async () => {
    const seen = await history();
    faulty.fault('drafts.revert', { fails: new Error('no disk') });
    expect(await seen.bringBack()).toBeNull();
    expect(seen.problem?.message).toContain('no disk');
    expect(seen.changes).toHaveLength(2);
  });
});
