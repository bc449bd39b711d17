import { describe, expect, it } from 'vitest';

import type { Pressed } from '../../../renderer/state/shortcuts.ts';
import {
  ariaKeysOf,
  commandFor,
  COMMANDS,
  keymapFrom,
  keysOf,
  SHORTCUTS,
  writeOwnKeys,
} from '../../../renderer/state/shortcuts.ts';

function press(key: string, given: Partial<Pressed> = {}): Pressed {
  return {
    key,
    code: '',
    ctrlKey: false,
    metaKey: false,
    altKey: false,
    shiftKey: false,
    isComposing: false,
    repeat: false,
    ...given,
  };
}

describe('shortcuts', () => {
  it('have a key of their own each', () => {
    const keys = Object.values(SHORTCUTS).map((shortcut) => JSON.stringify(shortcut));
    expect(new Set(keys).size).toBe(keys.length);
    expect(Object.keys(SHORTCUTS).every((name) => COMMANDS.some((command) => command === name))).toBe(true);
  });

  it.each([
    ['s', 'start'],
    ['N', 'create'],
    ['/', 'search'],
    ['?', 'help'],
  ])('%s does its work on the page and is a letter in a field', (key, command) => {
    expect(commandFor(press(key), false, false)).toBe(command);
    expect(commandFor(press(key), true, false)).toBeNull();
  });

  it('take Ctrl elsewhere and Cmd on a Mac', () => {
    expect(commandFor(press('Enter', { ctrlKey: true }), true, false)).toBe('sync');
    expect(commandFor(press('Enter', { metaKey: true }), true, true)).toBe('sync');
    expect(commandFor(press('Enter', { metaKey: true }), true, false)).toBeNull();
    expect(commandFor(press('Enter', { ctrlKey: true }), true, true)).toBeNull();
    expect(commandFor(press('Enter'), true, false)).toBeNull();
  });

  it('know the digits by their place, since Alt makes other letters of them on a Mac', () => {
    expect(commandFor(press('¡', { code: 'Digit1', altKey: true }), true, true)).toBe('write');
    expect(commandFor(press('3', { code: 'Digit3', altKey: true }), false, false)).toBe('preview');
    expect(commandFor(press('@', { code: 'Digit2', altKey: true, ctrlKey: true }), false, false)).toBeNull();
  });

  it('tell an arrow with Alt from one with Alt and Shift', () => {
    expect(commandFor(press('ArrowUp', { altKey: true }), true, false)).toBe('previousIncident');
    expect(commandFor(press('ArrowUp', { altKey: true, shiftKey: true }), true, false)).toBe('moveSectionUp');
    expect(keysOf('moveSectionUp', false)).toEqual(['Alt', 'Shift', '↑']);
    expect(keysOf('moveSectionUp', true)).toEqual(['⌥', '⇧', '↑']);
    expect(ariaKeysOf('moveSectionDown', false)).toBe('Alt+Shift+ArrowDown');
    expect(commandFor(press('F2'), true, false)).toBe('renameSection');
    expect(commandFor(press('?', { shiftKey: true }), false, false)).toBe('help');
  });

  it('leave undo to the field that is typed in, and Escape works everywhere', () => {
    expect(commandFor(press('z', { ctrlKey: true }), true, false)).toBeNull();
    expect(commandFor(press('z', { ctrlKey: true }), false, false)).toBe('undo');
    expect(commandFor(press('Escape'), true, false)).toBe('back');
  });

  it('do nothing while a word is composed, or a key is held down', () => {
    expect(commandFor(press('s', { isComposing: true }), false, false)).toBeNull();
    expect(commandFor(press('s', { repeat: true }), false, false)).toBeNull();
  });

  it('of one key can be changed, taken away and turned off; others stay', () => {
    const own = writeOwnKeys(writeOwnKeys('', 'start', 'i'), 'insights', null);
    const keymap = keymapFrom({ 'keys.single': true, 'keys.own': own });
    expect(commandFor(press('i'), false, false, keymap)).toBe('start');
    expect(commandFor(press('s'), false, false, keymap)).toBeNull();
    expect(keysOf('insights', false, keymap)).toEqual([]);
    const off = keymapFrom({ 'keys.single': false, 'keys.own': own });
    expect(commandFor(press('i'), false, false, off)).toBeNull();
    expect(commandFor(press('?'), false, false, off)).toBeNull();
    expect(commandFor(press('k', { ctrlKey: true }), false, false, off)).toBe('palette');
    expect(commandFor(press('Escape'), false, false, off)).toBe('back');
    expect(writeOwnKeys(own, 'start', 's')).toBe('insights=-');
  });

  it('are told to a screen reader in its own words', () => {
    expect(ariaKeysOf('palette', true)).toBe('Meta+k');
    expect(ariaKeysOf('palette', false)).toBe('Control+k');
    expect(ariaKeysOf('exportMd', false)).toBeUndefined();
  });

  it('are printed as the keyboard has them', () => {
    expect(keysOf('sync', false)).toEqual(['Ctrl', 'Enter']);
    expect(keysOf('sync', true)).toEqual(['⌘', 'Enter']);
    expect(keysOf('back', false)).toEqual(['Esc']);
    expect(keysOf('create', false)).toEqual(['N']);
  });
});
