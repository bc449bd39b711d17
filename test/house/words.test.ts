import { describe, expect, test } from 'vitest';
import { literalColours } from './colours.ts';
import { projectFiles, read } from './tree.ts';

const files = projectFiles();
const code = files.filter((file) => /\.(ts|js|svelte|css|html|yml)$/.test(file));

/** Put together here, so that this file does not hold what it looks for. */
const unwanted = [
  ['a test that is left out', /\.(sk)ip\(|\bx(it|describe)\(/],
  ['a test that leaves the others out', /\.(on)ly\b/],
  ['work that is left for later', /\b(TO)DO\b|\b(FIX)ME\b/],
  ['a lint rule that is switched off', /(eslint)-disable|(prettier)-ignore|(svelte)-ignore/],
  ['a type error that is switched off', /@(ts)-(ignore|nocheck)/],
] as const;

function linesWith(pattern: RegExp, paths: readonly string[]): string[] {
  return paths.flatMap((file) =>
    read(file)
      .split('\n')
      .flatMap((line, index) => (pattern.test(line) ? [`${file}:${index + 1}: ${line.trim()}`] : [])),
  );
}

describe('the code', () => {
  test.each(unwanted)('has no %s', (_, pattern) => {
    expect(linesWith(pattern, code)).toEqual([]);
  });

  test('expects no type error outside of tests', () => {
    const product = code.filter((file) => /^(app|main|renderer|scripts|bin)\//.test(file));
    expect(linesWith(/@ts-expect-error/, product)).toEqual([]);
  });

  test.each([
    [0, 'test.sk' + "ip('x')"],
    [1, 'describe.on' + "ly('x')"],
    [2, '// TO' + 'DO later'],
    [3, '/* eslint-dis' + 'able */'],
    [4, '// @ts-ig' + 'nore'],
  ])('would be seen to hold unwanted words, kind %i', (kind, line) => {
    expect(unwanted[kind]?.[1].test(line)).toBe(true);
  });
});

describe('colours', () => {
  test('are tokens everywhere in renderer/ but in styles/tokens.css', () => {
    const styled = files.filter(
      (file) => /^renderer\/.*\.(css|svelte)$/.test(file) && file !== 'renderer/styles/tokens.css',
    );
    expect(
      styled.flatMap((file) => literalColours(file, read(file)).map((found) => `${file}: ${found}`)),
    ).toEqual([]);
  });

  test.each([
    ['a.css', 'p { color: #fff }'],
    ['a.css', '@media print { p { background: rgb(0 0 0 / 50%) } }'],
    ['a.css', 'p { border: 1px solid red; }'],
    ['A.svelte', '<p>x</p><style>p { color: oklch(50% 0 0) }</style>'],
    ['A.svelte', '<p style="margin: 0; color: red">x</p>'],
    ['A.svelte', '<svg><path fill="#123456" /></svg>'],
  ])('that are literal are found: %s %s', (file, source) => {
    expect(literalColours(file, source)).toHaveLength(1);
  });

  test.each([
    ['a.css', 'p { color: var(--text); background: color-mix(in oklab, var(--surface), transparent 20%) }'],
    ['a.css', '#fade { grid-area: red; color: currentColor; white-space: nowrap; animation: gold 1s }'],
    ['A.svelte', '<a href="#abc" title="red">#128</a><style>a { color: inherit }</style>'],
    ['A.svelte', '<svg fill="none" stroke="currentColor" style="color: {colour}"></svg>'],
  ])('that are none are left alone: %s %s', (file, source) => {
    expect(literalColours(file, source)).toEqual([]);
  });
});

describe('file names', () => {
  const layers = files.filter((file) => /^(app|main|renderer|test|scripts)\//.test(file));

  test('of code are words in lower case with hyphens, and of components in PascalCase', () => {
    const script = /^(\d{4}-)?[a-z][a-z0-9]*(-[a-z0-9]+)*(\.svelte|\.test|\.d)*\.(ts|js|css|html|json)$/;
    const component = /^([A-Z][a-z0-9]*)+\.svelte$/;
    const odd = layers.filter((file) => {
      const name = file.slice(file.lastIndexOf('/') + 1);
      if (name.endsWith('.svelte')) return !component.test(name);
      return /\.(ts|js|css)$/.test(name) && !script.test(name);
    });
    expect(odd).toEqual([]);
  });

  test('name a thing of the domain: no barrel, nothing that is a drawer for the rest', () => {
    const drawers = /\/(utils?|helpers?|common|misc|shared|lib|types|constants)(\/|\.\w+$)|\/index\.(ts|js)$/;
    expect(layers.filter((file) => drawers.test(file))).toEqual([]);
  });

  test('of migrations carry a number each, from 0001 on and without a gap', () => {
    const migrations = files.filter((file) => /^main\/store\/migrations\/\d/.test(file));
    const numbers = migrations.map((file) => Number(file.split('/').pop()?.slice(0, 4)));
    expect(numbers).toEqual(numbers.map((_, index) => index + 1));
  });
});
