import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { fuzzyMatch } from '../../app/fuzzy.ts';

const best = (typed: string, texts: readonly string[]): string | undefined =>
  texts
    .map((text) => ({ text, score: fuzzyMatch(typed, text)?.score ?? -Infinity }))
    .sort((a, b) => b.score - a.score)[0]?.text;

describe('what a few letters mean', () => {
  it.each([
    ['sn', ['Save now', 'Synchronise', 'Insights and numbers'], 'Save now'],
    ['prev', ['Open the previous draft', 'Preview', 'Reprieve'], 'Preview'],
    ['hub down', ['Down in the hub', 'Hub down', 'The hub slowed down'], 'Hub down'],
    ['exp json', ['Export as HTML', 'Export as JSON'], 'Export as JSON'],
    ['ete', ['Delete', 'Été à la plage'], 'Été à la plage'],
  ])('%s, of %j, means %s', (typed, texts, meant) => {
    expect(best(typed, texts)).toBe(meant);
  });

  it('is no text that lacks one of them', () => {
    expect(fuzzyMatch('xyz', 'Export as JSON')).toBeNull();
    expect(fuzzyMatch('nosj', 'JSON')).toBeNull();
  });

  it('marks the letters where they are', () => {
    expect(fuzzyMatch('json', 'Export as JSON')?.at).toEqual([10, 11, 12, 13]);
  });

  it('is any text that was made by adding letters, and each place holds its letter', () => {
    const words = fc.stringMatching(/^[a-z ]{0,12}$/);
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.stringMatching(/^[a-z]$/), words)), (parts) => {
        const typed = parts.map(([letter]) => letter).join('');
        const text = parts.map(([letter, more]) => letter + more).join('');
        const found = fuzzyMatch(typed, text);
        expect(found?.at.map((at) => text[at]).join('')).toBe(typed);
      }),
    );
  });

  it('has its places in the text, ascending, whatever is typed', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.string({ unit: 'binary' }), (typed, text) => {
        const at = fuzzyMatch(typed, text)?.at ?? [];
        expect(at.every((place, index) => place < text.length && place > (at[index - 1] ?? -1))).toBe(true);
      }),
    );
  });
});
