import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';

import { ORPCError } from '@orpc/client';
import { describeError } from '../../../app/errors.ts';
import type { Core } from '../../../main/core.ts';
import { LinkLost } from '../../../renderer/link.ts';
import { lineKeeper } from '../../../renderer/state/line-keeper.ts';
import { LogBook } from '../../../renderer/state/log-book.svelte.ts';
import { PendingEdits } from '../../../renderer/state/pending.svelte.ts';
import { openTestCore, temporaryFolder } from '../../support/core.ts';
import type { FaultyClient } from '../faulty-client.ts';
import { faultyClient } from '../faulty-client.ts';

const NOWHERE = 'http://127.0.0.1:1';
const full = new ORPCError('DEBRIEF', { data: describeError('store.full') });

let folder: ReturnType<typeof temporaryFolder>;
let core: Core;
let faulty: FaultyClient;
let draft: string;
let pending: PendingEdits;
let log: LogBook;
let nowMs = 1_000_000;

/** The log field of a page that was opened just now. */
function openLog(): LogBook {
  return new LogBook({
    client: faulty.client,
    draftId: draft,
    nowMs: () => nowMs,
    newId: () => crypto.randomUUID(),
    zone: () => 'Europe/London',
    keeper: lineKeeper(faulty.client, pending, draft),
    logged: () => undefined,
  });
}

beforeEach(async () => {
  folder = temporaryFolder();
  core = openTestCore(folder.path, NOWHERE);
  faulty = faultyClient(core.client);
  draft = (await core.client.drafts.create({ title: 'x' })).id;
  pending = new PendingEdits(() => nowMs);
  log = openLog();
});

afterEach(async () => {
  await core.close();
  folder[Symbol.dispose]();
});

async function entries(): Promise<
  Awaited<ReturnType<typeof core.client.drafts.get>>['sections'][number]['entries']
> {
  return (await core.client.drafts.get({ id: draft })).sections.flatMap((section) => section.entries);
}

describe('the instant of a line', () => {
  it('is when its first key went down, not when it was logged', async () => {
    log.keyDown(5000);
    log.type('A');
    log.keyDown(5200);
    log.type('Alert');
    expect(log.stampMs).toBe(5000);
    nowMs = 9000;
    await log.log();
    expect(await entries()).toMatchObject([{ atMs: 5000, text: 'Alert', phase: null }]);
  });

  it.each([
    ['-2m Rolled back', '2026-03-01T09:12:00.000Z'],
    ['09:10:30 Rolled back', '2026-03-01T09:10:30.000Z'],
    ['yesterday 23:50 Rolled back', '2026-02-28T23:50:00.000Z'],
  ])('is what the line says: %s', async (typed, at) => {
    log.keyDown(Date.UTC(2026, 2, 1, 9, 14));
    log.type(`!mit ${typed}`);
    await log.log();
    expect(await entries()).toMatchObject([
      { atMs: Date.parse(at), text: 'Rolled back', phase: 'mitigated' },
    ]);
  });

  it("is in the draft's zone, and stays with a line that could not be logged", async () => {
    faulty.fault('timeline.log', { fails: full });
    log.keyDown(Date.UTC(2026, 6, 1, 9, 14));
    log.type('09:10 Rolled back');
    await log.log();
    expect(log).toMatchObject({ text: 'Rolled back', stampMs: Date.UTC(2026, 6, 1, 8, 10) });
  });

  it('begins anew with a line that was emptied', () => {
    log.keyDown(5000);
    log.type('A');
    log.type('');
    expect(log.stampMs).toBeNull();
    log.keyDown(6000);
    log.type('B');
    expect(log.stampMs).toBe(6000);
  });

  it('is now for a text that came without a key', () => {
    nowMs = 7000;
    log.type('pasted');
    expect(log.stampMs).toBe(7000);
  });
});

