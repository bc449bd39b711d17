/** Between what a person types and what FTS5 understands: https://sqlite.org/fts5.html#full_text_query_syntax */

/** Around a word that was found. Both are control characters, which no indexed text holds. */
export const HIT_BEGINS = '\u0002';
export const HIT_ENDS = '\u0003';

/** Scripts that are written without spaces: the tokenizer would take a whole clause for one word. */
const UNSPACED =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]\p{M}*/gu;
const SPACE_BETWEEN = '\u200b';
const CONTROL = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u200b]/g;
/** What the tokenizer takes for part of a word (unicode61: letters, numbers and private use). */
const WORD_PART = /[\p{L}\p{N}\p{Co}]/u;

/** A text as it goes into the index: each sign of an unspaced script a word of its own, and no control characters. */
export function indexable(text: string): string {
  return text.replace(CONTROL, ' ').replace(UNSPACED, `$&${SPACE_BETWEEN}`);
}

/** So much stands before the first word found, in UTF-16 units: on two lines of the list that word is still to be seen. */
const LEAD = 40;

/**
 * A passage of an indexed text as people read it: on one line, with the words found between HIT_BEGINS and HIT_ENDS, the
 * first of them near its beginning.
 */
export function readable(passage: string): string {
  const line = passage
    .replaceAll(`${HIT_ENDS}${SPACE_BETWEEN}${HIT_BEGINS}`, '')
    .replaceAll(SPACE_BETWEEN, '')
    .replace(/\s+/g, ' ')
    .trim();
  const hit = line.indexOf(HIT_BEGINS);
  if (hit <= LEAD) return line;
  const space = line.indexOf(' ', hit - LEAD);
  const from = space < 0 || space >= hit ? hit - LEAD : space + 1;
  // A sign that two units make is not cut in the middle.
  return `…${line.slice(from).replace(/^[\uDC00-\uDFFF]/, '')}`;
}

/**
 * The query for texts that hold every word, the last one also as the beginning of a longer word. Each word is quoted,
 * so nothing a person types is ever an operator. Null where there is no word at all.
 */
export function matchQuery(typed: string): string | null {
  const words = typed.split(/\s+/).filter((word) => WORD_PART.test(word));
  if (words.length === 0) return null;
  return `${words.map((word) => `"${indexable(word).replaceAll('"', '""')}"`).join(' AND ')} *`;
}
