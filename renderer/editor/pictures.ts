/**
 * Pictures in the editor: one that is pasted or dropped is kept and written as Markdown where it was put; each that the
 * text names is shown beneath its line, and its long name is folded away while the caret is elsewhere.
 */
import { StateEffect, StateField } from '@codemirror/state';
import type { ChangeSet, EditorState, Extension, Range, Text } from '@codemirror/state';
import { Decoration, EditorView, ViewPlugin, WidgetType } from '@codemirror/view';
import type { DecorationSet, ViewUpdate } from '@codemirror/view';

import type { PictureName } from '../../app/pictures.ts';
import { mayHavePictures, picturesIn } from '../../app/pictures.ts';
import { pictureAddress } from '../picture-address.ts';
import { pictures as words } from '../words/pictures.ts';

/** Keeps a picture. Gives the Markdown that shows it; null where it could not be kept, which was said. */
export type KeepPicture = (file: File) => Promise<string | null>;

class Shown extends WidgetType {
  readonly name: PictureName;
  readonly said: string;

  constructor(name: PictureName, said: string) {
    super();
    this.name = name;
    this.said = said;
  }

  override eq(other: Shown): boolean {
    return other.name === this.name && other.said === this.said;
  }

  override get estimatedHeight(): number {
    return 160;
  }

  override toDOM(view: EditorView): HTMLElement {
    const place = document.createElement('div');
    place.className = 'cm-picture';
    const image = document.createElement('img');
    image.alt = this.said;
    image.addEventListener('load', () => {
      view.requestMeasure();
    });
    image.addEventListener('error', () => {
      place.textContent = words.missingHere(this.said);
      view.requestMeasure();
    });
    image.src = pictureAddress(this.name);
    place.append(image);
    return place;
  }
}

/** The pictures of the lines that a part of the text touches. */
function shownIn(text: Text, from: number, to: number): readonly Range<Decoration>[] {
  const ranges: Range<Decoration>[] = [];
  for (let at = from; at <= to;) {
    const line = text.lineAt(at);
    if (mayHavePictures(line.text)) {
      for (const { name, words: said } of picturesIn(line.text))
        ranges.push(
          Decoration.widget({ widget: new Shown(name, said), block: true, side: 1 }).range(line.to),
        );
    }
    at = line.to + 1;
  }
  return ranges;
}

/** Looks again at the lines that changed, and at no others: a report is long. */
function afterChange(before: DecorationSet, changes: ChangeSet, text: Text): DecorationSet {
  let shown = before.map(changes);
  changes.iterChangedRanges((_fromA, _toA, fromB, toB) => {
    const from = text.lineAt(fromB).from;
    const to = text.lineAt(toB).to;
    shown = shown.update({
      filterFrom: from,
      filterTo: to,
      filter: () => false,
      add: shownIn(text, from, to),
    });
  });
  return shown;
}

const shownPictures = StateField.define<DecorationSet>({
  create: ({ doc }) => Decoration.set(shownIn(doc, 0, doc.length)),
  update: (shown, { docChanged, changes, newDoc }) =>
    docChanged ? afterChange(shown, changes, newDoc) : shown,
  provide: (field) => EditorView.decorations.from(field),
});

const NAME = /debrief-picture:[0-9a-f]{64}\.\w{3,4}/g;

class Folded extends WidgetType {
  override eq(): boolean {
    return true;
  }

  override toDOM(): HTMLElement {
    const place = document.createElement('span');
    place.className = 'cm-picture-name';
    place.textContent = '…';
    return place;
  }
}

const folded = Decoration.replace({ widget: new Folded() });

function foldNames({ state, visibleRanges }: EditorView): DecorationSet {
  const ranges = visibleRanges.flatMap(({ from, to }) => {
    const text = state.sliceDoc(from, to);
    if (!mayHavePictures(text)) return [];
    return [...text.matchAll(NAME)].map((match) => ({
      from: from + match.index,
      to: from + match.index + match[0].length,
    }));
  });
  const { ranges: selected } = state.selection;
  return Decoration.set(
    ranges
      .filter(({ from, to }) => !selected.some((each) => each.from <= to && each.to >= from))
      .map(({ from, to }) => folded.range(from, to)),
  );
}

const foldedNames = ViewPlugin.fromClass(
  class {
    names: DecorationSet;
    constructor(view: EditorView) {
      this.names = foldNames(view);
    }
    update(update: ViewUpdate): void {
      if (update.docChanged || update.viewportChanged || update.selectionSet)
        this.names = foldNames(update.view);
    }
  },
  { decorations: (plugin) => plugin.names },
);

const begin = StateEffect.define<{ readonly id: number; readonly at: number; readonly said: string }>({
  map: (value, changes) => ({ ...value, at: changes.mapPos(value.at, 1) }),
});
const end = StateEffect.define<number>();

class Coming extends WidgetType {
  readonly id: number;
  readonly said: string;

  constructor(id: number, said: string) {
    super();
    this.id = id;
    this.said = said;
  }

  override toDOM(): HTMLElement {
    const place = document.createElement('span');
    place.className = 'cm-picture-coming';
    place.textContent = this.said;
    return place;
  }
}

