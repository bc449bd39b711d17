import type { Guidance, Template } from './model.ts';
import { ZONE_LINE } from './placeholder.ts';

interface BuiltInSection {
  readonly level: 1 | 2 | 3;
  readonly heading: string;
  readonly content: string;
  readonly guidance: string;
}

const LIST_SHAPE = '1. …\n2. …\n3. …';

/** The headings of the 2i2c debrief. The guidance asks; it never gives an example that could pass for an incident. */
const SECTIONS: readonly BuiltInSection[] = [
  {
    level: 1,
    heading: 'Summary',
    content: '',
    guidance:
      'Who noticed what, from when to when, and what made it stop. Two or three sentences for someone who was not there.',
  },
  {
    level: 2,
    heading: 'Timeline',
    content: ZONE_LINE,
    guidance:
      'One entry for each moment that mattered: the first sign, when somebody noticed, what was tried, what helped, ' +
      'when all was well again. Rough times are fine; mark them as rough.',
  },
  {
    level: 2,
    heading: 'What went wrong',
    content: '',
    guidance: `What made this happen, last longer or hurt more? Look for causes in how things are set up, not in people.\n\n${LIST_SHAPE}`,
  },
  {
    level: 2,
    heading: 'Where we got lucky',
    content: '',
    guidance: `What turned out well without anybody having planned for it, and may not next time?\n\n${LIST_SHAPE}`,
  },
  {
    level: 2,
    heading: 'Action items',
    content: '',
    guidance:
      'What will be different next time? Keep each item small enough to be finished, and give it an issue in the ' +
      'repository where the work will be done, so that it is not forgotten.',
  },
  {
    level: 3,
    heading: 'Process improvements',
    content: '',
    guidance: `How we work: on call, handing over, telling people.\n\n${LIST_SHAPE}`,
  },
  {
    level: 3,
    heading: 'Documentation improvements',
    content: '',
    guidance: `What we had to find out, and should have been able to read.\n\n${LIST_SHAPE}`,
  },
  {
    level: 3,
    heading: 'Technical improvements',
    content: '',
    guidance: `What to build, repair, measure or switch off.\n\n${LIST_SHAPE}`,
  },
];

function bodyOf(sections: readonly BuiltInSection[]): string {
  const parts = sections.flatMap(({ level, heading, content }) => [
    `${'#'.repeat(level)} ${heading}`,
    content,
  ]);
  return `${parts.filter((part) => part !== '').join('\n\n')}\n`;
}

/** What a draft starts from when nobody names another template. */
export const builtInTemplate: Template = {
  name: 'Debrief',
  about: 'What happened, what we learnt, and what we will do about it.',
  titlePattern: 'Debrief - {{ TITLE }}',
  labels: ['post-mortem'],
  assignees: [],
  body: bodyOf(SECTIONS),
  guidance: SECTIONS.map(({ heading, guidance }): Guidance => ({ heading, occurrence: 0, text: guidance })),
};
