/**
 * Keyboard shortcuts as Electron writes them: `CommandOrControl+Shift+Space`.
 * https://www.electronjs.org/docs/latest/tutorial/keyboard-shortcuts
 */
const modifiers =
  /^(command|cmd|control|ctrl|commandorcontrol|cmdorctrl|alt|option|altgr|shift|super|meta)$/i;
const keys =
  /^([a-z0-9]|f([1-9]|1\d|2[0-4])|plus|space|tab|backspace|delete|insert|return|enter|up|down|left|right|home|end|pageup|pagedown|escape|esc|printscreen|[-=[\];',./`\\])$/i;
const functionKey = /^(f([1-9]|1\d|2[0-4])|printscreen)$/i;

/**
 * May this be a shortcut of the whole system? Empty, for none; or a key with modifiers of which one is not Shift, since
 * that would be typing. A function key needs none.
 */
export function isAccelerator(text: string): boolean {
  if (text === '') return true;
  const parts = text.split('+');
  const key = parts.at(-1) ?? '';
  const held = parts.slice(0, -1);
  if (!keys.test(key) || !held.every((each) => modifiers.test(each))) return false;
  return functionKey.test(key) || held.some((each) => !/^shift$/i.test(each));
}

/** The shortcut as the keyboards of a platform are labelled: `⌘⇧Space` on macOS, `Ctrl+Shift+Space` elsewhere. */
export function acceleratorLabel(text: string, isMac: boolean): string {
  const names = text.split('+').map((part) => (isMac ? macNames : otherNames)[part.toLowerCase()] ?? part);
  return names.join(isMac ? '' : '+');
}

const macNames: Readonly<Record<string, string>> = {
  command: '⌘',
  cmd: '⌘',
  commandorcontrol: '⌘',
  cmdorctrl: '⌘',
  super: '⌘',
  meta: '⌘',
  control: '⌃',
  ctrl: '⌃',
  alt: '⌥',
  option: '⌥',
  shift: '⇧',
};
const otherNames: Readonly<Record<string, string>> = {
  commandorcontrol: 'Ctrl',
  cmdorctrl: 'Ctrl',
  control: 'Ctrl',
  ctrl: 'Ctrl',
  option: 'Alt',
  alt: 'Alt',
  shift: 'Shift',
  super: 'Super',
  meta: 'Super',
};
