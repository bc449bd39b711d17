/** An address that is pasted over words becomes a link of these words. */
import type { EditorState, Extension, TransactionSpec } from '@codemirror/state';
import { EditorView } from '@codemirror/view';

import { isLiteral } from './code.ts';

const PROTOCOLS: ReadonlySet<string> = new Set(['http:', 'https:', 'mailto:']);

/** A pasted text as the target of a Markdown link; null for what is no address that a link should have. */
export function linkTarget(pasted: string): string | null {
  const address = pasted.trim();
  if (address === '' || /[\s<>]/.test(address)) return null;
  const url = URL.parse(address);
  if (url === null || !PROTOCOLS.has(url.protocol)) return null;
  // A target ends at a bracket that it did not open: https://spec.commonmark.org/0.31.2/#link-destination
  return address.replaceAll('\\', '%5C').replaceAll('(', '%28').replaceAll(')', '%29');
}

/** The change that pasting makes of one line's words; null where it is an ordinary paste. */
export function linkOver(state: EditorState, pasted: string): TransactionSpec | null {
  const { main, ranges } = state.selection;
  const words = state.sliceDoc(main.from, main.to);
  const target = linkTarget(pasted);
  if (target === null || ranges.length > 1 || words.trim() === '' || words.includes('\n')) return null;
  // An address in the place of an address, or in code, is what it is.
  if (linkTarget(words) !== null || isLiteral(state, main.from) || isLiteral(state, main.to)) return null;
  const [, before = '', inner = '', after = ''] = /^(\s*)(.*?)(\s*)$/.exec(words) ?? [];
  const label = inner.replace(/(?<!\\)[[\]]/g, '\\$&');
  const insert = `${before}[${label}](${target})${after}`;
  return {
    changes: { from: main.from, to: main.to, insert },
    selection: { anchor: main.from + insert.length - after.length },
    userEvent: 'input.paste',
    scrollIntoView: true,
  };
}

export const pasteLink: Extension = EditorView.domEventHandlers({
  paste(event, view) {
    const { clipboardData } = event;
    if (clipboardData === null || clipboardData.files.length > 0) return false;
    const change = linkOver(view.state, clipboardData.getData('text/plain'));
    if (change === null) return false;
    event.preventDefault();
    view.dispatch(change);
    return true;
  },
});
