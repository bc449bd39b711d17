import { EditorState } from '@codemirror/state';
import { describe, expect, it } from 'vitest';

import { isTypingHeading } from '../../../renderer/editor/headings.ts';
import { githubMarkdown } from '../../../renderer/editor/language.ts';
import { continueList, markupAfter } from '../../../renderer/editor/lists.ts';

/** A text with its caret at `|`. */
function stateOf(text: string): EditorState {
  const at = text.indexOf('|');
  return EditorState.create({
    doc: text.slice(0, at) + text.slice(at + 1),
    selection: { anchor: at },
    extensions: [githubMarkdown],
  });
}

function afterEnter(text: string): string | null {
  const change = continueList(stateOf(text));
  if (change === null) return null;
  const { doc, selection } = change.state;
  const whole = doc.toString();
  return `${whole.slice(0, selection.main.head)}|${whole.slice(selection.main.head)}`;
}

describe('Enter in a list', () => {
  it.each([
    ['- first|', '- first\n- |'],
    ['* fir|st', '* fir\n* |st'],
    ['1. first|', '1. first\n2. |'],
    ['9) ninth|', '9) ninth\n10) |'],
    ['  - nested|', '  - nested\n  - |'],
    ['- [x] done|', '- [x] done\n- [ ] |'],
    ['> quoted|', '> quoted\n> |'],
    ['> - both|', '> - both\n> - |'],
  ])('goes on after %s', (before, after) => {
    expect(afterEnter(before)).toBe(after);
  });

  it.each([
    ['- first\n- |', '- first\n|'],
    ['1. |', '|'],
    ['> |', '|'],
  ])('ends it in an empty item: %s', (before, after) => {
    expect(afterEnter(before)).toBe(after);
  });

  it.each([
    'plain|',
    '-no item|',
    '|- before the mark',
    '```\n- in code|\n```',
    '    - in code|',
    '**- bold|',
  ])('is an ordinary Enter in %s', (before) => {
    expect(afterEnter(before)).toBeNull();
  });

  it('knows how long the mark of an item is', () => {
    expect(markupAfter('  12. [ ] x')).toEqual({ next: '  13. [ ] ', length: 10, isEmpty: false });
    expect(markupAfter('words')).toBeNull();
  });
});

describe('a heading that is being typed', () => {
  it.each(['## |', '#|', '## Fol|low', 'words\n---|', 'a\n\n### 09:1|4'])('is seen in %s', (text) => {
    expect(isTypingHeading(stateOf(text))).toBe(true);
  });

  it.each(['words|', '#hashtag|', '## Follow-ups\n|', '```\n# comment|\n```', '## one\n\nwor|ds\n\n## two'])(
    'is not seen in %s',
    (text) => {
      expect(isTypingHeading(stateOf(text))).toBe(false);
    },
  );
});
