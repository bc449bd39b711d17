/** Answers about pasted lines while the lines and the answers are still being typed. */
import type { Answers } from '../../app/backfill.ts';

/** Only a date and a clock. */
const BARE_TIME = /^[\d\s:.T-]+$/i;
const ABOUT_A_LINE = /^(?:line|day):(\d+)$/;

/** How many lines two texts have in common at their beginnings. */
function commonLines(one: readonly string[], other: readonly string[]): number {
  const differs = one.findIndex((line, at) => line !== other[at]);
  return differs < 0 ? one.length : differs;
}

/**
 * The answers that hold for a text after an edit: those about a line as long as nothing before it and in it changed, the
 * others as long as a line of the text is left. Answers about one text say nothing about another.
 */
export function answersAfterEdit(answers: Answers, before: string, after: string): Answers {
  const [olds, news] = [before.trimEnd().split('\n'), after.trimEnd().split('\n')];
  const start = commonLines(olds, news);
  const isSameText = start > 0 || commonLines(olds.toReversed(), news.toReversed()) > 0;
  return Object.fromEntries(
    Object.entries(answers).filter(([key]) => {
      const line = ABOUT_A_LINE.exec(key)?.[1];
      return line === undefined ? isSameText : Number(line) <= start;
    }),
  );
}

/** Answers as the reader takes them: a time that a person typed without a zone is one of the clocks that they see. */
export function typedAnswers(answers: Answers, zone: string): Answers {
  return Object.fromEntries(
    Object.entries(answers).map(([key, value]) => {
      const isBareTime = key.startsWith('line:') && BARE_TIME.test(value);
      return [key, isBareTime ? `${value.trim()} ${zone}` : value];
    }),
  );
}

/** A pasted text, with the line ends of a text field, if more than one of its lines says something; else null. */
export function severalLines(pasted: string): string | null {
  const text = pasted.replace(/\r\n?/g, '\n').trimEnd();
  return text.split('\n').filter((line) => line.trim() !== '').length > 1 ? text : null;
}
