/** What is said about pictures: a part of words.ts, in a file of its own for its length. */
import { plural } from '../words.ts';

export const pictures = {
  name: 'Pictures',
  add: 'Add a picture…',
  addTo: (section: string) => `Add a picture to ${section}`,
  adding: (name: string) => `Adding ${name}…`,
  added: 'Picture added. Its words are selected: type what it shows.',
  noWords: 'no words say what it shows',
  onGitHub: 'on GitHub',
  byHand: 'to attach by hand',
  withIssue: 'goes with the issue',
  missing: 'not on this machine',
  missingHere: (words: string) => `${words === '' ? 'A picture' : words} (not on this machine)`,
  attach: (n: number) =>
    `GitHub lets no program attach a file to an issue. Open the issue, edit it, and drop ${n === 1 ? 'the file in the place of the words' : 'each file in the place of its words'} “picture to attach by hand”.`,
  openIssue: 'Open the issue',
  reveal: (words: string) => `Show the file of ${words === '' ? 'the picture' : `“${words}”`}`,
  openFolder: 'Open the folder',
  folder: 'Or name a folder for them',
  notInMarkdown: (n: number) =>
    `The Markdown has words in the place of ${plural(n, 'picture', 'pictures')}. A page (HTML) or JSON has them in it.`,
  notAFolder: 'That is no folder of a repository: write it as in acme/pictures:debriefs@main.',
  setting: 'Folder on GitHub for pictures',
  settingHint:
    'OWNER/NAME:folder@branch. Pictures go there before their draft is filed; the token needs Contents: write. Whoever may see that repository sees them. Empty: they are attached by hand.',
};
