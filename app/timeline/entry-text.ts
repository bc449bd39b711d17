/** The text of an entry as Markdown: under its heading, and partly in it where the heading has a title. */
import type { Entry, Phase } from '../draft.ts';
import { PHASES } from '../draft.ts';

const LEAD_INS: Readonly<Record<Phase, string>> = {
  started: '**Started:**',
  detected: '**Detected:**',
  responded: '**Responded:**',
  mitigated: '**Mitigated:**',
  resolved: '**Resolved:**',
};

/** A phase's lead-in stands on the first line of a paragraph; before a list or a fence it is a paragraph of its own. */
const STARTS_PARAGRAPH = /^(?:\p{L}|\p{N}+(?![.)\p{N}])|["'([@])/u;

type Said = Pick<Entry, 'phase' | 'text'>;

/** Text as it is kept: `\n` line ends, no blank lines before it, no space after it; its first indent stays. */
export function trimText(text: string): string {
  return text
    .replace(/\r\n?/g, '\n')
    .replace(/^(?:[ \t]*\n)+/, '')
    .trimEnd();
}

/** The Markdown of an entry: its phase's fixed bold lead-in, then its text. */
export function writeEntryText(entry: Said): string {
  if (entry.phase === null) return entry.text;
  if (entry.text === '') return LEAD_INS[entry.phase];
  return `${LEAD_INS[entry.phase]}${STARTS_PARAGRAPH.test(entry.text) ? ' ' : '\n\n'}${entry.text}`;
}

/** An entry's text and phase from its Markdown: the other way of `writeEntryText`. */
export function readEntryText(markdown: string): Said {
  const text = trimText(markdown);
  const phase = PHASES.find((each) => text.startsWith(LEAD_INS[each]));
  if (phase === undefined) return { phase: null, text };
  const rest = text.slice(LEAD_INS[phase].length);
  return /^\S/.test(rest) ? { phase: null, text } : { phase, text: trimText(rest.replace(/^[ \t]+/, '')) };
}

/** The text of an entry that has a title in its heading: the title is its first paragraph. */
export function readTitledText(title: string, markdown: string): Said {
  if (title === '') return readEntryText(markdown);
  const [head, under] = [readEntryText(title), readEntryText(markdown)];
  // One of the two names the phase. If both do, the one below is words like any other.
  if (head.phase !== null) return { phase: head.phase, text: joinParagraphs(head.text, trimText(markdown)) };
  return { phase: under.phase, text: joinParagraphs(title, under.text) };
}

function joinParagraphs(first: string, second: string): string {
  if (first === '' || second === '') return first + second;
  return `${first}\n\n${second}`;
}

/**
 * The Markdown under a heading with a title, or null if the entry can't be written so: its text does not begin with the
 * title any more.
 */
export function writeTitledText(title: string, entry: Said): string | null {
  if (title === '') return writeEntryText(entry);
  const { phase, text } = readEntryText(title);
  const isFirst = entry.text === text || entry.text.startsWith(text === '' ? '' : `${text}\n\n`);
  if (!isFirst) return null;
  const rest = trimText(entry.text.slice(text.length));
  const under = phase === null ? writeEntryText({ phase: entry.phase, text: rest }) : rest;
  const again = readTitledText(title, under);
  return again.phase === entry.phase && again.text === entry.text ? under : null;
}
