/**
 * Merging word by word, inside a line or paragraph that both sides changed. Two people who changed different words both
 * get theirs; where they touched the same words there is no merge. White space between words, a paragraph's line breaks
 * and list numbers are no words: who changed them wins, and two changes of them never conflict.
 */
import type { Line } from './lines.ts';
import type { Hunk, Span } from './sequence.ts';
import { at, diffSequences } from './sequence.ts';
import type { Region } from './three-way.ts';
import { pick, regionsOf } from './three-way.ts';

interface Token {
  readonly text: string;
  /** Equal for tokens that say the same. */
  readonly key: string;
}

/**
 * A word is a run of letters and digits with the punctuation inside it (`09:14`, `2026-03-01`, `https://a.b/c`): two
 * halves of an address or a time, each changed by someone else, would make one that nobody wrote. Han and kana are
 * written without spaces, so there each character stands for itself; an emoji keeps its joiners and skin tone.
 */
const UNSPACED_SCRIPT = String.raw`[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]`;
const WORD_PART = String.raw`(?:(?!${UNSPACED_SCRIPT})[\p{L}\p{M}\p{N}_])+`;
const JOINT = String.raw`[^\s\p{L}\p{M}\p{N}_\[\]()<>"\x60*|]+`;
const EMOJI = String.raw`\p{Extended_Pictographic}[\p{M}\u200d\p{Extended_Pictographic}\u{1f3fb}-\u{1f3ff}]*`;
const TOKEN = new RegExp(
  [UNSPACED_SCRIPT, `${WORD_PART}(?:${JOINT}${WORD_PART})*`, EMOJI, String.raw`\s+`, '[^]'].join('|'),
  'gu',
);

const WORD = /[\p{L}\p{N}]/u;
const SPACE = ' ';
const BREAK = '\n';

const isWord = (token: Token): boolean => WORD.test(token.key);
const isBlank = (token: Token): boolean => token.key === SPACE || token.key === BREAK;

/** Has a text any letter or digit? */
export function hasWords(lines: readonly Line[]): boolean {
  return lines.some((line) => WORD.test(line.key));
}

/** The words of a text, for telling how alike two texts are. */
export function wordsOf(text: string): readonly string[] {
  return text.match(/[\p{L}\p{N}]+/gu) ?? [];
}

function tokensOfLine(line: Line): readonly Token[] {
  let numberAhead = line.number !== null;
  return (line.text.match(TOKEN) ?? []).map((text): Token => {
    if (/^\s/.test(text)) return { text, key: SPACE };
    const isNumber = numberAhead;
    numberAhead = false;
    // `1.` is a token of digits, then one of its full stop: the pattern takes no punctuation at the end of a word.
    return isNumber ? { text, key: '#' } : { text, key: text };
  });
}

/** A line break inside a paragraph is white space like any other, so that rewrapping is no change of words. */
function breakAfter(line: Line, next: Line): string {
  const soft = line.role !== 'blank' && next.role !== 'blank' && next.role !== 'item' && next.role !== 'row';
  return soft ? SPACE : BREAK;
}

function tokensOf(lines: readonly Line[]): readonly Token[] {
  const tokens: Token[] = [];
  const push = (token: Token): void => {
    const last = tokens.at(-1);
    if (last?.key === SPACE && token.key === SPACE) {
      tokens[tokens.length - 1] = { text: last.text + token.text, key: SPACE };
    } else tokens.push(token);
  };
  lines.forEach((line, index) => {
    tokensOfLine(line).forEach(push);
    const next = lines[index + 1];
    if (next !== undefined) push({ text: line.eol, key: breakAfter(line, next) });
  });
  return tokens;
}

/** The text of three versions of some lines merged word by word, without its last line end; null if it can't be. */
export function mergeWords(
  base: readonly Line[],
  left: readonly Line[],
  right: readonly Line[],
): string | null {
  const versions = { base: tokensOf(base), left: tokensOf(left), right: tokensOf(right) };
  const keys = versions.base.map((token) => token.key);
  const hunksOf = (side: readonly Token[]): readonly Hunk[] => {
    const sideKeys = side.map((token) => token.key);
    return joinRewrites(versions.base, side, diffSequences(keys, sideKeys));
  };
  return new WordMerge(versions).merge(
    regionsOf(keys.length, hunksOf(versions.left), hunksOf(versions.right)),
  );
}

/** Two texts as words and what is between them, and where they differ. */
export interface WordDiff {
  readonly baseWords: readonly string[];
  readonly sideWords: readonly string[];
  readonly hunks: readonly Hunk[];
}

/** What differs between two texts, word by word. White space counts as equal, whatever there is of it. */
export function diffWords(base: string, side: string): WordDiff {
  const tokens = (text: string): readonly Token[] =>
    (text.match(TOKEN) ?? []).map((token) => ({ text: token, key: /^\s/.test(token) ? SPACE : token }));
  const [old, now] = [tokens(base), tokens(side)];
  const keys = (of: readonly Token[]): readonly string[] => of.map((token) => token.key);
  const texts = (of: readonly Token[]): readonly string[] => of.map((token) => token.text);
  const hunks = joinRewrites(old, now, diffSequences(keys(old), keys(now)));
  return { baseWords: texts(old), sideWords: texts(now), hunks };
}

const countWords = (tokens: readonly Token[], span: Span): number =>
  tokens.slice(span.from, span.to).filter(isWord).length;