describe('logging', () => {
  it('takes the phase that was typed before the one that was chosen', async () => {
    log.choosePhase('started');
    log.type('!detected Alert fires');
    expect(log.phase).toBe('detected');
    await log.log();
    expect(await entries()).toMatchObject([{ text: 'Alert fires', phase: 'detected' }]);
    expect(log).toMatchObject({ text: '', phase: null, stampMs: null });
  });

  it('does nothing with an empty line', async () => {
    log.type('   ');
    await log.log();
    expect(await entries()).toEqual([]);
  });

  it('frees the field at once, and shows the line as on its way where that takes long, until it is on disk', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    let answer = (): void => undefined;
    faulty.fault('timeline.log', { waits: new Promise<void>((resolve) => (answer = resolve)) });
    log.type('slow');
    const logged = log.log();
    expect(log.text).toBe('');
    expect(log.sent).toMatchObject([{ text: 'slow', problem: null }]);
    expect(log.waiting).toEqual([]);
    vi.advanceTimersByTime(100);
    expect(log.waiting).toMatchObject([{ text: 'slow', problem: null }]);
    vi.useRealTimers();
    answer();
    await logged;
    expect(log.sent).toEqual([]);
    expect(await entries()).toMatchObject([{ text: 'slow' }]);
  });
});

describe('a line that could not be logged', () => {
  it('is back in the field with its instant, its phase and the reason', async () => {
    faulty.fault('timeline.log', { fails: full });
    log.keyDown(5000);
    log.type('!detected Alert fires');
    await log.log();
    expect(log).toMatchObject({ text: 'Alert fires', phase: 'detected', stampMs: 5000, sent: [] });
    expect(log.problem?.code).toBe('store.full');
    await log.log();
    expect(await entries()).toMatchObject([{ atMs: 5000, text: 'Alert fires', phase: 'detected' }]);
    expect(log.problem).toBeNull();
  });

  it('stays in sight where the field has been typed into since, and can be logged again', async () => {
    let fail = (): void => undefined;
    const failing = new Promise<never>((_, reject) => (fail = () => reject(full)));
    faulty.fault('timeline.log', { waits: failing });
    log.type('first');
    const logged = log.log();
    log.type('second');
    fail();
    await logged;
    expect(log.text).toBe('second');
    expect(log.sent).toMatchObject([{ text: 'first', problem: { code: 'store.full' } }]);
    await log.again(log.sent[0]!.id);
    expect(log.sent).toEqual([]);
    expect(await entries()).toMatchObject([{ text: 'first' }]);
  });

  it('is not asked for again where only the answer was lost, and the entry is there', async () => {
    faulty.fault('timeline.log', { lost: new LinkLost('gone') });
    log.type('!detected Alert fires');
    await log.log();
    expect(log.problem?.code).toBe('link.lost');
    log.reconcile(await entries());
    expect(log).toMatchObject({ text: '', problem: null, sent: [] });
  });

  it('stays in the field where it did not arrive', async () => {
    faulty.fault('timeline.log', { fails: new LinkLost('gone') });
    log.type('Alert fires');
    await log.log();
    log.reconcile(await entries());
    expect(log.text).toBe('Alert fires');
  });
});

describe('a moment without words', () => {
  it('is marked when its key went down, and waits to be described', async () => {
    expect(await log.logOrMark(5000)).toMatchObject({ atMs: 5000, text: '', phase: null });
    expect(await entries()).toMatchObject([{ atMs: 5000, text: '', phase: null }]);
  });

  it('may be a phase: then its key was the first one', async () => {
    log.choosePhase('mitigated');
    log.keyDown(5000);
    expect(log.stampMs).toBe(5000);
    log.keyDown(6000);
    await log.logOrMark(7000);
    expect(await entries()).toMatchObject([{ atMs: 5000, text: '', phase: 'mitigated' }]);
  });

  it('stays in sight where it could not be logged', async () => {
    faulty.fault('timeline.log', { fails: full });
    await log.logOrMark(5000);
    expect(log).toMatchObject({ text: '', sent: [{ atMs: 5000, problem: { code: 'store.full' } }] });
    await log.again(log.sent[0]!.id);
    expect(await entries()).toMatchObject([{ atMs: 5000, text: '' }]);
  });
});

