/** Headings in a text that is being typed: each begins a section of its own when it is saved. */
import { syntaxTree } from '@codemirror/language';
import type { EditorState } from '@codemirror/state';

/**
 * Is the caret in a line that is, so far, a heading? Such a line is not saved before the caret has left it, so that a
 * section is called "Follow-ups" and not "Fo".
 */
export function isTypingHeading(state: EditorState): boolean {
  const line = state.doc.lineAt(state.selection.main.head);
  let found = false;
  syntaxTree(state).iterate({
    from: line.from,
    to: line.to,
    enter: ({ name }) => {
      if (/^(?:ATX|Setext)Heading/.test(name)) found = true;
      return !found;
    },
  });
  return found;
}
