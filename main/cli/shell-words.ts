/** A command as it would be typed again: its words, quoted where a shell would read them otherwise. */

const PLAIN = /^[A-Za-z0-9_@%+=:,./-]+$/;
/** What would break the line, or be obeyed by a terminal that it is pasted into. */
const CONTROLS = /[\u0000-\u001f\u007f-\u009f]/;
const ESCAPES: Readonly<Record<string, string>> = {
  '\n': '\\n',
  '\r': '\\r',
  '\t': '\\t',
  '\\': '\\\\',
  "'": "\\'",
};

function escaped(character: string): string {
  const known = ESCAPES[character];
  if (known !== undefined) return known;
  if (!CONTROLS.test(character)) return character;
  const bytes = [...Buffer.from(character)];
  return bytes.map((byte) => `\\x${byte.toString(16).padStart(2, '0')}`).join('');
}

function quoted(word: string): string {
  // The form for control characters is that of bash, zsh and POSIX since 2024.
  if (CONTROLS.test(word)) return `$'${Array.from(word).map(escaped).join('')}'`;
  return `'${word.replaceAll("'", String.raw`'\''`)}'`;
}

/** The words on one line, as a shell of the POSIX family reads them. */
export function shellLine(words: readonly string[]): string {
  return words
    .map((word, at) => {
      // At the beginning, "a=b" would be a variable.
      const isPlain = PLAIN.test(word) && !(at === 0 && word.includes('='));
      return isPlain ? word : quoted(word);
    })
    .join(' ');
}
