import { joinGuidance } from './body.ts';
import type { DropdownElement, FormElement, QuestionElement, TextElement } from './form-elements.ts';
import { Markup } from './markup.ts';
import { hasBraces } from './placeholder.ts';
import { cutSections, type TemplateSection } from './sections.ts';

/**
 * The sections of an issue that a form makes when it is submitted as it is: `### Label`, then the answer. GitHub writes
 * `_No response_` where there is none; here the place stays empty, with the form's own words as guidance.
 *
 * Text on the form goes with the question after it, and after the last question with that.
 */
export function sectionsOfForm(elements: readonly FormElement[]): readonly TemplateSection[] {
  const sections: TemplateSection[] = [];
  let waiting: string[] = [];
  for (const element of elements) {
    if (element.kind === 'markdown') {
      waiting.push(element.text.trim());
      continue;
    }
    const [first, ...rest] = sectionsOf(element);
    sections.push({ ...first, guidance: joinGuidance([...waiting, first.guidance]) }, ...rest);
    waiting = [];
  }
  const last = sections.pop();
  return last === undefined
    ? []
    : [...sections, { ...last, guidance: joinGuidance([last.guidance, ...waiting]) }];
}

type Sections = readonly [TemplateSection, ...TemplateSection[]];

function sectionsOf(element: QuestionElement): Sections {
  const heading = `### ${element.label}`;
  const description = element.description.trim();
  switch (element.kind) {
    case 'dropdown':
      return [
        { heading, content: element.chosen ?? '', guidance: joinGuidance([description, optionsOf(element)]) },
      ];
    case 'checkboxes': {
      const boxes = element.options.map(({ label }) => `- [ ] ${label}`);
      return [{ heading, content: boxes.join('\n'), guidance: description }];
    }
    default:
      return answer(element, heading, joinGuidance([description, element.placeholder.trim()]));
  }
}

function optionsOf({ options, isMultiple }: DropdownElement): string {
  return [isMultiple ? 'Any of:' : 'One of:', '', ...options.map((option) => `- ${option}`)].join('\n');
}

/**
 * A value is content as it stands, without its comments. One with `{{ … }}` in it is a template itself, and is sorted
 * as a Markdown template is: else its sample entries would be filed.
 */
function answer(element: TextElement, heading: string, guidance: string): Sections {
  const value = element.value.replace(/^(?:[ \t]*\n)+|\n+$/g, '');
  if (value === '') return [{ heading, content: '', guidance }];
  if (element.render !== null) return [{ heading, content: fenced(value, element.render), guidance }];
  if (hasBraces(value)) {
    const [first, ...rest] = cutSections(value);
    return [
      { heading, content: first?.content ?? '', guidance: joinGuidance([guidance, first?.guidance ?? '']) },
      ...rest,
    ];
  }
  const markup = new Markup(value);
  const lines = markup.linesOf({ from: 0, to: value.length });
  const hints = lines.filter((line) => markup.hasComment(line)).map((line) => markup.said(line).trim());
  const shown = lines.filter((line) => markup.shown(line).trim() !== '' || !markup.hasComment(line));
  const content = shown
    .map((line) => markup.shown(line))
    .join('\n')
    .replace(/^(?:[ \t]*\n)+|\s*\n$/g, '');
  return [
    {
      heading,
      content: content.trim() === '' ? '' : content,
      guidance: joinGuidance([guidance, hints.join('\n')]),
    },
  ];
}

/** A code block whose fence is longer than any in the text. */
function fenced(text: string, language: string): string {
  const longest = Math.max(2, ...Array.from(text.matchAll(/`+/g), ([ticks]) => ticks.length));
  const fence = '`'.repeat(longest + 1);
  return `${fence}${language}\n${text}\n${fence}`;
}
