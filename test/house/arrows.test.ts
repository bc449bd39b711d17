import { describe, expect, test } from 'vitest';
import { findCycle, importGraph, importsOf, loadedWith } from './imports.ts';
import { forbiddenArrows } from './layers.ts';
import { projectFiles, read } from './tree.ts';

const code = projectFiles().filter((file) => /\.(ts|js|svelte)$/.test(file));
const graph = importGraph(code, read);

describe('the arrows of the house', () => {
  test('go only where the table of layers allows', () => {
    expect(forbiddenArrows(graph)).toEqual([]);
  });

  test('never close a circle', () => {
    expect(findCycle(graph)?.join(' -> ')).toBeUndefined();
  });

  test('name their file in full, so that Node, Vite and this test read them alike', () => {
    const files = new Set(code);
    const dangling = [...graph].flatMap(([file, targets]) =>
      targets
        .filter((target) => !/^(npm:|node:|dist\/)/.test(target) && !/\.(css|json|svg|png)$/.test(target))
        .filter((target) => !files.has(target))
        .map((target) => `${file} -> ${target}`),
    );
    expect(dangling).toEqual([]);
  });

  test('reach no package that package.json does not name', () => {
    const { dependencies, devDependencies } = JSON.parse(read('package.json')) as Record<
      string,
      Record<string, string>
    >;
    const named = new Set(Object.keys({ ...dependencies, ...devDependencies }));
    const unnamed = [...graph].flatMap(([file, targets]) =>
      targets
        .filter((target) => target.startsWith('npm:') && !isNamed(target.slice('npm:'.length), named))
        .map((target) => `${file} -> ${target}`),
    );
    expect(unnamed).toEqual([]);
  });
});

test('a command that logs loads nothing that takes longer than to log', () => {
  const loaded = loadedWith(['main/cli/main.ts', 'main/logging.ts'], read);
  const others = [...loaded].filter((each) => each.includes(':')).sort();
  expect(others.filter((each) => each.startsWith('npm:'))).toEqual(['npm:better-sqlite3', 'npm:uuid']);
  expect(others).not.toContain('node:crypto');
});

/** A package that is all types is named by its @types. */
function isNamed(name: string, named: ReadonlySet<string>): boolean {
  return named.has(name) || named.has(`@types/${name}`);
}

describe('the reading of imports', () => {
  test('finds every way of naming a module in TypeScript', () => {
    const source = `
      import a from './a.ts';
      import type { B } from './b.ts';
      import { type C } from './c.ts';
      import './d.css';
      export * from './e.ts';
      export { f } from './f.ts';
      const g = await import('./g.ts');
      type H = import('./h.ts').H;
      import i = require('./i.ts');
      const j = require('./j.ts');
      new Worker(new URL('./k.ts', import.meta.url));
      new Worker(new URL('l.ts', import.meta.url));
      // import './not-this.ts';
      const text = "import './nor-this.ts'";
    `;
    expect(importsOf('x.ts', source).map((target) => target.slice(2, 3))).toEqual('abcdefghijkl'.split(''));
  });

  test('finds every way of naming a module in a component', () => {
    const source = `
      <script module lang="ts">
        import { a } from './a.ts';
        export { b } from './b.ts';
      </script>
      <script lang="ts">
        import C from './C.svelte';
        import type { D } from './d.ts';
        let e: import('./e.ts').E = $state(undefined);
        const f = () => import('./f.ts');
      </script>
      <p>import './not-this.ts'</p>
      {#await import('./g.ts') then g}{g}{/await}
    `;
    expect(
      importsOf('X.svelte', source)
        .map((target) => target.slice(2, 3).toLowerCase())
        .sort(),
    ).toEqual('abcdefg'.split(''));
  });

  test('tells files, packages and Node apart', () => {
    const sources: Record<string, string> = {
      'main/store/drafts.ts': `import '../paths.ts'; import 'fs'; import 'node:fs/promises'; import '@octokit/rest/x'; import 'zod/v4';`,
    };
    const read = (path: string) => sources[path] ?? '';
    expect(importGraph(Object.keys(sources), read).get('main/store/drafts.ts')).toEqual([
      'main/paths.ts',
      'node:fs',
      'node:fs/promises',
      'npm:@octokit/rest',
      'npm:zod',
    ]);
  });
});

