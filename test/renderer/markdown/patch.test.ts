import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import type { PreviewNode, PreviewRoot } from '../../../app/preview.ts';
import { element, text } from '../../../app/preview/hast.ts';
import { patches } from '../../../renderer/markdown/patch.ts';

const treeOf = (blocks: readonly string[]): PreviewRoot => ({
  type: 'root',
  children: blocks.map((words) => element('p', {}, [text(words)])),
});

describe('what changed in a preview', () => {
  it('makes each tree of the one before it', () => {
    fc.assert(
      fc.property(fc.array(fc.array(fc.constantFrom('a', 'b', 'c', 'd'))), (versions) => {
        const patchTo = patches();
        let shown: readonly PreviewNode[] = [];
        for (const blocks of versions) {
          const tree = treeOf(blocks);
          const { from, removed, added, isEmpty } = patchTo(tree);
          shown = [...shown.slice(0, from), ...added, ...shown.slice(from + removed)];
          expect(shown).toEqual(tree.children);
          expect(isEmpty).toBe(blocks.length === 0);
        }
      }),
    );
  });

  it('is the one block that was typed into', () => {
    const patchTo = patches();
    patchTo(treeOf(['first', 'middle', 'last']));
    expect(patchTo(treeOf(['first', 'middle!', 'last']))).toMatchObject({ from: 1, removed: 1 });
  });
});
