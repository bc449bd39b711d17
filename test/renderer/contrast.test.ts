import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

const css = readFileSync(join(import.meta.dirname, '../../renderer/styles/tokens.css'), 'utf8');

const moreContrast = /@media \(prefers-contrast: more\)[^]*?\n\}/;

/** The rules of the sheet without those for more contrast, and those. */
const usual = css.replace(moreContrast, '');
const more = moreContrast.exec(css)?.[0] ?? '';

type Scheme = 'light' | 'dark';

/** Tokens that are one opaque colour for each scheme, as #rrggbb. */
function colours(source: string, scheme: Scheme): Map<string, string> {
  const found = [...source.matchAll(/--([\w-]+): light-dark\((#[0-9a-f]{6}), (#[0-9a-f]{6})\);/g)];
  return new Map(
    found.map(([, name = '', light = '', dark = '']) => [name, scheme === 'light' ? light : dark]),
  );
}

/** Relative luminance: https://www.w3.org/TR/WCAG22/#dfn-relative-luminance */
function luminance(colour: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5]
    .map((at) => parseInt(colour.slice(at, at + 2), 16) / 255)
    .map((value) => (value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4));
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

/** https://www.w3.org/TR/WCAG22/#dfn-contrast-ratio */
function contrast(one: string, other: string): number {
  const [dark = 0, light = 0] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (light + 0.05) / (dark + 0.05);
}

const surfaces = [
  'surface',
  'surface-list',
  'surface-sunken',
  'surface-raised',
  'surface-hover',
  'surface-chosen',
];
const words = ['text-strong', 'text', 'text-muted'];
const phases = ['started', 'detected', 'responded', 'mitigated', 'resolved'].map((phase) => `phase-${phase}`);

/** What is written on what. */
const pairs: readonly [text: string, surface: string][] = [
  ...words.flatMap((text) => surfaces.map((surface): [string, string] => [text, surface])),
  ...['text-strong', 'text'].flatMap((text) =>
    ['selection', 'found', 'differs', 'bad-surface', 'warn-surface'].map((on): [string, string] => [
      text,
      on,
    ]),
  ),
  ...['bad-surface', 'warn-surface'].map((on): [string, string] => ['text-muted', on]),
  // Guidance and placeholders are greyed, and still there to be read.
  ...['surface', 'surface-list', 'surface-sunken', 'surface-raised'].map((on): [string, string] => [
    'text-faint',
    on,
  ]),
  ...['accent-text', 'good', 'warn', 'bad', ...phases].flatMap((text) =>
    ['surface', 'surface-list', 'surface-raised', 'surface-sunken', 'surface-chosen'].map(
      (on): [string, string] => [text, on],
    ),
  ),
  // In a conflict: the words of a side that was not chosen.
  ['text-muted', 'differs'],
  ['bad', 'bad-surface'],
  ['warn', 'warn-surface'],
  ['on-accent', 'accent'],
  ['on-accent', 'accent-hover'],
];

/** Edges without which one would not see what there is to use. */
const edges: readonly [edge: string, surface: string][] = ['line-control', 'focus', 'accent'].flatMap(
  (edge) =>
    ['surface', 'surface-list', 'surface-raised', 'surface-sunken'].map((on): [string, string] => [edge, on]),
);

describe.each(['light', 'dark'] as const)('the %s colours', (scheme) => {
  const usualColours = colours(usual, scheme);
  const moreColours = new Map([...usualColours, ...colours(more, scheme)]);
  const of = (tokens: ReadonlyMap<string, string>, name: string): string => {
    const colour = tokens.get(name);
    if (colour === undefined) throw new Error(`there is no colour --${name}`);
    return colour;
  };

  it.each(pairs)('%s on %s can be read (WCAG AA: 4.5)', (text, surface) => {
    expect(contrast(of(usualColours, text), of(usualColours, surface))).toBeGreaterThanOrEqual(4.5);
  });

  it.each(edges)('%s on %s can be seen (WCAG AA: 3)', (edge, surface) => {
    expect(contrast(of(usualColours, edge), of(usualColours, surface))).toBeGreaterThanOrEqual(3);
  });

  it.each([...words, 'text-faint'])('%s has 7 on the page for whoever asks for more contrast', (text) => {
    expect(contrast(of(moreColours, text), of(moreColours, 'surface'))).toBeGreaterThanOrEqual(7);
  });
});

describe('the measure of contrast', () => {
  it('is that of WCAG', () => {
    expect(contrast('#000000', '#ffffff')).toBeCloseTo(21, 5);
    expect(contrast('#777777', '#ffffff')).toBeCloseTo(4.478, 3);
  });
});