describe('the rules themselves', () => {
  test.each([
    ['app/draft.ts', 'main/core.ts'],
    ['app/draft.ts', 'renderer/main.ts'],
    ['app/draft.ts', 'node:fs'],
    ['app/draft.ts', 'npm:electron'],
    ['app/draft.ts', 'npm:some-package'],
    ['renderer/main.ts', 'main/core.ts'],
    ['renderer/main.ts', 'node:path'],
    ['renderer/main.ts', 'npm:electron'],
    ['renderer/ui/Button.svelte', 'renderer/parts/DraftRow.svelte'],
    ['renderer/ui/Button.svelte', 'renderer/views/Drafts.svelte'],
    ['renderer/ui/Button.svelte', 'app/draft.ts'],
    ['renderer/parts/DraftRow.svelte', 'renderer/views/Drafts.svelte'],
    ['main/core.ts', 'renderer/main.ts'],
    ['main/core.ts', 'main/electron/window.ts'],
    ['main/core.ts', 'main/web/server.ts'],
    ['main/core.ts', 'main/cli/main.ts'],
    ['main/core.ts', 'npm:electron'],
    ['main/cli/commands/serve.ts', 'main/web/server.ts'],
    ['main/cli/main.ts', 'main/web/main.ts'],
    ['main/web/server.ts', 'main/electron/window.ts'],
    ['main/cli/log.ts', 'main/store/entries.ts'],
    ['main/store/open.ts', 'main/github/client.ts'],
    ['app/draft.ts', 'test/support/machine.ts'],
    ['main/core.ts', 'test/support/github.ts'],
    ['renderer/main.ts', 'test/support/machine.ts'],
    ['main/core.ts', 'scripts/build.ts'],
    ['main/core.ts', '../elsewhere.ts'],
  ])('forbid %s -> %s', (from, to) => {
    expect(forbiddenArrows(new Map([[from, [to]]]))).toEqual([`${from} -> ${to}`]);
  });

  test.each([
    ['app/draft.ts', 'app/timeline/entries.ts'],
    ['app/contract.ts', 'npm:zod'],
    ['renderer/views/Draft.svelte', 'renderer/parts/Timeline.svelte'],
    ['renderer/parts/Timeline.svelte', 'app/timeline/entries.ts'],
    ['main/core.ts', 'main/store/open.ts'],
    ['main/sync/runner.ts', 'main/github/issues.ts'],
    ['main/electron/main.ts', 'main/core.ts'],
    ['main/electron/main.ts', 'npm:electron'],
    ['main/cli/commands/serve.ts', 'main/web/main.ts'],
    ['test/main/core.test.ts', 'main/core.ts'],
    ['scripts/demo.ts', 'test/support/github.ts'],
  ])('allow %s -> %s', (from, to) => {
    expect(forbiddenArrows(new Map([[from, [to]]]))).toEqual([]);
  });

  test('print the whole circle, and only the circle', () => {
    const circle = new Map([
      ['main.ts', ['a.ts', 'd.ts']],
      ['d.ts', []],
      ['a.ts', ['d.ts', 'b.ts']],
      ['b.ts', ['c.ts']],
      ['c.ts', ['a.ts']],
    ]);
    expect(findCycle(circle)).toEqual(['a.ts', 'b.ts', 'c.ts', 'a.ts']);
    expect(findCycle(new Map([['a.ts', ['a.ts']]]))).toEqual(['a.ts', 'a.ts']);
  });

  test('see no circle where two ways lead to one file', () => {
    const diamond = new Map([
      ['a.ts', ['b.ts', 'c.ts']],
      ['b.ts', ['d.ts']],
      ['c.ts', ['d.ts']],
      ['d.ts', []],
    ]);
    expect(findCycle(diamond)).toBeUndefined();
  });
});
