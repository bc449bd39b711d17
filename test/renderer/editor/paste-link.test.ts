import { EditorState } from '@codemirror/state';
import { describe, expect, it } from 'vitest';

import { githubMarkdown } from '../../../renderer/editor/language.ts';
import { linkOver, linkTarget } from '../../../renderer/editor/paste-link.ts';

/** The text after a paste over what stands between the bars; null where it is an ordinary paste. */
function pasted(text: string, address: string): string | null {
  const [before = '', words = '', after = ''] = text.split('|');
  const state = EditorState.create({
    doc: before + words + after,
    selection: { anchor: before.length, head: before.length + words.length },
    extensions: [githubMarkdown],
  });
  const change = linkOver(state, address);
  return change === null ? null : state.update(change).state.doc.toString();
}

describe('an address pasted over words', () => {
  it.each([
    ['see |the runbook| first', 'https://example.com/a', 'see [the runbook](https://example.com/a) first'],
    ['|the runbook |first', ' https://example.com/a\n', '[the runbook](https://example.com/a) first'],
    ['|[x] done|', 'https://example.com/', '[\\[x\\] done](https://example.com/)'],
    ['|spec|', 'https://example.com/A_(b)', '[spec](https://example.com/A_%28b%29)'],
    ['|Kim|', 'mailto:kim@example.com', '[Kim](mailto:kim@example.com)'],
  ])('makes a link of %j', (text, address, expected) => {
    expect(pasted(text, address)).toBe(expected);
  });

  it.each([
    ['||nothing chosen', 'https://example.com/'],
    ['|two\nlines|', 'https://example.com/'],
    ['`|code|`', 'https://example.com/'],
    ['```\n|code|\n```', 'https://example.com/'],
    ['|https://example.com/old|', 'https://example.com/new'],
    ['|words|', 'just words'],
    ['|words|', 'javascript:alert(1)'],
    ['|words|', 'data:text/html,x'],
    ['|words|', 'see https://example.com/'],
  ])('is an ordinary paste for %j and %j', (text, address) => {
    expect(pasted(text, address)).toBeNull();
  });

  it('is no link to anything that runs or reads', () => {
    for (const address of ['JavaScript:alert(1)', 'file:///etc/passwd', 'vbscript:x', 'blob:https://a/b', ''])
      expect(linkTarget(address)).toBeNull();
  });
});
