/** The words of sections as wholes: a part of words.ts, in a file of its own for its length. */
import { plural } from '../words.ts';

export const sections = {
  more: (section: string) => `More about ${section}`,
  contents: (section: string) => `Contents of ${section}`,
  name: (section: string) => `New name of ${section}`,
  newName: 'New section',
  rename: 'Rename this section',
  moveUp: 'Move this section up',
  moveDown: 'Move this section down',
  add: 'Add a section after this one',
  remove: 'Remove this section',
  fold: 'Fold or unfold this section',
  foldAll: 'Fold all sections',
  unfoldAll: 'Unfold all sections',
  moved: (section: string, to: 'up' | 'down') => `${section} moved ${to}`,
  atEnd: (section: string, to: 'up' | 'down') => `${section} can’t go further ${to}`,
  removed: (section: string, under: number) =>
    under === 0
      ? `Section “${section}” removed`
      : `Section “${section}” removed, with ${plural(under, 'section', 'sections')} under it`,
};
