/** The editor of one section: Markdown in CodeMirror 6. It is loaded when the first draft opens, not before. */
import { defaultKeymap, history, historyKeymap } from '@codemirror/commands';
import { Compartment, EditorState, Transaction } from '@codemirror/state';
import type { Extension } from '@codemirror/state';
import { Decoration, EditorView, keymap, placeholder, ViewPlugin } from '@codemirror/view';
import type { DecorationSet, KeyBinding, ViewUpdate } from '@codemirror/view';

import { referenceCompletion } from './completion.ts';
import type { References } from './completion.ts';
import { isTypingHeading } from './headings.ts';
import { githubMarkdown } from './language.ts';
import { listKeys } from './lists.ts';
import { look } from './look.ts';
import { pasteLink } from './paste-link.ts';
import type { KeepPicture } from './pictures.ts';
import { insertPictures, pictures } from './pictures.ts';

/** What the editor tells of what is typed. */
export interface Typed {
  readonly text: string;
  /** The caret is in a line that is a heading so far. */
  readonly inHeading: boolean;
  /** Characters between the caret and the end of the text. */
  readonly caretFromEnd: number;
}

export interface EditorOptions {
  readonly parent: HTMLElement;
  readonly text: string;
  /** The accessible name. */
  readonly label: string;
  /** Shown greyed while the text is empty. */
  readonly guidance: string;
  /** For the style sheets that the editor makes: the page's policy allows none without it. */
  readonly cspNonce: string;
  /** What is completed. */
  readonly references: References;
  readonly typed: (typed: Typed) => void;
  readonly keepPicture: KeepPicture;
  /** The caret is in the editor now. */
  readonly entered: () => void;
  /** The caret left the editor, or a heading that was being typed. */
  readonly left: () => void;
}

export interface SectionEditor {
  readonly text: string;
  /** Takes in a text that came from elsewhere; the caret stays where it was in what did not change. */
  replace(text: string): void;
  /** Gives it another accessible name. */
  rename(label: string): void;
  focus(offset?: number): void;
  /** Puts a picture where the caret is, or was last. */
  takePicture(file: File): void;
  destroy(): void;
}

/** Each line goes the way that its own words go. */
const ownDirection = ViewPlugin.fromClass(
  class {
    lines: DecorationSet;
    constructor(view: EditorView) {
      this.lines = autoDirection(view);
    }
    update(update: ViewUpdate): void {
      if (update.docChanged || update.viewportChanged) this.lines = autoDirection(update.view);
    }
  },
  { decorations: (plugin) => plugin.lines },
);

const autoLine = Decoration.line({ attributes: { dir: 'auto' } });

function autoDirection(view: EditorView): DecorationSet {
  const starts = new Set<number>();
  for (const { from, to } of view.visibleRanges) {
    for (let at = from; at <= to;) {
      const line = view.state.doc.lineAt(at);
      starts.add(line.from);
      at = line.to + 1;
    }
  }
  return Decoration.set([...starts].sort((a, b) => a - b).map((start) => autoLine.range(start)));
}

/** Where the guidance is a numbered list, the first word typed begins one. */
function beginList(guidance: string): Extension {
  if (!/^1[.)] /m.test(guidance)) return [];
  return EditorView.inputHandler.of((view, from, to, text) => {
    if (view.composing || view.state.doc.length > 0 || !/^[^\s\d#>*+\-|`]/.test(text)) return false;
    const insert = `1. ${text}`;
    view.dispatch({
      changes: { from, to, insert },
      selection: { anchor: from + insert.length },
      userEvent: 'input.type',
      scrollIntoView: true,
    });
    return true;
  });
}

function greyed(guidance: string): Extension {
  if (guidance === '') return [];
  return placeholder(() => {
    const words = document.createElement('span');
    words.textContent = guidance;
    return words;
  });
}

/** The accessible name, which changes with that of the section. */
const name = new Compartment();

const named = (label: string): Extension => EditorView.contentAttributes.of({ 'aria-label': label });

/** Keys of the editor that the window has a use for: sync, and the order of sections. */
const WINDOW_KEYS: ReadonlySet<string | undefined> = new Set([
  'Mod-Enter',
  'Shift-Alt-ArrowUp',
  'Shift-Alt-ArrowDown',
]);

const isLeft = ({ key }: KeyBinding): boolean => !WINDOW_KEYS.has(key);

function extensions(options: EditorOptions): Extension {
  const { label, guidance, cspNonce, references, keepPicture, typed, entered, left } = options;
  let inHeading = false;
  return [
    history(),
    githubMarkdown,
    referenceCompletion(references),
    pasteLink,
    keymap.of([...listKeys, ...defaultKeymap.filter(isLeft), ...historyKeymap]),
    EditorView.lineWrapping,
    EditorView.perLineTextDirection.of(true),
    ownDirection,
    look,
    greyed(guidance),
    beginList(guidance),
    pictures(keepPicture),
    cspNonce === '' ? [] : EditorView.cspNonce.of(cspNonce),
    name.of(named(label)),
    EditorView.contentAttributes.of({
      ...(guidance === '' ? {} : { 'aria-placeholder': guidance }),
      spellcheck: 'true',
      autocorrect: 'on',
      autocapitalize: 'sentences',
    }),
    EditorView.updateListener.of((update) => {
      const isOurs = update.transactions.some(
        (each) => each.docChanged && each.annotation(Transaction.remote) !== true,
      );
      const wasInHeading = inHeading;
      if (update.docChanged || update.selectionSet) inHeading = isTypingHeading(update.state);
      const { doc, selection } = update.state;
      if (isOurs) typed({ text: doc.toString(), inHeading, caretFromEnd: doc.length - selection.main.head });
      else if (wasInHeading && !inHeading) left();
      if (!update.focusChanged) return;
      if (update.view.hasFocus) entered();
      else left();
    }),
  ];
}

/** The smallest single change that makes one text of the other. */
function changeBetween(before: string, after: string): { from: number; to: number; insert: string } {
  const most = Math.min(before.length, after.length);
  let from = 0;
  while (from < most && before[from] === after[from]) from += 1;
  let same = 0;
  while (same < most - from && before[before.length - 1 - same] === after[after.length - 1 - same]) same += 1;
  return { from, to: before.length - same, insert: after.slice(from, after.length - same) };
}

/** Puts an editor into an element. */
export function openEditor(options: EditorOptions): SectionEditor {
  const view = new EditorView({
    parent: options.parent,
    state: EditorState.create({ doc: options.text, extensions: extensions(options) }),
  });
  return {
    get text() {
      return view.state.doc.toString();
    },
    replace(text) {
      const before = view.state.doc.toString();
      const after = text.replace(/\r\n?/g, '\n');
      if (before === after) return;
      view.dispatch({
        changes: changeBetween(before, after),
        annotations: [Transaction.remote.of(true), Transaction.addToHistory.of(false)],
      });
    },
    rename(label) {
      view.dispatch({ effects: name.reconfigure(named(label)) });
    },
    focus(offset) {
      view.focus();
      if (offset === undefined) return;
      const anchor = Math.min(offset, view.state.doc.length);
      view.dispatch({ selection: { anchor }, scrollIntoView: true });
    },
    takePicture(file) {
      view.focus();
      const { main } = view.state.selection;
      void insertPictures(view, main.to, [file], options.keepPicture);
    },
    destroy: () => view.destroy(),
  };
}
