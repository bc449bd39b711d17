import { describe, expect, it } from 'vitest';

import type { Item, Items } from '../../../renderer/state/palette-items.ts';
import { offer } from '../../../renderer/state/palette-items.ts';

const item = (label: string, key = label): Item => ({
  key,
  label,
  detail: '',
  keys: [],
  target: { is: 'draft', id: key },
});

const items = (given: Partial<Items> = {}): Items => ({
  sections: [item('Summary'), item('What went wrong')],
  drafts: Array.from({ length: 30 }, (_, index) => item(`Incident ${index}`)),
  found: [],
  commands: [item('Start an incident'), item('Export as JSON')],
  settings: [item('Theme')],
  ...given,
});

const shape = (typed: string, given: Items, recent: readonly string[] = []): unknown =>
  offer(typed, given, recent).map(({ group, offered }) => [group, offered.map((each) => each.item.label)]);

describe('what the palette offers', () => {
  it('is what was chosen last, then everything, each once, where nothing is typed', () => {
    const groups = offer('', items(), ['Theme', 'gone', 'Export as JSON']);
    expect(groups.map(({ group }) => group)).toEqual(['recent', 'sections', 'drafts', 'commands']);
    expect(groups[0]?.offered.map((each) => each.item.label)).toEqual(['Theme', 'Export as JSON']);
    expect(groups.at(-1)?.offered.map((each) => each.item.label)).toEqual(['Start an incident']);
  });

  it('has the group with the best match first, and of thousands of drafts a few', () => {
    expect(offer('incident', items(), [])[0]?.offered).toHaveLength(8);
    expect(shape('json', items())).toEqual([['commands', ['Export as JSON']]]);
  });

  it('means what was chosen a moment ago rather than what was not', () => {
    const given = items({ commands: [item('Export as JSON'), item('Export as HTML')] });
    expect(shape('export', given, ['Export as HTML'])).toEqual([
      ['commands', ['Export as HTML', 'Export as JSON']],
    ]);
  });

  it('names a draft once, by its title rather than by what stands in it', () => {
    const given = items({ drafts: [item('Hub down')], found: [item('Hub down'), item('Registry full')] });
    expect(shape('hub', given)).toEqual([
      ['drafts', ['Hub down']],
      ['found', ['Registry full']],
    ]);
  });
});
