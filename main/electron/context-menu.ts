import type { MenuItemConstructorOptions } from 'electron';

import type { ClickedPlace, Contents, ElectronParts } from './parts.ts';

/** What a click of the menu does to the page. */
export type Spelling = { replace(word: string): void; learn(word: string): void };

const separator: MenuItemConstructorOptions = { type: 'separator' };

/**
 * The context menu of a place in the page; empty where there is nothing to offer. Copying, cutting and pasting are
 * Electron's roles, which do what the system's own do. https://www.electronjs.org/docs/latest/tutorial/context-menu
 */
export function contextMenu(place: ClickedPlace, spelling: Spelling): MenuItemConstructorOptions[] {
  const { isEditable, linkURL, selectionText } = place;
  const groups: MenuItemConstructorOptions[][] = [spellingItems(place, spelling)];
  if (isEditable) groups.push([{ role: 'undo' }, { role: 'redo' }]);
  if (isEditable) groups.push([{ role: 'cut' }, { role: 'copy' }, { role: 'paste' }, { role: 'selectAll' }]);
  else if (selectionText !== '' || linkURL !== '') groups.push([{ role: 'copy' }]);
  return groups
    .filter((group) => group.length > 0)
    .flatMap((group, index) => (index === 0 ? group : [separator, ...group]));
}

/** https://www.electronjs.org/docs/latest/tutorial/spellchecker */
function spellingItems(
  { dictionarySuggestions, isEditable, misspelledWord }: ClickedPlace,
  spelling: Spelling,
): MenuItemConstructorOptions[] {
  if (!isEditable || misspelledWord === '') return [];
  return [
    ...dictionarySuggestions.map((word) => ({ label: word, click: () => spelling.replace(word) })),
    { label: 'Add to dictionary', click: () => spelling.learn(misspelledWord) },
  ];
}

/** Has the contents show their context menu. */
export function popUpContextMenu(contents: Contents, Menu: ElectronParts['Menu']): void {
  const spelling: Spelling = {
    replace: (word) => contents.replaceMisspelling(word),
    learn: (word) => contents.session.addWordToSpellCheckerDictionary(word),
  };
  contents.on('context-menu', (_event, place) => {
    const template = contextMenu(place, spelling);
    if (template.length > 0) Menu.buildFromTemplate(template).popup();
  });
}
