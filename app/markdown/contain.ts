/**
 * Keeps a person's text inside its part: what is typed into an entry or an item must not become a heading, an entry or
 * a marker of its own, nor swallow what follows, when it is written into the body. `# kubectl get pods` is a prompt.
 *
 * Each function leaves text that is already contained as it is, so that doing it twice changes nothing.
 */
import { readWritten } from '../timeline/written-time.ts';
import { headingsOf, openBlockOf } from './blocks.ts';

/** The marker that ties an issue to its draft, and the lines that say what a part of a long report is: each on its own. */
const MARKER_LINE = /^([ \t]*)<!--( debrief:[0-9a-f-]{36}(?: parts? [^>]*)? )-->([ \t]*)$/gm;

/** The text with nothing left open at its end. An unclosed fence is closed, an unclosed tag becomes text. */
export function closeBlocks(text: string): string {
  let closed = text;
  for (let open = openBlockOf(closed); open !== null; open = openBlockOf(closed)) {
    const lines = closed.endsWith('\n') ? closed : `${closed}\n`;
    closed =
      open.kind === 'fence'
        ? lines + open.fence
        : `${closed.slice(0, open.from)}${escapeTag(closed.slice(open.from))}`;
  }
  return closed;
}

function escapeTag(html: string): string {
  return html.replace('<', '&lt;');
}

/** The text with lines that look like a draft's marker shown as text. */
export function escapeMarkers(text: string): string {
  return text.replace(MARKER_LINE, '$1&lt;!--$2--&gt;$3');
}

/** The text with those headings shown as text for which `breaksOut` holds. */
function escapeHeadings(text: string, breaksOut: (level: number, name: string) => boolean): string {
  let contained = text;
  for (;;) {
    const found = headingsOf(contained).find((heading) => breaksOut(heading.level, heading.name));
    if (found === undefined) return contained;
    contained = `${contained.slice(0, found.mark.from)}\\${contained.slice(found.mark.from)}`;
  }
}

/** A slice with those headings shown as text that would be read as times where it stands now. */
export function hideTimes(slice: string, isTime: (name: string) => boolean): string {
  return MAY_HAVE_HEADING.test(slice) ? escapeHeadings(slice, (_level, name) => isTime(name)) : slice;
}

const MAY_HAVE_HEADING = /^ {0,3}(?:#|=|-)/m;

/** Whatever begins with a number could be a time in some reading, now or in a later one. */
const BEGINS_WITH_NUMBER = /^\W*\d|\d:\d/;

function couldBeTime(name: string): boolean {
  return BEGINS_WITH_NUMBER.test(name) || readWritten(name).length > 0;
}

/**
 * An entry's Markdown, safe under its time heading: no heading that ends the timeline or starts another entry, nothing
 * left open.
 * @param level the level of the timeline's own heading
 */
export function containEntry(markdown: string, level: number): string {
  let contained = escapeMarkers(markdown);
  // What is closed may have held headings back: it is looked through until nothing is left to do.
  for (;;) {
    const flat = escapeHeadings(contained, (each, name) => each <= level || name === '' || couldBeTime(name));
    const closed = escapeMarkers(closeBlocks(flat));
    if (closed === contained) return closed;
    contained = closed;
  }
}

/** What would start another block at the beginning of a list item, though it reads as words to whoever typed it. */
const STARTS_BLOCK = /^(?:#{1,6}(?=\s|$)|>|[-+*](?=\s|$)|\d{1,9}[.)](?=\s|$)|```|~~~|<(?!https?:|mailto:))/;

/** An item's summary on one line, shown as the words that were typed. */
export function containItem(text: string): string {
  const line = escapeMarkers(text.replace(/\s+/g, ' ').trim());
  if (!STARTS_BLOCK.test(line)) return line;
  return line.startsWith('<') ? `&lt;${line.slice(1)}` : line.replace(/^\d*/, (digits) => `${digits}\\`);
}
