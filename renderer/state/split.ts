/**
 * A heading that is typed into a section begins a section of its own once it is saved. What was typed meanwhile then
 * belongs to one of the parts; this says to which.
 */

/** A section's text as it is stored: `\n` line ends, no blank lines before it, no space after it. */
export function storedText(text: string): string {
  return text
    .replace(/\r\n?/g, '\n')
    .replace(/^(?:[ \t]*\n)+/, '')
    .trimEnd();
}

function commonPrefix(a: string, b: string): number {
  const most = Math.min(a.length, b.length);
  let at = 0;
  while (at < most && a[at] === b[at]) at += 1;
  return at;
}

/**
 * What is still to be saved after a text was cut into parts, as part index -> its text.
 * @param sent the text that was saved, as it was sent
 * @param parts the texts of the sections it became, in order: the first without the headings, the last at its end
 * @param typed what stands in the editor by now
 */
export function typedSinceSplit(
  sent: string,
  parts: readonly string[],
  typed: string,
): ReadonlyMap<number, string> {
  if (storedText(sent) === storedText(typed)) return new Map();
  const blank = /^(?:[ \t]*\n)*/.exec(sent)?.[0].length ?? 0;
  const firstTo = blank + (parts[0] ?? '').length;
  const lastAt = sent.trimEnd().length - (parts.at(-1) ?? '').length;
  const same = commonPrefix(sent, typed);
  if (same >= lastAt) return new Map([[parts.length - 1, typed.slice(lastAt)]]);
  const rest = sent.slice(firstTo);
  if (same <= firstTo && typed.endsWith(rest))
    return new Map([[0, typed.slice(0, typed.length - rest.length)]]);
  // Typed right across a heading: rather said twice than lost.
  return new Map([[parts.length - 1, typed.slice(Math.min(same, firstTo))]]);
}
