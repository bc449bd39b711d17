/**
 * What template authors write where the writer should put something: `{{ summary }}`, `<service name>`,
 * `[e.g. iOS]`, `YYYY-MM-DD HH:MM`. None of it may be filed as if it were a fact.
 */

/** The line that says a timeline's zone. The draft fills `{{ ZONE }}` with its own. */
export const ZONE_LINE = 'All times in {{ ZONE }}.';

const BRACES = /\{\{[^{}\n]*\}\}/;

/** The elements GitHub renders that can stand in a line without attributes: these are markup, not placeholders. */
const ELEMENTS =
  'a|b|blockquote|br|code|dd|del|details|div|dl|dt|em|h[1-6]|hr|i|img|ins|kbd|li|ol|p|picture|pre|q|rp|rt|ruby|s|samp|' +
  'span|strike|strong|sub|summary|sup|table|tbody|td|tfoot|th|thead|tr|tt|ul|var';
const ANGLES = new RegExp(String.raw`<(?!(?:${ELEMENTS})\s*/?>)[a-z][\w ,.'’/-]{0,100}>`, 'i');

/** A bracket is a placeholder only where it says so itself, since `[runbook]` may well be text. */
const BRACKETS =
  /\[(?:e\.?\s?g\.?|i\.?\s?e\.?|ex\.?|for example|example|insert|enter|your|link)(?=[\s:,.\]])[^\]\n]{0,200}\](?![([:])/i;

/** The letters of a date or time pattern, as in `YYYY-MM-DD HH:MM`. */
const PATTERN_LETTERS = /\b(?:y{4}|yy|mm|dd|hh|ss|xx)\b/i;

const ANY = new RegExp(`${BRACES.source}|${ANGLES.source}|${BRACKETS.source}`, 'gi');
const ALL_BRACES = new RegExp(BRACES.source, 'g');
const ALL_PATTERN_LETTERS = new RegExp(PATTERN_LETTERS.source, 'gi');
const TRAILING = new RegExp(`^(.*\\S)\\s+(?:${BRACES.source}|${ANGLES.source}|${BRACKETS.source})$`, 'i');

/** Nobody completes a longer line, and it is not looked at closely. */
const LONGEST_LINE = 300;

/** Does the text have a `{{ … }}` in it? */
export function hasBraces(text: string): boolean {
  return BRACES.test(text);
}

/** Is there nothing in the text but placeholders and what holds them together? */
export function isPlaceholderOnly(text: string): boolean {
  const rest = text
    .replace(ANY, '')
    .replace(/(?<=dd)t(?=hh)/gi, ' ')
    .replace(ALL_PATTERN_LETTERS, '');
  return rest !== text && !/[\p{L}\p{N}]/u.test(rest.replace(/\b(?:utc|gmt|am|pm|z)\b/gi, ''));
}

/** `Browser` of `Browser [e.g. Firefox]`; null where the text does not end in a placeholder, or is nothing else. */
export function textBeforePlaceholder(text: string): string | null {
  const before = text.length > LONGEST_LINE ? undefined : TRAILING.exec(text)?.[1];
  return before === undefined || isPlaceholderOnly(before) || hasBraces(before) ? null : before;
}

/**
 * The text with each `{{ … }}` taken out: gone at the end of a line, a bracket or a table's cell, and an ellipsis
 * where the sentence goes on after it.
 */
export function blankPlaceholders(text: string): string {
  let before = text;
  for (;;) {
    const after = blankInnermost(before);
    if (after === before) return after;
    before = after;
  }
}

function blankInnermost(text: string): string {
  if (!hasBraces(text)) return text;
  const blanked = text
    .replace(/`?\{\{[^{}\n]*\}\}`?/g, (placeholder: string, at: number) =>
      /^[)\].,;:!?\s]*(?:\||$)/.test(text.slice(at + placeholder.length)) ? '' : '…',
    )
    .replace(/ ?\(\s*\)/g, '');
  const [end = ''] = /[.,;:!?]?$/.exec(blanked) ?? [];
  return blanked.slice(0, blanked.length - end.length).trimEnd() + end;
}

const SEPARATOR = /[\s\-–—:|,/]/;

/** The text without what would lead on to something that is no longer there. */
export function trimSeparators(text: string): string {
  let end = text.length;
  while (end > 0 && SEPARATOR.test(text.charAt(end - 1))) end -= 1;
  return text.slice(0, end);
}

/**
 * Is this heading a sample of a timeline's entry rather than a section? True of headings that are nothing but
 * placeholders, and of those that begin with a time, given as a pattern or in digits: a template knows no real times.
 */
export function isSampleHeading(text: string): boolean {
  return (
    isPlaceholderOnly(text) ||
    /^\W*\{\{[^{}]*\b(?:h{1,2}:m{2}|y{4}|time|date)\b[^{}]*\}\}/i.test(text) ||
    /^\W*(?:y{4}-m{2}|h{2}:m{2})/i.test(text) ||
    /^\W*(?:\d{4}-\d{2}-\d{2}(?:[ T]|$)|\d{1,2}:\d{2}\b)/.test(text)
  );
}

/**
 * Does the line say the zone of the times, and if so how? `placeholder` for `All times in {{ timezone }}.`, `name` for
 * `All times in UTC.`, null where the line is about something else.
 */
export function zoneOfLine(line: string): 'placeholder' | 'name' | null {
  if (line.length > LONGEST_LINE) return null;
  const zone = /^[\W_]*?(?:all )?times(?: are)?(?: given| shown)?(?: in)? +(.+?)[\s.*_)]*$/i.exec(line)?.[1];
  if (zone === undefined) return null;
  if (isPlaceholderOnly(zone) || /^\[[^\]]+\]$/.test(zone)) return 'placeholder';
  const named = /^(?:[A-Z]{2,5}(?:[+-]\d{1,2}(?::?\d{2})?)?|[A-Z]\w+\/[\w/+-]+)$/.test(zone);
  return named ? 'name' : null;
}

/** All `{{ … }}` and `<…>` of a title pattern, with their places. */
export function titlePlaceholders(
  pattern: string,
): readonly { readonly at: number; readonly text: string }[] {
  const braces = [...pattern.matchAll(ALL_BRACES)];
  const found = braces.length > 0 ? braces : [...pattern.matchAll(new RegExp(ANGLES.source, 'gi'))];
  return found.map((match) => ({ at: match.index, text: match[0] }));
}
