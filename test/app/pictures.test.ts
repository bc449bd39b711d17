import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { isPictureFolder, pictureFolderText, readPictureFolder } from '../../app/picture-folder.ts';
import {
  fromGitHub,
  nameFor,
  pictureMarkdown,
  pictureName,
  picturesIn,
  sniff,
  toGitHub,
  wordsFrom,
} from '../../app/pictures.ts';
import type { PictureName } from '../../app/pictures.ts';
import { parseBody } from '../../app/markdown/parse.ts';
import { renderBody } from '../../app/markdown/render.ts';
import { countingIds } from '../support/ids.ts';
import { picture } from '../support/picture.ts';

const A = nameFor('a'.repeat(64), 'png');
const B = nameFor('b'.repeat(64), 'jpg');
const AT_GITHUB = `https://github.com/acme/pictures/blob/main/debriefs/${A}?raw=true`;

const nowhere = (): null => null;
const onlyA = (name: PictureName): string | null => (name === A ? AT_GITHUB : null);

/** Text with pictures in it, in all the places that Markdown has. */
const piece = fc.oneof(
  fc.constantFrom(
    '\n',
    '\n\n',
    ' ',
    '# Heading\n',
    '- ',
    '> ',
    '| a | b |',
    '```\n',
    '<!-- words -->',
    '[x]',
    '\\',
    '!',
    '(',
    ')',
  ),
  fc.string({ maxLength: 12 }),
  fc
    .tuple(
      fc.string({
        unit: fc.constantFrom('a', 'b', ' ', '\\[', '\\]', '*', 'é', '(', ')', '-', '"'),
        maxLength: 10,
      }),
      fc.constantFrom(A, B),
      fc.constantFrom('', ' "a title"', ' "one -- two"'),
    )
    .map(([words, name, title]) => `![${words}](debrief-picture:${name}${title})`),
  fc.constantFrom(A, B).map((name) => `<img src="debrief-picture:${name}">`),
  fc.constantFrom(A, B).map((name) => `[words](debrief-picture:${name})`),
);
const markdown = fc.array(piece, { maxLength: 14 }).map((pieces) => pieces.join(''));

describe('the text of a draft with pictures', () => {
  it('comes back from GitHub as it was, wherever the pictures are', () => {
    fc.assert(
      fc.property(markdown, fc.constantFrom(nowhere, onlyA), (text, addressOf) => {
        expect(fromGitHub(toGitHub(text, addressOf), addressOf)).toBe(text);
      }),
      { numRuns: 2_000 },
    );
  });

  it('leaves with no image whose address is one of ours', () => {
    fc.assert(
      fc.property(markdown, (text) => {
        expect(toGitHub(text, nowhere)).not.toMatch(/!\[[^\][\\]*\]\(debrief-picture:[0-9a-f]{64}\.\w+\)/);
        expect(toGitHub(text, onlyA)).not.toContain(`debrief-picture:${A}`);
      }),
      { numRuns: 1_000 },
    );
  });

  it('is read and written byte for byte', () => {
    fc.assert(
      fc.property(markdown, (text) => {
        const { sections } = parseBody(text, { newId: countingIds(), zone: 'UTC' });
        expect(renderBody({ sections, zone: 'UTC', zoneSource: 'chosen' })).toBe(text);
      }),
      { numRuns: 300 },
    );
  });

  it('is left alone, byte for byte, where it has none', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        expect(toGitHub(text, onlyA)).toBe(text);
        expect(fromGitHub(text, onlyA)).toBe(text);
      }),
    );
  });

  it('has words in the place of a picture that GitHub does not have', () => {
    const text = `![the \\[graph\\]](debrief-picture:${A})`;
    expect(toGitHub(text, nowhere)).toBe(
      `(picture to attach by hand: the \\[graph\\])<!-- debrief-picture:${A} -->`,
    );
  });

  it('keeps what a person put in the place of those words, with or without what is not seen', () => {
    const theirs = '![image](https://github.com/user-attachments/assets/1)';
    expect(fromGitHub(theirs, nowhere)).toBe(theirs);
    const left = `${theirs}<!-- debrief-picture:${A} -->`;
    expect(fromGitHub(left, nowhere)).toBe(left);
  });

  it('names each picture once, with the words that describe it', () => {
    const text = `![](debrief-picture:${A}) ![one](debrief-picture:${B}) ![again](debrief-picture:${A})`;
    expect(picturesIn(text)).toEqual([
      { name: A, words: 'again' },
      { name: B, words: 'one' },
    ]);
  });
});

describe('a picture', () => {
  it('is known by its first bytes, and by no name', () => {
    expect(sniff(picture())).toBe('png');
    expect(sniff(Buffer.from('ffd8ffe000104a46', 'hex'))).toBe('jpg');
    expect(sniff(Buffer.from('GIF89a'))).toBe('gif');
    expect(sniff(Buffer.from('RIFF\0\0\0\0WEBPVP8 '))).toBe('webp');
    expect(sniff(Buffer.from('RIFF\0\0\0\0WAVE'))).toBeNull();
    expect(sniff(Buffer.from('xxxx\0\0\0\0WEBP'))).toBeNull();
    expect(sniff(Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>'))).toBeNull();
    expect(sniff(Buffer.from(''))).toBeNull();
  });

  it('has a name that leads nowhere else', () => {
    for (const name of [
      '../x.png',
      `${'a'.repeat(64)}.svg`,
      `${'A'.repeat(64)}.png`,
      `${A}/..`,
      `x${A}`,
      `${A}\n`,
    ])
      expect(pictureName(name)).toBeNull();
    expect(pictureName(A)).toBe(A);
  });

  it.each([
    ['Screenshot 2026-03-01 at 09.14.png', 'Screenshot 2026-03-01 at 09.14'],
    ['error_rate[1].jpeg', 'error rate 1'],
    ['image.png', 'Picture'],
    ['', 'Picture'],
  ])('called %s begins with the words “%s”', (fileName, words) => {
    expect(wordsFrom(fileName)).toBe(words);
    expect(picturesIn(pictureMarkdown(words, A))).toEqual([{ name: A, words }]);
  });
});

describe('the folder for pictures', () => {
  it.each([
    ['acme/ops', { host: null, repo: 'acme/ops', folder: 'debrief-pictures', branch: null }],
    ['acme/ops:pics', { host: null, repo: 'acme/ops', folder: 'pics', branch: null }],
    ['acme/ops:/a/b/@release/1', { host: null, repo: 'acme/ops', folder: 'a/b', branch: 'release/1' }],
    ['acme/ops:@main', { host: null, repo: 'acme/ops', folder: '', branch: 'main' }],
    [
      'git.example.com:8443/acme/ops:p',
      { host: 'git.example.com:8443', repo: 'acme/ops', folder: 'p', branch: null },
    ],
  ])('is read from %s, and written so that it reads the same', (typed, folder) => {
    const read = readPictureFolder(typed);
    expect(read).toEqual(folder);
    expect(read === null ? null : readPictureFolder(pictureFolderText(read))).toEqual(folder);
  });

  it.each(['acme', 'acme/ops:../x', 'acme/ops:a/./b', 'acme/ops:.git/hooks', 'acme/ops:a b', '../..:x'])(
    'is not read from %s',
    (typed) => {
      expect(isPictureFolder(typed)).toBe(false);
    },
  );
});
