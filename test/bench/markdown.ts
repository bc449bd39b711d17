/** How long it takes to read and write a 64 KB body, beside the least that any cut along the syntax tree has to do. */
import { parser } from '@lezer/markdown';

import { parseBody } from '../../app/markdown/parse.ts';
import { renderBody } from '../../app/markdown/render.ts';
import { countingIds } from '../support/ids.ts';
import { medianMs } from './timing.ts';
import type { Figure } from './timing.ts';

/** A post-mortem of about this many characters: a timeline of many entries, prose, and lists. */
export function reportOf(size: number): string {
  const parts = ['# Summary\n\nThe hub was down.\n\n## Timeline\n\nAll times in Europe/London.\n'];
  let length = 0;
  for (let minute = 0; length < size; minute += 1) {
    const at = new Date(Date.UTC(2026, 0, 1, 0, minute)).toISOString();
    const date = minute % 1440 === 0 ? `${at.slice(0, 10)} ` : '';
    const part = `\n### ${date}${at.slice(11, 16)}\n\nNode ${minute} failed: \`error ${minute * 7}\`, see [the log](https://example.com/${minute}).\n`;
    parts.push(part);
    length += part.length;
  }
  return `${parts.join('')}\n## Action items\n\n### Process improvements\n\n1. One\n2. Two\n`;
}

export function benchMarkdown(): readonly Figure[] {
  const body = reportOf(64 * 1024);
  const floorMs = medianMs(() => parser.parse(body));
  const parsed = parseBody(body, { newId: countingIds(), zone: 'Europe/London' });
  const draft = { sections: parsed.sections, zone: 'Europe/London', zoneSource: 'declared' } as const;
  if (renderBody(draft) !== body) throw new Error('the body did not come back');
  const floor = 'a bare @lezer/markdown parse of the same text';
  return [
    {
      what: 'parse a 64 KB body',
      ms: medianMs(() => parseBody(body, { newId: countingIds(), zone: 'Europe/London' })),
      floor,
      floorMs,
    },
    { what: 'render a 64 KB body', ms: medianMs(() => renderBody(draft)), floor, floorMs },
  ];
}
