import { describe, expect, it } from 'vitest';

import type { Struck } from '../../../renderer/state/incident-keys.ts';
import { entryKeyFor, nudgeFor, phaseFor } from '../../../renderer/state/incident-keys.ts';

function strike(key: string, given: Partial<Struck> = {}): Struck {
  return { key, code: '', altKey: false, shiftKey: false, ctrlKey: false, metaKey: false, ...given };
}

describe('the keys of incident mode', () => {
  it('choose a phase by the place of the digit, whatever Alt makes of it', () => {
    expect(phaseFor(strike('™', { code: 'Digit2', altKey: true }))).toBe('detected');
    expect(phaseFor(strike('5', { code: 'Digit5', altKey: true }))).toBe('resolved');
    expect(phaseFor(strike('2', { code: 'Digit2' }))).toBeNull();
    expect(phaseFor(strike('6', { code: 'Digit6', altKey: true }))).toBeNull();
    expect(phaseFor(strike('@', { code: 'Digit2', altKey: true, ctrlKey: true }))).toBeNull();
  });

  it('move a time by ten seconds, or with Shift by one', () => {
    expect(nudgeFor(strike('ArrowLeft', { altKey: true }))).toBe(-10_000);
    expect(nudgeFor(strike('ArrowRight', { altKey: true, shiftKey: true }))).toBe(1000);
    expect(nudgeFor(strike('ArrowLeft'))).toBeNull();
    expect(nudgeFor(strike('ArrowUp', { altKey: true }))).toBeNull();
    expect(nudgeFor(strike('ArrowLeft', { altKey: true, metaKey: true }))).toBeNull();
  });

  it.each([
    ['Enter', 'edit'],
    ['I', 'insert'],
    ['Delete', 'remove'],
    ['ArrowUp', 'before'],
    ['Escape', 'leave'],
    ['x', null],
  ])('%s does on an entry: %s', (key, does) => {
    expect(entryKeyFor(strike(key))).toBe(does);
    expect(entryKeyFor(strike(key, { altKey: true }))).toBeNull();
  });
});
