import { ORPCError } from '@orpc/client';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import { describeError } from '../../../app/errors.ts';
import type { DraftView, SectionView } from '../../../app/views.ts';
import type { Core } from '../../../main/core.ts';
import { OpenDraft } from '../../../renderer/state/open-draft.svelte.ts';
import { PendingEdits } from '../../../renderer/state/pending.svelte.ts';
import { openTestCore, temporaryFolder } from '../../support/core.ts';
import type { FaultyClient } from '../faulty-client.ts';
import { faultyClient } from '../faulty-client.ts';

const NOWHERE = 'http://127.0.0.1:1';

let folder: ReturnType<typeof temporaryFolder>;
let core: Core;
let faulty: FaultyClient;
let pending: PendingEdits;
let open: OpenDraft;
let accepted: DraftView[];
let logged: string[];

beforeEach(async () => {
  folder = temporaryFolder();
  core = openTestCore(folder.path, NOWHERE);
  faulty = faultyClient(core.client);
  pending = new PendingEdits(Date.now);
  accepted = [];
  logged = [];
  const { id } = await core.client.drafts.create({ title: 'Hub down', repo: 'acme/ops' });
  open = new OpenDraft(id, {
    client: faulty.client,
    pending,
    nowMs: Date.now,
    newId: () => crypto.randomUUID(),
    logged: ({ text }) => logged.push(text),
    accepted: (draft) => accepted.push(draft),
  });
  await open.refresh();
});

afterEach(async () => {
  await core.close();
  folder[Symbol.dispose]();
});

function section(name: string): SectionView {
  const found = open.view?.sections.find((each) => each.name === name);
  if (found === undefined) throw new Error(`no section ${name}`);
  return found;
}

const saved = (): Promise<DraftView> => core.client.drafts.get({ id: open.id });
const typing = { held: false, caretFromEnd: 0 };

describe('a field of a draft', () => {
  it('shows what was typed before it is saved, and what is saved after', async () => {
    open.title.type('Hub  down again');
    expect(open.title.value).toBe('Hub  down again');
    await open.title.commit();
    expect(open.title.value).toBe('Hub down again');
    expect((await saved()).title).toBe('Hub down again');
  });

  it('keeps what was refused, with the reason, until it is mended or taken back', async () => {
    await open.repo.set('no repository');
    expect(open.repo.value).toBe('no repository');
    expect(open.repo.problem?.code).toBe('repo.invalid');
    expect((await saved()).repo).toBe('acme/ops');
    open.repo.revert();
    expect(open.repo).toMatchObject({ value: 'acme/ops', problem: null });
    await open.repo.set('  ');
    expect((await saved()).repo).toBeNull();
  });

  it('is told of with the draft as it became', async () => {
    await open.labels.set(['post-mortem', 'hub']);
    expect(accepted.at(-1)?.labels).toEqual(['post-mortem', 'hub']);
    expect(open.labels.value).toEqual(['post-mortem', 'hub']);
  });
});

describe('a section', () => {
  it('has what was typed until it is saved', async () => {
    open.editSection(section('Summary').id, 'Short. ', typing);
    expect(open.textOf(section('Summary'))).toBe('Short. ');
    await open.commitSection(section('Summary').id);
    expect(open.textOf(section('Summary'))).toBe('Short.');
    expect((await saved()).sections.find(({ name }) => name === 'Summary')?.text).toBe('Short.');
  });

  it('is cut where a heading was typed, and the caret goes on under it', async () => {
    const { id } = section('Summary');
    open.editSection(id, 'First.\n\n## Impact\nNo', { held: false, caretFromEnd: 1 });
    await open.commitSection(id);
    expect(section('Summary').text).toBe('First.');
    expect(section('Impact').text).toBe('No');
    expect(open.isCaretFor(section('Impact').id)).toBe(true);
    expect(open.takeCaret(section('Impact').id)).toEqual({ section: section('Impact').id, offset: 1 });
    expect(open.takeCaret(section('Impact').id)).toBeNull();
  });

  it('loses nothing of what is typed while it is cut', async () => {
    const { id } = section('Summary');
    let answer = (): void => undefined;
    faulty.fault('drafts.saveSection', { waits: new Promise<void>((resolve) => (answer = resolve)) });
    open.editSection(id, 'First.\n\n## Impact\nNo', typing);
    const sent = open.commitSection(id);
    open.editSection(id, 'First.\n\n## Impact\nNobody noticed', typing);
    answer();
    await sent;
    await pending.flushAll();
    expect((await saved()).sections.map(({ name, text }) => [name, text]).slice(0, 2)).toEqual([
      ['Summary', 'First.'],
      ['Impact', 'Nobody noticed'],
    ]);
    expect((await saved()).sections.filter(({ name }) => name === 'Impact')).toHaveLength(1);
  });
});

