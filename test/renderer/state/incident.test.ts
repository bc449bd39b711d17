import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import { ORPCError } from '@orpc/client';
import { describeError } from '../../../app/errors.ts';
import type { EntryView } from '../../../app/views.ts';
import type { Core } from '../../../main/core.ts';
import { Incident } from '../../../renderer/state/incident.svelte.ts';
import { OpenDraft } from '../../../renderer/state/open-draft.svelte.ts';
import { PendingEdits } from '../../../renderer/state/pending.svelte.ts';
import { Toasts } from '../../../renderer/state/toasts.svelte.ts';
import { openTestCore, temporaryFolder } from '../../support/core.ts';
import type { FaultyClient } from '../faulty-client.ts';
import { faultyClient } from '../faulty-client.ts';

const START_MS = Date.UTC(2026, 2, 1, 9, 0);
const full = new ORPCError('DEBRIEF', { data: describeError('store.full') });

let folder: ReturnType<typeof temporaryFolder>;
let nowMs: number;
let core: Core;
let faulty: FaultyClient;
let toasts: Toasts;
let open: OpenDraft;
let incident: Incident;

beforeEach(async () => {
  folder = temporaryFolder();
  nowMs = START_MS;
  core = openTestCore(folder.path, 'http://127.0.0.1:1', { nowMs: () => nowMs });
  faulty = faultyClient(core.client);
  toasts = new Toasts();
  const { id } = await core.client.timeline.start({ title: 'Hub down', zone: 'UTC', atMs: START_MS });
  open = new OpenDraft(id, {
    client: faulty.client,
    pending: new PendingEdits(() => nowMs),
    nowMs: () => nowMs,
    newId: () => crypto.randomUUID(),
    logged: () => undefined,
    accepted: () => undefined,
  });
  await open.begin();
  incident = new Incident({ open, toasts, nowMs: () => nowMs });
});

afterEach(async () => {
  await core.close();
  folder[Symbol.dispose]();
});

/** Types a line at a time after the start, in seconds, and logs it. */
async function log(text: string, atS: number): Promise<void> {
  nowMs = START_MS + atS * 1000;
  if (text !== '') {
    open.log.keyDown(nowMs);
    open.log.type(text);
  }
  await incident.log(nowMs);
}

const shown = (): readonly (readonly [number, string])[] =>
  incident.entries.map(({ atMs, text }) => [(atMs - START_MS) / 1000, text]);

function entry(text: string): EntryView {
  const found = incident.entries.find((each) => each.text === text);
  if (found === undefined) throw new Error(`no entry ${text}`);
  return found;
}

describe('the entries of an incident', () => {
  beforeEach(async () => {
    await log('one', 10);
    await log('', 20);
    await log('two', 30);
  });

  it('are edited from the last one, or from the first that waits for words', () => {
    expect(incident.editLast()).toBe(true);
    expect(incident.editing).toBe(entry('two').id);
    expect(incident.describeNext()).toBe(true);
    expect(incident.editing).toBe(entry('').id);
    expect(incident.describeNext()).toBe(false);
  });

  it('are edited from the one that was logged last, whenever it was', async () => {
    await log('-35s zero', 40);
    expect(shown()[0]).toEqual([5, 'zero']);
    expect(incident.last?.text).toBe('zero');
    incident.editLast();
    expect(incident.editing).toBe(entry('zero').id);
  });

  it('are moved, each step from where the one before went, past others too', async () => {
    const moving = entry('two');
    const moves = [
      incident.nudge(moving, -10_000),
      incident.nudge(moving, -10_000),
      incident.nudge(moving, -1000),
    ];
    expect(incident.instantOf(moving)).toBe(START_MS + 9000);
    await Promise.all(moves);
    expect(shown()).toEqual([
      [9, 'two'],
      [10, 'one'],
      [20, ''],
    ]);
    expect(toasts.said).toContain('09:00:09');
  });

  it('stay where they are when a move fails, and can be moved again', async () => {
    faulty.fault('timeline.edit', { fails: full });
    await expect(incident.nudge(entry('two'), -10_000)).rejects.toThrow();
    expect(incident.instantOf(entry('two'))).toBe(START_MS + 30_000);
    await incident.nudge(entry('two'), -5000);
    expect(shown().at(-1)).toEqual([25, 'two']);
  });

  it('are put in between two others by the next line', async () => {
    incident.insertAfter(entry('one'));
    await log('between', 40);
    expect(shown().slice(0, 2)).toEqual([
      [10, 'one'],
      [15, 'between'],
    ]);
    await log('after', 50);
    expect(shown().at(-1)).toEqual([50, 'after']);
  });

  it('are removed and brought back, by the note or later', async () => {
    await incident.remove(entry('one'));
    expect(shown()).toHaveLength(2);
    await incident.bringBack();
    await expect.poll(() => shown()[0]).toEqual([10, 'one']);
    await incident.remove(entry('one'));
    for (const { id } of toasts.all) toasts.dismiss(id);
    await incident.bringBack();
    expect(shown()[0]).toEqual([10, 'one']);
    await expect(incident.bringBack()).rejects.toThrow('Nothing was removed');
  });
});

describe('the end of an incident', () => {
  it('comes with its resolution, at the instant of that', async () => {
    await log('!started Errors', 10);
    await log('!resolved -5s Back', 100);
    expect(open.view).toMatchObject({
      endedAtMs: START_MS + 95_000,
      metrics: { resolve: { fromMs: 85_000 } },
    });
  });

  it('comes with a key, with what is in the field or alone', async () => {
    nowMs = START_MS + 60_000;
    await incident.resolve(nowMs);
    expect(incident.entries).toMatchObject([{ atMs: nowMs, text: '', phase: 'resolved' }]);
    expect(open.view?.endedAtMs).toBe(nowMs);
  });

  it('logs the line of another phase first', async () => {
    nowMs = START_MS + 60_000;
    open.log.keyDown(nowMs);
    open.log.type('!mitigated Rolled back');
    await incident.resolve(nowMs + 1000);
    expect(incident.entries.map(({ phase }) => phase)).toEqual(['mitigated', 'resolved']);
  });

  it('does not come while its resolution is not on disk', async () => {
    faulty.fault('timeline.log', { fails: full });
    await log('!resolved Back', 60);
    expect(open.log).toMatchObject({ text: 'Back', phase: 'resolved', problem: { code: 'store.full' } });
    expect(open.view?.endedAtMs).toBeNull();
  });

  it('can be taken back: the clock goes on from the first start', async () => {
    await incident.end(START_MS + 60_000, 'Stopped');
    expect(open.view?.endedAtMs).toBe(START_MS + 60_000);
    await open.startStopwatch(START_MS + 90_000);
    expect(open.view).toMatchObject({ startedAtMs: START_MS, endedAtMs: null });
  });
});
