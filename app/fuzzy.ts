/** Which texts a few typed letters mean, and how well: for lists that one chooses from by typing. */

export interface FuzzyMatch {
  /** The higher, the better. Only comparable between texts matched with the same letters. */
  readonly score: number;
  /** Where each of the letters was found, as offsets into the text, ascending. */
  readonly at: readonly number[];
}

const WORD_START = 8;
const IN_A_ROW = 6;
const FOUND = 1;
/** For each letter that is passed over before the first one found; letters between matches count by IN_A_ROW. */
const LATE = 0.05;
const MOST_LATE = 2;

/** Lower case without accents, one code unit for each of the text's, so that places stay places. */
function folded(text: string): string {
  if (/^[\0-\x7f]*$/.test(text)) return text.toLowerCase();
  return Array.from({ length: text.length }, (_, at) => {
    const [letter = ''] = text[at]?.normalize('NFD').toLowerCase() ?? '';
    return letter;
  }).join('');
}

function isWordStart(text: string, at: number): boolean {
  if (at === 0) return true;
  const [before = '', here = ''] = [text[at - 1], text[at]];
  return /[^\p{L}\p{N}]/u.test(before) || (/\p{Ll}/u.test(before) && /\p{Lu}/u.test(here));
}

/** The places of the letters where each word is found whole, the first such place; null where one is not. */
function wholeWords(words: readonly string[], haystack: string, text: string): number[] | null {
  const found: number[] = [];
  for (const word of words) {
    let at = haystack.indexOf(word);
    for (let next = at; next >= 0 && !isWordStart(text, at); next = haystack.indexOf(word, next + 1)) {
      if (isWordStart(text, next)) at = next;
    }
    if (at < 0) return null;
    for (let offset = 0; offset < word.length; offset += 1) found.push(at + offset);
  }
  return [...new Set(found)].sort((a, b) => a - b);
}

/** The places of the letters in their order, each at the next beginning of a word where there is one that leaves room. */
function scattered(letters: string, haystack: string, text: string): number[] | null {
  const last: number[] = [];
  for (let at = haystack.length - 1, index = letters.length - 1; index >= 0; at -= 1) {
    if (at < 0) return null;
    if (haystack[at] === letters[index]) {
      last[index] = at;
      index -= 1;
    }
  }
  const found: number[] = [];
  for (let index = 0, from = 0; index < letters.length; index += 1) {
    const letter = letters[index] ?? '';
    let at = haystack.indexOf(letter, from);
    const follows = at === from && index > 0;
    for (let next = at; !follows && next >= 0 && next <= (last[index] ?? -1);) {
      if (isWordStart(text, next)) {
        at = next;
        break;
      }
      next = haystack.indexOf(letter, next + 1);
    }
    found.push(at);
    from = at + 1;
  }
  return found;
}

function scoreOf(at: readonly number[], text: string): number {
  let score = -Math.min(MOST_LATE, (at[0] ?? 0) * LATE);
  for (const [index, place] of at.entries()) {
    score += FOUND;
    if (isWordStart(text, place)) score += WORD_START;
    else if (index > 0 && at[index - 1] === place - 1) score += IN_A_ROW;
  }
  return score - text.length / 1000;
}

/**
 * Is this text meant by what was typed? Every letter has to be in it: as whole words in any order, or scattered in the
 * order typed. Case and accents don't matter. Beginnings of words and letters in a row count most, short texts before
 * long ones. Null: it is not. Nothing typed means every text alike.
 */
export function fuzzyMatch(typed: string, text: string): FuzzyMatch | null {
  const words = folded(typed).split(/\s+/).filter(Boolean);
  const haystack = folded(text);
  const at = wholeWords(words, haystack, text) ?? scattered(words.join(''), haystack, text);
  return at === null ? null : { at, score: scoreOf(at, text) };
}
