import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import type { Passage } from '../../app/passages.ts';
import { differences } from '../../app/passages.ts';

const marked = ({ heading, before, after }: Passage): readonly [string, string, string] => [
  heading,
  before.map(({ text, isMarked }) => (isMarked ? `[${text}]` : text)).join(''),
  after.map(({ text, isMarked }) => (isMarked ? `[${text}]` : text)).join(''),
];

describe('what differs between two versions', () => {
  it('is shown with the lines around it, under its heading, the words marked', () => {
    const before = '# Summary\n\nIt was slow.\n\n# Timeline\n\na\nb\nc\nd\ne\nrolled back\nf\n';
    const after = before.replace('slow', 'down').replace('rolled back', 'rolled back twice');
    const { passages, added, removed } = differences(before, after);
    expect(passages.map(marked)).toEqual([
      ['Summary', '# Summary\n\nIt was [slow].\n\n# Timeline', '# Summary\n\nIt was [down].\n\n# Timeline'],
      ['Timeline', 'd\ne\nrolled back\nf\n', 'd\ne\nrolled back [twice]\nf\n'],
    ]);
    expect([added, removed]).toEqual([2, 2]);
  });

  it('marks lines that came whole, and none around them', () => {
    const { passages } = differences('# T\n\n## Next\n', '# T\n\n### 09:14\n\nAlert\n\n## Next\n');
    expect(passages.map(marked)).toEqual([
      ['T', '# T\n\n## Next\n', '# T\n\n[### 09:14\n\nAlert]\n\n## Next\n'],
    ]);
  });

  it('is one passage where changes stand near to each other', () => {
    const lines = ['a', 'b', 'c', 'd', 'e', 'f'];
    const { passages } = differences(lines.join('\n'), ['A', 'b', 'c', 'd', 'E', 'f'].join('\n'));
    expect(passages).toHaveLength(1);
  });

  it('takes no line of a fence for a heading', () => {
    const text = '# Logs\n\n```\n# comment\n1\n2\n3\n```\n';
    expect(differences(text, text.replace('3', '4')).passages[0]?.heading).toBe('Logs');
  });

  it('is nothing between a text and itself, and never loses a line of either', () => {
    const text = fc.array(fc.constantFrom('a', 'b', '# c', '', 'd e')).map((lines) => lines.join('\n'));
    fc.assert(
      fc.property(text, text, (before, after) => {
        const { passages, added, removed } = differences(before, after);
        expect(passages.length === 0).toBe(before === after);
        expect(after.split('\n').length - before.split('\n').length).toBe(added - removed);
      }),
    );
  });
});
