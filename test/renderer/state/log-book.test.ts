import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import { ORPCError } from '@orpc/client';
import { describeError } from '../../../app/errors.ts';
import type { Core } from '../../../main/core.ts';
import { LinkLost } from '../../../renderer/link.ts';
import { LogBook } from '../../../renderer/state/log-book.svelte.ts';
import { openTestCore, temporaryFolder } from '../../support/core.ts';
import type { FaultyClient } from '../faulty-client.ts';
import { faultyClient } from '../faulty-client.ts';

const NOWHERE = 'http://127.0.0.1:1';
const full = new ORPCError('DEBRIEF', { data: describeError('store.full') });

let folder: ReturnType<typeof temporaryFolder>;
let core: Core;
let faulty: FaultyClient;
let draft: string;
let log: LogBook;
let nowMs = 1_000_000;

beforeEach(async () => {
  folder = temporaryFolder();
  core = openTestCore(folder.path, NOWHERE);
  faulty = faultyClient(core.client);
  draft = (await core.client.drafts.create({ title: 'x' })).id;
  log = new LogBook(
    faulty.client,
    draft,
    () => nowMs,
    async () => log.reconcile(await entries()),
    () => 'Europe/London',
  );
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
    expect(faulty.calls).toEqual([]);
  });

  it('frees the field at once, and shows the line as on its way until it is on disk', async () => {
    let answer = (): void => undefined;
    faulty.fault('timeline.log', { waits: new Promise<void>((resolve) => (answer = resolve)) });
    log.type('slow');
    const logged = log.log();
    expect(log.text).toBe('');
    expect(log.sent).toMatchObject([{ text: 'slow', entry: null, problem: null }]);
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
    await log.again(log.sent[0]!.key);
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
