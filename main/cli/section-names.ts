/** Sections by what a person calls them. */
import { DebriefError } from '../../app/errors.ts';

/**
 * The section a person means: its whole name, else the only one that begins so, case aside.
 * "Timeline" finds "Timeline (if relevant)".
 * @throws DebriefError section.unknown, section.ambiguous
 */
export function sectionNamed<Section extends { readonly name: string; readonly level: number }>(
  sections: readonly Section[],
  name: string,
): Section {
  const wanted = name.trim().toLowerCase();
  const named = sections.filter((section) => section.level > 0);
  const whole = named.filter((section) => section.name.toLowerCase() === wanted);
  const begin = named.filter((section) => section.name.toLowerCase().startsWith(wanted));
  const [found, another] = whole.length > 0 ? whole.slice(0, 1) : begin;
  const names = (list: readonly Section[]): string => list.map((section) => section.name).join(', ');
  if (found === undefined || wanted === '')
    throw new DebriefError('section.unknown', { section: name, names: names(named) });
  if (another !== undefined)
    throw new DebriefError('section.ambiguous', { section: name, names: names(begin) });
  return found;
}
