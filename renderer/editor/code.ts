/** Where a text means what it says, letter by letter. */
import { syntaxTree } from '@codemirror/language';
import type { EditorState } from '@codemirror/state';

const BLOCKS = /^(?:FencedCode|CodeBlock|CommentBlock|HTMLBlock)$/;
const LITERAL = /^(?:FencedCode|CodeBlock|CommentBlock|HTMLBlock|InlineCode|HTMLTag|Comment|URL)$/;

function isIn(state: EditorState, at: number, names: RegExp): boolean {
  for (let node = syntaxTree(state).resolveInner(at, -1); ;) {
    if (names.test(node.name)) return true;
    if (node.parent === null) return false;
    node = node.parent;
  }
}

/** Is a place in a block of code or HTML? */
export function isInCode(state: EditorState, at: number): boolean {
  return isIn(state, at, BLOCKS);
}

/** Is a place in code, HTML or an address, in a block or within a line? */
export function isLiteral(state: EditorState, at: number): boolean {
  return isIn(state, at, LITERAL);
}
