/** Lists and quotations that go on by themselves: Enter begins the next item, Enter in an empty one ends the list. */
import { EditorSelection } from '@codemirror/state';
import type { EditorState, Transaction } from '@codemirror/state';
import type { Command, KeyBinding } from '@codemirror/view';

import { isInCode } from './code.ts';

/** Indent, quotation marks, list mark and task box at the beginning of a line. */
const MARKUP = /^(\s*(?:>\s?)*)(?:([-*+]|(\d{1,9})([.)]))(\s+)(?:\[[ xX]\]\s+)?)?/;

/** What the next line begins with; null where this one is no item and no quotation. */
export function markupAfter(
  line: string,
): { readonly next: string; readonly length: number; readonly isEmpty: boolean } | null {
  const match = MARKUP.exec(line);
  const [whole = '', before = '', mark, number, delimiter = '', gap = ' '] = match ?? [];
  if (mark === undefined && !before.includes('>')) return null;
  const nextMark =
    mark === undefined ? '' : (number === undefined ? mark : `${Number(number) + 1}${delimiter}`) + gap;
  const task = /\[[ xX]\]\s+$/.test(whole) ? '[ ] ' : '';
  return { next: `${before}${nextMark}${task}`, length: whole.length, isEmpty: whole.length >= line.length };
}

/** The change that Enter makes in a list; null where it is an ordinary Enter. */
export function continueList(state: EditorState): Transaction | null {
  const { main, ranges } = state.selection;
  if (ranges.length > 1 || !main.empty || isInCode(state, main.head)) return null;
  const line = state.doc.lineAt(main.head);
  const markup = markupAfter(line.text);
  if (markup === null || main.head - line.from < markup.length) return null;
  if (markup.isEmpty) {
    return state.update({
      changes: { from: line.from, to: line.to },
      selection: EditorSelection.cursor(line.from),
      userEvent: 'delete.line',
    });
  }
  const insert = `\n${markup.next}`;
  return state.update({
    changes: { from: main.head, insert },
    selection: EditorSelection.cursor(main.head + insert.length),
    scrollIntoView: true,
    userEvent: 'input',
  });
}

const enter: Command = (view) => {
  const change = continueList(view.state);
  if (change !== null) view.dispatch(change);
  return change !== null;
};

/** Backspace right after an item's mark takes the whole mark. */
const backspace: Command = (view) => {
  const { state } = view;
  const { main, ranges } = state.selection;
  const line = state.doc.lineAt(main.head);
  const markup = markupAfter(line.text);
  if (
    ranges.length > 1 ||
    !main.empty ||
    markup?.length !== main.head - line.from ||
    isInCode(state, main.head)
  )
    return false;
  const indent = /^\s*/.exec(line.text)?.[0].length ?? 0;
  view.dispatch({ changes: { from: line.from + indent, to: main.head }, userEvent: 'delete.backward' });
  return true;
};

export const listKeys: readonly KeyBinding[] = [
  { key: 'Enter', run: enter },
  { key: 'Backspace', run: backspace },
];