/** Changes with nothing but white space and punctuation between them, and how many words they take out and put in. */
interface Run {
  readonly hunks: readonly Hunk[];
  readonly taken: number;
  readonly given: number;
}

/**
 * Where someone wrote a sentence anew, a "the" that happens to stand in both is no agreement: changes around so few
 * equal words are one change. Words replaced one by one, however many, stay apart.
 */
function joinRewrites(
  base: readonly Token[],
  side: readonly Token[],
  hunks: readonly Hunk[],
): readonly Hunk[] {
  const wordsBetween = (last: Hunk, next: Hunk): number =>
    countWords(base, { from: last.base.to, to: next.base.from });
  const runs: Run[] = [];
  for (const hunk of hunks) {
    const next: Run = {
      hunks: [hunk],
      taken: countWords(base, hunk.base),
      given: countWords(side, hunk.side),
    };
    const last = runs.at(-1);
    const kept = last === undefined ? Infinity : wordsBetween(at(last.hunks, last.hunks.length - 1), hunk);
    if (last === undefined || kept > 0) runs.push(next);
    else runs[runs.length - 1] = joinRuns(last, next);
  }
  const joined: Run[] = [];
  for (const run of runs) {
    const last = joined.at(-1);
    const kept =
      last === undefined ? Infinity : wordsBetween(at(last.hunks, last.hunks.length - 1), at(run.hunks, 0));
    if (last !== undefined && isRewrite(last, run, kept)) {
      joined[joined.length - 1] = asOne(joinRuns(last, run));
    } else joined.push(run);
  }
  return joined.flatMap((run) => run.hunks);
}

function isRewrite(one: Run, other: Run, kept: number): boolean {
  const isWordForWord = one.taken === one.given && other.taken === other.given;
  const [size, otherSize] = [Math.max(one.taken, one.given), Math.max(other.taken, other.given)];
  return !isWordForWord && Math.min(size, otherSize) >= 2 && size + otherSize >= 4 * (kept + 1);
}

function joinRuns(one: Run, other: Run): Run {
  return {
    hunks: [...one.hunks, ...other.hunks],
    taken: one.taken + other.taken,
    given: one.given + other.given,
  };
}

function asOne(run: Run): Run {
  const [first, last] = [at(run.hunks, 0), at(run.hunks, run.hunks.length - 1)];
  const hunk: Hunk = {
    base: { from: first.base.from, to: last.base.to },
    side: { from: first.side.from, to: last.side.to },
  };
  return { ...run, hunks: [hunk] };
}

interface Versions {
  readonly base: readonly Token[];
  readonly left: readonly Token[];
  readonly right: readonly Token[];
}

class WordMerge {
  private readonly versions: Versions;
  private text = '';

  constructor(versions: Versions) {
    this.versions = versions;
  }

  merge(regions: readonly Region[]): string | null {
    for (const [index, region] of regions.entries()) {
      const next = regions[index + 1];
      if (next !== undefined && this.interferes(region, next)) return null;
      const tokens = this.resolve(region);
      if (tokens === null || !this.append(tokens.map((token) => token.text).join(''))) return null;
    }
    return this.text;
  }

  private slice(of: keyof Versions, region: Region): readonly Token[] {
    return this.versions[of].slice(region[of].from, region[of].to);
  }

  private resolve(region: Region): readonly Token[] | null {
    const [base, left, right] = [
      this.slice('base', region),
      this.slice('left', region),
      this.slice('right', region),
    ];
    if (region.by === 'none') {
      return left.map((token, index) => ({
        ...token,
        text: pick(at(base, index).text, token.text, at(right, index).text),
      }));
    }
    if (region.by !== 'both') return region.by === 'left' ? left : right;
    const agree =
      left.length === right.length && left.every((token, index) => token.key === at(right, index).key);
    if (agree) {
      return left.map((token, index) => (token.text <= at(right, index).text ? token : at(right, index)));
    }
    if (![...base, ...left, ...right].every(isBlank)) return null;
    const text = (tokens: readonly Token[]): string => tokens.map((token) => token.text).join('');
    return text(left) <= text(right) ? left : right;
  }

  /** Words inserted right beside what the other side took out were an edit of it: they would be left dangling. */
  private interferes(region: Region, next: Region): boolean {
    if (region.by === next.by || region.by === 'none' || next.by === 'none') return false;
    if (region.by === 'both' || next.by === 'both') return false;
    return this.inserts(region, region.by)
      ? this.deletes(next, next.by)
      : this.inserts(next, next.by) && this.deletes(region, region.by);
  }

  private inserts(region: Region, by: 'left' | 'right'): boolean {
    return this.slice('base', region).length === 0 && this.slice(by, region).some(isWord);
  }

  private deletes(region: Region, by: 'left' | 'right'): boolean {
    return this.slice('base', region).some(isWord) && !this.slice(by, region).some(isWord);
  }

  /** False if a word of one side and a word of the other would run together into one that nobody wrote. */
  private append(text: string): boolean {
    const last = /[^]$/u.exec(this.text.slice(-2))?.[0];
    const first = /^[^]/u.exec(text.slice(0, 2))?.[0];
    this.text += text;
    return last === undefined || first === undefined || !isLetter(last) || !isLetter(first);
  }
}

const UNSPACED = new RegExp(UNSPACED_SCRIPT, 'u');
const isLetter = (character: string): boolean =>
  /[\p{L}\p{N}_]/u.test(character) && !UNSPACED.test(character);
