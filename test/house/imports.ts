import { isBuiltin } from 'node:module';
import { posix } from 'node:path';
import { parse } from 'svelte/compiler';
import ts from 'typescript';

/** Who imports what: file -> what it imports. A file of the project goes by its path, others as `npm:zod` or `node:fs`. */
export type ImportGraph = ReadonlyMap<string, readonly string[]>;

/** The graph of these files. A relative import is followed by its text alone, so a file that isn't there shows up too. */
export function importGraph(files: readonly string[], read: (path: string) => string): ImportGraph {
  return new Map(
    files.map((file) => [file, importsOf(file, read(file)).map((target) => resolve(file, target))]),
  );
}

/**
 * All that is loaded before the first of these files runs its first line, themselves among it: what is imported as types
 * only, or where it is first needed, is not.
 */
export function loadedWith(files: readonly string[], read: (path: string) => string): ReadonlySet<string> {
  const loaded = new Set<string>();
  const load = (file: string): void => {
    if (loaded.has(file)) return;
    loaded.add(file);
    if (!file.includes(':')) valuesNeeded(file, read(file)).forEach(load);
  };
  files.forEach(load);
  return loaded;
}

function valuesNeeded(file: string, source: string): string[] {
  return ts
    .createSourceFile(file, source, ts.ScriptTarget.Latest)
    .statements.filter((each) => ts.isImportDeclaration(each) || ts.isExportDeclaration(each))
    .filter((each) => (ts.isImportDeclaration(each) ? !isTypeOnly(each) : !each.isTypeOnly))
    .flatMap(({ moduleSpecifier: target }) => (target && ts.isStringLiteral(target) ? [target.text] : []))
    .map((target) => resolve(file, target));
}

function isTypeOnly({ importClause }: ts.ImportDeclaration): boolean {
  return importClause?.phaseModifier === ts.SyntaxKind.TypeKeyword;
}

/** Every module that a file names: static, dynamic, re-exported, in a type, by require, or as the file of a worker. */
export function importsOf(file: string, source: string): string[] {
  const found = file.endsWith('.svelte') ? importsOfSvelte(source) : importsOfTypeScript(file, source);
  return [...new Set(found)];
}

function importsOfTypeScript(file: string, source: string): string[] {
  const found: string[] = [];
  const visit = (node: ts.Node): void => {
    const target = importedBy(node);
    if (target && ts.isStringLiteralLike(target)) {
      // In an address, unlike in an import, a name without a dot lies in the same folder.
      found.push(ts.isNewExpression(node) ? `./${posix.normalize(target.text)}` : target.text);
    }
    ts.forEachChild(node, visit);
  };
  visit(ts.createSourceFile(file, source, ts.ScriptTarget.Latest));
  return found;
}

function importedBy(node: ts.Node): ts.Node | undefined {
  if (ts.isImportDeclaration(node) || ts.isExportDeclaration(node)) return node.moduleSpecifier;
  if (ts.isExternalModuleReference(node)) return node.expression;
  if (ts.isImportTypeNode(node) && ts.isLiteralTypeNode(node.argument)) return node.argument.literal;
  if (ts.isCallExpression(node) && isLoader(node.expression)) return node.arguments[0];
  if (ts.isNewExpression(node) && isWorkerUrl(node)) return node.arguments?.[0];
  return undefined;
}

function isLoader(callee: ts.Expression): boolean {
  return (
    callee.kind === ts.SyntaxKind.ImportKeyword || (ts.isIdentifier(callee) && callee.text === 'require')
  );
}

/** `new URL('./worker.ts', import.meta.url)` is how a bundler is told of a worker. */
function isWorkerUrl({ expression, arguments: [address, base] = [] as never }: ts.NewExpression): boolean {
  const named = ts.isIdentifier(expression) && expression.text === 'URL';
  const isScript = address && ts.isStringLiteralLike(address) && /\.(ts|js|svelte)$/.test(address.text);
  return named && Boolean(isScript) && base !== undefined && ts.isPropertyAccessExpression(base);
}

/** A component's imports may stand in either script, in a type there, or in its markup. */
function importsOfSvelte(source: string): string[] {
  const found: string[] = [];
  const visit = (node: unknown): void => {
    if (Array.isArray(node)) node.forEach(visit);
    if (!isNode(node)) return;
    if (/^(Import(Declaration|Expression)|Export(Named|All)Declaration)$/.test(node.type))
      addLiteral(node['source']);
    if (node.type === 'TSImportType') addLiteral(node['argument']);
    Object.values(node).forEach(visit);
  };
  const addLiteral = (node: unknown): void => {
    if (isNode(node) && typeof node['value'] === 'string') found.push(node['value']);
    else if (isNode(node)) addLiteral(node['literal']);
  };
  visit(parse(source, { modern: true }));
  return found;
}

function isNode(value: unknown): value is { type: string } & Record<string, unknown> {
  return typeof value === 'object' && value !== null && 'type' in value && typeof value.type === 'string';
}

/** `./open.ts` in main/store/drafts.ts is main/store/open.ts; `@octokit/rest/x` is npm:@octokit/rest; Vite's `?suffix` is dropped. */
function resolve(file: string, target: string): string {
  const [path = ''] = target.split('?');
  if (path.startsWith('.')) return posix.join(posix.dirname(file), path);
  if (isBuiltin(path)) return `node:${path.replace(/^node:/, '')}`;
  return `npm:${path.split('/', path.startsWith('@') ? 2 : 1).join('/')}`;
}

/** One import cycle as the files along it, the first repeated at the end; undefined where there is none. */
export function findCycle(graph: ImportGraph): string[] | undefined {
  const done = new Set<string>();
  const path: string[] = [];
  const visit = (file: string): string[] | undefined => {
    if (path.includes(file)) return [...path.slice(path.indexOf(file)), file];
    if (done.has(file)) return undefined;
    path.push(file);
    for (const target of graph.get(file) ?? []) {
      const cycle = visit(target);
      if (cycle) return cycle;
    }
    path.pop();
    done.add(file);
    return undefined;
  };
  for (const file of graph.keys()) {
    const cycle = visit(file);
    if (cycle) return cycle;
  }
  return undefined;
}
