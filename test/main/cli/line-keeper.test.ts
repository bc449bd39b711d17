import { describe, expect, it } from 'vitest';
import fc from 'fast-check';

import { DebriefError } from '../../../app/errors.ts';
import { LineKeeper } from '../../../main/cli/line-keeper.ts';
import type { ArrivedLine } from '../../../main/cli/line-splitter.ts';
import { LineSplitter } from '../../../main/cli/line-splitter.ts';

const line = (text: string): ArrivedLine => ({ text, atMs: 0 });

/** A store that fails as it is told to, one answer a try. */
function keeperOn(...failures: readonly (Error | null)[]): {
  readonly keeper: LineKeeper;
  readonly kept: string[];
  readonly delays: string[];
} {
  const answers = [...failures];
  const kept: string[] = [];
  const delays: string[] = [];
  const keeper = new LineKeeper({
    keep: ({ text }) => {
      const failure = answers.shift() ?? null;
      if (failure !== null) return Promise.reject(failure);
      kept.push(text);
      return Promise.resolve();
    },
    wait: () => Promise.resolve(),
    delayed: ({ code }) => Promise.resolve(void delays.push(code)),
  });
  return { keeper, kept, delays };
}

describe('lines on their way to the disk', () => {
  it('stay in order while the store can not take them', async () => {
    const locked = new DebriefError('store.locked');
    const { keeper, kept, delays } = keeperOn(locked, locked, null, new DebriefError('store.full'));
    keeper.add([line('one'), line('two')]);
    keeper.add([line('three')]);
    expect(await keeper.finish()).toBeNull();
    expect(kept).toEqual(['one', 'two', 'three']);
    expect(delays).toEqual(['store.locked', 'store.locked', 'store.full']);
  });

  it('are given back after the last tries, the first failure first', async () => {
    const { keeper, kept } = keeperOn(
      null,
      ...Array.from({ length: 50 }, () => new DebriefError('store.full')),
    );
    keeper.add([line('one'), line('two'), line('three')]);
    const notKept = await keeper.finish();
    expect(kept).toEqual(['one']);
    expect(notKept).toMatchObject({
      lines: [{ text: 'two' }, { text: 'three' }],
      report: { code: 'store.full' },
    });
  });

  it('are not tried again where that can not help, nor are those that come after', async () => {
    const { keeper, kept } = keeperOn(new DebriefError('timeline.missing'));
    keeper.add([line('one')]);
    await keeper.room();
    expect(keeper.hasGivenUp).toBe(true);
    keeper.add([line('two')]);
    expect((await keeper.finish())?.lines.map(({ text }) => text)).toEqual(['one', 'two']);
    expect(kept).toEqual([]);
  });
});

describe('lines out of bytes', () => {
  it('are the same however the bytes arrive', () => {
    const pieces = fc.array(fc.string({ unit: fc.constantFrom(...Array.from('ab\n\r€😀')) }));
    fc.assert(
      fc.property(pieces, fc.array(fc.nat(7)), (texts, cuts) => {
        const bytes = Buffer.from(texts.join(''));
        const splitter = new LineSplitter(1000);
        const lines: ArrivedLine[] = [];
        let from = 0;
        for (const cut of cuts) lines.push(...splitter.push(bytes.subarray(from, (from += cut)), 0));
        lines.push(...splitter.push(bytes.subarray(from), 0), ...splitter.end(0));
        const whole = texts.join('').split('\n');
        if (whole.at(-1) === '') whole.pop();
        expect(lines.map(({ text }) => text)).toEqual(whole.map((text) => text.replace(/\r$/, '')));
      }),
    );
  });

  it('are cut where they are too long, and never within a character', () => {
    const splitter = new LineSplitter(3);
    expect(splitter.push('ab😀cd\n', 7)).toEqual([
      { text: 'ab', atMs: 7 },
      { text: '😀c', atMs: 7 },
      { text: 'd', atMs: 7 },
    ]);
  });
});
