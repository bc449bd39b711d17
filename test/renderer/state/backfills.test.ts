import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import { readLines } from '../../../app/backfill.ts';
import type { SectionView } from '../../../app/views.ts';
import type { Core } from '../../../main/core.ts';
import { Backfills } from '../../../renderer/state/backfills.svelte.ts';
import { OpenDraft } from '../../../renderer/state/open-draft.svelte.ts';
import type { PastedLines } from '../../../renderer/state/pasted-lines.svelte.ts';
import { PendingEdits } from '../../../renderer/state/pending.svelte.ts';
import { Toasts } from '../../../renderer/state/toasts.svelte.ts';
import { openTestCore, temporaryFolder } from '../../support/core.ts';

const LINES = '- 2026-03-01 09:14 UTC Alert\n- 2026-03-01 09:20 UTC Rolled back\n';

let folder: ReturnType<typeof temporaryFolder>;
let core: Core;
let open: OpenDraft;
let toasts: Toasts;
let backfills: Backfills;

beforeEach(async () => {
  folder = temporaryFolder();
  core = openTestCore(folder.path, 'http://127.0.0.1:1');
  const pending = new PendingEdits(Date.now);
  const { client } = core;
  const { id } = await client.drafts.create({ title: 'Hub down', zone: 'UTC' });
  open = new OpenDraft(id, {
    client,
    pending,
    nowMs: Date.now,
    newId: () => crypto.randomUUID(),
    logged: () => 0,
    accepted: () => undefined,
  });
  await open.refresh();
  toasts = new Toasts();
  backfills = new Backfills({
    client,
    pending,
    toasts,
    reader: ({ text, options }) => Promise.resolve({ read: readLines(text, options), isZoneUnknown: false }),
  });
});

afterEach(async () => {
  for (const { id } of toasts.all) toasts.dismiss(id);
  await core.close();
  folder[Symbol.dispose]();
});

function section(name: string): SectionView {
  const found = open.view?.sections.find((each) => each.name === name);
  if (found === undefined) throw new Error(`no section ${name}`);
  return found;
}

async function ready(): Promise<PastedLines> {
  const { current } = backfills;
  if (current === null) throw new Error('no lines are being read');
  await expect.poll(() => current.isReady).toBe(true);
  return current;
}

/** Takes back what was added last, as the note about it does. */
async function undo(): Promise<void> {
  const before = toasts.all.length;
  toasts.undoLast();
  await expect.poll(() => toasts.all.length).toBe(before);
}

const texts = (): readonly string[] => section('Timeline').entries.map(({ text }) => text);

describe('pasted lines of a draft', () => {
  it('are kept until they are added, and again once they are taken back', async () => {
    if (open.view !== null) backfills.paste(open.view, LINES);
    const pasted = await ready();
    if (open.view !== null) backfills.paste(open.view);
    expect(backfills.current).toBe(pasted);
    expect(await backfills.add(open, pasted)).toBe(true);
    expect(texts()).toEqual(['Alert', 'Rolled back']);
    if (open.view !== null) backfills.paste(open.view);
    expect(backfills.current?.text).toBe('');
    await undo();
    expect(texts()).toEqual([]);
    if (open.view !== null) backfills.paste(open.view);
    expect(backfills.current?.text).toBe(LINES);
  });

  it('of a section go back into it, unless the draft was changed since', async () => {
    const { id } = section('Summary');
    await core.client.drafts.saveSection({ id: open.id, section: id, text: LINES });
    await open.refresh();
    await backfills.ofSection(open, id);
    await backfills.add(open, await ready());
    expect(section('Summary').text).toBe('');
    await undo();
    expect([section('Summary').text, texts()]).toEqual([LINES.trim(), []]);

    await backfills.ofSection(open, id);
    await backfills.add(open, await ready());
    await core.client.drafts.saveSection({ id: open.id, section: id, text: 'Written since.' });
    await undo();
    expect([section('Summary').text, texts()]).toEqual(['Written since.', []]);
    expect(toasts.all.at(-1)?.text).toContain('The draft was changed since.');
  });

  it('are not added where the section has changed meanwhile, and say so', async () => {
    const { id } = section('Summary');
    await core.client.drafts.saveSection({ id: open.id, section: id, text: LINES });
    await open.refresh();
    await backfills.ofSection(open, id);
    const pasted = await ready();
    await core.client.drafts.saveSection({ id: open.id, section: id, text: 'Other.' });
    expect(await backfills.add(open, pasted)).toBe(false);
    expect(pasted.problem?.code).toBe('section.changed');
    expect(texts()).toEqual([]);
  });
});
