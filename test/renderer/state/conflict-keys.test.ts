import { describe, expect, it } from 'vitest';

import { conflictKey } from '../../../renderer/state/conflict-keys.ts';

const pressed = (
  key: string,
  held: Partial<Record<'ctrlKey' | 'metaKey' | 'altKey' | 'shiftKey', true>> = {},
) => ({
  key,
  ctrlKey: false,
  metaKey: false,
  altKey: false,
  shiftKey: false,
  isComposing: false,
  ...held,
});

describe('keys in a conflict', () => {
  it.each([
    ['m', 'mine'],
    ['T', 'theirs'],
    ['b', 'both'],
    ['e', 'own'],
    ['j', 'next'],
    ['ArrowDown', 'next'],
    ['k', 'previous'],
    ['ArrowUp', 'previous'],
    ['Escape', 'leave'],
    ['x', null],
    ['Enter', null],
  ])('%s on the page: %s', (key, meaning) => {
    expect(conflictKey(pressed(key), false, false)).toBe(meaning);
  });

  it('are letters in a field, where only leaving and applying are left', () => {
    for (const key of ['m', 't', 'b', 'e', 'j', 'ArrowUp'])
      expect(conflictKey(pressed(key), true, false)).toBeNull();
    expect(conflictKey(pressed('Escape'), true, false)).toBe('leave');
    expect(conflictKey(pressed('Enter', { ctrlKey: true }), true, false)).toBe('apply');
    expect(conflictKey(pressed('z', { ctrlKey: true }), true, false)).toBeNull();
  });

  it('with Ctrl, or Cmd on a Mac, apply and take back', () => {
    expect(conflictKey(pressed('z', { ctrlKey: true }), false, false)).toBe('undo');
    expect(conflictKey(pressed('z', { metaKey: true }), false, true)).toBe('undo');
    expect(conflictKey(pressed('z', { metaKey: true }), false, false)).toBeNull();
    expect(conflictKey(pressed('m', { ctrlKey: true }), false, false)).toBeNull();
    expect(conflictKey(pressed('m', { altKey: true }), false, false)).toBeNull();
    expect(conflictKey({ ...pressed('m'), isComposing: true }, false, false)).toBeNull();
  });
});
