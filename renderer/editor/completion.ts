/** Completes references to issues and names of people from what was seen before. */
import { acceptCompletion, autocompletion } from '@codemirror/autocomplete';
import type { Completion, CompletionContext, CompletionResult } from '@codemirror/autocomplete';
import type { Extension } from '@codemirror/state';
import { EditorState } from '@codemirror/state';
import { keymap } from '@codemirror/view';

import type { Seen } from '../../app/seen.ts';
import { completion as words } from '../words/editor.ts';
import { isLiteral } from './code.ts';
import type { Suggestion } from './suggestions.ts';
import { suggest } from './suggestions.ts';

/** Where an editor gets what it completes. */
export interface References {
  /** What was seen before. */
  readonly seen: () => Promise<Seen>;
  /** OWNER/NAME that `#12` is about; null while the draft has none. */
  readonly repo: () => string | null;
}

function offered({ text, title, isAsTyped }: Suggestion): Completion {
  return { label: text, detail: isAsTyped ? words.asTyped : title };
}

async function complete(
  context: CompletionContext,
  references: References,
): Promise<CompletionResult | null> {
  const { state, pos } = context;
  const line = state.doc.lineAt(pos);
  const before = line.text.slice(0, pos - line.from);
  // Most of what is typed is neither: nothing is asked for it.
  if (!/[#@/]\S*$/.test(before) || isLiteral(state, pos)) return null;
  const seen = await references.seen();
  const found = suggest(before, seen, references.repo());
  if (found === null || context.aborted) return null;
  return { from: pos - found.length, options: found.suggestions.map(offered), filter: false };
}

/** The list of what may be meant opens as one types; Enter or Tab takes what is chosen in it, Escape closes it. */
export function referenceCompletion(references: References): Extension {
  return [
    autocompletion({
      override: [(context) => complete(context, references)],
      icons: false,
      activateOnCompletion: ({ label }) => label.endsWith('#'),
    }),
    EditorState.phrases.of({ Completions: words.name }),
    keymap.of([{ key: 'Tab', run: acceptCompletion }]),
  ];
}
