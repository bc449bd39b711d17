/** Rows of the error table about pictures. */
import type { ErrorWords } from './error-words.ts';
import { failure, SAFE, say, usage } from './error-words.ts';

const BY_HAND =
  'or take the folder for pictures out of the settings (they are then attached by hand); then sync again.';

export const pictureErrors = {
  'picture.unsupported': usage(
    (p) => `"${p['file']}" is not a picture that GitHub shows.`,
    'Save it as PNG, JPEG, GIF or WebP, and add it again.',
  ),
  'picture.tooLarge': usage(
    (p) => `The picture "${p['file']}" has ${p['megabytes']} MB; GitHub takes at most 10 MB.`,
    'Make it smaller, or cut out the part that matters, and add it again.',
  ),
  'picture.tooMany': usage(
    (p) => `This draft has ${p['count']} pictures, which is as many as one can have.`,
    'Take out those that are not needed.',
  ),
  'picture.unknown': usage(
    say('This machine does not have that picture.'),
    'Take it from the machine it was added on, or from the issue on GitHub.',
  ),
  'picture.notShown': failure(
    say('No program could be opened that shows the folder with the picture.'),
    'The picture is safe here.',
    'Look into the folder "pictures" of the data folder.',
  ),
  'github.pictureForbidden': failure(
    (p) => `GitHub says this token can't put pictures into ${p['repo']}.`,
    SAFE,
    `Give the token Contents: write on that repository, choose another folder, ${BY_HAND}`,
  ),
  'github.pictureNowhere': failure(
    (p) => `GitHub shows no ${p['place']} to this token, so the pictures can't go there.`,
    SAFE,
    `Check the repository and the branch in the settings, give the token Contents: write there, ${BY_HAND}`,
  ),
  'github.pictureRefused': failure(
    (p) => `GitHub does not take a picture into ${p['place']}: ${p['reason']}.`,
    SAFE,
    `Choose another folder or branch for pictures, ${BY_HAND}`,
  ),
} as const satisfies Record<string, ErrorWords>;
