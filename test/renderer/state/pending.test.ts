import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';

import { ORPCError } from '@orpc/client';
import { describeError } from '../../../app/errors.ts';
import { LinkLost } from '../../../renderer/link.ts';
import type { Saver } from '../../../renderer/state/pending.svelte.ts';
import { PAUSE_MS, PendingEdits } from '../../../renderer/state/pending.svelte.ts';
import type { Problem } from '../../../renderer/state/problem.ts';

beforeEach(() => void vi.useFakeTimers({ now: 1_000_000 }));
afterEach(() => void vi.useRealTimers());

const refused = new ORPCError('DEBRIEF', { data: describeError('title.tooLong', { length: 300 }) });
const settle = (): Promise<unknown> => vi.advanceTimersByTimeAsync(0);

/** A saver that waits for the test to answer each value. */
class Answering implements Saver<string, string> {
  readonly sent: string[] = [];
  readonly acknowledgements: [answer: string, sent: string, typed: string | undefined][] = [];
  readonly problems: (Problem | null)[] = [];
  readonly #answers: { resolve: (answer: string) => void; reject: (error: unknown) => void }[] = [];

  send = (value: string): Promise<string> => {
    this.sent.push(value);
    return new Promise((resolve, reject) => this.#answers.push({ resolve, reject }));
  };
  acknowledged = (answer: string, sent: string, typed: string | undefined): void => {
    this.acknowledgements.push([answer, sent, typed]);
  };
  failed = (problem: Problem | null): void => {
    this.problems.push(problem);
  };

  async answer(): Promise<void> {
    this.#answers.shift()!.resolve('ok');
    await settle();
  }

  async fail(error: unknown): Promise<void> {
    this.#answers.shift()!.reject(error);
    await settle();
  }
}

const make = (): { pending: PendingEdits; saver: Answering } => ({
  pending: new PendingEdits(Date.now),
  saver: new Answering(),
});

describe('an edit', () => {
  it('is sent after the pause, and is saved only with its acknowledgement', async () => {
    const { pending, saver } = make();
    pending.put('title', 'Hub', saver);
    await vi.advanceTimersByTimeAsync(PAUSE_MS - 1);
    expect(saver.sent).toEqual([]);
    await vi.advanceTimersByTimeAsync(1);
    expect(saver.sent).toEqual(['Hub']);
    expect(pending).toMatchObject({ state: 'saving', savedAtMs: null });
    await saver.answer();
    expect(pending).toMatchObject({ state: 'saved', savedAtMs: 1_000_000 + PAUSE_MS });
    expect(saver.acknowledgements).toEqual([['ok', 'Hub', undefined]]);
  });

  it('goes out every pause while a person types on without one', async () => {
    const { pending, saver } = make();
    for (let letters = 1; letters <= 10; letters += 1) {
      pending.put('title', 'x'.repeat(letters), saver);
      await vi.advanceTimersByTimeAsync(PAUSE_MS / 5);
      if (letters % 5 === 0) await saver.answer();
    }
    expect(saver.sent.map(({ length }) => length)).toEqual([5, 10]);
  });

  it('that changed on its way is sent again, with the newest text, and is not saved before that', async () => {
    const { pending, saver } = make();
    pending.put('title', 'Hub', saver);
    await vi.advanceTimersByTimeAsync(PAUSE_MS);
    pending.put('title', 'Hub do', saver);
    pending.put('title', 'Hub down', saver);
    await vi.advanceTimersByTimeAsync(PAUSE_MS);
    expect(saver.sent).toEqual(['Hub']);
    await saver.answer();
    expect(saver.acknowledgements).toEqual([['ok', 'Hub', 'Hub down']]);
    expect(pending.state).toBe('saving');
    expect(saver.sent).toEqual(['Hub', 'Hub down']);
    await saver.answer();
    expect(pending.state).toBe('saved');
  });

  it('that is held waits for its flush', async () => {
    const { pending, saver } = make();
    pending.put('repo', 'acme/o', saver, { held: true });
    await vi.advanceTimersByTimeAsync(60_000);
    expect(saver.sent).toEqual([]);
    expect(pending.state).toBe('typing');
    void pending.flush('repo');
    expect(saver.sent).toEqual(['acme/o']);
  });

  it('that was due goes out before what is held, so that only the rest waits', async () => {
    const { pending, saver } = make();
    pending.put('section', 'Words.', saver);
    pending.put('section', 'Words.\n#', saver, { held: true });
    pending.put('section', 'Words.\n##', saver, { held: true });
    await settle();
    expect(saver.sent).toEqual(['Words.']);
    await saver.answer();
    expect(pending.valueOf('section')).toBe('Words.\n##');
    await vi.advanceTimersByTimeAsync(60_000);
    expect(saver.sent).toEqual(['Words.']);
  });

  it('that was taken back is not sent', async () => {
    const { pending, saver } = make();
    pending.put('entry', 'x', saver, { held: true });
    pending.drop('entry');
    await pending.flushAll();
    expect(saver.sent).toEqual([]);
    expect(pending.state).toBe('saved');
  });
});

describe('an edit that fails', () => {
  it('stays, is shown, and is tried again by itself, at growing distances', async () => {
    const { pending, saver } = make();
    pending.put('title', 'Hub', saver);
    await vi.advanceTimersByTimeAsync(PAUSE_MS);
    await saver.fail(new LinkLost('gone'));
    expect(pending.state).toBe('failed');
    expect(pending.problem?.code).toBe('link.lost');
    await vi.advanceTimersByTimeAsync(999);
    expect(saver.sent).toHaveLength(1);
    await vi.advanceTimersByTimeAsync(1);
    expect(saver.sent).toHaveLength(2);
    await saver.fail(new LinkLost('gone'));
    await vi.advanceTimersByTimeAsync(1999);
    expect(saver.sent).toHaveLength(2);
    await vi.advanceTimersByTimeAsync(1);
    await saver.answer();
    expect(pending).toMatchObject({ state: 'saved', problem: null });
    expect(saver.problems.at(-1)).toBeNull();
  });

  it('is tried at once when the link is back', async () => {
    const { pending, saver } = make();
    pending.put('title', 'Hub', saver);
    await vi.advanceTimersByTimeAsync(PAUSE_MS);
    await saver.fail(new LinkLost('gone'));
    pending.retry();
    expect(saver.sent).toEqual(['Hub', 'Hub']);
  });

  it('because of its words waits for other words', async () => {
    const { pending, saver } = make();
    pending.put('title', 'x'.repeat(300), saver);
    await vi.advanceTimersByTimeAsync(PAUSE_MS);
    await saver.fail(refused);
    await vi.advanceTimersByTimeAsync(60_000);
    pending.retry();
    expect(saver.sent).toHaveLength(1);
    expect(pending.state).toBe('failed');
    pending.put('title', 'Hub', saver);
    expect(pending.state).toBe('saving');
    await vi.advanceTimersByTimeAsync(PAUSE_MS);
    expect(saver.sent.at(-1)).toBe('Hub');
  });

  it('does not matter any more once something newer was typed', async () => {
    const { pending, saver } = make();
    pending.put('title', 'x'.repeat(300), saver);
    await vi.advanceTimersByTimeAsync(PAUSE_MS);
    pending.put('title', 'Hub', saver);
    await saver.fail(refused);
    expect(pending.state).toBe('saving');
    await vi.advanceTimersByTimeAsync(PAUSE_MS);
    expect(saver.sent.at(-1)).toBe('Hub');
  });
});

describe('flushing', () => {
  it('sends everything at once, and settles when all is acknowledged', async () => {
    const { pending, saver } = make();
    const other = new Answering();
    pending.put('title', 'Hub', saver);
    pending.put('repo', 'acme/ops', other, { held: true });
    let isDone = false;
    void pending.flushAll().then(() => (isDone = true));
    expect([saver.sent, other.sent]).toEqual([['Hub'], ['acme/ops']]);
    await saver.answer();
    expect(isDone).toBe(false);
    await other.answer();
    expect(isDone).toBe(true);
  });

  it('sends what was typed while an older text was on its way, too', async () => {
    const { pending, saver } = make();
    pending.put('title', 'Hub', saver);
    await vi.advanceTimersByTimeAsync(PAUSE_MS);
    pending.put('title', 'Hub down', saver);
    let isDone = false;
    void pending.flushAll().then(() => (isDone = true));
    await saver.answer();
    expect(saver.sent).toEqual(['Hub', 'Hub down']);
    expect(isDone).toBe(false);
    await saver.answer();
    expect(isDone).toBe(true);
  });

  it('settles where something fails, and keeps it', async () => {
    const { pending, saver } = make();
    pending.put('title', 'Hub', saver);
    const flushed = pending.flushAll();
    await saver.fail(new LinkLost('gone'));
    await flushed;
    expect(pending.valueOf('title')).toBe('Hub');
  });
});
