import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';

import { CATCH_UP_MS, CatchUp } from '../../../renderer/state/catch-up.ts';

let isLogging: boolean;
let read: ReturnType<typeof vi.fn<() => Promise<void>>>;
let catchUp: CatchUp;

beforeEach(() => {
  vi.useFakeTimers();
  isLogging = false;
  read = vi.fn(async () => undefined);
  catchUp = new CatchUp(() => isLogging, read);
});

afterEach(() => {
  vi.useRealTimers();
});

describe('what is not read at once after a line was logged', () => {
  it('is read a while after the last line', () => {
    catchUp.soon();
    vi.advanceTimersByTime(CATCH_UP_MS - 1);
    catchUp.soon();
    vi.advanceTimersByTime(CATCH_UP_MS - 1);
    expect(read).toHaveBeenCalledTimes(0);
    vi.advanceTimersByTime(1);
    expect(read).toHaveBeenCalledTimes(1);
    vi.advanceTimersByTime(10 * CATCH_UP_MS);
    expect(read).toHaveBeenCalledTimes(1);
  });

  it('waits for whoever is typing the next one', () => {
    catchUp.soon();
    isLogging = true;
    vi.advanceTimersByTime(5 * CATCH_UP_MS);
    expect(read).toHaveBeenCalledTimes(0);
    isLogging = false;
    vi.advanceTimersByTime(CATCH_UP_MS);
    expect(read).toHaveBeenCalledTimes(1);
  });

  it('is read at once where it is looked at, once', async () => {
    await catchUp.now();
    expect(read).toHaveBeenCalledTimes(0);
    catchUp.soon();
    await catchUp.now();
    vi.advanceTimersByTime(10 * CATCH_UP_MS);
    expect(read).toHaveBeenCalledTimes(1);
  });

  it('is not read where all was read meanwhile', () => {
    catchUp.soon();
    catchUp.done();
    vi.advanceTimersByTime(10 * CATCH_UP_MS);
    expect(read).toHaveBeenCalledTimes(0);
  });
});
