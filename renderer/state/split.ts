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

/** A section as far as cutting a text into sections is concerned. */
interface Part {
  readonly name: string;
  readonly text: string;
}

/**
 * Which of the sections a text became when it was saved: the first holds what stood before its headings.
 * @param sent the text that was saved, as it was sent
 * @param sections the section it was saved for, and those after it
 */
export function partsOf<Section extends Part>(
  sent: string,
  sections: readonly Section[],
): readonly Section[] {
  const [first, ...following] = sections;
  if (first === undefined) return [];
  const parts = [first];
  let rest = storedText(sent).slice(first.text.length);
  for (const section of following) {
    const nameAt = section.name === '' ? -1 : rest.indexOf(section.name);
    if (nameAt < 0 || !/^[\s#]*$/.test(rest.slice(0, nameAt))) break;
    const afterName = rest.slice(nameAt + section.name.length);
    const textAt = afterName.indexOf(section.text);
    if (textAt < 0) break;
    rest = afterName.slice(textAt + section.text.length);
    parts.push(section);
  }
  return parts;
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
  const last = parts.at(-1) ?? '';
  const lastIndex = parts.length - 1;
  const blank = /^(?:[ \t]*\n)*/.exec(sent)?.[0].length ?? 0;
  const firstTo = blank + (parts[0] ?? '').length;
  const lastFrom = sent.trimEnd().length - last.length;
  const same = commonPrefix(sent, typed);
  if (same >= lastFrom) {
    // The line end of the heading is no part of the text under it; a space at its end is one that is being typed on.
    const text = last === '' ? typed.slice(lastFrom).replace(/^[ \t]*\n/, '') : typed.slice(lastFrom);
    return text === last ? new Map() : new Map([[lastIndex, text]]);
  }
  const rest = sent.slice(firstTo);
  if (same <= firstTo && typed.endsWith(rest)) {
    return new Map([[0, typed.slice(0, typed.length - rest.length)]]);
  }
  // Typed right across a heading: rather said twice than lost.
  return new Map([[lastIndex, typed.slice(Math.min(same, firstTo))]]);
}
