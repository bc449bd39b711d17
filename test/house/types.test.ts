import { join } from 'node:path';
import ts from 'typescript';
import { describe, expect, test } from 'vitest';
import { root } from './tree.ts';

/**
 * Compiles one-line files as if they lay in the layer's folder, together with all that lies there, and gives what the
 * compiler says of each. Together, because a package's types could bring in the DOM or Node for the whole layer.
 */
function complaints(layer: string, probes: readonly string[]): string[][] {
  const folder = join(root, layer);
  const { config } = ts.readConfigFile(join(folder, 'tsconfig.json'), (file) => ts.sys.readFile(file)) as {
    config: unknown;
  };
  const { options, fileNames } = ts.parseJsonConfigFileContent(config, ts.sys, folder);
  const texts = new Map(probes.map((text, index) => [join(folder, `probe-${index}.ts`), text]));
  const disk = ts.createCompilerHost(options);
  const host: ts.CompilerHost = {
    ...disk,
    fileExists: (file) => texts.has(file) || disk.fileExists(file),
    readFile: (file) => texts.get(file) ?? disk.readFile(file),
    getSourceFile: (file, version) => {
      const text = texts.get(file);
      return text === undefined
        ? disk.getSourceFile(file, version)
        : ts.createSourceFile(file, text, version);
    },
  };
  const program = ts.createProgram([...fileNames, ...texts.keys()], options, host);
  return [...texts.keys()].map((file) =>
    program
      .getSemanticDiagnostics(program.getSourceFile(file))
      .map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, '\n')),
  );
}

const page = ['export const probe = window.name;', 'export const probe = document.title;'];
const node = [
  "import { readFileSync } from 'node:fs'; export const probe = readFileSync;",
  'export const probe = process.pid;',
  'export const probe = Buffer.alloc(1);',
];
const world = [
  'export const probe = setTimeout(() => undefined, 1);',
  "export const probe = fetch('http://localhost');",
  "console.log('probe'); export {};",
];
const language = ['export const probe = new Map([[1, new Intl.DateTimeFormat()]]);'];
const strictness = [
  "export const probe: string = ['a'][0];",
  'export const probe: { a?: number } = { a: undefined };',
  'export enum Probe { A }',
];

describe.each([
  { layer: 'app', compiles: language, refuses: [...page, ...node, ...world, ...strictness] },
  { layer: 'main', compiles: [...language, ...node, ...world], refuses: [...page, ...strictness] },
  { layer: 'renderer', compiles: [...language, ...page, ...world], refuses: [...node, ...strictness] },
])('the types of $layer/', ({ layer, compiles, refuses }) => {
  test('know what the layer may use and nothing else', () => {
    const found = complaints(layer, [...compiles, ...refuses]);
    expect(found.slice(0, compiles.length)).toEqual(compiles.map(() => []));
    const accepted = refuses.filter((_, index) => found[compiles.length + index]?.length === 0);
    expect(accepted).toEqual([]);
  });
});
