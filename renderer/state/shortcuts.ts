/** Which key does what. Single keys are for the page only: in a field they are letters. */

/** Everything that can be asked for by name, in the order in which it is shown. */
export const COMMANDS = [
  'palette',
  'start',
  'create',
  'template',
  'import',
  'example',
  'search',
  'filter',
  'nextDraft',
  'previousDraft',
  'insights',
  'settings',
  'help',
  'log',
  'paste',
  'picture',
  'nextIncident',
  'previousIncident',
  'sync',
  'write',
  'split',
  'preview',
  'copyUpdate',
  'copyTimeline',
  'copyMarkdown',
  'copyRichText',
  'exportMd',
  'exportHtml',
  'exportJson',
  'print',
  'history',
  'fold',
  'foldAll',
  'unfoldAll',
  'renameSection',
  'moveSectionUp',
  'moveSectionDown',
  'addSection',
  'removeSection',
  'archive',
  'remove',
  'undo',
  'save',
  'back',
  'themeSystem',
  'themeLight',
  'themeDark',
  'copyDiagnosis',
] as const;
export type Command = (typeof COMMANDS)[number];

/** Those that are about the draft that is open. */
export const DRAFT_COMMANDS: ReadonlySet<Command> = new Set<Command>([
  'log',
  'paste',
  'picture',
  'sync',
  'write',
  'split',
  'preview',
  'copyUpdate',
  'copyTimeline',
  'copyMarkdown',
  'copyRichText',
  'exportMd',
  'exportHtml',
  'exportJson',
  'print',
  'history',
  'fold',
  'foldAll',
  'unfoldAll',
  'renameSection',
  'moveSectionUp',
  'moveSectionDown',
  'addSection',
  'removeSection',
  'archive',
  'remove',
  'save',
]);

/** `mod`: Cmd on a Mac, Ctrl elsewhere. `altShift`: Alt and Shift, for keys that write nothing. */
export interface Shortcut {
  readonly key: string;
  readonly with?: 'mod' | 'alt' | 'altShift';
}

/** What each command is called by; a command without a key is chosen from the palette or a menu. */
export type Keymap = Readonly<Partial<Record<Command, Shortcut>>>;

/** The keys as they come. */
export const SHORTCUTS: Keymap = {
  palette: { key: 'k', with: 'mod' },
  start: { key: 's' },
  create: { key: 'n' },
  search: { key: '/' },
  filter: { key: 'f' },
  nextDraft: { key: 'j' },
  previousDraft: { key: 'k' },
  insights: { key: 'i' },
  settings: { key: ',', with: 'mod' },
  help: { key: '?' },
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
  fold: { key: '.', with: 'mod' },
  renameSection: { key: 'F2' },
  moveSectionUp: { key: 'ArrowUp', with: 'altShift' },
  moveSectionDown: { key: 'ArrowDown', with: 'altShift' },
  undo: { key: 'z', with: 'mod' },
  save: { key: 's', with: 'mod' },
  back: { key: 'Escape' },
};

/** A key that writes a letter, and nothing else: a person may choose another, or none. */
export function isSingle(shortcut: Shortcut | undefined): boolean {
  return shortcut !== undefined && shortcut.with === undefined && shortcut.key.length === 1;
}

/** The commands that come with a single key. */
export const SINGLE_KEY_COMMANDS: readonly Command[] = COMMANDS.filter((each) => isSingle(SHORTCUTS[each]));

/** The single keys that a person chose, from the setting `keys.own`; null: none. */
export function readOwnKeys(setting: string): ReadonlyMap<Command, string | null> {
  const pairs = setting.split(',').map((pair) => pair.split('=').map((part) => part.trim()));
  return new Map(
    pairs.flatMap(([name, key = '']) => {
      const command = SINGLE_KEY_COMMANDS.find((each) => each === name);
      return command === undefined || key.length !== 1 ? [] : [[command, key === '-' ? null : key] as const];
    }),
  );
}