describe('the instant of a line that is typed', () => {
  it('can be moved', async () => {
    expect(log.nudge(-10_000)).toBe(false);
    log.keyDown(50_000);
    log.type('Alert fires');
    expect(log.nudge(-10_000)).toBe(true);
    log.type('Alert fires now');
    await log.log();
    expect(await entries()).toMatchObject([{ atMs: 40_000 }]);
  });

  it('can be chosen before its first key, and left again', async () => {
    log.place(30_000);
    log.keyDown(50_000);
    log.type('Forgotten');
    expect(log).toMatchObject({ stampMs: 30_000, isPlaced: true });
    log.place(null);
    expect(log).toMatchObject({ stampMs: 50_000, isPlaced: false });
    log.place(30_000);
    log.nudge(1000);
    await log.log();
    expect(await entries()).toMatchObject([{ atMs: 31_000 }]);
    expect(log.isPlaced).toBe(false);
  });
});

describe('what was typed and not logged', () => {
  const kept = async (): Promise<readonly { text: string }[]> => core.client.timeline.typed({ id: draft });

  it('comes back with its instant and its phase, and is logged once', async () => {
    log.choosePhase('detected');
    log.keyDown(5000);
    log.type('Alert fi');
    await pending.flushAll();
    const after = openLog();
    await after.bringBack(await entries());
    expect(after).toMatchObject({ text: 'Alert fi', stampMs: 5000, phase: 'detected', isBack: true });
    after.type('Alert fires');
    expect(after.isBack).toBe(false);
    await after.log();
    await pending.flushAll();
    expect(await entries()).toMatchObject([{ atMs: 5000, text: 'Alert fires', phase: 'detected' }]);
    expect(await kept()).toEqual([]);
  });

  it('is kept while it is typed, not only in the end', async () => {
    log.type('Al');
    await pending.flushAll();
    log.type('Alert');
    await pending.flushAll();
    expect(await kept()).toMatchObject([{ text: 'Alert' }]);
  });

  it('does not come back once it was taken back', async () => {
    log.type('Never mind');
    await pending.flushAll();
    log.type('');
    await pending.flushAll();
    expect(await kept()).toEqual([]);
  });

  it('does not come back where it was logged, even if it was kept later than that', async () => {
    log.keyDown(5000);
    log.type('!det Alert fires');
    await log.log();
    const line = { id: 'late', atMs: 5000, text: '!det Alert fires', phase: null };
    await core.client.timeline.keepTyped({ id: draft, line });
    const after = openLog();
    await after.bringBack(await entries());
    await pending.flushAll();
    expect(after).toMatchObject({ text: '', sent: [] });
    expect(await kept()).toEqual([]);
  });

  it('leaves the field when the other window, from which it came, has logged it', async () => {
    log.keyDown(5000);
    log.type('Alert fires');
    await pending.flushAll();
    const other = openLog();
    await other.bringBack(await entries());
    await log.log();
    other.reconcile(await entries());
    expect(other.text).toBe('');
  });

  it('is still kept when it could not be logged', async () => {
    faulty.fault('timeline.log', { fails: full });
    log.type('Alert fires');
    await log.log();
    await pending.flushAll();
    expect(await kept()).toMatchObject([{ text: 'Alert fires' }]);
  });

  it('comes into sight beside the field where something is typed by then, and is logged or let go', async () => {
    for (const text of ['first', 'second', 'third']) {
      nowMs += 1000;
      const page = openLog();
      page.type(text);
    }
    await pending.flushAll();
    const after = openLog();
    await after.bringBack(await entries());
    expect(after.text).toBe('third');
    expect(after.sent).toMatchObject([
      { text: 'second', isBack: true },
      { text: 'first', isBack: true },
    ]);
    const [second, first] = after.sent;
    await after.again(second!.id);
    after.letGo(first!.id);
    await pending.flushAll();
    expect(await entries()).toMatchObject([{ text: 'second' }]);
    expect(await kept()).toMatchObject([{ text: 'third' }]);
  });
});