describe('entries and action items', () => {
  it('are logged, edited, removed and brought back', async () => {
    open.log.type('Alert fires');
    await open.log.log();
    expect(logged).toEqual(['Alert fires']);
    const entry = section('Timeline').entries[0]!;
    await open.editEntry(entry.id, { text: 'Alert fired', phase: 'detected' });
    expect(section('Timeline').entries).toMatchObject([{ text: 'Alert fired', phase: 'detected' }]);
    await open.removeEntry(entry.id);
    expect(section('Timeline').entries).toEqual([]);
    await open.restoreEntry(entry.id);
    expect(section('Timeline').entries).toMatchObject([{ text: 'Alert fired' }]);
  });

  it('of a kind go into the list of that kind', async () => {
    await open.addAction('Page a second person', 'process');
    await open.editAction(section('Process improvements').actions[0]!.id, { repo: 'acme/docs' });
    expect(section('Process improvements').actions).toMatchObject([
      { text: 'Page a second person', repo: 'acme/docs' },
    ]);
    await open.removeAction(section('Process improvements').actions[0]!.id);
    expect(section('Process improvements').actions).toEqual([]);
  });

  it('that are being edited are saved when the page goes away, and not before', async () => {
    open.log.type('Alert fires');
    await open.log.log();
    const { id } = section('Timeline').entries[0]!;
    open.hold(`entry ${id}`, () => open.editEntry(id, { text: 'half an ed' }));
    expect(section('Timeline').entries[0]?.text).toBe('Alert fires');
    await pending.flushAll();
    expect(section('Timeline').entries[0]?.text).toBe('half an ed');
    open.hold(`entry ${id}`, () => open.editEntry(id, { text: 'taken back' }));
    open.release(`entry ${id}`);
    await pending.flushAll();
    expect(section('Timeline').entries[0]?.text).toBe('half an ed');
  });
});

describe('an answer that was overtaken', () => {
  it('does not undo a newer one', async () => {
    let answer = (): void => undefined;
    const old = await saved();
    faulty.fault('drafts.get', { waits: new Promise<void>((resolve) => (answer = resolve)) });
    const refreshing = open.refresh();
    await open.title.set('Newer');
    answer();
    await refreshing;
    expect(old.title).not.toBe('Newer');
    expect(open.title.value).toBe('Newer');
  });
});

describe('a draft that was removed', () => {
  it('is known to be gone, and to be back', async () => {
    faulty.fault('drafts.get', {
      fails: new ORPCError('DEBRIEF', { data: describeError('draft.unknown', { id: open.id }) }),
    });
    await open.refresh();
    expect(open.gone).toBe(true);
    await open.refresh();
    expect(open.gone).toBe(false);
  });
});

describe('an entry that was logged', () => {
  const timeline = (): SectionView => section('Timeline');

  it('is shown without the draft being read again, and the rest is read when it is looked at', async () => {
    const entry = await core.client.timeline.log({ draft: open.id, text: 'Alert fires' });
    const before = open.view;
    await open.changed([entry]);
    expect(timeline().entries).toEqual([entry]);
    expect(timeline().text).not.toContain('Alert fires');
    expect(accepted.at(-1)).toBe(open.view);
    expect(open.view?.sections[0]).toBe(before?.sections[0]);
    await open.catchUp();
    expect(open.view).toEqual(await saved());
    expect(timeline().text).toContain('Alert fires');
  });

  it('is in the text before whoever writes that goes on', async () => {
    const close = open.openText(timeline().id);
    const entry = await core.client.timeline.log({ draft: open.id, text: 'Alert fires' });
    await open.changed([entry]);
    expect(timeline().text).toContain('Alert fires');
    close();
  });

  it('leaves all that did not change as it was when the draft is read again', async () => {
    await core.client.timeline.log({ draft: open.id, text: 'Alert fires' });
    await open.refresh();
    const [first] = timeline().entries;
    await core.client.timeline.log({ draft: open.id, text: 'Rollback begins' });
    await open.changed(null);
    expect(timeline().entries).toHaveLength(2);
    expect(timeline().entries[0]).toBe(first);
  });
});
