import type { ImportGraph } from './imports.ts';

/**
 * A layer of the house. `imports` names the other layers that it may use; it may always use itself. `allows` says which
 * packages it may use: it gets `npm:zod` or `node:fs`.
 */
type Layer = { folder: string; imports: readonly string[]; allows: (name: string) => boolean };

/** What app/ is made of besides itself. Each of these is pure: it needs neither a page nor Node. */
const pure = new Set([
  'npm:@lezer/common',
  'npm:@lezer/markdown',
  'npm:@orpc/contract',
  'npm:diff',
  'npm:hast-util-from-html',
  'npm:hast-util-sanitize',
  'npm:hast-util-to-html',
  'npm:markdown-it',
  'npm:markdown-it-emoji',
  'npm:markdown-it-footnote',
  'npm:temporal-polyfill',
  'npm:yaml',
  'npm:zod',
]);
const native = new Set(['npm:electron', 'npm:better-sqlite3', 'npm:keytar', 'npm:ws']);

const onlyPure = (name: string) => pure.has(name);
const page = (name: string) => !name.startsWith('node:') && !native.has(name);
const node = (name: string) => name !== 'npm:electron';
const electron = () => true;

/** Most particular first: a file belongs to the first layer whose folder it lies in. */
export const layers: readonly Layer[] = [
  { folder: 'app/', imports: [], allows: onlyPure },
  { folder: 'renderer/ui/', imports: [], allows: page },
  { folder: 'renderer/parts/', imports: ['app/', 'renderer/', 'renderer/ui/'], allows: page },
  {
    folder: 'renderer/views/',
    imports: ['app/', 'renderer/', 'renderer/ui/', 'renderer/parts/'],
    allows: page,
  },
  {
    folder: 'renderer/',
    imports: ['app/', 'renderer/ui/', 'renderer/parts/', 'renderer/views/'],
    allows: page,
  },
  { folder: 'main/electron/', imports: ['app/', 'main/'], allows: electron },
  { folder: 'main/web/', imports: ['app/', 'main/'], allows: node },
  { folder: 'main/cli/', imports: ['app/', 'main/'], allows: node },
  { folder: 'main/store/', imports: ['app/', 'main/'], allows: node },
  { folder: 'main/github/', imports: ['app/', 'main/'], allows: node },
  { folder: 'main/sync/', imports: ['app/', 'main/', 'main/store/', 'main/github/'], allows: node },
  { folder: 'main/', imports: ['app/', 'main/store/', 'main/github/', 'main/sync/'], allows: node },
];

/**
 * The ways from a host to another: `debrief serve` is the command line's name for the web host as a whole, and the installed
 * program is the command line where it is started as such.
 */
const doors = new Map([
  ['main/cli/commands/serve.ts', 'main/web/main.ts'],
  ['main/electron/main.ts', 'main/cli/main.ts'],
]);

/** Every arrow that the table does not allow, as `from -> to`. What is no product code may import what it likes. */
export function forbiddenArrows(graph: ImportGraph): string[] {
  return [...graph].flatMap(([file, targets]) => {
    const from = layerOf(file);
    const forbidden = (target: string) => doors.get(file) !== target && from && !isAllowed(from, target);
    return targets.filter(forbidden).map((target) => `${file} -> ${target}`);
  });
}

function isAllowed(from: Layer, target: string): boolean {
  if (/^(npm|node):/.test(target)) return from.allows(target);
  const to = layerOf(target);
  return to !== undefined && (to === from || from.imports.includes(to.folder));
}

function layerOf(file: string): Layer | undefined {
  return layers.find(({ folder }) => file.startsWith(folder));
}
