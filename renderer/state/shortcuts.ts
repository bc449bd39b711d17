/** Which key does what. Single keys are for the page only: in a field they are letters. */

export const COMMANDS = [
  'start',
  'create',
  'search',
  'log',
  'paste',
  'copyUpdate',
  'copyTimeline',
  'history',
  'print',
  'nextIncident',
  'previousIncident',
  'sync',
  'write',
  'split',
  'preview',
  'settings',
  'undo',
  'save',
  'back',
  'help',
] as const;
export type Command = (typeof COMMANDS)[number];

/** `mod`: Cmd on a Mac, Ctrl elsewhere. */
interface Shortcut {
  readonly key: string;
  readonly with?: 'mod' | 'alt';
}

export const SHORTCUTS: Readonly<Record<Command, Shortcut>> = {
  start: { key: 's' },
  create: { key: 'n' },
  search: { key: '/' },
  log: { key: 'l' },
  paste: { key: 'p' },
  copyUpdate: { key: 'u' },
  copyTimeline: { key: 'c' },
  history: { key: 'h' },
  print: { key: 'p', with: 'mod' },
  nextIncident: { key: 'ArrowDown', with: 'alt' },
  previousIncident: { key: 'ArrowUp', with: 'alt' },
  sync: { key: 'Enter', with: 'mod' },
  write: { key: '1', with: 'alt' },
  split: { key: '2', with: 'alt' },
  preview: { key: '3', with: 'alt' },
  settings: { key: ',', with: 'mod' },
  undo: { key: 'z', with: 'mod' },
  save: { key: 's', with: 'mod' },
  back: { key: 'Escape' },
  help: { key: '?' },
};

/** The parts of a keyboard event that decide. */
export interface Pressed {
  readonly key: string;
  readonly code: string;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly altKey: boolean;
  readonly isComposing: boolean;
  readonly repeat: boolean;
}

/** Commands that would take a letter, or an undo, away from whoever is typing. */
const NOT_WHILE_TYPING: ReadonlySet<Command> = new Set([
  'start',
  'create',
  'search',
  'log',
  'paste',
  'copyUpdate',
  'copyTimeline',
  'history',
  'help',
  'undo',
]);

/** The command of a key, or null. Alt and a digit go by the key's place, since a Mac writes other letters with Alt. */
export function commandFor(pressed: Pressed, typing: boolean, isMac: boolean): Command | null {
  if (pressed.isComposing || pressed.repeat) return null;
  const mod = isMac ? pressed.metaKey : pressed.ctrlKey;
  const otherMod = isMac ? pressed.ctrlKey : pressed.metaKey;
  if (otherMod || (mod && pressed.altKey)) return null;
  const held = mod ? 'mod' : pressed.altKey ? 'alt' : undefined;
  const key = held === 'alt' && /^Digit\d$/.test(pressed.code) ? pressed.code.slice(5) : pressed.key;
  const command = COMMANDS.find((each) => {
    const shortcut = SHORTCUTS[each];
    return shortcut.with === held && shortcut.key.toLowerCase() === key.toLowerCase();
  });
  return command === undefined || (typing && NOT_WHILE_TYPING.has(command)) ? null : command;
}

const NAMES: Readonly<Record<string, string>> = { Escape: 'Esc', ArrowDown: '↓', ArrowUp: '↑' };

/** The keys of a command as they are printed: `Ctrl Enter`, `⌘ Enter`, `N`. */
export function keysOf(command: Command, isMac: boolean): readonly string[] {
  const { key, with: held } = SHORTCUTS[command];
  const shown = NAMES[key] ?? (key.length === 1 ? key.toUpperCase() : key);
  if (held === undefined) return [shown];
  return [held === 'alt' ? (isMac ? '⌥' : 'Alt') : isMac ? '⌘' : 'Ctrl', shown];
}
