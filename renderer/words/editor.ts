/** The words of the Markdown editor: a part of words.ts, in a file of its own for its length. */

export const completion = {
  name: 'References and names',
  asTyped: 'as you typed it',
};
