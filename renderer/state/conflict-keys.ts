/** What the keys do in the view of a conflict. Single keys are for the page only: in a field they are letters. */
import type { Pressed } from './shortcuts.ts';

export type ConflictKey =
  'mine' | 'theirs' | 'both' | 'own' | 'next' | 'previous' | 'apply' | 'undo' | 'leave';

const SINGLE: Readonly<Record<string, ConflictKey>> = {
  m: 'mine',
  t: 'theirs',
  b: 'both',
  e: 'own',
  j: 'next',
  ArrowDown: 'next',
  k: 'previous',
  ArrowUp: 'previous',
};

/** What a key asks for; null where it keeps its own meaning. */
export function conflictKey(
  pressed: Omit<Pressed, 'code' | 'repeat'> & { readonly shiftKey: boolean },
  typing: boolean,
  isMac: boolean,
): ConflictKey | null {
  const { key, ctrlKey, metaKey, altKey, shiftKey, isComposing } = pressed;
  if (isComposing || altKey || shiftKey) return null;
  const [mod, otherMod] = isMac ? [metaKey, ctrlKey] : [ctrlKey, metaKey];
  if (otherMod) return null;
  if (mod) {
    if (key === 'Enter') return 'apply';
    return key.toLowerCase() === 'z' && !typing ? 'undo' : null;
  }
  if (key === 'Escape') return 'leave';
  return typing ? null : (SINGLE[key.length === 1 ? key.toLowerCase() : key] ?? null);
}
