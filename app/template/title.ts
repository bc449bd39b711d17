import { titlePlaceholders, trimSeparators } from './placeholder.ts';

const UNTITLED = 'untitled';

/**
 * The title of a draft made from a template's title pattern.
 *
 * The placeholder is `{{ TITLE }}` in any case and spacing, or the last one where none is called title, or one in
 * angle brackets (`Incident: <brief description>`) where there are no braces; other placeholders are left out.
 *
 * @param title what the person gave, or null when nothing yet
 * @returns the pattern with the title in its placeholder, or the title alone where there is no placeholder. Without a
 *   title, `untitled` stands for it: `Debrief - untitled`.
 */
export function fillTitle(pattern: string, title: string | null): string {
  const given = title?.trim() ?? '';
  const placeholders = titlePlaceholders(pattern);
  const target = placeholders.find(({ text }) => /title/i.test(text)) ?? placeholders.at(-1);
  if (target === undefined) return given === '' ? withoutTitle(pattern) : given;
  const before = withoutPlaceholders(pattern.slice(0, target.at)).replace(/^[\s\-–—:|,/]+/, '');
  const after = trimSeparators(withoutPlaceholders(pattern.slice(target.at + target.text.length)));
  return `${before}${given === '' ? UNTITLED : given}${after}`.trim();
}

function withoutPlaceholders(text: string): string {
  return titlePlaceholders(text)
    .reduceRight(
      (rest, { at, text: placeholder }) => rest.slice(0, at) + rest.slice(at + placeholder.length),
      text,
    )
    .replace(/\(\s*\)|\[\s*\]/g, '')
    .replace(/ {2,}/g, ' ');
}

/** `[Incident Action]: ` waits for a title; `Weekly review` is one. */
function withoutTitle(pattern: string): string {
  const waits = /[\s:\-–—\])|/]$/.test(pattern) || pattern === '';
  return waits ? `${pattern.trim()} ${UNTITLED}`.trim() : pattern.trim();
}
