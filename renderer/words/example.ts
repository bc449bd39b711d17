/** The words around the example: a part of words.ts, in a file of its own for its length. */

export const example = {
  name: 'Example',
  mark: 'example',
  open: 'Open the example',
  offer: 'Try the example',
  offerHelp: 'A finished debrief that explains itself, part by part. You can throw it away.',
  notice: 'Made up, and never filed. Write in it as you like.',
  remove: 'Throw it away',
};