/** Where pictures that are still being kept are to stand, whatever is typed meanwhile. */
const coming = StateField.define<DecorationSet>({
  create: () => Decoration.none,
  update: (marks, transaction) => {
    let now = marks.map(transaction.changes);
    for (const effect of transaction.effects) {
      if (effect.is(begin)) {
        const { id, at, said } = effect.value;
        now = now.update({ add: [Decoration.widget({ widget: new Coming(id, said), side: 1 }).range(at)] });
      }
      if (effect.is(end)) now = now.update({ filter: (_from, _to, { spec }) => idOf(spec) !== effect.value });
    }
    return now;
  },
  provide: (field) => EditorView.decorations.from(field),
});

function idOf(spec: unknown): number | null {
  if (typeof spec !== 'object' || spec === null || !('widget' in spec)) return null;
  return spec.widget instanceof Coming ? spec.widget.id : null;
}

function placeOf(view: EditorView, id: number): number | null {
  let place: number | null = null;
  view.state.field(coming).between(0, view.state.doc.length, (from, _to, { spec }) => {
    if (idOf(spec) === id) place = from;
  });
  return place;
}

/** An image that is a picture of ours, as it is written here. */
const IMAGE = /!\[(?:\\.|[^[\]\\])*\]\(debrief-picture:[0-9a-f]{64}\.\w{3,4}[^)\n]*\)/g;

/** A place for a picture: not in the words of another one, which are selected when that was added a moment ago. */
function freePlace(
  { doc }: EditorState,
  at: number,
): { readonly at: number; readonly isAfterOther: boolean } {
  const line = doc.lineAt(at);
  for (const match of line.text.matchAll(IMAGE)) {
    const to = line.from + match.index + match[0].length;
    if (at > line.from + match.index && at < to) return { at: to, isAfterOther: true };
  }
  return { at, isAfterOther: false };
}

let lastId = 0;

/** Writes a picture that was kept where it was put. The caret, if it is there still, selects its words. */
function write(view: EditorView, id: number, markdown: string): void {
  const at = placeOf(view, id);
  if (at === null) return;
  const { main } = view.state.selection;
  const isCaretThere = main.empty && main.head === at;
  view.dispatch({
    changes: { from: at, insert: markdown },
    effects: end.of(id),
    ...(isCaretThere
      ? {
          selection: { anchor: at + markdown.indexOf('![') + 2, head: at + markdown.indexOf('](') },
          scrollIntoView: true,
        }
      : {}),
    userEvent: 'input.paste',
  });
}

/** Keeps pictures, and writes each at a place in the text as soon as it is on disk. */
export async function insertPictures(
  view: EditorView,
  at: number,
  files: readonly File[],
  keep: KeepPicture,
): Promise<void> {
  for (const [index, file] of files.entries()) {
    const id = (lastId += 1);
    const place = freePlace(view.state, index === 0 ? at : view.state.selection.main.to);
    view.dispatch({
      effects: begin.of({ id, at: place.at, said: words.adding(file.name) }),
      ...(place.isAfterOther ? { selection: { anchor: place.at } } : {}),
    });
    const markdown = await keep(file);
    if (!view.dom.isConnected) return;
    if (markdown === null) view.dispatch({ effects: end.of(id) });
    else write(view, id, `${index > 0 || place.isAfterOther ? '\n\n' : ''}${markdown}`);
  }
}

function picturesOf(data: DataTransfer | null): readonly File[] {
  return [...(data?.files ?? [])].filter(({ type }) => type.startsWith('image/'));
}

/** Words that were copied with a picture, as from a table or a document, are what is meant. */
function isForWords(data: DataTransfer | null): boolean {
  return (data?.getData('text/plain') ?? '') !== '';
}

function takenIn(keep: KeepPicture): Extension {
  return EditorView.domEventHandlers({
    paste(event, view) {
      const files = picturesOf(event.clipboardData);
      if (files.length === 0 || isForWords(event.clipboardData)) return false;
      event.preventDefault();
      // What is selected stays: nobody knows yet whether the picture can be kept.
      const { to } = view.state.selection.main;
      view.dispatch({ selection: { anchor: to } });
      void insertPictures(view, to, files, keep);
      return true;
    },
    drop(event, view) {
      const files = picturesOf(event.dataTransfer);
      if (files.length === 0) return false;
      event.preventDefault();
      const at = view.posAtCoords({ x: event.clientX, y: event.clientY }) ?? view.state.doc.length;
      view.dispatch({ selection: { anchor: at } });
      view.focus();
      void insertPictures(view, at, files, keep);
      return true;
    },
  });
}

const looks = EditorView.baseTheme({
  '.cm-picture': { padding: 'var(--space-2) 0', color: 'var(--text-muted)' },
  '.cm-picture img': {
    display: 'block',
    maxWidth: 'min(100%, 32rem)',
    maxHeight: '20rem',
    borderRadius: 'var(--radius)',
    border: '1px solid var(--line)',
  },
  '.cm-picture-name, .cm-picture-coming': { color: 'var(--text-faint)' },
});

/** All of it, for one editor. */
export function pictures(keep: KeepPicture): Extension {
  return [shownPictures, foldedNames, coming, takenIn(keep), looks];
}
