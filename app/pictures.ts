/**
 * Pictures of a draft. One is named by what it holds: the SHA-256 of its bytes in hex, and an ending for its type. In the
 * draft's Markdown it stands as `![words](debrief-picture:NAME)`. That says nothing to GitHub, so it never leaves: here is
 * what stands in its place in an issue, and how that is read back.
 */

/** The types that GitHub shows and that are no documents: an SVG could hold scripts and load things. */
export const PICTURE_TYPES = {
  png: 'image/png',
  jpg: 'image/jpeg',
  gif: 'image/gif',
  webp: 'image/webp',
} as const;
export type PictureEnding = keyof typeof PICTURE_TYPES;

/** `SHA256.ENDING`: safe as the name of a file, in an address and in Markdown. */
export type PictureName = string & { readonly __picture: never };

/** GitHub's docs, "Attaching files": pictures have at most 10 MB. */
export const LARGEST_PICTURE = 10 * 1024 * 1024;
/** Different pictures in one draft. */
export const MOST_PICTURES = 200;

const NAME = '[0-9a-f]{64}\\.(?:png|jpg|gif|webp)';
const SCHEME = 'debrief-picture:';
const WHOLE_NAME = new RegExp(`^${NAME}$`);
const WHOLE_REFERENCE = new RegExp(`^${SCHEME}(${NAME})$`);
const TOKEN = new RegExp(`${SCHEME}(${NAME})`, 'g');

/** The name, if the text is one. */
export function pictureName(text: string): PictureName | null {
  return WHOLE_NAME.test(text) ? (text as PictureName) : null;
}

/** @param sha256 of the picture's bytes, in lower-case hex */
export function nameFor(sha256: string, ending: PictureEnding): PictureName {
  const name = pictureName(`${sha256}.${ending}`);
  if (name === null) throw new Error('not a SHA-256 in hex');
  return name;
}

/** The media type of a picture, by its name. */
export function typeOf(name: PictureName): string {
  return PICTURE_TYPES[name.slice(name.lastIndexOf('.') + 1) as PictureEnding];
}

/** The address that stands in the draft's Markdown. */
export function referenceTo(name: PictureName): string {
  return `${SCHEME}${name}`;
}

/** The picture that an address of the draft's Markdown means; null for any other address. */
export function pictureAt(address: string): PictureName | null {
  return pictureName(WHOLE_REFERENCE.exec(address)?.[1] ?? '');
}

/** Quick: may there be a picture in this text? */
export function mayHavePictures(markdown: string): boolean {
  return markdown.includes(SCHEME);
}

const SIGNATURES: readonly (readonly [PictureEnding, number, readonly number[]])[] = [
  ['png', 0, [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]],
  ['jpg', 0, [0xff, 0xd8, 0xff]],
  ['gif', 0, [0x47, 0x49, 0x46, 0x38]],
  ['webp', 8, [0x57, 0x45, 0x42, 0x50]],
];

/**
 * What a file is, by its first bytes and not by what anybody calls it; null for what is no picture that is kept.
 * Source: the WHATWG's MIME Sniffing, "Matching an image type pattern".
 */
export function sniff(bytes: Uint8Array): PictureEnding | null {
  const found = SIGNATURES.find(([, at, magic]) => magic.every((byte, index) => bytes[at + index] === byte));
  if (found?.[0] !== 'webp') return found?.[0] ?? null;
  return [0x52, 0x49, 0x46, 0x46].every((byte, index) => bytes[index] === byte) ? 'webp' : null;
}

