/** The keys of incident mode that no other page has: in the line that is typed, and among the entries. */
import type { Phase } from '../../app/draft.ts';
import { PHASES } from '../../app/draft.ts';

/** The parts of a keyboard event that decide. */
export interface Struck {
  readonly key: string;
  readonly code: string;
  readonly altKey: boolean;
  readonly shiftKey: boolean;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
}

/** How far a nudge goes, in milliseconds. */
const NUDGE_MS = 10_000;
const NUDGE_FINE_MS = 1_000;

const isChord = ({ ctrlKey, metaKey }: Struck): boolean => ctrlKey || metaKey;

/** Alt and a digit, by the key's place, since a Mac writes other letters with Alt. */
export function phaseFor(struck: Struck): Phase | null {
  const digit = /^(?:Digit|Numpad)([1-5])$/.exec(struck.code)?.[1];
  if (!struck.altKey || struck.shiftKey || isChord(struck) || digit === undefined) return null;
  return PHASES[Number(digit) - 1] ?? null;
}

/** Alt and an arrow: how far, in milliseconds, a time is to be moved. Null: it is another key. */
export function nudgeFor(struck: Struck): number | null {
  const { key, altKey, shiftKey } = struck;
  if (!altKey || isChord(struck) || (key !== 'ArrowLeft' && key !== 'ArrowRight')) return null;
  const byMs = shiftKey ? NUDGE_FINE_MS : NUDGE_MS;
  return key === 'ArrowLeft' ? -byMs : byMs;
}

export type EntryKey = 'edit' | 'insert' | 'remove' | 'before' | 'after' | 'first' | 'last' | 'leave';

const ENTRY_KEYS: Readonly<Record<string, EntryKey>> = {
  Enter: 'edit',
  F2: 'edit',
  i: 'insert',
  Insert: 'insert',
  Delete: 'remove',
  Backspace: 'remove',
  ArrowUp: 'before',
  ArrowDown: 'after',
  Home: 'first',
  End: 'last',
  Escape: 'leave',
};

/** What a key does on an entry that has the focus. */
export function entryKeyFor(struck: Struck): EntryKey | null {
  if (struck.altKey || isChord(struck)) return null;
  return ENTRY_KEYS[struck.key.length === 1 ? struck.key.toLowerCase() : struck.key] ?? null;
}
