import { blankPlaceholders, hasBraces, isPlaceholderOnly, textBeforePlaceholder } from './placeholder.ts';

/** A line for the writer to complete, such as `**Version**:`. */
export interface Field {
  /** The line as it is filed when nobody completes it: without samples and placeholders. */
  readonly text: string;
  /** Was there a sample or a placeholder that is gone now? */
  readonly isShortened: boolean;
  /** Does it say what the text after it is about, rather than wait for a value beside it? */
  readonly isLabel: boolean;
}

const BOLD_LEAD = /^(\*\*|__)(?=\S)(.+?)\1[ \t]*([:：]?)[ \t]*(.*)$/s;
const PLAIN_LEAD = /^([^\s*_`#>|<[{][^:：\n]{0,59})[:：][ \t]*(.*)$/s;

/** Leads that talk to the writer. */
const REMARK =
  /^\W*(?:note|notes|nb|n\.b\.|important|warning|caution|tip|hint|please|attention|example|for example|e\.g\.|reminder|disclaimer)\b/i;

/**
 * Reads a line of a template as a field: a bold lead (`**Status**: open / closed`, or a bold line by itself), or words
 * before a colon or a placeholder (`Hub URL: {{ url }}`, `Browser [e.g. Firefox]`).
 *
 * @param line without its comments and, in a list, without the item's mark
 * @param place plain words with nothing after their colon are a field in a list only: in prose they announce something
 * @param hadComment a comment on the line says that its place is to be written in
 * @returns null for prose
 */
export function readField(line: string, place: 'list' | 'prose', hadComment: boolean): Field | null {
  const text = line.trim();
  return (
    readBoldField(text) ?? readPlainField(text, place === 'list' || hadComment) ?? readOpenEnd(text, place)
  );
}

function readBoldField(text: string): Field | null {
  const [, , label, colonAfter, value] = BOLD_LEAD.exec(text) ?? [];
  if (label === undefined || value === undefined) return null;
  if (value === '') return { text, isShortened: false, isLabel: true };
  if (REMARK.test(label)) return null;
  const hasColon = colonAfter !== '' || /[:：]$/.test(label);
  if (isHint(value) || (hasColon && isSentence(value))) return withoutValue(text, value);
  return hasColon ? { text: blankPlaceholders(text), isShortened: false, isLabel: false } : null;
}

function readPlainField(text: string, mayBeEmpty: boolean): Field | null {
  const [, label, value] = PLAIN_LEAD.exec(text) ?? [];
  if (label === undefined || value === undefined || REMARK.test(label) || isPlaceholderOnly(label))
    return null;
  if (value === '') return mayBeEmpty ? { text, isShortened: false, isLabel: false } : null;
  return isPlaceholderOnly(value) || hasBraces(value) ? withoutValue(text, value) : null;
}

function readOpenEnd(text: string, place: 'list' | 'prose'): Field | null {
  const label = place === 'list' ? textBeforePlaceholder(text) : null;
  if (label === null || label.split(/\s+/).length > 6 || REMARK.test(label)) return null;
  return { text: label, isShortened: true, isLabel: false };
}

function withoutValue(text: string, value: string): Field {
  return { text: text.slice(0, text.length - value.length).trimEnd(), isShortened: true, isLabel: false };
}

/** A value that only says what to write: a placeholder, `e.g. …`, a remark in brackets or italics. */
function isHint(value: string): boolean {
  return (
    hasBraces(value) ||
    isPlaceholderOnly(value) ||
    /^(?:e\.?\s?g\.?|ex\.|for example)(?=[\s:,])/i.test(value) ||
    /^\([^()]*\)$/.test(value) ||
    /^(?:_[^_]+_|\*[^*]+\*)$/.test(value)
  );
}

/** Whole sentences are samples or instructions; short values and choices (`SEV1 / SEV2`) are there to be kept. */
function isSentence(value: string): boolean {
  return /[.!?…]["')\]]*$/.test(value) && value.split(/\s+/).length >= 3;
}