/** The setting `keys.own` with another key for a command; null: none; its own: as it comes. */
export function writeOwnKeys(setting: string, command: Command, key: string | null): string {
  const own = new Map(readOwnKeys(setting)).set(command, key);
  return [...own]
    .filter(([name, chosen]) => chosen !== SHORTCUTS[name]?.key)
    .map(([name, chosen]) => `${name}=${chosen ?? '-'}`)
    .join(', ');
}

/** The keys as a person set them (WCAG 2.1.4, character key shortcuts: they can be turned off or changed). */
export function keymapFrom(settings: {
  readonly 'keys.single': boolean;
  readonly 'keys.own': string;
}): Keymap {
  const own = readOwnKeys(settings['keys.own']);
  const entries = Object.entries(SHORTCUTS) as [Command, Shortcut][];
  return Object.fromEntries(
    entries.flatMap(([command, shortcut]) => {
      if (!isSingle(shortcut)) return [[command, shortcut]];
      const key = own.has(command) ? own.get(command) : shortcut.key;
      return !settings['keys.single'] || key === null || key === undefined ? [] : [[command, { key }]];
    }),
  );
}

/** The parts of a keyboard event that decide. */
export interface Pressed {
  readonly key: string;
  readonly code: string;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly altKey: boolean;
  readonly shiftKey: boolean;
  readonly isComposing: boolean;
  readonly repeat: boolean;
}

/** The command of a key, or null. Alt and a digit go by the key's place, since a Mac writes other letters with Alt. */
export function commandFor(
  pressed: Pressed,
  typing: boolean,
  isMac: boolean,
  keymap: Keymap = SHORTCUTS,
): Command | null {
  if (pressed.isComposing || pressed.repeat) return null;
  const mod = isMac ? pressed.metaKey : pressed.ctrlKey;
  const otherMod = isMac ? pressed.ctrlKey : pressed.metaKey;
  if (otherMod || (mod && pressed.altKey)) return null;
  // Shift with a key that writes a sign has made another sign of it already.
  const alt = pressed.shiftKey && pressed.key.length > 1 ? 'altShift' : 'alt';
  const held = mod ? 'mod' : pressed.altKey ? alt : undefined;
  const key = held === 'alt' && /^Digit\d$/.test(pressed.code) ? pressed.code.slice(5) : pressed.key;
  const command = COMMANDS.find((each) => {
    const shortcut = keymap[each];
    return shortcut?.with === held && shortcut?.key.toLowerCase() === key.toLowerCase();
  });
  if (command === undefined) return null;
  // Nothing takes a letter, or an undo, away from whoever is typing.
  return typing && (isSingle(keymap[command]) || command === 'undo') ? null : command;
}

const NAMES: Readonly<Record<string, string>> = { Escape: 'Esc', ArrowDown: '↓', ArrowUp: '↑' };

/** The keys of a command as they are printed: `Ctrl Enter`, `⌘ Enter`, `N`. None: it has no key. */
export function keysOf(command: Command, isMac: boolean, keymap: Keymap = SHORTCUTS): readonly string[] {
  const shortcut = keymap[command];
  if (shortcut === undefined) return [];
  const { key, with: held } = shortcut;
  const shown = NAMES[key] ?? (key.length === 1 ? key.toUpperCase() : key);
  if (held === undefined) return [shown];
  const names = isMac
    ? { mod: ['⌘'], alt: ['⌥'], altShift: ['⌥', '⇧'] }
    : { mod: ['Ctrl'], alt: ['Alt'], altShift: ['Alt', 'Shift'] };
  return [...names[held], shown];
}

/** The same for `aria-keyshortcuts`: https://w3c.github.io/aria/#aria-keyshortcuts */
export function ariaKeysOf(command: Command, isMac: boolean, keymap: Keymap = SHORTCUTS): string | undefined {
  const shortcut = keymap[command];
  if (shortcut === undefined) return undefined;
  const held = { alt: 'Alt+', altShift: 'Alt+Shift+', mod: isMac ? 'Meta+' : 'Control+' };
  return (shortcut.with === undefined ? '' : held[shortcut.with]) + shortcut.key;
}
