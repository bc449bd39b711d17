import { headingsOf } from '../markdown/blocks.ts';
import type { Guidance } from './model.ts';
import type { TemplateSection } from './sections.ts';

/**
 * Puts a template's sections together: headings and content with a blank line between, and the guidance by the heading
 * that it is for. What was said before the first heading is said with that heading, unless there is something to
 * complete before it or no heading at all.
 */
export function assemble(sections: readonly TemplateSection[]): {
  body: string;
  guidance: readonly Guidance[];
} {
  const placed = leadIn(sections);
  let body = '';
  const starts = placed.map(({ heading, content }) => {
    const gap = body === '' ? '' : '\n';
    const start = body.length + gap.length;
    for (const part of [heading, content]) {
      if (part !== null && part !== '') body += `${body === '' ? '' : '\n'}${part}\n`;
    }
    return start;
  });
  return { body, guidance: locate(body, placed, starts) };
}

function leadIn(sections: readonly TemplateSection[]): readonly TemplateSection[] {
  const [first, second, ...rest] = sections;
  if (first === undefined || second === undefined || first.heading !== null || first.content !== '')
    return sections;
  return [{ ...second, guidance: joinGuidance([first.guidance, second.guidance]) }, ...rest];
}

/** Names each section's heading as a reader of the body finds it. */
function locate(
  body: string,
  sections: readonly TemplateSection[],
  starts: readonly number[],
): readonly Guidance[] {
  const seen = new Map<string, number>();
  const headings = new Map(
    headingsOf(body).map(({ from, name }) => {
      const occurrence = seen.get(name) ?? 0;
      seen.set(name, occurrence + 1);
      return [from, { heading: name, occurrence }];
    }),
  );
  return sections.flatMap(({ heading, guidance }, index): Guidance[] => {
    if (guidance === '') return [];
    const found = heading === null ? undefined : headings.get(starts[index] ?? -1);
    return [{ heading: '', occurrence: 0, ...found, text: guidance }];
  });
}

/** Texts with a blank line between; empty ones leave none. */
export function joinGuidance(texts: readonly string[]): string {
  return texts.filter((text) => text !== '').join('\n\n');
}