/** Words for a picture from the name of its file: a beginning that a person can better. */
export function wordsFrom(fileName: string): string {
  const bare = fileName
    .replace(/^.*[\\/]/, '')
    .replace(/\.\w{1,5}$/, '')
    .replace(/[\s_[\]\\<>`*!]+/g, ' ')
    .replace(/-{2,}/g, '-')
    .trim()
    .slice(0, 120);
  // What browsers call a picture that comes from the clipboard says nothing.
  return /^(?:image|blob|unnamed)?$/i.test(bare) ? 'Picture' : bare;
}

/** A picture as it is written into a draft. */
export function pictureMarkdown(words: string, name: PictureName): string {
  return `![${words.replace(/[[\]\\]/g, '\\$&').replace(/\s+/g, ' ')}](${referenceTo(name)})`;
}

/** An image of Markdown whose address is a picture of ours: `![words](debrief-picture:NAME "title")`. */
interface Shown {
  readonly name: PictureName;
  /** As they stand in the source, escapes and all. */
  readonly words: string;
  /** With its quotation marks and the blank before it; empty where there is none. */
  readonly title: string;
  readonly from: number;
  readonly to: number;
}

/** A title that can stand in a comment of HTML: CommonMark 0.29, which GitHub's is, ends one at two hyphens. */
const AFTER = /^( "[^"\n<>-]*")?\)/;

/** Where the bracket opens that closes at an offset; -1 where none does in this paragraph. */
function openingOf(text: string, closing: number): number {
  let depth = 0;
  for (let at = closing; at >= 0; at -= 1) {
    const isEscaped = /(?:^|[^\\])(?:\\\\)*\\$/.test(text.slice(Math.max(0, at - 16), at));
    if (text[at] === '\n' && /\n[ \t]*\r?$/.test(text.slice(Math.max(0, at - 200), at))) return -1;
    if (isEscaped) continue;
    if (text[at] === ']') depth += 1;
    if (text[at] === '[') depth -= 1;
    if (depth === 0) return at;
  }
  return -1;
}

function shownAt(text: string, from: number, to: number, name: PictureName): Shown | null {
  const after = AFTER.exec(text.slice(to, to + 1_000));
  if (after === null || text.slice(from - 2, from) !== '](') return null;
  const opening = openingOf(text, from - 2);
  if (opening < 1 || text[opening - 1] !== '!') return null;
  const words = text.slice(opening + 1, from - 2);
  return { name, words, title: after[1] ?? '', from: opening - 1, to: to + after[0].length };
}

interface Token {
  readonly name: PictureName;
  readonly from: number;
  readonly to: number;
}

function tokensOf(text: string): readonly Token[] {
  if (!mayHavePictures(text)) return [];
  return [...text.matchAll(TOKEN)].map((match) => ({
    name: match[1] as PictureName,
    from: match.index,
    to: match.index + match[0].length,
  }));
}

/** A picture that a text shows. */
export interface PictureInText {
  readonly name: PictureName;
  /** What describes it; empty where nothing does. */
  readonly words: string;
}

/** The pictures that a text names, each once, in the order in which they stand. */
export function picturesIn(markdown: string): readonly PictureInText[] {
  const found = new Map<PictureName, PictureInText>();
  for (const { name, from, to } of tokensOf(markdown)) {
    const words = shownAt(markdown, from, to, name)?.words.replace(/\\([[\]\\])/g, '$1') ?? '';
    if ((found.get(name)?.words ?? '') === '') found.set(name, { name, words: words.trim() });
  }
  return [...found.values()];
}

const BY_HAND = 'picture to attach by hand';
const COMMENT = new RegExp(`\\)<!-- ${SCHEME}(${NAME})((?: "[^"\\n<>-]*")?) -->`, 'g');

/** What stands in an issue for a picture that GitHub does not have: words, and what it is read back by, which nobody sees. */
function placeholder({ words, name, title }: Shown): string {
  return `(${BY_HAND}${words === '' ? '' : `: ${words}`})<!-- ${referenceTo(name)}${title} -->`;
}

/**
 * A draft's text as it leaves this machine: pictures that GitHub has by their addresses there, and words in the place of the
 * others. Nothing of it is a broken link.
 * @param addressOf where GitHub has a picture; null where it has not
 */
export function toGitHub(markdown: string, addressOf: (name: PictureName) => string | null): string {
  let text = '';
  let at = 0;
  for (const token of tokensOf(markdown)) {
    if (token.from < at) continue;
    const address = addressOf(token.name);
    const shown = address === null ? shownAt(markdown, token.from, token.to, token.name) : null;
    // In a link that is none of an image GitHub leaves the words and drops the address, which is no web address.
    if (address === null && shown === null) continue;
    text += markdown.slice(at, shown?.from ?? token.from);
    text += shown === null ? (address ?? '') : placeholder(shown);
    at = shown?.to ?? token.to;
  }
  return at === 0 ? markdown : text + markdown.slice(at);
}

const ADDRESS = new RegExp(`https?://[^\\s<>"'()\\[\\]]{1,1000}/(${NAME})\\?raw=true`, 'g');

/** Text with the placeholders in it as the images that they stand for. */
function withoutPlaceholders(text: string): string {
  if (!text.includes(`<!-- ${SCHEME}`)) return text;
  let read = '';
  let at = 0;
  for (const match of text.matchAll(COMMENT)) {
    const opening = text.lastIndexOf(`(${BY_HAND}`, match.index);
    if (opening < at) continue;
    const words = text.slice(opening + BY_HAND.length + 1, match.index);
    if (words !== '' && !words.startsWith(': ')) continue;
    const [whole, name = '', title = ''] = match;
    read += `${text.slice(at, opening)}![${words.slice(2)}](${SCHEME}${name}${title})`;
    at = match.index + whole.length;
  }
  return read + text.slice(at);
}

/**
 * The text of an issue as it stands in its draft: `fromGitHub(toGitHub(text))` is `text`. What people put in the place of a
 * placeholder, or of an address, is theirs and stays.
 * @param addressOf where GitHub has a picture; null where it has not
 */
export function fromGitHub(text: string, addressOf: (name: PictureName) => string | null): string {
  return withoutPlaceholders(text).replace(ADDRESS, (address: string, name: string) => {
    const picture = name as PictureName;
    return addressOf(picture) === address ? referenceTo(picture) : address;
  });
}
