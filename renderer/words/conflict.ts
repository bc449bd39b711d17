/** The labels and messages of the view of a conflict: a part of words.ts, in a file of its own for its length. */
import { plural } from '../words.ts';

export const conflict = {
  name: 'Two versions',
  notice: (issue: string) =>
    `${issue} was changed on GitHub in the same places as here. All else is merged. You can go on writing, and choose when you like.`,
  open: 'Compare and choose',
  back: 'Back to the draft',
  about: (issue: string, places: number) =>
    `${issue} was changed on GitHub in the same ${places === 1 ? 'place' : `${places} places`} as here. All else is merged.`,
  settled: 'Nothing is left to choose',
  settledHelp: 'What was written since has settled every place. Apply it, and the draft goes on.',
  none: 'This draft has one version only',
  noneHelp: 'It was in conflict with GitHub, and is no more.',
  nth: (n: number, of: number) => `${n} of ${of}`,
  progress: (chosen: number, all: number) => `${chosen} of ${all} chosen`,
  title: 'Title',
  texts: { base: 'Before', mine: 'Mine', theirs: 'GitHub’s' },
  nothing: 'There was nothing here',
  takenOut: 'Taken out',
  choices: { mine: 'Mine', theirs: 'GitHub’s', both: 'Both', own: 'Own words' },
  both: 'Both, one after the other',
  own: (place: string) => `Own words for ${place}`,
  ownShort: 'Own words',
  ownHelp: 'Whatever stands here goes in this place. Esc leaves the field.',
  chosen: (place: string, choice: string, left: number) =>
    `${place}: ${choice}. ${left === 0 ? 'All are chosen: Ctrl Enter applies.' : `${plural(left, 'place', 'places')} left.`}`,
  takenBack: (place: string) => `${place}: choice taken back`,
  apply: 'Apply',
  notYet: (left: number) => `${plural(left, 'place is', 'places are')} still to be chosen.`,
  more: 'More ways to choose',
  rest: {
    mine: 'Mine in every place left',
    theirs: 'GitHub’s in every place left',
    both: 'Both in every place left',
  },
  undo: 'Take the last choice back',
  preview: 'The report as it would be',
  keys: (mod: string) =>
    [
      ['J K', 'next and previous place'],
      ['M', 'mine'],
      ['T', 'GitHub’s'],
      ['B', 'both'],
      ['E', 'own words'],
      [`${mod} Enter`, 'applies'],
      [`${mod} Z`, 'takes the last choice back'],
      ['Esc', 'leaves; choices are kept'],
    ] as const,
  applied: 'Both versions are one again',
  wasSent: 'It was sent already: what you had before is back as an edit.',
};
