/** Text from elsewhere, made fit for a terminal. */

/** What a terminal obeys instead of showing: the control characters of ASCII and Latin-1 but tab and line feed. */
const CONTROLS = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/g;

/** The text without what a terminal would obey: an issue's title can hold an escape sequence, and anyone can write one. */
export function printable(text: string): string {
  return text.replace(/\r\n/g, '\n').replace(CONTROLS, '');
}

/** The same on one line. */
export function printableLine(text: string): string {
  return printable(text.replace(/[\t\r\n]+/g, ' '));
}

const WIDE =
  /^(?:\p{Emoji_Presentation}|[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6\u{20000}-\u{3fffd}])/u;

/** How many cells of a terminal a text takes: East Asian characters and emoji take two (Unicode's UAX 11). */
export function widthOf(text: string): number {
  let width = 0;
  for (const { segment } of new Intl.Segmenter().segment(text)) width += WIDE.test(segment) ? 2 : 1;
  return width;
}
